"""One model file understands shoppers of the demo shop, of an imported department store, and of a shop of films."""

from pathlib import Path

import pytest

from bot.processes.choice import file_to_serve
from bot.settings import read_settings
from bot.understanding.hearing import Understood, hear
from knowledge_graph import BadRow, Generations, read_feed

FILMS = """movieId,title,genres
1,Toy Story (1995),Animation|Comedy
2,Alien (1979),Horror|Sci-Fi
3,Heat (1995),Action|Crime
4,Airplane! (1980),Comedy
"""
FILM_SHOP = [
    ("a comedy from the 90s", "find", {"category", "year"}),
    ("90年代的喜剧", "find", {"category", "year"}),
    ("show me horror films after 2000", "find", {"category", "year"}),
]
STORE = [
    ("I'm looking for a red jacket under 50", "find", {"value", "category", "price"}),
    ("put the second one in my basket", "add_to_cart", {"place"}),
    ("有没有五百以下的背包", "find", {"price", "category"}),
    ("what's the weather like tomorrow", "out_of_scope", set()),
]

# A trait or a pointer in a sentence that has no use for it, and the goods that are spoken of beside it.
BY_THE_WAY = [
    ("hello from grey and rainy Leeds", "greet", set()),
    ("thank you so much for finding me the red jacket", "thanks", {"category"}),
    ("do zebras have black or white stripes", "out_of_scope", set()),
    ("cancel the jacket please, the wedding was called off", "cancel_order", {"category"}),
    ("please send my parcel to the office, the green door", "change_address", set()),
    ("谢谢你帮我找到红色的夹克", "thanks", {"category"}),
]


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("films")
    feed = place / "movies.csv"
    feed.write_text(FILMS, "utf-8")
    generations = Generations(place / "graph")
    with generations.draft() as draft:
        draft.put_products(row for row in read_feed(feed) if not isinstance(row, BadRow))
        generations.publish(draft)
    return place / "graph"


def heard(graph: Path, said: list[tuple[str, str, set[str]]]) -> list[Understood]:
    model = file_to_serve(read_settings().models_folder)
    lexicon = graph / "current" / "lexicon.jsonl"
    return list(hear(model, [lexicon], [text for text, _, _ in said]).understood)


@pytest.mark.parametrize("shop", ["demo_shop", "retail_shop", "films"])
@pytest.mark.usefixtures("model")
def test_the_same_model_serves_every_shop(shop: str, request: pytest.FixtureRequest) -> None:
    folder: Path = request.getfixturevalue(shop)
    said = FILM_SHOP if shop == "films" else STORE
    understood = heard(folder if shop == "films" else folder / "graph", said)
    assert [one.intent for one in understood] == [intent for _, intent, _ in said]
    for (text, _, kinds), one in zip(said, understood, strict=True):
        assert kinds <= {entity.kind for entity in one.entities if entity.sold}, text


@pytest.mark.usefixtures("model")
def test_what_an_intent_has_no_use_for_is_no_entity_of_it(retail_shop: Path) -> None:
    understood = heard(retail_shop / "graph", BY_THE_WAY)
    named = {"category", "brand", "value", "item", "place", "reference", "comparative", "order"}
    assert [
        (one.intent, {entity.kind for entity in one.entities if entity.sold} & named) for one in understood
    ] == [(intent, kinds) for _, intent, kinds in BY_THE_WAY]
