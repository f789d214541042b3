"""Item vectors: scikit-learn's TF-IDF to the last digits, numbers on their two sides, and what is refused."""

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from recommender import Content, RatingsError
from recommender.vectors import ItemVectors

TOKENS = {
    "lamp": ["light", "red", "linen", "red"],
    "tent": ["camp", "green"],
    "stove": ["camp", "steel"],
    "torch": ["light", "camp", "steel"],
    "bare": [],
}


def test_tokens_weigh_as_in_scikit_learns_tf_idf() -> None:
    found = ItemVectors.of(TOKENS, {}, share=0.2)
    theirs = TfidfVectorizer(analyzer=lambda tokens: tokens)
    wanted = theirs.fit_transform(TOKENS[item] for item in found.items.ids).toarray()
    assert found.features == tuple(theirs.get_feature_names_out())
    np.testing.assert_allclose(found.matrix.toarray()[:-1], wanted, atol=1e-12)
    assert not found.matrix.toarray()[-1].any()


def test_numbers_have_the_share_of_the_length_that_was_asked_for() -> None:
    prices = {"lamp": {"price": 3.0}, "tent": {"price": 5.0}, "chair": {"price": 1.0}}
    found = ItemVectors.of(TOKENS, prices, share=0.3)
    length = {
        item: [float((row[: len(found.features) - 2] ** 2).sum()), float((row[-2:] ** 2).sum())]
        for item, row in zip(found.items.ids, found.matrix.toarray(), strict=False)
    }
    assert found.features[-2:] == ("price+", "price-")
    assert length["tent"] == pytest.approx([0.7, 0.3])
    assert length["chair"] == pytest.approx([0.0, 1.0])
    assert length["stove"] == pytest.approx([1.0, 0.0])
    assert length["bare"] == [0.0, 0.0]
    assert length["lamp"] == pytest.approx([1.0, 0.0])  # its price is the mean


def test_dear_things_are_like_dear_things_and_nothing_is_said_by_a_missing_price() -> None:
    told = {"a": 1.0, "b": 1.2, "c": 9.0, "d": 9.5}
    prices = {item: {"price": amount} for item, amount in told.items()} | {"e": {}}
    found = ItemVectors.of({}, prices, share=0.2)
    assert found.cosines("c", ["d", "a", "b", "e", "never heard of"]).tolist() == [1, 0, 0, 0, 0]


@pytest.mark.parametrize("amount", [float("nan"), float("inf")])
def test_a_number_that_is_none_is_refused_by_name(amount: float) -> None:
    with pytest.raises(RatingsError, match=r"item 'b': its 'price' is (nan|inf); give a finite number"):
        Content({}, {"a": {"price": 1.0}, "b": {"price": amount}})
