"""The shipped retail vocabulary, and how a shop's own words are matched to it."""

from collections import Counter

import pytest
from market_graph import ATTRIBUTE, CATEGORY, VALUE, open_feed

from knowledge_graph import Attribute, Brand, Catalogue, Category, Request, Value
from knowledge_graph.bilingual import enrich
from knowledge_graph.identifiers import category_iri, value_iri
from knowledge_graph.namespaces import EXACT_MATCH
from knowledge_graph.retail_vocabulary import Vocabulary, category_vocabulary, value_vocabulary
from knowledge_graph.vocabulary_match import match_triples, report, with_families

COLOUR = ATTRIBUTE + "colour"
CONCEPT = "urn:daogou:vocab:"
VOCABULARIES = (category_vocabulary(), value_vocabulary())


def value(name: str, attribute: str = COLOUR, language: str = "en") -> Value:
    return Value(value_iri(attribute, name), {language: name}, attribute=attribute)


def test_it_is_large_enough_for_common_shops() -> None:
    assert len(category_vocabulary().concepts) >= 300
    counts = Counter(concept.attribute for concept in value_vocabulary().concepts)
    least = {"colour": 50, "material": 60, "pattern": 20, "occasion": 25, "audience": 12, "season": 4}
    assert {name for name, count in least.items() if counts[ATTRIBUTE + name] < count} == set()


@pytest.mark.parametrize("vocabulary", VOCABULARIES, ids=("categories", "values"))
def test_every_concept_has_both_languages_and_stands_in_a_tree(vocabulary: Vocabulary) -> None:
    for concept in vocabulary.concepts:
        assert set(concept.words) == {"en", "zh"}, concept.iri
        assert all(word == word.strip() != "" for _, word in concept.all_spellings())
        path, current = [], concept
        while current.broader is not None:
            path.append(current.iri)
            current = vocabulary.by_iri[current.broader]
            assert current.iri not in path
            assert current.attribute == concept.attribute


@pytest.mark.parametrize("vocabulary", VOCABULARIES, ids=("categories", "values"))
def test_a_word_of_one_character_would_be_found_in_others(vocabulary: Vocabulary) -> None:
    short = {
        word for concept in vocabulary.concepts for language, word in concept.spellings() if len(word) == 1
    }
    # Nouns and colours that Chinese says so. What of them stands inside many other words (包, 花, 书) is told apart by
    # the words beside it, where a sentence is read: tests/nlu/test_nlu_single_characters.py.
    assert short <= set("鞋灯碗床鼓刀钟锅包书笔花靴裙裤伞表帽茶鱼肉壶黑白灰红粉橙黄绿蓝紫棕银男女")


@pytest.mark.parametrize(
    ("label", "language", "concept"),
    [
        ("Tents", "en", "tent"),
        ("帐篷", "zh", "tent"),
        ("sofas", "en", "sofa"),
        ("Couch", "en", "sofa"),
        ("Jewelry", "en", "jewellery"),
        ("Wind", "en", "wind-instrument"),
        ("双肩包", "zh", "backpack"),
    ],
)
def test_a_heading_is_matched_by_label_in_any_language(label: str, language: str, concept: str) -> None:
    heading = Category(category_iri(label), {language: label})
    assert report([heading]).matched == {heading.iri: f"{CONCEPT}category/{concept}"}


def test_a_heading_may_mean_something_only_below_another() -> None:
    tools, footwear = Category("urn:t", {"en": "Tools"}), Category("urn:f", {"en": "Footwear"})
    sets = Category("urn:t/s", {"en": "Set"}, broader="urn:t")
    formal = Category("urn:f/f", {"en": "formal"}, broader="urn:f")
    lone = Category("urn:x", {"en": "Set"})
    matches = report([tools, footwear, sets, formal, lone])
    assert matches.matched[sets.iri] == CONCEPT + "category/tool-set"
    assert matches.matched[formal.iri] == CONCEPT + "category/formal-shoe"
    assert matches.unmatched == (lone.iri,)


def test_a_value_is_looked_for_in_its_own_attribute_first() -> None:
    bronze, silver = value("bronze", ATTRIBUTE + "material"), value("bronze")
    matched = report([bronze, silver]).matched
    assert matched[bronze.iri] == CONCEPT + "value/material/bronze"
    assert matched[silver.iri] == CONCEPT + "value/colour/bronze"
    american = value("navy", ATTRIBUTE + "color")
    assert report([american]).matched[american.iri] == CONCEPT + "value/colour/navy"


def test_what_is_not_matched_is_listed_and_names_are_not_looked_up() -> None:
    odd, yes = Category("urn:odd", {"en": "Gizmology"}), value("yes", ATTRIBUTE + "waterproof")
    brand, colour = Brand("urn:b", {"en": "Sofa"}), Attribute(COLOUR, {"en": "colour"})
    matches = report([odd, brand, colour, yes])
    assert (matches.matched, matches.unmatched) == ({}, ("urn:odd",))


def test_matches_are_triples_of_exact_match() -> None:
    tent = Category(category_iri("tents"), {"en": "tents"})
    ((subject, predicate, concept),) = match_triples(report([tent]))
    assert (subject, predicate, concept.value) == (tent.iri, EXACT_MATCH, CONCEPT + "category/tent")


def test_a_shade_brings_its_family_along() -> None:
    terms = {term.iri: term for term in with_families([value("navy"), value("red"), value("burgundy")])}
    navy, blue, burgundy = (terms[value_iri(COLOUR, name)] for name in ("navy", "blue", "burgundy"))
    assert isinstance(navy, Value)
    assert isinstance(burgundy, Value)
    assert (navy.broader, burgundy.broader) == (value_iri(COLOUR, "blue"), value_iri(COLOUR, "red"))
    assert blue.labels == {"en": "blue", "zh": "蓝色"}
    assert len(terms) == 4


def test_a_family_of_a_family_is_there_too_and_the_shops_own_value_is_taken_for_it() -> None:
    material = ATTRIBUTE + "material"
    own = Value(value_iri(material, "metallic-things"), {"en": "Metal"}, attribute=material)
    terms = {term.iri: term for term in with_families([value("cast iron", material), own])}
    iron = terms[value_iri(material, "iron")]
    assert isinstance(iron, Value)
    assert iron.broader == own.iri
    assert value_iri(material, "metal") not in terms


def test_a_value_of_an_attribute_of_the_shops_own_gets_no_family() -> None:
    assert with_families([value("navy", ATTRIBUTE + "team")]) == [value("navy", ATTRIBUTE + "team")]


def test_what_the_shop_says_stays() -> None:
    own = Value(
        value_iri(COLOUR, "navy"), {"en": "navy"}, attribute=COLOUR, broader=value_iri(COLOUR, "dark")
    )
    assert with_families([own]) == [own]
    (tent,) = enrich([Category("urn:t", {"en": "Bivvies & tents", "zh": "帐篷"})])
    assert tent.labels["zh"] == "帐篷"


@pytest.fixture(scope="module")
def wardrobe(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    folder = tmp_path_factory.mktemp("wardrobe")
    feed = folder / "own.csv"
    feed.write_text(
        "item_id,name,category,colour\n"
        "a,Harbour Coat,coats,navy\nb,Meadow Coat,coats,mint\nc,Lake Coat,coats,blue\n"
    )
    return open_feed(folder / "graph", feed)


def found(catalogue: Catalogue, **wish: tuple[str, ...]) -> set[str]:
    return {match.item_id for match in catalogue.search(Request(**wish))}  # type: ignore[arg-type]


def test_who_asks_for_blue_finds_navy_too(wardrobe: Catalogue) -> None:
    assert found(wardrobe, values=(VALUE + "colour/blue",)) == {"a", "c"}
    assert found(wardrobe, values=(VALUE + "colour/navy",)) == {"a"}
    assert found(wardrobe, categories=(CATEGORY + "coats",), without=(VALUE + "colour/blue",)) == {"b"}


def test_a_family_that_no_product_names_can_be_asked_for(wardrobe: Catalogue) -> None:
    assert found(wardrobe, values=(VALUE + "colour/green",)) == {"b"}
    assert wardrobe.label(VALUE + "colour/green", "zh") == "绿色"


def test_the_headings_of_a_real_catalogue_are_matched(department_store: Catalogue) -> None:
    headings = [
        term
        for term in department_store._open.terms.values()
        if isinstance(term, Category) and not term.iri.startswith(CATEGORY + "kind/")
    ]
    matches = report(headings)
    assert sum(term.broader is None and term.iri in matches.matched for term in headings) == 20
    assert sum(term.broader is not None and term.iri in matches.matched for term in headings) >= 80
