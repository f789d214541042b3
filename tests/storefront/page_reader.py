"""Reads the shop's pages as a browser gets them, and as a person or a search engine reads them."""

import json
import re
from html import unescape
from typing import Any

import httpx
from lxml import html
from pages_serving import Serving

HOSTILE = "<script>alert(1)</script>"
PICTURE = "http://pictures.example/a.png"


def reader(served: Serving, language: str = "en") -> httpx.Client:
    """A browser that reads pages in this language."""
    headers = {"Accept": "text/html", "Accept-Language": language}
    return httpx.Client(base_url=served.url, headers=headers, timeout=30, verify=False)


def text_of(page: str) -> str:
    """The words of a page, spaces as one."""
    tree = html.fromstring(page)
    for script in [*tree.iter("script", "title")]:
        script.drop_tree()
    return " ".join(" ".join(str(text) for text in tree.itertext()).split())


def links_of(page: str) -> list[str]:
    """Where the page leads to on its own site."""
    return [unescape(found) for found in re.findall(r'<a[^>]*href="(/[^"]*)"', page)]


def data_of(page: str) -> dict[str, Any]:
    """What a search engine is told."""
    (told,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    read: dict[str, Any] = json.loads(told)
    return read
