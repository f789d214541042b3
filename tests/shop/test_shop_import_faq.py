"""The shop's own questions and answers."""

from pathlib import Path

import pytest

from shop.creation import create_shop
from shop.errors import ImportRefusedError
from shop.imports import import_faq
from shop.shop import Shop


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    create_shop(tmp_path / "shop", name="Shop", currency="USD", language="en")
    return tmp_path / "shop"


def test_the_shops_own_answers_take_the_place_of_the_samples(folder: Path, tmp_path: Path) -> None:
    faq = tmp_path / "faq.yml"
    faq.write_text(
        "sample: false\nentries:\n- {slug: ship, question: {en: How much is shipping?}, answer: {en: It is free.}}\n"
    )
    assert import_faq(folder, faq).added == 1
    shop = Shop.open(folder)
    answer = shop.catalogue.answer("How much is shipping?", "en")
    assert answer is not None
    assert (answer.text, answer.sample) == ("It is free.", False)
    assert shop.catalogue.info().faqs == 1
    shop.close()


def test_a_question_without_words_is_named_by_its_line(folder: Path, tmp_path: Path) -> None:
    faq = tmp_path / "faq.yml"
    faq.write_text(
        "entries:\n"
        "- {slug: a, question: {en: Where?}, answer: {en: Here.}}\n"
        "- {slug: b, question: {}, answer: {en: x}}\n"
    )
    with pytest.raises(ImportRefusedError) as refused:
        import_faq(folder, faq)
    assert [(row.line, row.column) for row in refused.value.bad_rows] == [(3, "question")]
    assert import_faq(folder, faq, keep_going=True).added == 1
