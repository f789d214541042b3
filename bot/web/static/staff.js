// staff.js: shows moments in the reader's own time, and takes the focus to what has just been said.
// Pages work without it; no text that a person reads is here.
(() => {
  const format = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });

  function localise(root) {
    for (const time of root.querySelectorAll("time[datetime]:not([data-local])")) {
      const at = new Date(time.dateTime);
      if (Number.isNaN(at.getTime())) continue;
      time.title = time.textContent;
      time.textContent = format.format(at);
      time.dataset.local = "";
    }
  }

  localise(document);
  document.addEventListener("htmx:after:swap", () => localise(document));

  // A table's row or a filter form may ask to be sent as soon as it is changed.
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-send-on-change]");
    if (form) form.requestSubmit();
  });

  // A form that cannot be undone asks first, in its own words.
  document.addEventListener("submit", (event) => {
    const question = event.target.dataset.confirm;
    if (question && !window.confirm(question)) event.preventDefault();
  });
})();
