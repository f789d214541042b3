"""Words that name no kind still come near to one in meaning, in either language; what comes near to none is left so."""

import pytest

from knowledge_graph.near_kinds import NearKinds

KINDS = NearKinds(
    {
        "kitchen": ["kitchen", "厨房用品"],
        "headphones": ["headphones", "耳机"],
        "luggage": ["luggage", "箱包"],
        "tents": ["tents", "帐篷"],
    }
)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("cooking", "kitchen"), ("做饭", "kitchen"), ("听歌", "headphones"),
        ("travelling", "luggage"), ("camping", "tents"),
    ],
)  # fmt: skip
def test_an_interest_comes_near_the_kind_that_serves_it(words: str, kind: str) -> None:
    assert KINDS.nearest(words) == kind


@pytest.mark.parametrize("words", ["golf", "cats", "photography", " ", ""])
def test_what_no_kind_serves_comes_near_to_none(words: str) -> None:
    assert KINDS.nearest(words) is None


def test_a_shop_without_kinds_has_none_that_is_near() -> None:
    assert NearKinds({}).nearest("cooking") is None
