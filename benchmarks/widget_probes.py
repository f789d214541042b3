"""What is run inside the page to take the widget's times: scripts only, each a function of the page's own clock."""

# Before the page: what the browser tells of its painting and of tasks over 50 ms.
WATCH = """
window.daogouSeen = { paints: {}, lcp: 0, long: [] };
new PerformanceObserver((list) => list.getEntries().forEach((one) => (daogouSeen.paints[one.name] = one.startTime)))
  .observe({ type: "paint", buffered: true });
new PerformanceObserver((list) => list.getEntries().forEach((one) => (daogouSeen.lcp = one.startTime)))
  .observe({ type: "largest-contentful-paint", buffered: true });
new PerformanceObserver((list) => list.getEntries().forEach((one) => daogouSeen.long.push(one)))
  .observe({ type: "longtask", buffered: true });
"""

# Blocking time counts from the first paint, as Lighthouse has it.
SEEN = """() => {
  const { paints, lcp, long } = daogouSeen;
  const fcp = paints["first-contentful-paint"] ?? 0;
  const over = long.filter(({ startTime }) => startTime >= fcp).map(({ duration }) => duration - 50);
  const stored = localStorage.length + sessionStorage.length + document.cookie.length;
  return { fcp, lcp, blocked: over.reduce((sum, ms) => sum + ms, 0), stored };
}"""

# From Enter to the end of the frame that first shows these words of the shop's.
EXPECT = """(words) => {
  const root = document.querySelector("daogou-chat").shadowRoot;
  let sent = null;
  const key = (event) => { if (event.key === "Enter") sent = event.timeStamp; };
  addEventListener("keydown", key, true);
  window.daogouShown = new Promise((told) => {
    const watching = new MutationObserver(() => {
      const last = [...root.querySelectorAll(".bubble.shop")].at(-1);
      if (sent === null || !last?.textContent.includes(words)) return;
      watching.disconnect();
      removeEventListener("keydown", key, true);
      const inDocument = performance.now() - sent;
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => told({ inDocument, onScreen: performance.now() - sent });
        port2.postMessage(null);
      });
    });
    watching.observe(root, { subtree: true, childList: true, characterData: true });
  });
}"""

# Milliseconds between one frame and the next, until `stop`.
FRAMES = """() => {
  const frames = [];
  let before = performance.now(), on = true;
  const next = (now) => { frames.push(now - before); before = now; if (on) requestAnimationFrame(next); };
  requestAnimationFrame((now) => { before = now; requestAnimationFrame(next); });
  window.daogouFrames = () => { on = false; return frames; };
}"""

PLACE = """() => {
  const log = document.querySelector("daogou-chat").shadowRoot.querySelector(".log");
  const turns = log.querySelectorAll("daogou-turn").length;
  return { top: log.scrollTop, rest: log.scrollHeight - log.clientHeight - log.scrollTop, turns };
}"""
