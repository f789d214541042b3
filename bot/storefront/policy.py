"""What a page of the shop may load and run: itself, the chat, and pictures of products. Nothing inline, no HTML
written by scripts (Trusted Types), nothing from another site but pictures where the shop keeps them elsewhere."""

import re
from collections.abc import Iterable
from typing import Final

# A host as a feed may name it, and nothing that a policy would read as more than one.
_PLAIN: Final = re.compile(r"http://[A-Za-z0-9.-]+(:\d+)?(?=[/?#]|$)")


def page_policy(nonce: str, pictures: Iterable[str | None]) -> str:
    """The Content-Security-Policy of a page that shows these pictures.

    The nonce lets the page's scripts in, and with them the modules that they import; the chat's style needs no
    leave, since it is not written into the page. Pictures of cards in the chat are not known beforehand: where
    one picture of the page comes from another site by https, all sites' may come so.
    """
    sources = " ".join(["'self'", "data:", *_sources(pictures)])
    return (
        f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'self'; img-src {sources}; "
        "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
        "require-trusted-types-for 'script'; trusted-types lit-html"
    )


def _sources(pictures: Iterable[str | None]) -> list[str]:
    found = set()
    for picture in pictures:
        if picture and picture.startswith("https://"):
            found.add("https:")
        elif picture and (plain := _PLAIN.match(picture)):
            found.add(plain[0])
    return sorted(found)
