"""Every setting of Daogou, in one place: from DAOGOU_* in the environment, or a `.env` at the root.

A setting has a type, its unit in its name, and a sentence; README.md shows each (a test holds it to that).
Secrets are not settings: they are minted into the shop's `secrets.env` at first start (bot/secret_file.py).
"""

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from pydantic_settings.exceptions import SettingsError as SettingsSourceError

from bot.errors import SettingsError

ROOT = Path(__file__).resolve().parents[1]
DEMO_SHOP = Path("shops/demo")
DEFAULT_PORT = 8000

_ORIGIN = re.compile(r"https?://(\[[0-9a-f:]+\]|[a-z0-9.-]+)(:\d{1,5})?")
Level = Literal["debug", "info", "warning", "error"]


class Settings(BaseSettings):
    """All settings with their defaults; raises pydantic's ValidationError where one cannot be used."""

    model_config = SettingsConfigDict(
        env_prefix="DAOGOU_", env_file=ROOT / ".env", extra="ignore", frozen=True
    )

    shop: Path = Field(
        default=DEMO_SHOP, description="Folder of the shop; a relative one starts at the project's root."
    )
    training: Path = Field(
        default=Path("training"),
        description="Folder of the trainers' working copy; a relative one starts at the project's root.",
    )
    models: Path = Field(
        default=Path("models"),
        description="Folder of the trained dialogue models; a relative one starts at the project's root.",
    )
    host: str = Field(
        default="127.0.0.1", description="Address the gateway listens on; 0.0.0.0 opens it to the network."
    )
    port: int = Field(
        default=DEFAULT_PORT,
        ge=1,
        le=65535,
        description="Port of the gateway, the only one that may be open.",
    )
    dialogue_port: int | None = Field(
        default=None,
        ge=1,
        le=65535,
        description="Port of Rasa on loopback; unset: 5005, or beside another `port` the next.",
    )
    actions_port: int | None = Field(
        default=None,
        ge=1,
        le=65535,
        description="Port of the actions on loopback; unset: 5055, or beside another `port` the second next.",
    )
    database_url: str | None = Field(
        default=None,
        description="SQLAlchemy address of the shop's SQL database; unset: shop.db in the shop's folder.",
    )
    graph_url: str | None = Field(
        default=None,
        repr=False,
        description="SPARQL endpoint that the product graph is read from; unset: the shop's folder.",
    )
    allowed_origins: tuple[str, ...] = Field(
        default=(),
        description="Web origins besides our own whose pages may hold the widget and talk to the gateway, as JSON:"
        ' ["https://shop.example"]; ["*"] for any.',
    )
    secure_cookie: bool = Field(default=False, description="Send the conversation's cookie over https only.")
    longest_text_chars: int = Field(
        default=2000, gt=0, description="Longest sentence of a shopper that is taken, in characters."
    )
    reply_timeout_s: float = Field(
        default=8,
        gt=0,
        le=9,
        description="Longest wait for an answer, in seconds; then the shopper is told so.",
    )
    waiting_turns: int = Field(
        default=8, ge=1, description="Sentences of one conversation that may wait in line; more are refused."
    )
    phone_regions: tuple[str, ...] = Field(
        default=("US", "CN", "GB"),
        description="Countries whose phone numbers are masked without their +code, as JSON of ISO codes.",
    )
    action_timeout_s: float = Field(
        default=6, gt=0, description="Longest time Rasa waits for an action, in seconds."
    )
    start_timeout_s: float = Field(
        default=180, gt=0, description="Longest time a process may take to come up, in seconds."
    )
    log_level: Level = Field(
        default="info", description="Least weighty log line that is kept: debug, info, warning or error."
    )
    log_texts: bool = Field(
        default=False,
        description="Let logs hold what shoppers type; for searching a fault, never in service.",
    )
    log_file_mb: float = Field(
        default=10, gt=0, description="Size at which a process's log file is put aside, in megabytes."
    )
    log_files_kept: int = Field(
        default=3, ge=1, description="Log files put aside that are kept for each process."
    )

    @field_validator("allowed_origins")
    @classmethod
    def _are_origins(cls, origins: tuple[str, ...]) -> tuple[str, ...]:
        """As a browser writes them: anything else would never be equal to what it sends."""
        for origin in origins:
            if origin != "*" and not _ORIGIN.fullmatch(origin):
                raise ValueError(f"{origin} is no origin; write scheme and host alone, https://shop.example")
        return origins

    @property
    def shop_folder(self) -> Path:
        """The shop's folder, absolute."""
        return ROOT / self.shop

    @property
    def graph_folder(self) -> Path:
        """The folder of what was derived of the graph that is read: the shop's own, or of an endpoint's graph."""
        return self.shop_folder / ("graph-cache" if self.graph_url else "graph")

    @property
    def training_folder(self) -> Path:
        """The folder of the trainers' working copy, absolute."""
        return ROOT / self.training

    @property
    def models_folder(self) -> Path:
        """The folder of the trained models, absolute."""
        return ROOT / self.models


@cache
def read_settings() -> Settings:
    """The settings of this process, read once; raises SettingsError naming the variable and the fault."""
    try:
        return Settings()
    except ValidationError as error:
        raise _in_words(error) from error
    except SettingsSourceError as error:
        raise SettingsError(f"{error}; it is JSON that is wanted, see the settings in README.md.") from error


def changed(settings: Settings, changes: Mapping[str, object]) -> Settings:
    """These settings with some changed; raises SettingsError as `read_settings` does."""
    try:
        return Settings.model_validate({**settings.model_dump(), **changes})
    except ValidationError as error:
        raise _in_words(error) from error


def _in_words(error: ValidationError) -> SettingsError:
    first = error.errors()[0]
    name = "DAOGOU_" + "_".join(str(part) for part in first["loc"]).upper()
    return SettingsError(f"{name} is {first['input']!r}: {first['msg']}; see the settings in README.md.")


def settings_table() -> str:
    """All settings as a Markdown table, in the order above: name, default, what it does."""
    rows = ["| setting | default | what it does |", "| --- | --- | --- |"]
    for name, field in Settings.model_fields.items():
        default = "unset" if field.default is None else f"`{_as_written(field.default)}`"
        rows.append(f"| `DAOGOU_{name.upper()}` | {default} | {field.description} |")
    return "\n".join(rows)


def _as_written(value: object) -> str:
    """A value as one writes it into the environment."""
    return json.dumps(value) if isinstance(value, bool | tuple) else str(value)
