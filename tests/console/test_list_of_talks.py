"""The list of conversations by HTTP: filters in the address, search in both languages, page after page."""

import re

import httpx
from said_before import Books, cards, text, told

from shop.review.marks import Marking
from shop.staff.audit import Actor

AGENT = Actor("agent")


def listed(browser: httpx.Client, **filters: str) -> list[int]:
    """The numbers of the conversations on the page, in its order."""
    page = browser.get("/console", params=filters)
    assert page.status_code == 200, page.text
    return [int(found) for found in re.findall(r'<th scope="row"><a href="/console/talks/(\d+)"', page.text)]


def test_the_conversation_that_moved_last_comes_first(books: Books, agent: httpx.Client) -> None:
    first, second = books.talk("a lamp"), books.talk("a tent")
    assert listed(agent) == [second, first]
    books.say(first, "a red one")
    assert listed(agent) == [first, second]


def test_each_filter_finds_what_it_names_and_nothing_else(books: Books, agent: httpx.Client) -> None:
    sure = books.talk("a lamp", insight=told())
    unsure = books.talk("a lamb", insight=told("complaint", 0.41))
    puzzled = books.talk("brr", insight=told("nlu_fallback", 0.2))
    empty = books.talk("a lamp for nothing", insight=told(no_result=True))
    broken = books.talk("a lamp, quick", insight=told(failure="still_looking"))
    silent = books.talk("anybody there", failed=True)
    chinese = books.talk("我想买台灯", insight=told(), language="zh")
    marks = Marking(books.database)
    marks.flag(sure, 1, 0, AGENT)
    marks.label(sure, "good talk", AGENT)
    marks.review(sure, AGENT)
    assert listed(agent, intent="complaint") == [unsure]
    assert listed(agent, below="0.5") == [puzzled, unsure]
    assert listed(agent, below="0.5", intent="complaint") == [unsure]
    assert listed(agent, fallback="1") == [puzzled]
    assert listed(agent, no_result="1") == [empty]
    assert listed(agent, action_failed="1") == [silent, broken]
    assert listed(agent, language="zh") == [chinese]
    assert (
        listed(agent, flagged="1")
        == listed(agent, label="good talk")
        == listed(agent, reviewed="yes")
        == [sure]
    )
    assert sure not in listed(agent, reviewed="no")
    assert len(listed(agent, reviewed="no")) == 6
    assert listed(agent, since="2020-01-01", until="2020-12-31") == []
    assert len(listed(agent, since="2020-01-01")) == 7


def test_any_piece_of_a_chinese_sentence_finds_it(books: Books, agent: httpx.Client) -> None:
    wanted = books.talk(
        "有没有Acme的轻便双人帐篷？", text("给您找到这些。"), cards("喜马拉雅四季款"), language="zh"
    )
    books.talk("帐本和风雪", text("没有双层的，人也不多"), language="zh")
    for asked in (
        "帐篷",
        "双人",
        "人帐",
        "篷",
        "轻便双人帐篷",
        "喜马拉雅",
        "拉雅",
        "Acme 帐篷",
        '"双人 帐篷"',
    ):
        assert listed(agent, words=asked) == [wanted], asked
    assert listed(agent, words="篷帐") == []


def test_english_words_are_found_whatever_their_case_accents_or_number(
    books: Books, agent: httpx.Client
) -> None:
    wanted = books.talk("Don't you have light Tents?", text("Look:"), cards("Himalaya Four"))
    books.talk("tenderness has a lighthouse", text("No."))
    for asked in ("tents", "TENTS", "ténts", "light tents", '"light tents"', "Himalaya", "hima", "don’t"):
        assert listed(agent, words=asked) == [wanted], asked
    assert listed(agent, words='"tents light"') == []


def test_what_is_asked_for_is_never_taken_for_a_query(books: Books, agent: httpx.Client) -> None:
    books.talk("a lamp")
    for asked in ('"', "' OR 1=1 --", "NEAR(", "a* OR b", "words:x", "%", "_", "( )", "^", "-", "ǁ", "\x00"):
        assert agent.get("/console", params={"words": asked}).status_code == 200, asked


def test_a_filter_that_cannot_be_read_is_left_out(books: Books, agent: httpx.Client) -> None:
    talk = books.talk("a lamp", insight=told())
    assert listed(agent, since="yesterday", below="much", reviewed="perhaps", after="nowhere_x") == [talk]


def test_a_number_or_a_day_beyond_all_others_is_no_fault(books: Books, agent: httpx.Client) -> None:
    talk, huge = books.talk("a lamp"), "9" * 20
    assert listed(agent, until="9999-12-31") == [talk]
    assert listed(agent, after=f"2026-11-25T00:00:00+00:00_{huge}") == [talk]
    assert listed(agent, after="0001-01-01T00:00:00+14:00_1") == [talk]
    for path in (huge, f"{huge}/export.json", f"{huge}/turns/1", f"{talk}/turns/{huge}"):
        assert agent.get(f"/console/talks/{path}").status_code == 422, path
    for path in (f"notes/{huge}/withdraw", f"corrections/{huge}/withdraw", f"turns/{huge}/flag"):
        assert agent.post(f"/console/talks/{talk}/{path}", data={"position": 0}).status_code == 422, path
    flagged = agent.post(f"/console/talks/{talk}/turns/1/flag", data={"position": huge})
    assert flagged.status_code == 422
    assert agent.post(f"/staff/me/sessions/{huge}/end").status_code == 422


def test_the_address_of_a_list_gives_the_same_list_to_a_colleague(
    books: Books, agent: httpx.Client, trainer: httpx.Client
) -> None:
    books.talk("a lamp", insight=told())
    wanted = books.talk("a lamb", insight=told("complaint", 0.41))
    page = agent.get("/console", params={"intent": "complaint", "below": "0.5", "words": "lamb"})
    assert 'value="lamb"' in page.text
    assert listed(trainer, **dict(page.url.params)) == [wanted]


def test_pages_follow_each_other_without_a_gap_or_a_double(books: Books, agent: httpx.Client) -> None:
    talks = [books.talk(f"lamp number {n}") for n in range(120)]
    seen: list[int] = []
    address: str | None = "/console?words=lamp"
    while address:
        page = agent.get(address).text
        seen += map(int, re.findall(r'<th scope="row"><a href="/console/talks/(\d+)"', page))
        assert "120 conversations" in page
        following = re.search(r'<a href="([^"]+)" rel="next"', page)
        address = following[1].replace("&amp;", "&") if following else None
    assert seen == talks[::-1]
