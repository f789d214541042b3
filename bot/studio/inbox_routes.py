"""The trainers' inbox: sentences that staff corrected, each accepted, changed and accepted, or dropped."""

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, HTTPException, Query, Request
from fastapi.responses import RedirectResponse, Response

from bot.studio.annotations import pieces, words
from bot.studio.commits import Commit
from bot.studio.desk import Field, Writer, changed, logged, working_copy
from bot.studio.errors import DoubleExampleError, StudioError
from bot.studio.example_book import ExampleBook
from bot.studio.example_edits import Add
from bot.studio.examples import same
from bot.studio.examples_routes import intents_of, kinds_of, known, marking
from bot.studio.sentences import reason_of, sentence
from bot.web.staff.books import database
from bot.web.staff.refusals import redirect
from bot.web.staff.render import fragment, staff_page
from bot.web.staff.visit import Visit, actor_of, is_fragment
from shop.review.corrections import Corrections
from shop.review.errors import CorrectionSettledError
from shop.review.tables import Correction

PAGE = "/studio/inbox"

_MOST = 2**63 - 1  # the largest number that a database holds


def _countable(number: int) -> int:
    if not 0 <= number <= _MOST:
        raise HTTPException(404)
    return number


router = APIRouter()
Number = Annotated[int, Depends(_countable)]


@router.get(PAGE)
def list_waiting(request: Request, visit: Writer) -> Response:
    """What waits, oldest first."""
    return _listed(request, visit)


@router.get(PAGE + "/{number}")
def show(
    request: Request,
    visit: Writer,
    number: Number,
    *,
    draft: Annotated[str | None, Query(max_length=20_000)] = None,
    to: str | None = None,
    word: Annotated[list[int] | None, Query()] = None,
    kind: str = "",
    do: str = "",
) -> Response:
    """One correction, to be changed before it is accepted."""
    row = _row(request, number)
    if row is None:
        return RedirectResponse(f"{PAGE}?done=inbox_gone", 303)
    draft = marking(row.markup if draft is None else draft, word or [], kind, do)
    return _opened(request, visit, row, draft=draft, to=to or row.intent, kind=kind)


@router.post(PAGE + "/{number}/accept")
def accept(request: Request, visit: Writer, number: Number, draft: Field = "", to: Field = "") -> Response:
    """The sentence becomes an example of its intent, as one commit that names where it came from."""
    row = _row(request, number)
    if row is None:
        return redirect(request, f"{PAGE}?done=inbox_gone")
    text, intent = draft or row.markup, to or row.intent
    try:
        known(request, intent, row.language)
        commit = _learnt(request, visit, row, text, intent)
    except DoubleExampleError as error:
        said = sentence(error, visit.language)
        return _opened(request, visit, row, draft=text, to=intent, status=409, refused=said, twin=error)
    except StudioError as error:
        said = sentence(error, visit.language)
        return _opened(request, visit, row, draft=text, to=intent, status=422, refused=said)
    as_it_was = (text, intent) == (row.markup, row.intent)
    try:
        Corrections(database(request)).settle(
            number, "accepted" if as_it_was else "changed", actor_of(request, visit)
        )
    except CorrectionSettledError:
        # Another trainer was quicker; theirs stands, and ours is taken back.
        logged(request, visit, commit, "example.add")
        made = working_copy(request).revert(commit.id, author=visit.name)
        logged(request, visit, made, "training.revert")
        return redirect(request, f"{PAGE}?done=inbox_gone")
    back = f"{PAGE}?{urlencode({'settled': number})}"
    return changed(request, visit, commit, "example.add", back=back, done="accepted")


@router.post(PAGE + "/{number}/drop")
def drop(request: Request, visit: Writer, number: Number) -> Response:
    """Nothing is learnt from it."""
    try:
        Corrections(database(request)).settle(number, "dropped", actor_of(request, visit))
    except CorrectionSettledError:
        return redirect(request, f"{PAGE}?done=inbox_gone")
    return redirect(request, f"{PAGE}?{urlencode({'done': 'dropped', 'settled': number})}")


@router.post(PAGE + "/{number}/reopen")
def reopen(
    request: Request, visit: Writer, number: Number, commit: Annotated[str, Form(max_length=40)] = ""
) -> Response:
    """Undo: the correction waits again, and the example that was made of it is gone."""
    try:
        if commit:
            made = working_copy(request).revert(commit, author=visit.name)
            logged(request, visit, made, "training.undo")
        Corrections(database(request)).reopen(number, actor_of(request, visit))
    except StudioError as error:
        return _listed(request, visit, status=409, refused=sentence(error, visit.language))
    except CorrectionSettledError:
        return redirect(request, f"{PAGE}?done=inbox_gone")
    return redirect(request, f"{PAGE}?done=undone")


def _learnt(request: Request, visit: Visit, row: Correction, text: str, intent: str) -> Commit:
    reason = reason_of(visit, "accepted", intent=intent, conversation=row.conversation_id, turn=row.turn_n)
    book = ExampleBook(working_copy(request))
    return book.apply([Add(intent, row.language, text)], author=visit.name, reason=reason)


def _row(request: Request, number: int) -> Correction | None:
    waiting = Corrections(database(request)).waiting(after=number - 1, limit=1)
    return waiting[0] if waiting and waiting[0].number == number else None


def _listed(request: Request, visit: Visit, *, status: int = 200, refused: str = "") -> Response:
    corrections = Corrections(database(request))
    known_ones = ExampleBook(working_copy(request)).twins()
    rows = [
        {"row": row, "pieces": pieces(row.markup), "twin": known_ones.get((row.language, same(row.markup)))}
        for row in corrections.waiting(limit=50)
    ]
    return staff_page(
        request,
        visit,
        "studio/inbox.html",
        status=status,
        rows=rows,
        total=corrections.count(),
        refused=refused,
        settled=request.query_params.get("settled", ""),
        commit=request.query_params.get("commit", ""),
    )


def _opened(request: Request, visit: Visit, row: Correction, *, status: int = 200, **values: Any) -> Response:
    given = {"kind": "", "refused": "", "twin": None} | values
    given |= {
        "row": row,
        "marking_at": f"{PAGE}/{row.number}",
        "words": words(values["draft"]),
        "intents": intents_of(request),
        "kinds": kinds_of(request),
    }
    if is_fragment(request):
        return fragment(request, visit, "studio/_marking.html", status=status, **given)
    return staff_page(request, visit, "studio/correction.html", status=status, **given)
