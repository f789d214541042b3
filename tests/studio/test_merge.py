"""Two changes of one text: what one side changed is there, and what both changed is never chosen between."""

from hypothesis import given
from hypothesis import strategies as st

from bot.studio.merging import merge

LINES = st.lists(
    st.sampled_from(["a\n", "b\n", "c\n", "    - x\n", "    - y\n", "\n", "d: 1\n"]), max_size=12
)
TEXTS = LINES.map("".join)


@given(base=TEXTS, mine=TEXTS)
def test_a_side_that_changed_nothing_leaves_the_other_sides_text(base: str, mine: str) -> None:
    assert merge(base, mine, base).text() == mine
    assert merge(base, base, mine).text() == mine
    assert merge(base, mine, mine).text() == mine


@given(base=TEXTS, mine=TEXTS, theirs=TEXTS)
def test_a_conflict_shows_all_of_both_sides(base: str, mine: str, theirs: str) -> None:
    merged = merge(base, mine, theirs)
    every = frozenset(range(len(merged.conflicts)))
    kept = merged.text() + merged.text(every)
    for side in (mine, theirs):
        for line in set(side.splitlines()) - set(base.splitlines()):
            assert line in kept
    for conflict in merged.conflicts:
        assert conflict.mine != conflict.theirs


@given(base=TEXTS, mine=TEXTS, theirs=TEXTS)
def test_who_is_called_mine_makes_no_difference_to_what_clashes(base: str, mine: str, theirs: str) -> None:
    one, other = merge(base, mine, theirs), merge(base, theirs, mine)
    assert [(c.base, c.mine, c.theirs) for c in one.conflicts] == [
        (c.base, c.theirs, c.mine) for c in other.conflicts
    ]


@given(data=st.data())
def test_changes_of_different_lines_are_both_kept(data: st.DataObject) -> None:
    lines = [f"line {number}\n" for number in range(data.draw(st.integers(2, 15)))]
    touched = data.draw(
        st.lists(st.sampled_from(["mine", "theirs", ""]), min_size=len(lines), max_size=len(lines))
    )
    changes = data.draw(
        st.lists(st.sampled_from(["", "new\n", "new\nmore\n"]), min_size=len(lines), max_size=len(lines))
    )

    def text(*sides: str) -> str:
        chosen = zip(lines, touched, changes, strict=True)
        return "".join(change if side and side in sides else line for line, side, change in chosen)

    merged = merge("".join(lines), text("mine"), text("theirs"))
    if not merged.conflicts:
        assert merged.text() == text("mine", "theirs")


def test_examples_added_in_one_place_by_both_are_all_kept() -> None:
    base = "  examples: |\n    - a\n"
    merged = merge(base, f"{base}    - mine\n    - same\n", f"{base}    - same\n    - theirs\n")
    assert merged.text() == f"{base}    - mine\n    - same\n    - theirs\n"


def test_the_same_line_changed_by_both_is_a_conflict_with_either_side_to_take() -> None:
    merged = merge("a\nb\nc\n", "a\nB\nc\n", "a\nβ\nc\nd\n")
    assert [(c.base, c.mine, c.theirs) for c in merged.conflicts] == [("b\n", "B\n", "β\n")]
    assert merged.text() == "a\nB\nc\nd\n"
    assert merged.text(frozenset({0})) == "a\nβ\nc\nd\n"
