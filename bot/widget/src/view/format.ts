/** view/format.ts: money, times and addresses, in the reader's language. */

import type { Card } from "../contract/types";
import { fill, type Words } from "../words/words";

export class Format {
  /** Made once each: to make one costs more than all that it writes. */
  readonly #kept = new Map<string, Intl.NumberFormat>();
  readonly #time: Intl.DateTimeFormat;
  readonly #day: Intl.DateTimeFormat;

  /** `language` is a tag that `Intl` knows how to read. */
  constructor(
    private readonly language: string,
    private readonly words: Words,
    private readonly shop: string,
  ) {
    this.#time = new Intl.DateTimeFormat(language, { hour: "numeric", minute: "2-digit" });
    this.#day = new Intl.DateTimeFormat(language, { weekday: "long", day: "numeric", month: "long" });
  }

  money(amount: string, currency: string | null): string {
    return this.#money(amount, currency, "symbol");
  }

  /** As it is read out: "59 euros". */
  spokenMoney(amount: string, currency: string | null): string {
    return this.#money(amount, currency, "name");
  }

  time(at: string): string {
    return this.#time.format(new Date(at));
  }

  day(at: string): string {
    const then = new Date(at);
    const ago = Math.round((midnight(new Date()) - midnight(then)) / 86_400_000);
    if (ago === 0) return this.words.today;
    if (ago === 1) return this.words.yesterday;
    return this.#day.format(then);
  }

  stock(card: Card): string {
    if (!card.in_stock) return this.words.sold_out;
    return card.stock ? fill(this.words.few_left, { count: card.stock }) : this.words.in_stock;
  }

  /** An address of the web that may be followed or shown, made whole by the gateway's; else null. */
  address(url: string | null): URL | null {
    if (!url) return null;
    try {
      const whole = new URL(url, `${this.shop}/`);
      return /^https?:$/.test(whole.protocol) ? whole : null;
    } catch {
      return null;
    }
  }

  /** A picture's address: of the shop or of this page, or of any site by https. */
  picture(url: string | null): URL | null {
    const whole = this.address(url);
    const isOwn = whole?.origin === location.origin || whole?.origin === new URL(this.shop).origin;
    return whole && (isOwn || whole.protocol === "https:") ? whole : null;
  }

  #money(amount: string, currency: string | null, currencyDisplay: "symbol" | "name"): string {
    if (currency === null) return amount;
    const wanted = currency + currencyDisplay;
    let format = this.#kept.get(wanted);
    if (!format) {
      const trailingZeroDisplay = currencyDisplay === "name" ? "stripIfInteger" : "auto";
      const options = { style: "currency", currency, currencyDisplay, trailingZeroDisplay };
      format = new Intl.NumberFormat(this.language, options as Intl.NumberFormatOptions);
      this.#kept.set(wanted, format);
    }
    return format.format(Number(amount));
  }
}

function midnight(time: Date): number {
  return new Date(time.getFullYear(), time.getMonth(), time.getDate()).getTime();
}
