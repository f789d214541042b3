/** launcher/options.ts: what the script's tag says. */

import type { Options } from "../host";

export interface LauncherOptions extends Options {
  /** Where the script came from: the panel lies beside it. */
  base: string;
  /** Words on the launcher; "none" where the page has a button of its own. */
  label: string | null;
  position: string;
  scheme: string | undefined;
  open: boolean;
}

/** Raises where `data-shop` is no address. */
export function readOptions(script: HTMLScriptElement): LauncherOptions {
  const { shop, language, title, launcher, position, startMessage, open, datalayer, scheme, direction } = script.dataset;
  return {
    base: script.src,
    shop: shop ? new URL(shop, location.href).href.replace(/\/+$/, "") : new URL(script.src, location.href).origin,
    // Pages also write `en_US`.
    language: (language || document.documentElement.lang || navigator.language).replace(/_/g, "-"),
    title: title || null,
    startMessage: startMessage || null,
    dataLayer: datalayer === undefined ? null : datalayer || "dataLayer",
    label: launcher || null,
    position: position || "right",
    scheme,
    direction: direction === "rtl" || direction === "ltr" ? direction : null,
    open: open !== undefined && open !== "false",
  };
}
