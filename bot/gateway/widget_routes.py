"""The widget's built files, for pages of any site: read once, compressed once, and asked for anew by their hash.

Nothing but the files of one folder is served; a name with a step upwards is no file of it.
"""

import gzip
import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from fastapi import APIRouter, Request
from fastapi.responses import Response

from bot.gateway.errors import Refusal
from bot.gateway.visitor import gateway_of

router = APIRouter(include_in_schema=False)

_KINDS = MappingProxyType(
    {
        ".js": "text/javascript; charset=utf-8",
        ".css": "text/css; charset=utf-8",
        ".json": "application/json",
        ".svg": "image/svg+xml",
        ".map": "application/json",
        ".txt": "text/plain; charset=utf-8",
        ".webp": "image/webp",
        ".woff2": "font/woff2",
    }
)
_FOR_ALL = MappingProxyType(
    {
        "Access-Control-Allow-Origin": "*",  # the launcher's import() of the panel asks for it
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Cache-Control": "public, no-cache",
        "Vary": "Accept-Encoding",
    }
)


@dataclass(frozen=True, slots=True)
class _Built:
    """One file: as it is and compressed, with the tag of each."""

    plain: bytes
    packed: bytes
    tag: str
    kind: str


@router.api_route("/widget.js", methods=["GET", "HEAD"])
def launcher(request: Request) -> Response:
    """The script that a shop's page embeds."""
    return _served(request, "widget.js")


@router.api_route("/widget/{name:path}", methods=["GET", "HEAD"])
def part(request: Request, name: str) -> Response:
    """What the launcher loads when the shopper opens the widget."""
    return _served(request, name)


def _served(request: Request, name: str) -> Response:
    """The file; raises Refusal: not_found, or widget_missing where nothing is built."""
    folder = gateway_of(request).settings.widget.resolve()
    if not (folder / "widget.js").is_file():
        raise Refusal("widget_missing")
    # Built files lie as their addresses say, under widget/, or flat beside the launcher.
    places = (folder / "widget" / name, folder / name)
    found = next((file for file in places if _is_in(folder, file)), None)
    if found is None:
        raise Refusal("not_found")
    state = found.stat()
    built = _read(found, state.st_mtime_ns, state.st_size)
    packs = "gzip" in request.headers.get("accept-encoding", "")
    tag = f'"{built.tag}-gzip"' if packs else f'"{built.tag}"'
    headers = {**_FOR_ALL, "ETag": tag}
    if tag in {one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")}:
        return Response(status_code=304, headers=headers)
    if packs:
        headers["Content-Encoding"] = "gzip"
    return Response(built.packed if packs else built.plain, media_type=built.kind, headers=headers)


def _is_in(folder: Path, file: Path) -> bool:
    try:
        return file.suffix in _KINDS and file.resolve().is_relative_to(folder) and file.is_file()
    except (OSError, ValueError):  # no file can have such a name: it is too long, or has a null byte in it
        return False


@lru_cache(maxsize=64)
def _read(file: Path, _changed_ns: int, _size: int) -> _Built:
    plain = file.read_bytes()
    tag = hashlib.sha256(plain).hexdigest()[:24]
    return _Built(plain, gzip.compress(plain, 9, mtime=0), tag, _KINDS[file.suffix])
