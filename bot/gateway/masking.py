"""Hides personal numbers in what a shopper typed, before anything is stored, logged or sent on.

Card numbers, Chinese ID card numbers, IBANs, e-mail addresses and phone numbers become a word in brackets.
A false alarm costs a shopper one repeated number; a miss puts it on disk for good: so a check digit that
fits decides for hiding, and only what shops are full of (prices, years, sizes, orders) is let through.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Literal

from phonenumbers import Leniency, PhoneNumberMatcher
from stdnum import iban, luhn
from stdnum.cn import ric

from bot.gateway.digits import Group, all_groups, fold, runs, windows

Kind = Literal["card", "id_card", "iban", "email", "phone"]
Span = tuple[int, int]

REGIONS = ("US", "CN", "GB")
_IBAN_START = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}[ \-]?\d[ \-]?\d", re.ASCII)
_ID_CARD = re.compile(r"[1-9](?:[ \t\n\-_.,/·、|]{0,4}\d){16}[ \t\n\-_.,/·、|]{0,4}[\dXx](?!\d)", re.ASCII)
_AT = r"(?: ?@ ?| ?[\[(]at[\])] ?)"
_EMAILS = (
    re.compile(
        rf"[a-z0-9][a-z0-9._%+'\-]{{0,63}}{_AT}(?:[a-z0-9\-]{{1,63}}\.)+[a-z][a-z0-9\-]{{1,62}}",
        re.IGNORECASE | re.ASCII,
    ),
    # Addresses in other scripts; second, for Chinese text runs into an address without a space.
    re.compile(r"[^\s\0@<>(),;:]{1,64}@[^\s\0@<>(),;:]{1,250}\.[^\W\d_]{2,}"),
)
_LONGEST_GAP = 20  # characters between two groups of a card: "and the rest is"
# 2024-000123 is an order; 2 000 000 000 is an amount.
_NO_PHONE = re.compile(r"(?:19|20)\d\d[\-/.]\d+|\d{1,3}(?:[ ,.]\d{3}){2,}", re.ASCII)
_NAMED_OTHERWISE = re.compile(
    r"(?:\b(?:order|sku|item|model|part|tracking|serial|reference)(?: ?(?:number|no\.?|code|id))?"
    r"|(?:订单|运单|快递|商品|货|型|编)(?:编号|号码|单号|号))\s?[:#]?\s?$",
    re.IGNORECASE,
)


def mask(text: str, words: Mapping[str, str], regions: Sequence[str] = REGIONS) -> str:
    """`text` with each personal number replaced by `words[kind]` in brackets.

    `regions` are the countries (ISO codes) whose phone numbers are known without their +code.
    """
    folded = fold(text)
    finders: dict[Kind, Callable[[str], Iterator[Span]]] = {
        "email": _emails,
        "iban": _ibans,
        "id_card": _id_cards,
        "card": _cards,
        "phone": lambda rest: _phones(rest, regions),
    }
    found: list[tuple[Span, Kind]] = []
    for kind, finder in finders.items():
        for start, end in finder(folded):
            found.append(((start, end), kind))
            folded = folded[:start] + "\0" * (end - start) + folded[end:]  # found once is enough
    for (start, end), kind in sorted(found, reverse=True):
        text = f"{text[:start]}[{words[kind]}]{text[end:]}"
    return text


def holds_card(text: str) -> bool:
    """Whether a card number is anywhere in `text`, however it is written."""
    return any(True for _ in _cards(fold(text)))


def _emails(folded: str) -> Iterator[Span]:
    for pattern in _EMAILS:
        for start, end in [match.span() for match in pattern.finditer(folded)]:
            yield start, end
            folded = folded[:start] + "\0" * (end - start) + folded[end:]


def _ibans(folded: str) -> Iterator[Span]:
    """The longest valid IBAN from each place where one could begin, spaces and dashes passed over."""
    done = 0
    for match in _IBAN_START.finditer(folded):
        places = []
        for place in range(match.start(), min(len(folded), match.start() + 70)):
            if folded[place].isascii() and folded[place].isalnum():
                places.append(place)
            elif folded[place] not in " -":
                break
        for length in range(min(34, len(places)), 14, -1):
            if match.start() >= done and iban.is_valid("".join(folded[p] for p in places[:length])):
                done = places[length - 1] + 1
                yield match.start(), done
                break


def _id_cards(folded: str) -> Iterator[Span]:
    """18 characters with a birth date and a check digit; the table of counties changes, so it has no say."""
    done = 0
    for groups in runs(folded):
        for group in groups:
            match = _ID_CARD.match(folded, group.start)
            if match and group.start >= done and _is_id_card(re.sub(r"[^\dXx]", "", match[0]).upper()):
                done = match.end()
                yield match.span()


def _is_id_card(number: str) -> bool:
    try:
        born = ric.get_birth_date(number)
    except ric.ValidationError:
        return False
    return bool(ric.calc_check_digit(number) == number[-1]) and 1880 < born.year <= date.max.year


def _cards(folded: str) -> Iterator[Span]:
    done = 0
    for start, end in sorted(
        [*_plain_cards(folded), *_parted_cards(folded)], key=lambda span: (span[0], -span[1])
    ):
        if start >= done:
            done = end
            yield start, end


def _parted_cards(folded: str) -> Iterator[Span]:
    """A card's groups of four with words or signs between them: 4111 then 1111, and after that …"""
    done = 0
    for window in windows(all_groups(folded), 16, 19):
        start, end = window[0].start, window[-1].end
        if start >= done and _is_parted_card(window):
            done = end
            yield start, end


def _is_parted_card(groups: list[Group]) -> bool:
    number = "".join(group.digits for group in groups)
    gaps = [later.start - earlier.end for earlier, later in pairwise(groups)]
    *sizes, last = (len(group.digits) for group in groups)
    in_fours = all(size % 4 == 0 for size in sizes) and (last % 4 == 0 or len(number) == 19)
    if not gaps or max(gaps) > _LONGEST_GAP or not in_fours or len(number) not in {16, 19}:
        return False
    are_years = all("1900" <= group.digits <= "2099" for group in groups)
    return number[0] in "23456" and not are_years and bool(luhn.is_valid(number))


def _plain_cards(folded: str) -> Iterator[Span]:
    done = 0
    for groups in runs(folded):
        for window in windows(groups, 13, 19):
            start, end = window[0].start, window[-1].end
            if start >= done and _is_card(window, folded[start:end]):
                done = end
                yield start, end


def _is_card(groups: list[Group], written: str) -> bool:
    """Whether number and check digit fit, and the grouping is a card's rather than a list of amounts."""
    number = "".join(group.digits for group in groups)
    # No card begins so (an airline's, of 15 digits, with 1), and of 13 digits only with 4 or 5:
    # the rest are barcodes, time stamps, sizes of screens.
    if number[0] in "07" or (number[0] == "1" and len(number) != 15):
        return False
    if (len(number) == 13 and number[0] not in "45") or not luhn.is_valid(number):
        return False
    return len(groups) == 1 or _is_grouped_as_card([group.digits for group in groups], written)


def _is_grouped_as_card(groups: list[str], written: str) -> bool:
    *sizes, last = (len(digits) for digits in groups)
    if set(sizes) == {4} and last <= 4:
        return not all("1900" <= digits <= "2099" for digits in groups)  # years in a row
    if set(sizes) == {1} and last == 1:
        return True
    if set(sizes) <= {1, 2} and last <= 2:
        values = [int(digits) for digits in groups]
        return values != sorted(set(values))  # sizes in a row: 38 39 40
    total = sum(sizes) + last
    return groups[0][0] in "3456" and total in {14, 15, 16, 19} and not re.search(r"[,、/|]", written)


def _phones(folded: str, regions: Sequence[str]) -> Iterator[Span]:
    if sum(character.isdigit() for character in folded) < 7:
        return  # the matcher costs a millisecond, and most sentences hold no number so long
    spans: list[Span] = []
    for region in regions:
        # max_tries: a page of digits must not cost seconds.
        for match in PhoneNumberMatcher(folded, region, leniency=Leniency.VALID, max_tries=64):
            if not _is_other_number(folded, match.start, match.raw_string):
                spans.append((match.start, match.end))
    spans += [
        (window[0].start, window[-1].end)
        for groups in runs(folded)
        for window in windows(groups, 11, 11)
        if re.fullmatch(r"1[3-9]\d{9}", "".join(group.digits for group in window), re.ASCII)
        and (len(window) == 11 or {len(group.digits) for group in window} <= {3, 4, 8, 11})
    ]
    done = 0
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= done:
            done = end
            yield start, end


def _is_other_number(folded: str, start: int, written: str) -> bool:
    if _NO_PHONE.fullmatch(written):
        return True
    return written.isdigit() and _NAMED_OTHERWISE.search(folded[max(0, start - 30) : start]) is not None
