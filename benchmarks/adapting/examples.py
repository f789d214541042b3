"""Write the English examples as the encoder sees them, names and amounts masked: one JSON line each.

    bot/dialogue/.venv/bin/python -m benchmarks.adapting.examples examples.jsonl

It runs in the dialogue's environment, and leaves out what nobody may learn from: the held-out sentences are never read.
"""

import json
import sys
from pathlib import Path

from rasa.nlu.constants import TOKENS_NAMES
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.loading import load_data

from bot.dialogue.extractor import ShoppingExtractor
from bot.dialogue.language import HAN
from bot.dialogue.lesson import together
from bot.dialogue.sentence_vectors import spoken
from bot.dialogue.tokenizer import BilingualTokenizer

_EXAMPLES = Path(__file__).parents[2] / "data" / "nlu" / "en"


def main() -> None:
    """The first argument names the file."""
    lesson = together([load_data(str(file)) for file in sorted(_EXAMPLES.glob("*.yml"))])
    ShoppingExtractor("en").process_training_data(lesson)
    BilingualTokenizer(BilingualTokenizer.get_default_config()).process_training_data(lesson)
    with Path(sys.argv[1]).open("w", encoding="utf-8") as file:
        for example in lesson.intent_examples:
            sentence = spoken(example.get(TOKENS_NAMES[TEXT]))
            if not HAN.search(sentence):
                intent = str(example.get(INTENT)).partition("/")[0]
                file.write(json.dumps({"intent": intent, "sentence": sentence}) + "\n")


if __name__ == "__main__":
    main()
