/** panel.ts: all that comes when the chat is opened: joins the words, the store, the net and what is drawn. */

import { html, render } from "lit-html";
import type { Card, Deed } from "./contract/types";
import type { Host, Panel } from "./host";
import { Deeds } from "./net/deeds";
import { Gateway } from "./net/gateway";
import { Keeping } from "./net/keeping";
import type { State } from "./store/state";
import { Store } from "./store/store";
import css from "./styles/panel.css?inline";
import messageCss from "./styles/messages.css?inline";
import cardCss from "./styles/cards.css?inline";
import { Talk } from "./talk";
import { Format } from "./view/format";
import type { PanelPart } from "./view/panel";
import "./view/panel";
import type { Scene } from "./view/scene";
import { Sight } from "./view/sight";
import { spoken } from "./view/spoken";
import { type Words, wellFormed } from "./words/words";

/** Raises nothing: what goes wrong is shown. */
export function mount(host: Host, words: Words): Panel {
  const { options } = host;
  const language = wellFormed(options.language);
  const store = new Store();
  const gateway = new Gateway(options.shop, language);
  const kept = new Keeping(() => sessionStorage, options.shop);
  const format = new Format(language, words, options.shop);
  const talk = new Talk(gateway, store, kept, words);
  const deeds = new Deeds(gateway, kept, (deed, card) => tellPage(host, deed, card));
  const scene: Scene = {
    words,
    format,
    store,
    talk,
    deeds,
    sight: new Sight(),
    direction: options.direction ?? words.direction,
    title: options.title ?? words.title,
    welcome: options.startMessage ?? words.welcome,
    close: host.close,
    announce: host.announce,
    choose: (reply) => talk.say({ postback: reply.postback }, reply.title),
    say: (text) => talk.say({ text }, text),
  };
  dress(host.root);
  const place = document.createElement("div");
  place.className = "place";
  place.hidden = true;
  host.root.insertBefore(place, host.root.querySelector(".launcher"));
  const view = window.visualViewport;
  // The keyboard of a phone covers the page without making it smaller.
  view?.addEventListener("resize", () => place.style.setProperty("--seen", `${view.height}px`));
  render(html`<daogou-panel .scene=${scene}></daogou-panel>`, place);
  store.listen((now, before) => tellNews(host, scene, now, before));
  void talk.start();
  const keepOpen = (open: boolean) => {
    store.happen({ what: "open", open });
    place.hidden = !open;
  };
  return {
    show: (withFocus) => {
      keepOpen(true);
      const panel = place.firstElementChild as PanelPart;
      void panel.updateComplete.then(() => panel.show(withFocus));
    },
    hide: () => keepOpen(false),
    send: (text) => scene.say(text),
  };
}

function dress(root: ShadowRoot): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css + messageCss + cardCss);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}

/** What is new is said once to those who listen: what came while the page was open, and how the line is. */
function tellNews(host: Host, { words, format }: Scene, now: State, before: State): void {
  if (now.unread !== before.unread) host.unread(now.unread);
  if (now.line !== before.line && now.line !== "up") host.announce(words[now.line]);
  if (now.notice && now.notice !== before.notice) host.announce(now.notice);
  if (now.turns === before.turns) return;
  const old = new Set(before.turns.flatMap((turn) => turn.entries));
  for (const turn of now.turns) {
    for (const entry of turn.entries) {
      if (!entry.live || old.has(entry)) continue;
      const sentence = spoken(entry.message, words, format);
      if (sentence) host.announce(sentence);
      host.emit("message", entry.message);
    }
  }
}

/** The same to the page: to those who listen, and to its list of GA4 events where it has named one. */
function tellPage(host: Host, deed: Deed, card: Card): void {
  host.emit("event", deed);
  const { dataLayer } = host.options;
  if (dataLayer === null) return;
  const page = window as unknown as Record<string, unknown>;
  const list = (page[dataLayer] ??= []);
  if (!Array.isArray(list)) return;
  const item = { item_id: deed.item_id, item_name: card.name, index: deed.rank, ...(card.price ? { price: Number(card.price) } : {}) };
  list.push({
    event: deed.name,
    ecommerce: { ...(card.currency ? { currency: card.currency } : {}), items: [item] },
    daogou: { conversation: deed.conversation, turn: deed.turn },
  });
}
