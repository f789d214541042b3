"""The words of a small market, as its graph writes them down for the dialogue."""

import json
from pathlib import Path

import pytest

from bot.dialogue.lexicon import Lexicon
from knowledge_graph import BadRow, Generations, read_feed, read_terms

MARKET = Path(__file__).parents[1] / "knowledge_graph" / "market"


@pytest.fixture(scope="session")
def lexicon_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    graph = tmp_path_factory.mktemp("nlu_graph")
    generations = Generations(graph)
    with generations.draft() as draft:
        draft.put_terms(term for term in read_terms(MARKET) if not isinstance(term, BadRow))
        draft.put_products(row for row in read_feed(MARKET) if not isinstance(row, BadRow))
        generations.publish(draft)
    return graph / "current" / "lexicon.jsonl"


@pytest.fixture(scope="session")
def lexicon(lexicon_file: Path) -> Lexicon:
    return Lexicon(json.loads(line) for line in lexicon_file.read_text("utf-8").splitlines())
