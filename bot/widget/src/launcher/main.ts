/** launcher/main.ts: the button in the page's corner. It asks for nothing and stores nothing until it is opened. */

import type { EventName, Host, Panel, PanelModule } from "../host";
import css from "../styles/launcher.css?inline";
import { chosen, fill, type LauncherWords, type Words } from "../words/words";
import { chatIcon } from "./icon";
import { type LauncherOptions, readOptions } from "./options";

const FILES = import.meta.glob<LauncherWords>("../words/[a-z][a-z].ts", {
  eager: true,
  import: "launcher",
});
/** Kept once it was opened: whether it was open when the page was left. */
const WAS_OPEN = "daogou-open";

type Handler = (detail: unknown) => void;

/** <daogou-chat>: the launcher, the live region, and the place of the panel.
 *  @attr dark (set by itself)  @attr position (left, right)  @csspart launcher  @csspart panel
 *  Keyboard: Enter opens; Escape within it closes, and the focus is on the launcher again. */
class Chat extends HTMLElement {
  readonly #options: LauncherOptions;
  readonly #language;
  readonly #button = document.createElement("button");
  readonly #badge = document.createElement("span");
  readonly #live = document.createElement("div");
  readonly #told = document.createElement("p");
  readonly #dark = matchMedia("(prefers-color-scheme: dark)");
  readonly #handlers = new Map<EventName, Set<Handler>>();
  #loading: Promise<Panel | null> | null = null;
  #tries = 0;
  #isOpen = false;
  /** Somebody asked for it on this page; else nobody is told that it can't be loaded. */
  #isWanted = false;

  constructor(options: LauncherOptions) {
    super();
    this.#options = options;
    this.#language = chosen(FILES, options.language);
    const root = this.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
    // The live region must stand before anything is said in it.
    this.#live.className = "live";
    this.#live.setAttribute("role", "log");
    this.#live.setAttribute("aria-live", "polite");
    this.#told.className = "told";
    root.append(this.#live, this.#told, this.#made());
  }

  #made(): HTMLButtonElement {
    const { label } = this.#options;
    const button = this.#button;
    button.className = "launcher";
    button.setAttribute("part", "launcher");
    button.hidden = label === "none";
    button.setAttribute("aria-haspopup", "dialog");
    button.append(chatIcon());
    if (label) {
      const words = document.createElement("span");
      words.textContent = label;
      button.classList.add("wide");
      button.append(words);
    }
    this.#badge.className = "badge";
    button.append(this.#badge);
    button.addEventListener("click", () => this.open());
    this.#name();
    return button;
  }

  connectedCallback(): void {
    const { position, open } = this.#options;
    this.lang = this.#language.tag;
    this.setAttribute("position", position);
    this.#dark.onchange = () => this.#colour();
    this.#colour();
    const before = this.#wasOpen();
    // The page comes first.
    const soon = window.requestIdleCallback ?? setTimeout;
    if (before === "yes" || (open && before === null)) soon(() => this.#show());
    else if (before) soon(() => this.#panel());
  }

  disconnectedCallback(): void {
    this.#dark.onchange = null;
  }

  /** Light or dark, as the page's owner chose, else as the reader's system has it. */
  #colour(): void {
    const { scheme } = this.#options;
    this.toggleAttribute("dark", scheme === "dark" || (scheme !== "light" && this.#dark.matches));
  }

  open(): void {
    this.#isWanted = true;
    this.#show();
  }

  /** The focus goes along only where somebody wanted it open. */
  #show(): void {
    void this.#panel().then((panel) => {
      if (!panel || this.#isOpen) return;
      this.#turn(true);
      panel.show(this.#isWanted);
    });
  }

  close(): void {
    void this.#loading?.then((panel) => {
      if (!panel || !this.#isOpen) return;
      this.#turn(false);
      panel.hide();
      this.#button.focus();
    });
  }

  send(text: string): void {
    this.open();
    void this.#panel().then((panel) => panel?.send(text));
  }

  /** Gives what takes the handler away again. */
  on(name: EventName, handler: Handler): () => void {
    const all = this.#handlers.get(name) ?? new Set();
    this.#handlers.set(name, all.add(handler));
    return () => all.delete(handler);
  }

  /** With `now` it is kept first. */
  #wasOpen(now?: string): string | null {
    try {
      if (now) sessionStorage.setItem(WAS_OPEN, now);
      return sessionStorage.getItem(WAS_OPEN);
    } catch {
      return null; // a page may be refused its storage
    }
  }

  #turn(open: boolean): void {
    this.#isOpen = open;
    this.toggleAttribute("open", open);
    this.#wasOpen(open ? "yes" : "no");
    this.#emit(open ? "open" : "close", null);
  }

  #emit(name: EventName, detail: unknown): void {
    this.#handlers.get(name)?.forEach((handler) => handler(detail));
  }

  #name(): void {
    const count = this.#badge.textContent;
    const { label } = this.#options;
    const { words } = this.#language;
    const name = label ?? words.open;
    this.#button.setAttribute("aria-label", count ? `${name}, ${fill(words.unread, { count })}` : name);
  }

  #panel(): Promise<Panel | null> {
    return (this.#loading ??= this.#load());
  }

  async #load(): Promise<Panel | null> {
    this.#button.setAttribute("aria-busy", "true");
    this.#told.textContent = "";
    // A browser remembers a module that failed to load: another try needs another address.
    const part = <T>(name: string): Promise<T> =>
      import(/* @vite-ignore */ new URL(`widget/${name}.js?${this.#tries}`, this.#options.base).href);
    try {
      const [panel, { words }] = await Promise.all([
        part<PanelModule>("panel"),
        part<{ words: Words }>(this.#language.file),
      ]);
      return panel.mount(this.#host(), words);
    } catch (error) {
      console.error(error);
      this.#tries += 1;
      this.#loading = null;
      if (this.#isWanted) this.#say((this.#told.textContent = this.#language.words.away));
      return null;
    } finally {
      this.#button.removeAttribute("aria-busy");
    }
  }

  #host(): Host {
    return {
      root: this.shadowRoot as ShadowRoot,
      options: { ...this.#options, language: this.#language.tag },
      announce: (text) => this.#say(text),
      unread: (count) => {
        this.#badge.textContent = count ? String(count) : "";
        this.#name();
      },
      emit: (name, detail) => this.#emit(name, detail),
      close: () => this.close(),
    };
  }

  #say(text: string): void {
    const line = document.createElement("p");
    line.textContent = text;
    this.#live.append(line);
    if (this.#live.childElementCount > 30) this.#live.firstChild?.remove();
  }
}

const script = document.currentScript as HTMLScriptElement;
if (!customElements.get("daogou-chat")) {
  customElements.define("daogou-chat", Chat);
  const chat = new Chat(readOptions(script));
  Object.assign(window, {
    Daogou: {
      open: () => chat.open(),
      close: () => chat.close(),
      send: (text: string) => chat.send(String(text)),
      on: (name: EventName, handler: Handler) => chat.on(name, handler),
    },
  });
  const put = () => document.body.append(chat);
  if (document.body) put();
  else addEventListener("DOMContentLoaded", put);
}
