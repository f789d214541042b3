"""What a conversation remembers survives the way through Rasa's slots, as JSON."""

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.memory import SEEN_DEPTH, UNDO_DEPTH, Memory, ShownItem, Step
from knowledge_graph import Bound, Order, Range, Request

_ids = st.sampled_from(["a", "b 2", "café/№ 1", "商品", '"quoted"'])
_iris = st.lists(_ids.map("urn:daogou:value:x/".__add__), max_size=3).map(tuple)
_numbers = st.none() | st.decimals(0, 9999, places=2)
_bounds = st.builds(Bound, low=_numbers, high=_numbers, high_open=st.booleans())
_ranges = st.builds(Range, attribute=_ids, bound=_bounds, unit=st.sampled_from([None, "HUR", "KGM"]))
requests = st.builds(
    Request,
    categories=_iris, brands=_iris, values=_iris, without=_iris,
    price=st.none() | _bounds, ranges=st.lists(_ranges, max_size=2).map(tuple), text=st.text(max_size=12),
    on_sale=st.booleans(), in_stock=st.booleans(), order=st.sampled_from(Order), like=st.none() | _ids,
)  # fmt: skip
_shown = st.builds(
    ShownItem,
    item_id=_ids,
    parts=st.dictionaries(
        st.sampled_from(["request", "popular", "neighbours"]), st.floats(-5, 5), max_size=3
    ),
    evidence=st.lists(_ids, max_size=2).map(tuple),
    matched=_iris,
    alike=st.lists(_ids, max_size=2).map(tuple),
    tokens=_iris,
)
_steps = (
    st.builds(Step, request=requests, items=st.lists(_ids, max_size=3).map(tuple))
    | st.builds(Step, cart=st.dictionaries(_ids, st.integers(0, 9), min_size=1, max_size=2))
    | st.builds(Step, judged=st.lists(_ids, min_size=1, max_size=2).map(tuple))
)
memories = st.builds(
    Memory,
    request=requests,
    past=st.lists(_steps, max_size=3).map(tuple),
    items=st.lists(_shown, max_size=5).map(tuple),
    seen=st.lists(_ids, max_size=6).map(tuple),
    focus=st.none() | _ids,
    offer=st.none() | requests.filter(lambda request: request != Request()),
)


@settings(max_examples=60)
@given(memories)
def test_nothing_is_lost_between_two_turns(memory: Memory) -> None:
    assert Memory.read(json.loads(json.dumps(memory.slots()))) == memory


@pytest.mark.parametrize(
    "slots",
    [
        {},
        {"request": None, "shown": None},
        {"request": {"now": {"order": "sideways"}}},
        {"request": {"now": {"price": {"low": "many"}}}},
        {"request": "a lamp", "shown": []},
        {"shown": {"items": [{"parts": {}}]}},
        {"shown": {"items": 3}},
    ],
)
def test_what_cannot_be_read_is_forgotten_and_never_fatal(slots: dict[str, Any]) -> None:
    assert Memory.read(slots) == Memory()


@settings(max_examples=40)
@given(memories, requests)
def test_another_wish_makes_all_unseen_and_the_one_before_can_be_had_back(
    memory: Memory, wish: Request
) -> None:
    after = memory.wishing(wish)
    assert after.request == wish
    assert after.offer is None
    if wish != memory.request:
        step, back = after.undone()
        assert step == Step(memory.request, memory.ids)
        assert (back.request, back.past) == (memory.request, memory.past[-UNDO_DEPTH + 1 :])
        assert after.seen == ()


def test_a_long_talk_does_not_grow_without_end() -> None:
    memory = Memory()
    for number in range(SEEN_DEPTH + UNDO_DEPTH):
        memory = memory.wishing(Request(price=Bound(high=Decimal(number))))
    assert len(memory.past) == UNDO_DEPTH
    for number in range(SEEN_DEPTH):
        memory = memory.showing([ShownItem(f"i{number}"), ShownItem(f"j{number}")])
    assert len(memory.seen) == SEEN_DEPTH
    assert memory.seen[-1] == f"j{SEEN_DEPTH - 1}"


def test_new_cards_end_what_was_spoken_of() -> None:
    memory = Memory(offer=Request(text="x")).showing([ShownItem("a")]).about("a")
    assert memory.focus == "a"
    again = memory.showing([ShownItem("a"), ShownItem("b")])
    assert (again.focus, again.offer, again.seen) == (None, None, ("a", "b"))
