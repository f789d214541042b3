/** shop.js: what the shop's pages do besides being read: they open the chat, and come again while nothing can be shown. */

const COME_AGAIN_MS = 3000;
const chat = document.querySelector('script[src="/widget.js"]');

/** Show what opens the chat, once there is a chat to open. */
function offerChat() {
  if (!window.Daogou) return;
  for (const button of document.querySelectorAll("button[data-chat]")) button.hidden = false;
}

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("button[data-chat]") : null;
  if (!button || !window.Daogou) return;
  window.Daogou.open();
  if (button.dataset.chat) window.Daogou.send(button.dataset.chat);
});

/** Load the page anew as soon as it no longer asks to be waited for; the chat that is open stays until then. */
async function comeAgain() {
  const answer = await fetch(location.href, { method: "HEAD" }).catch(() => null);
  if (answer?.ok && !answer.headers.has("Retry-After")) location.reload();
  else setTimeout(comeAgain, COME_AGAIN_MS);
}

chat?.addEventListener("load", offerChat);
offerChat();
if (document.querySelector("[data-waiting]")) setTimeout(comeAgain, COME_AGAIN_MS);
