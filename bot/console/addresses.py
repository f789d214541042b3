"""The list's filters in an address, both ways: a list can be sent as a link, and what cannot be read is left out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlencode

from shop.review.listing import Filters, Listed, Place

HOME = "/console"
LONGEST_WORDS = 200
FLAGS = ("fallback", "no_result", "action_failed", "flagged")


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters as they stand in the address, by name, and as they were read. `after` is where the page begins."""

    fields: Mapping[str, str]
    filters: Filters
    after: Place | None

    @property
    def query(self) -> str:
        """The filters as a query, without the page's place."""
        return urlencode(self.fields)

    def address(self, path: str = HOME, **more: str) -> str:
        """`path` with the filters and whatever else is to be in the query."""
        query = urlencode({**self.fields, **more})
        return f"{path}?{query}" if query else path


def read_filters(query: Mapping[str, str]) -> Asked:
    """From an address's query; never raises."""
    given = {name: value.strip()[:LONGEST_WORDS] for name, value in query.items()}
    since, until = _day(given.get("since")), _day(given.get("until"))
    below = _share(given.get("below"))
    reviewed = given.get("reviewed")
    filters = Filters(
        since=since,
        until=None if until is None else _day_after(until),
        language=given.get("language") or None,
        intent=given.get("intent") or None,
        below=below,
        **{name: given.get(name) == "1" for name in FLAGS},
        label=given.get("label") or None,
        reviewed={"yes": True, "no": False}.get(reviewed or ""),
        words=given.get("words", ""),
    )
    kept = {
        "words": filters.words,
        "since": "" if since is None else since.date().isoformat(),
        "until": "" if until is None else until.date().isoformat(),
        "language": filters.language or "",
        "intent": filters.intent or "",
        "below": "" if below is None else f"{below:g}",
        "label": filters.label or "",
        "reviewed": "" if filters.reviewed is None else str(reviewed),
        **{name: "1" if getattr(filters, name) else "" for name in FLAGS},
    }
    fields = {name: value for name, value in kept.items() if value}
    return Asked(fields, filters, _place(given.get("after")))


def place_words(listed: Listed) -> str:
    """Where the page after this conversation begins, for the address."""
    return f"{listed.active_at.astimezone(UTC).isoformat()}_{listed.conversation}"


def _place(said: str | None) -> Place | None:
    at, _, number = (said or "").rpartition("_")
    try:
        moment = datetime.fromisoformat(at.replace(" ", "+"))
        place = Place(moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC), int(number))
    except (ValueError, OverflowError):
        return None
    return place if 0 <= place.conversation < 2**63 else None


def _day(said: str | None) -> datetime | None:
    try:
        return datetime.combine(date.fromisoformat(said or ""), time(), UTC)
    except ValueError:
        return None


def _day_after(day: datetime) -> datetime | None:
    """None after the last day that there is: nothing was said later."""
    try:
        return day + timedelta(days=1)
    except OverflowError:
        return None


def _share(said: str | None) -> float | None:
    try:
        value = float(said or "")
    except ValueError:
        return None
    return value if 0 < value <= 1 else None
