"""Secrets: minted once, for the owner's eyes, and never with a usable default."""

from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.secret_file import NAMES, read_secrets


@pytest.fixture(autouse=True)
def no_secrets_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES.values():
        monkeypatch.delenv(name, raising=False)


def test_the_first_start_mints_secrets_that_only_the_owner_reads(tmp_path: Path) -> None:
    first = read_secrets(tmp_path / "shop")
    file = tmp_path / "shop/secrets.env"
    assert file.stat().st_mode & 0o777 == 0o600
    assert read_secrets(tmp_path / "shop") == first
    assert [entry.name for entry in file.parent.iterdir()] == ["secrets.env"]


def test_each_secret_of_each_shop_is_another(tmp_path: Path) -> None:
    one, two = read_secrets(tmp_path / "one"), read_secrets(tmp_path / "two")
    values = [getattr(secrets, field) for secrets in (one, two) for field in NAMES]
    assert len(set(values)) == len(values)
    assert min(len(value) for value in values) >= 43  # 32 random bytes


def test_secrets_that_others_could_read_are_refused(tmp_path: Path) -> None:
    read_secrets(tmp_path)
    (tmp_path / "secrets.env").chmod(0o644)
    with pytest.raises(SettingsError, match="chmod 600"):
        read_secrets(tmp_path)


def test_a_missing_or_short_secret_is_refused_by_name(tmp_path: Path) -> None:
    read_secrets(tmp_path)
    (tmp_path / "secrets.env").write_text("DAOGOU_CONVERSATION_KEY=letmein\n")
    with pytest.raises(SettingsError, match="DAOGOU_CONVERSATION_KEY"):
        read_secrets(tmp_path)


def test_secrets_do_not_show_when_printed(tmp_path: Path) -> None:
    secrets = read_secrets(tmp_path)
    assert secrets.conversation_key not in repr(secrets)
