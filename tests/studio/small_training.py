"""A working copy small enough to be learnt in seconds: three intents in two languages, rules, and tests."""

from pathlib import Path

CONFIG = """\
recipe: default.v1
assistant_id: small
language: en
pipeline:
  - name: bot.dialogue.extractor.ShoppingExtractor
  - name: bot.dialogue.tokenizer.BilingualTokenizer
  - name: bot.dialogue.sentence_vectors.SentenceVectorFeaturizer
  - name: bot.dialogue.classifier.IntentRegression
policies:
  - name: RulePolicy
    core_fallback_action_name: utter_default
"""

DOMAIN = """\
version: "3.1"
intents:
  - greet
  - find
  - goodbye
  - affirm
entities:
  - price
  - value
slots:
  language:
    type: text
    influence_conversation: false
    mappings:
      - type: from_entity
        entity: language
actions:
  - action_find
responses:
""" + "".join(
    f"""\
  utter_{name}:
    - text: "{zh}"
      condition:
        - type: slot
          name: language
          value: zh
    - text: "{en}"
"""
    for name, en, zh in (
        ("greet", "Hello!", "您好！"),
        ("goodbye", "Goodbye!", "再见！"),
        ("yes", "Good.", "好的。"),
        ("default", "Pardon?", "没听懂。"),
    )
)

EXAMPLES = """\
version: "3.1"
nlu:
- intent: greet
  examples: |
    - hello there
    - good morning
    - 你好啊
    - 早上好
- intent: find
  examples: |
    - show me a lamp
    - I want a [red](value) lamp
    - 我想买台灯
    - 给我看看背包
- intent: goodbye
  examples: |
    - goodbye then
    - see you
    - 再见了
    - 回头见
- intent: affirm
  examples: |
    - yes please
    - of course
    - 好的呀
    - 当然可以
"""

RULES = """\
version: "3.1"
rules:
  - rule: greet
    steps:
      - intent: greet
      - action: utter_greet
  - rule: find
    steps:
      - intent: find
      - action: action_find
  - rule: goodbye
    steps:
      - intent: goodbye
      - action: utter_goodbye
  - rule: affirm
    steps:
      - intent: affirm
      - action: utter_yes
"""

TESTS = """\
version: "3.1"
stories:
  - story: hello and a lamp
    steps:
      - user: |-
          hello there
        intent: greet
      - action: utter_greet
      - user: |-
          show me a lamp [under 50 dollars](price)
        intent: find
      - action: action_find
  - story: 问好
    steps:
      - user: |-
          你好啊
        intent: greet
      - action: utter_greet
  - story: wrong intent
    steps:
      - user: |-
          hello there
        intent: goodbye
      - action: utter_goodbye
  - story: wrong action
    steps:
      - user: |-
          see you
        intent: goodbye
      - action: utter_greet
  - story: no such words
    steps:
      - user: |-
          show me a [lamp](value)
        intent: find
      - action: action_find
"""

FILES = {
    "config.yml": CONFIG,
    "domain.yml": DOMAIN,
    "data/nlu/examples.yml": EXAMPLES,
    "data/stories/rules.yml": RULES,
    "tests/talks.yml": TESTS,
}


def write_small_training(folder: Path) -> None:
    """Write it into `folder`."""
    for path, text in FILES.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
