"""How long staff wait for the list of conversations and for a search, with 100,000 messages in both languages.

The talks are simulated, from the training examples and the bot's own words, by a seeded draw; the database,
its indexes and the queries are the real ones. Times are those of shop/review, without HTTP and HTML.
"""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from sqlalchemy import insert

from benchmarks.deadline import Deadline
from benchmarks.figures import percentile
from bot.settings import ROOT
from shop.database import Database, sqlite_url
from shop.review.listing import Filters, Talks
from shop.review.markup import read_markup
from shop.review.tables import MessageFlag, Spoken, TalkLabel, TalkReview, TurnInsight
from shop.review.words import TURNS_OF_A_TALK, parted_all, texts_of
from shop.tables import Conversation, Message, Shopper, Turn

MESSAGES = 100_000
SEED = 20261125
ROUNDS = 40
NOW = datetime(2026, 11, 25, tzinfo=UTC)
AT_ONCE = 200  # talks
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Example:
    """A training sentence without its marks."""

    intent: str
    language: str
    text: str


def measure_talks(place: Path, deadline: Deadline) -> dict[str, list[Row]]:
    """The tables to show: list, filters and searches by p50 and p95, in milliseconds."""
    database = Database(sqlite_url(place / "talks.db"))
    try:
        began = time.perf_counter()
        messages, talks = _fill(database, deadline)
        filled = time.perf_counter() - began
        size_mb = (place / "talks.db").stat().st_size / 1e6
        rows = [_measured(name, run, deadline) for name, run in _tasks(Talks(database))]
    finally:
        database.close()
    return {
        f"List and search, ms (aim: p95 at or under 100; {messages} messages in {talks} talks, "
        f"{size_mb:.0f} MB, filled in {filled:.0f} s)": rows
    }


def _measured(name: str, run: Callable[[], int], deadline: Deadline) -> Row:
    times, processor = [], []
    found = 0
    for _ in range(ROUNDS):
        deadline.left_s(f"measuring {name}")
        began, busy = time.perf_counter(), time.process_time()
        found = run()
        times.append((time.perf_counter() - began) * 1000)
        processor.append((time.process_time() - busy) * 1000)
    figures = {"p50": percentile(times, 50), "p95": percentile(times, 95)}
    return {"what": name, "talks": found, **figures, "processor_ms": percentile(processor, 50)}


def _tasks(talks: Talks) -> Iterator[tuple[str, Callable[[], int]]]:
    """Each as a page is made: one page of the list and the number of all."""

    def page(filters: Filters) -> Callable[[], int]:
        def make() -> int:
            talks.page(filters)
            return talks.count(filters)

        return make

    month = NOW - timedelta(days=30)
    for name, filters in {
        "list, newest": Filters(),
        "time: last 30 days": Filters(since=month, until=NOW),
        "language: zh": Filters(language="zh"),
        "intent: find": Filters(intent="find"),
        "intent: complaint": Filters(intent="complaint"),
        "confidence below 0.5": Filters(below=0.5),
        "fallback": Filters(fallback=True),
        "no result": Filters(no_result=True),
        "action failed": Filters(action_failed=True),
        "flagged": Filters(flagged=True),
        "label": Filters(label="label 3"),
        "not reviewed": Filters(reviewed=False),
        "intent + low + zh + not reviewed": Filters(intent="find", below=0.5, language="zh", reviewed=False),
        "search en, common: lamp": Filters(words="lamp"),
        "search en, two words: waterproof jacket": Filters(words="waterproof jacket"),
        "search en, rare: giraffe": Filters(words="giraffe"),
        "search zh, common: 帐篷": Filters(words="帐篷"),
        "search zh, most common: 这些": Filters(words="这些"),
        "search zh, one character: 的": Filters(words="的"),
        "search zh, rare: 长颈鹿": Filters(words="长颈鹿"),
        "search zh + no result": Filters(words="便宜", no_result=True),
    }.items():
        yield name, page(filters)
    # A place is found outside of what is measured: in service the page's address names it.
    far = next(one.place for number, one in enumerate(talks.all(Filters())) if number == 4999)
    yield "list, page 101", lambda: len(talks.page(Filters(), far))


def _fill(database: Database, deadline: Deadline) -> tuple[int, int]:
    """Write the simulated talks; answers how many messages and talks there are."""
    draw = random.Random(SEED)
    examples = list(_examples())
    sentences = {language: _sentences(language) for language in ("en", "zh")}
    messages = talks = 0
    while messages < MESSAGES:
        deadline.left_s("filling the database")
        rows: dict[Any, list[Row]] = {
            table: []
            for table in (
                Shopper,
                Conversation,
                Turn,
                Message,
                Spoken,
                TurnInsight,
                MessageFlag,
                TalkLabel,
                TalkReview,
            )
        }
        for _ in range(AT_ONCE):
            talks += 1
            _add_talk(rows, talks, draw, examples, sentences)
        with database.change() as books:
            for table, added in rows.items():
                if added:
                    books.execute(insert(table), added)
        messages += len(rows[Turn]) + len(rows[Message])
    return messages, talks


def _add_talk(
    rows: dict[Any, list[Row]],
    number: int,
    draw: random.Random,
    examples: Sequence[Example],
    sentences: dict[str, list[str]],
) -> None:
    language = draw.choice(("en", "zh"))
    began = NOW - timedelta(minutes=draw.randrange(365 * 24 * 60))
    turns = min(1 + int(draw.expovariate(1 / 4)), 40)
    mine = [one for one in draw.sample(examples, k=200) if one.language == language]
    rows[Shopper].append({"shopper_id": f"s{number}", "created_at": began})
    rows[Conversation].append(
        {"id": number, "token_hash": f"t{number}", "shopper_id": f"s{number}", "language": language,
         "created_at": began, "active_at": began + timedelta(minutes=turns)}
    )  # fmt: skip
    for n in range(1, turns + 1):
        example = draw.choice(mine)
        at = began + timedelta(minutes=n)
        answer: list[dict[str, Any]] = [{"type": "text", "text": draw.choice(sentences[language])}]
        answer.append(
            {"type": "cards", "cards": [{"name": draw.choice(sentences[language])[:24]} for _ in range(5)]}
        )
        _add_turn(rows, number, n, example=example, at=at, answer=answer, draw=draw)
    if draw.random() < 0.05:
        rows[MessageFlag].append(
            {"conversation_id": number, "turn_n": 1, "position": 0, "by": "agent", "at": NOW}
        )
    if draw.random() < 0.1:
        label = f"label {draw.randrange(20)}"
        rows[TalkLabel].append({"conversation_id": number, "label": label, "by": "agent", "at": NOW})
    if draw.random() < 0.3:
        rows[TalkReview].append({"conversation_id": number, "last_turn": turns, "by": "agent", "at": NOW})


def _add_turn(
    rows: dict[Any, list[Row]],
    talk: int,
    n: int,
    *,
    example: Example,
    at: datetime,
    answer: list[Row],
    draw: random.Random,
) -> None:
    rows[Turn].append(
        {"conversation_id": talk, "n": n, "kind": "text", "text": example.text, "language": example.language,
         "status": "answered", "idempotency_key": None, "body_hash": "", "received_at": at, "finished_at": at}
    )  # fmt: skip
    rows[Message].extend(
        {"conversation_id": talk, "turn_n": n, "position": place, "speaker": "bot", "payload": payload,
         "created_at": at}
        for place, payload in enumerate(answer)
    )  # fmt: skip
    texts = [example.text, *(text for payload in answer for text in texts_of(payload))]
    rows[Spoken].append(
        {"id": talk * TURNS_OF_A_TALK + n, "conversation_id": talk, "turn_n": n, "words": parted_all(texts)}
    )
    confidence = round(1 - min(draw.expovariate(6), 0.95), 4)
    ranking = [{"name": example.intent, "confidence": confidence}] * 10
    shown = [
        {"item": f"item-{place}", "rank": place, "parts": {"request": 1.0}, "evidence": []}
        for place in range(5)
    ]
    rows[TurnInsight].append(
        {"conversation_id": talk, "turn_n": n, "intent": example.intent, "confidence": confidence,
         "action": "action_find", "language": example.language, "fallback": confidence < 0.3,
         "no_result": draw.random() < 0.05, "action_failed": draw.random() < 0.003, "model_id": "simulated",
         "total_ms": 12.0, "detail": {"ranking": ranking, "shown": shown}}
    )  # fmt: skip


def _examples() -> Iterator[Example]:
    for file in sorted((ROOT / "data/nlu").rglob("*.yml")):
        for block in YAML(typ="safe").load(file.read_text("utf-8"))["nlu"]:
            for line in block["examples"].splitlines():
                sentence, _ = read_markup(line.removeprefix("- "))
                yield Example(block["intent"], file.parent.name, sentence)


def _sentences(language: str) -> list[str]:
    """Everything the bot itself may say, and the names and descriptions of the demo's products."""
    found: list[str] = []
    words = YAML(typ="safe").load((ROOT / f"actions/words/{language}.yml").read_text("utf-8"))
    for value in words.values():
        found += [value] if isinstance(value, str) else value if isinstance(value, list) else []
    for file in sorted((ROOT / "demo/products").glob("*.csv")):
        for line in file.read_text("utf-8").splitlines()[1:]:
            found += [part for part in line.split(",") if len(part) > 8][:6]
    return [one for one in found if len(one) > 3]
