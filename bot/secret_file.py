"""A shop's secrets: minted at first start into `secrets.env`, a file that its owner alone reads.

There is no default: a secret comes from the file, or from the environment under the same name. A file that
others may read, or a secret that is too short, is refused.
"""

import os
import secrets
from dataclasses import dataclass, fields
from pathlib import Path

from bot.errors import SettingsError

FILE_NAME = "secrets.env"
BYTES = 32
SHORTEST_CHARS = 32


@dataclass(frozen=True, slots=True, repr=False)
class Secrets:
    """What the processes of one shop share. Never logged: it has no repr of its own."""

    conversation_key: str  # signs conversation tokens and postbacks
    dialogue_token: str  # the gateway shows it to Rasa
    actions_token: str  # Rasa shows it to the actions


NAMES = {field.name: f"DAOGOU_{field.name.upper()}" for field in fields(Secrets)}


def read_secrets(shop: Path) -> Secrets:
    """The secrets of the shop in this folder, minted now if there are none.

    Raises SettingsError where the file is open to others, or a secret is missing or too short.
    """
    file = shop / FILE_NAME
    if not file.exists():
        _mint(file)
    if file.stat().st_mode & 0o077:
        raise SettingsError(f"{file} can be read by others; close it with `chmod 600 {file}`.")
    held = dict(line.split("=", 1) for line in file.read_text(encoding="utf-8").splitlines() if "=" in line)
    values = {field: os.environ.get(name) or held.get(name, "") for field, name in NAMES.items()}
    for field, value in values.items():
        if len(value) < SHORTEST_CHARS:
            raise SettingsError(
                f"{file}: {NAMES[field]} is missing or shorter than {SHORTEST_CHARS} characters;"
                " delete the file, and the next start mints all anew."
            )
    return Secrets(**values)


def _mint(file: Path) -> None:
    """Write the file whole or not at all; of two first starts at once, one file wins."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{FILE_NAME}.{os.getpid()}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        out.writelines(f"{name}={secrets.token_urlsafe(BYTES)}\n" for name in NAMES.values())
        out.flush()
        os.fsync(out.fileno())
    try:
        os.link(draft, file)
    except FileExistsError:
        pass  # the other start's secrets hold for both
    finally:
        draft.unlink()
