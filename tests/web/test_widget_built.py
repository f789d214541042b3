"""The built widget is that of its sources, and as light as promised, so that nobody needs Node.js to serve it."""

import gzip
import hashlib
import json

from widget.contract import fingerprint

from bot.settings import ROOT

WIDGET = ROOT / "bot/widget"
DIST = WIDGET / "dist"
MADE_OF = ("build.mjs", "package.json", "package-lock.json", "tsconfig.json")
STALE = "bot/widget/dist is not of these sources: run `make widget` (it needs Node.js) and commit dist."


def test_what_is_served_is_built_of_the_sources_as_they_are() -> None:
    files = [WIDGET / name for name in MADE_OF] + [
        path for path in (WIDGET / "src").rglob("*") if path.is_file()
    ]
    made_of = hashlib.sha256()
    for path in sorted(file.relative_to(WIDGET).as_posix() for file in files):
        content = hashlib.sha256((WIDGET / path).read_bytes()).hexdigest()
        made_of.update(f"{path} {content}\n".encode())
    told = json.loads((DIST / "manifest.json").read_text(encoding="utf-8"))
    assert told["sources"] == made_of.hexdigest(), STALE


def test_the_types_are_those_of_the_gateway_s_contract() -> None:
    first = (WIDGET / "src/contract/openapi.d.ts").read_text(encoding="utf-8").splitlines()[0]
    assert first == f"// {fingerprint()}", "The gateway's messages changed: run `make widget` and commit."


def test_it_is_light() -> None:
    weight = {
        file.relative_to(DIST).as_posix(): len(gzip.compress(file.read_bytes(), 9))
        for file in DIST.rglob("*.js")
    }
    launcher, panel = weight.pop("widget.js"), weight.pop("widget/panel.js")
    assert launcher <= 3 * 1024
    assert launcher + panel + max(weight.values()) <= 30 * 1024, "the heaviest language counts"


def test_no_file_names_a_machine_or_a_registry() -> None:
    for file in (WIDGET / "package-lock.json", *DIST.rglob("*.js")):
        text = file.read_text(encoding="utf-8")
        assert "registry" not in text
        assert str(ROOT) not in text
