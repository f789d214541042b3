"""A request goes through JSON unchanged, whatever it holds."""

import json
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from knowledge_graph import Bound, Order, Range, Request

amounts = st.decimals(0, 100_000, places=2)
bounds = st.builds(Bound, st.none() | amounts, st.none() | amounts, st.booleans(), st.booleans())
iris = st.lists(st.text(min_size=1, max_size=20), max_size=3).map(tuple)
requests = st.builds(
    Request,
    categories=iris,
    brands=iris,
    values=iris,
    without=iris,
    price=st.none() | bounds,
    ranges=st.lists(
        st.builds(Range, st.text(min_size=1), bounds, st.none() | st.just("GRM")), max_size=2
    ).map(tuple),
    text=st.text(max_size=40),
    on_sale=st.booleans(),
    in_stock=st.booleans(),
    order=st.sampled_from(Order),
    like=st.none() | st.text(min_size=1),
)


@given(requests)
def test_a_request_comes_back_from_json_as_it_was(request: Request) -> None:
    assert Request.from_json(json.loads(json.dumps(request.to_json()))) == request


def test_a_wish_for_nothing_is_empty() -> None:
    assert Request().to_json() == {}
    assert Request.from_json({}) == Request()


@given(bounds, amounts)
def test_an_open_end_excludes_only_itself(bound: Bound, amount: Decimal) -> None:
    closed = Bound(bound.low, bound.high)
    assert bound.holds(amount) <= closed.holds(amount)
    if amount not in (bound.low, bound.high):
        assert bound.holds(amount) == closed.holds(amount)
