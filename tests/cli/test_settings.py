"""Settings: each one explained, each one in the README, each one checked."""

import pytest

from bot.errors import SettingsError
from bot.settings import ROOT, Settings, changed, settings_table


def test_every_setting_stands_in_the_readme_with_its_explanation() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for row in settings_table().splitlines():
        assert row in readme, f"README.md lacks this row of `bot settings`:\n{row}"


def test_every_setting_says_what_it_does_and_a_number_says_its_unit() -> None:
    unitless = {"port", "dialogue_port", "actions_port", "waiting_turns", "log_files_kept"}
    for name, field in Settings.model_fields.items():
        assert field.description, name
        assert field.description.endswith(".") or "JSON" in field.description, name
        if field.annotation in (int, float) and name not in unitless:
            assert name.rsplit("_", 1)[-1] in {"s", "mb", "chars"}, name


def test_the_environment_sets_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DAOGOU_PORT", "8123")
    monkeypatch.setenv("DAOGOU_ALLOWED_ORIGINS", '["https://shop.example"]')
    settings = Settings()
    assert settings.port == 8123
    assert settings.allowed_origins == ("https://shop.example",)


def test_an_option_is_checked_as_a_setting_is() -> None:
    with pytest.raises(SettingsError, match="DAOGOU_PORT"):
        changed(Settings(), {"port": 70000})
