"""What guards staff's pages from other pages: where a change comes from, what a page may run, how large a form is."""

import re
from html.parser import HTMLParser
from pathlib import Path

import httpx
import pytest
from pages_serving import Serving, serving
from staff_browsers import PASSWORD, add_staff
from test_access_table import ask, closed_rooms, staffs_routes  # noqa: F401 (a fixture)

from bot.web import STATIC
from bot.web.staff.phrases import FOLDERS, phrases

FRIEND = "https://shop.example"


@pytest.mark.usefixtures("closed_rooms")
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": FRIEND},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "OWN"},
    ],
)
def test_no_other_page_can_change_anything_for_staff(
    lasting_place: Serving, browsers: dict[str, httpx.Client], headers: dict[str, str]
) -> None:
    owner = browsers["owner"]
    sent = {name: lasting_place.url if value == "OWN" else value for name, value in headers.items()}
    with httpx.Client(base_url=lasting_place.url, cookies=owner.cookies, headers=sent) as other_page:
        changing = [route for route in staffs_routes(lasting_place.app) if route.methods - {"GET", "HEAD"}]
        assert len(changing) >= 12
        for route in changing:
            answer = ask(other_page, "POST", route.path)
            assert answer.status_code == 403, f"{route.path}: {answer.status_code}"
            assert answer.json()["code"] == "foreign_origin"


def test_not_even_a_page_that_may_talk_to_the_bot(tmp_path: Path, new_shop: Path) -> None:
    with serving(new_shop, tmp_path / "shop", allowed_origins=(FRIEND,)) as place:
        add_staff(place.folder, "owner")
        answer = httpx.post(
            f"{place.url}/staff/login",
            data={"name": "owner", "password": PASSWORD},
            headers={"Origin": FRIEND},
        )
        assert answer.status_code == 403


def test_reading_changes_nothing(lasting_place: Serving) -> None:
    for route in staffs_routes(lasting_place.app):
        assert route.methods in ({"GET"}, {"POST"}, {"GET", "HEAD"}), f"{route.methods} {route.path}"


def test_a_form_that_is_too_large_or_hides_its_size_is_not_read(lasting_place: Serving) -> None:
    address = f"{lasting_place.url}/staff/login"
    large = httpx.post(address, content=b"name=" + b"a" * (2 * 1024 * 1024))
    assert large.status_code == 413
    hidden = httpx.post(address, content=iter([b"name=a", b"&password=b"]))
    assert hidden.status_code == 413


class Page(HTMLParser):
    """What a page could run or load."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.nonces: set[str] = set()
        self.parts: set[str] = set()
        self.tags: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        self.tags.append(tag)
        if tag == "style" or "style" in held:
            self.faults.append(f"style in <{tag}>")
        if tag in {"script"} and not held.get("src"):
            self.faults.append("a script in the page")
        if tag == "script":
            self.nonces.add(held.get("nonce") or "")
        if tag in {"iframe", "object", "embed", "base"}:
            self.faults.append(f"<{tag}>")
        for name, value in held.items():
            if name.startswith(("on", "hx-on", "data-hx-on")) or (value or "").strip().lower().startswith(
                ("javascript:", "data:text", "vbscript:")
            ):
                self.faults.append(f"{name} of <{tag}>")
            if name in {"src", "href", "action", "formaction"} or name in {"hx-get", "hx-post"}:
                if not (value or "").startswith(("/", "#", "?")) or (value or "").startswith("//"):
                    self.faults.append(f"{name}={value!r} of <{tag}>")
                elif name == "src" or tag == "link":
                    self.parts.add(value or "")


def pages_of(lasting_place: Serving) -> list[str]:
    """The addresses of all pages that need no number."""
    routes = staffs_routes(lasting_place.app)
    return sorted({r.path for r in routes if "GET" in r.methods and "{" not in r.path})


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_page_runs_or_styles_anything_inline_or_loads_it_from_elsewhere(
    lasting_place: Serving, browsers: dict[str, httpx.Client], language: str
) -> None:
    owner = browsers["owner"]
    owner.post("/staff/language", data={"language": language})
    pages = [*pages_of(lasting_place), "/staff/members/owner", "/staff/none-such"]
    seen = 0
    for address in pages:
        answer = owner.get(address, follow_redirects=True)
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        seen += 1
        page = Page(answer.text)
        assert not page.faults, f"{address}: {page.faults}"
        policy = answer.headers["content-security-policy"]
        assert "unsafe" not in policy
        assert all(f"'nonce-{nonce}'" in policy for nonce in page.nonces), address
        assert answer.headers["cache-control"] == "no-store"
        if "html" in page.tags:  # else it is a piece for htmx
            assert f'<html lang="{language}">' in answer.text, address
        for part in page.parts:
            assert owner.get(part).status_code == 200, f"{address}: {part}"
    assert seen >= 5
    owner.post("/staff/language", data={"language": "en"})


def test_htmx_is_there_with_its_licence() -> None:
    assert (STATIC / "htmx.min.js").read_text("utf-8").startswith("var htmx=")
    assert "Zero-Clause BSD" in (STATIC / "htmx.LICENSE.txt").read_text("utf-8")


@pytest.mark.parametrize("package", sorted(FOLDERS))
def test_the_pages_say_everything_in_both_languages(package: str) -> None:
    def keys(branch: object, path: str = "") -> set[str]:
        try:
            names = list(branch)  # type: ignore[call-overload]
        except TypeError:
            return {path}
        if isinstance(branch, str | list):
            return {path}
        return {key for name in names for key in keys(branch[name], f"{path}.{name}")}  # type: ignore[index]

    english, chinese = keys(phrases(package, "en")), keys(phrases(package, "zh"))
    assert english == chinese


def test_every_word_of_the_pages_stands_in_a_language_file() -> None:
    for folder in FOLDERS.values():
        templates = folder / "templates" if folder.name != "staff" else folder.parent / "templates"
        for template in templates.glob("**/*.html"):
            html = re.sub(
                r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", template.read_text("utf-8"), flags=re.DOTALL
            )
            bare = re.sub(
                r"<[^>]*>|&\w+;|JSON|CSV|YAML|ms", "", html
            )  # formats and units are the same in all
            assert not re.search(r"[A-Za-z\u4e00-\u9fff]{2,}", bare), f"{template}: {bare.split()}"
