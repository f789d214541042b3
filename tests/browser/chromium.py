"""The Chromium that the tests drive: found on this machine, never downloaded."""

import os
import shutil
from pathlib import Path

from playwright.sync_api import Browser, Playwright

SETTING = "DAOGOU_CHROMIUM"
NAMES = ("chromium", "chromium-browser", "google-chrome")
MISSING = (
    "No Chromium was found, so nothing was tested in a browser: install it with Chinese letters "
    f"(Debian: apt install chromium fonts-noto-cjk), or name another one in {SETTING}."
)
ARGUMENTS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find_chromium() -> str | None:
    """Its path: that of the setting, else the first on PATH; None where there is none."""
    named = os.environ.get(SETTING)
    if named:
        return shutil.which(named)
    return next(filter(None, map(shutil.which, NAMES)), None)


def start(playwright: Playwright, path: str) -> Browser:
    """A browser without a window; in a container, where all is done as root, without its sandbox."""
    as_root = ["--no-sandbox"] if os.geteuid() == 0 and Path("/proc").exists() else []
    return playwright.chromium.launch(executable_path=path, headless=True, args=[*ARGUMENTS, *as_root])
