"""A project of two intents in two languages, with the real pipeline: a model of it is trained in seconds."""

from pathlib import Path

from bot.settings import ROOT

DOMAIN = """version: "3.1"
intents:
- greet
- thanks
slots:
  language:
    type: categorical
    values: [en, zh]
    influence_conversation: false
    mappings:
    - type: custom
responses:
  utter_greet:
  - text: Hello!
  utter_thanks:
  - text: With pleasure.
  utter_default:
  - text: Pardon?
actions:
- action_not_understood
"""
RULES = """version: "3.1"
rules:
- rule: greet
  steps:
  - intent: greet
  - action: utter_greet
- rule: thanks
  steps:
  - intent: thanks
  - action: utter_thanks
"""
SAID = {
    ("greet", "en"): ("hello", "hi there", "good morning", "good evening"),
    ("greet", "zh"): ("你好", "您好", "早上好", "晚上好"),
    ("thanks", "en"): ("thanks", "thank you", "many thanks", "thanks a lot"),
    ("thanks", "zh"): ("谢谢", "谢谢你", "多谢", "非常感谢"),
}


def write_project(folder: Path, **more: str) -> Path:
    """The project's files; `more` are further examples of greet, by language."""
    (folder / "data/stories").mkdir(parents=True)
    (folder / "config.yml").write_bytes((ROOT / "config.yml").read_bytes())
    (folder / "domain.yml").write_text(DOMAIN, encoding="utf-8")
    (folder / "data/stories/rules.yml").write_text(RULES, encoding="utf-8")
    for language in ("en", "zh"):
        (folder / "data/nlu" / language).mkdir(parents=True)
        file = folder / "data/nlu" / language / "talk.yml"
        file.write_text(_examples(language, more.get(language, "")), encoding="utf-8")
    return folder


def _examples(language: str, more: str) -> str:
    text = 'version: "3.1"\nnlu:\n'
    for (intent, spoken), examples in SAID.items():
        if spoken == language:
            lines = [*examples, more] if more and intent == "greet" else examples
            text += f"- intent: {intent}\n  examples: |\n" + "".join(f"    - {line}\n" for line in lines)
    return text
