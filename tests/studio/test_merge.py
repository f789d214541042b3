"""Two changes of one text: what one side changed is there, and what both changed is never chosen between."""

from hypothesis import given
from hypothesis import strategies as st

from bot.studio.merging import Merged, merge

LINES = st.lists(
    st.sampled_from(["a\n", "b\n", "c\n", "    - x\n", "    - y\n", "\n", "d: 1\n"]), max_size=12
)
TEXTS = LINES.map("".join)
FILES = st.booleans()  # of examples, or others


@given(base=TEXTS, mine=TEXTS, examples=FILES)
def test_a_side_that_changed_nothing_leaves_the_other_sides_text(
    base: str, mine: str, examples: bool
) -> None:
    assert merge(base, mine, base, examples=examples).text() == mine
    assert merge(base, base, mine, examples=examples).text() == mine
    assert merge(base, mine, mine, examples=examples).text() == mine


@given(base=TEXTS, mine=TEXTS, theirs=TEXTS, examples=FILES)
def test_a_conflict_shows_all_of_both_sides(base: str, mine: str, theirs: str, examples: bool) -> None:
    merged = merge(base, mine, theirs, examples=examples)
    every = frozenset(range(len(merged.conflicts)))
    kept = merged.text() + merged.text(every)
    for side in (mine, theirs):
        for line in set(side.splitlines()) - set(base.splitlines()):
            assert line in kept
    for conflict in merged.conflicts:
        assert conflict.mine != conflict.theirs


@given(base=TEXTS, mine=TEXTS, theirs=TEXTS, examples=FILES)
def test_who_is_called_mine_makes_no_difference_to_what_clashes(
    base: str, mine: str, theirs: str, examples: bool
) -> None:
    one = merge(base, mine, theirs, examples=examples)
    other = merge(base, theirs, mine, examples=examples)
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

    merged = merge("".join(lines), text("mine"), text("theirs"), examples=False)
    if not merged.conflicts:
        assert merged.text() == text("mine", "theirs")


def test_examples_added_in_one_place_by_both_are_all_kept() -> None:
    base = "  examples: |\n    - a\n"
    merged = merge(
        base, f"{base}    - mine\n    - same\n", f"{base}    - same\n    - theirs\n", examples=True
    )
    assert merged.text() == f"{base}    - mine\n    - same\n    - theirs\n"


def test_the_same_line_changed_by_both_is_a_conflict_with_either_side_to_take() -> None:
    merged = merge("a\nb\nc\n", "a\nB\nc\n", "a\nβ\nc\nd\n", examples=False)
    assert [(c.base, c.mine, c.theirs) for c in merged.conflicts] == [("b\n", "B\n", "β\n")]
    assert merged.text() == "a\nB\nc\nd\n"
    assert merged.text(frozenset({0})) == "a\nβ\nc\nd\n"


A = "- intent: a\n  examples: |\n    - a1\n    - a2\n"
B = "- intent: b\n  examples: |\n    - b1\n    - b2\n"


def both_ways(base: str, one: str, other: str, *, examples: bool) -> tuple[Merged, Merged]:
    """A merge, whoever comes first."""
    return merge(base, one, other, examples=examples), merge(base, other, one, examples=examples)


def test_an_example_put_below_a_section_that_is_gone_is_never_another_intents() -> None:
    for merged in both_ways(A + B, A, f"{A}{B}    - b3\n", examples=True):
        assert merged.conflicts


def test_an_example_put_where_another_intent_was_begun_is_never_that_intents() -> None:
    begun = f"{A[:-1]} please\n{B}"
    for merged in both_ways(A, begun, f"{A}    - a3\n", examples=True):
        assert merged.conflicts


def test_an_example_below_one_that_is_gone_stands_by_itself() -> None:
    gone = A.replace("    - a2\n", "")
    for merged in both_ways(A, gone, f"{A}    - a3\n", examples=True):
        assert merged.text() == f"{gone}    - a3\n"
        assert not merged.conflicts


def test_an_entry_below_one_that_is_gone_stands_by_itself() -> None:
    domain = "intents:\n- a\nresponses:\n  utter_a:\n  - text: a\n"
    added = f"{domain}  utter_b:\n  - text: b\n"
    last = f"{added}  utter_c:\n  - text: c\n"
    merged = merge(added, last, domain, examples=False)
    assert merged.text() == f"{domain}  utter_c:\n  - text: c\n"
    assert not merged.conflicts
    more = f"{added}  - text: b too\n"
    assert merge(added, more, domain, examples=False).conflicts  # or it would be what utter_a says


def test_steps_that_follow_on_steps_which_are_gone_are_a_conflict() -> None:
    rule = "rules:\n- rule: a\n  steps:\n  - intent: a\n  - action: utter_a\n"
    asked = f"{rule}  - intent: b\n"
    for merged in both_ways(asked, rule, f"{asked}  - action: utter_b\n", examples=False):
        assert merged.conflicts
