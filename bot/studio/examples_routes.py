"""The pages of examples: listed by intent and language, searched; added, changed, moved, deleted, each undone."""

import json
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, HTTPException, Query, Request
from fastapi.responses import Response

from bot.studio.annotations import marked, pieces, words
from bot.studio.desk import changed, working_copy
from bot.studio.errors import StudioError, UnknownIntentError
from bot.studio.example_book import ExampleBook
from bot.studio.example_edits import Add, Change, Delete, Edit, Move
from bot.studio.examples import Example, clean, language_of
from bot.studio.new_intent import DOMAIN
from bot.studio.sentences import reason_of, sentence
from bot.studio.yaml_blocks import entries
from bot.web.staff.render import fragment, staff_page
from bot.web.staff.visit import Visit, allow, is_fragment

PAGE = "/studio/examples"
LANGUAGES = ("en", "zh")
UNTAUGHT = frozenset({"nlu_fallback"})  # Rasa's own: no sentence is an example of it
_A_PAGE = 100
_LONGEST = 20_000  # characters of a form's field

router = APIRouter()
Reader = Annotated[Visit, Depends(allow("training.read"))]
Writer = Annotated[Visit, Depends(allow("training.write"))]
Field = Annotated[str, Form(max_length=_LONGEST)]


@router.get(PAGE)
def list_examples(
    request: Request, visit: Reader, *, intent: str = "", language: str = "", q: str = "", page: int = 1
) -> Response:
    """The examples that the address asks for."""
    return _listed(request, visit, intent=intent, language=language, q=q, page=max(page, 1))


@router.post(f"{PAGE}/add")
def add(
    request: Request,
    visit: Writer,
    intent: Field,
    language: Field,
    texts: Field,
) -> Response:
    """One example a line, all in one commit."""
    lines = [line for line in texts.splitlines() if line.strip()]
    edits: list[Edit] = [Add(intent, language, line) for line in lines]
    try:
        known(request, intent, language)
        if not edits:
            clean(texts)
        reason = reason_of(visit, "added", intent=intent, text=lines[0] if lines else "")
        commit = ExampleBook(working_copy(request)).apply(edits, author=visit.name, reason=reason)
    except StudioError as error:
        said = sentence(error, visit.language)
        return _listed(
            request, visit, intent=intent, language=language, status=422, refused=said, texts=texts
        )
    back = f"{PAGE}?{urlencode({'intent': intent, 'language': language})}"
    return changed(request, visit, commit, "example.add", back=back, done="added")


@router.get(f"{PAGE}/edit")
def edit(
    request: Request,
    visit: Writer,
    *,
    path: str,
    intent: str,
    text: str,
    draft: Annotated[str | None, Query(max_length=_LONGEST)] = None,
    word: Annotated[list[int] | None, Query()] = None,
    kind: str = "",
    do: str = "",
) -> Response:
    """One example with its words to mark; `do` marks or unmarks the chosen words of the draft, and saves nothing."""
    draft = marking(text if draft is None else draft, word or [], kind, do)
    return _edited(request, visit, file=path, intent=intent, text=text, draft=draft, kind=kind)


@router.post(f"{PAGE}/change")
def change(
    request: Request, visit: Writer, *, path: Field, intent: Field, text: Field, draft: Field, to: Field = ""
) -> Response:
    """Another text, or another intent, or both, in one commit."""
    edits: list[Edit] = []
    if to in ("", intent):
        edits.append(Change(path, intent, text, draft))
    elif draft == text:
        edits.append(Move(path, intent, text, to))
    else:
        edits += [Delete(path, intent, text), Add(to, language_of(path), draft)]
    done = "moved" if to not in ("", intent) else "changed"
    try:
        known(request, to or intent)
        reason = reason_of(visit, done, intent=to or intent, text=draft)
        commit = ExampleBook(working_copy(request)).apply(edits, author=visit.name, reason=reason)
    except StudioError as error:
        said = sentence(error, visit.language)
        return _edited(
            request, visit, file=path, intent=intent, text=text, draft=draft, to=to, status=422, refused=said
        )
    back = f"{PAGE}?{urlencode({'intent': to or intent, 'language': language_of(path)})}"
    return changed(request, visit, commit, f"example.{done}", back=back, done=done)


@router.post(f"{PAGE}/delete")
def delete(request: Request, visit: Writer, path: Field, intent: Field, text: Field) -> Response:
    """The example, gone; undone by the toast."""
    try:
        reason = reason_of(visit, "deleted", intent=intent, text=text)
        book = ExampleBook(working_copy(request))
        commit = book.apply([Delete(path, intent, text)], author=visit.name, reason=reason)
    except StudioError as error:
        said = sentence(error, visit.language)
        return _listed(request, visit, intent=intent, status=422, refused=said)
    back = f"{PAGE}?{urlencode({'intent': intent})}"
    return changed(request, visit, commit, "example.delete", back=back, done="deleted")


@router.post(f"{PAGE}/several")
def several(
    request: Request,
    visit: Writer,
    *,
    do: Annotated[Literal["move", "delete"], Form()],
    to: Field = "",
    intent: Field = "",
    chosen: Annotated[list[str] | None, Form()] = None,
) -> Response:
    """Move or delete the chosen examples, all in one commit."""
    edits: list[Edit] = []
    try:
        for one in chosen or []:
            path, old, text = json.loads(one)
            edits.append(Move(path, old, text, to) if do == "move" else Delete(path, old, text))
        if do == "move":
            known(request, to)
        reason = reason_of(visit, f"{do}_several", n=len(edits), intent=to)
        commit = ExampleBook(working_copy(request)).apply(edits, author=visit.name, reason=reason)
    except StudioError as error:
        return _listed(request, visit, intent=intent, status=422, refused=sentence(error, visit.language))
    except (ValueError, TypeError) as error:
        raise HTTPException(404) from error
    back = f"{PAGE}?{urlencode({'intent': intent})}"
    done = "moved" if do == "move" else "deleted"
    return changed(request, visit, commit, f"example.{do}", back=back, done=done)


def marking(draft: str, chosen: list[int], kind: str, do: str) -> str:
    """The draft with its chosen words marked (`do` is mark) or unmarked (unmark)."""
    if do == "mark" and kind:
        return marked(draft, chosen, kind)
    return marked(draft, chosen, None) if do == "unmark" else draft


def intents_of(request: Request) -> list[str]:
    """All intents that may have examples, in the domain's order."""
    return [name for name in _domain(request, "intents") if name not in UNTAUGHT]


def kinds_of(request: Request) -> list[str]:
    """All kinds of entities, in the domain's order."""
    return _domain(request, "entities")


def known(request: Request, intent: str, language: str = LANGUAGES[0]) -> None:
    """Raises UnknownIntentError for an intent or a language that no form offers."""
    if intent not in intents_of(request) or language not in LANGUAGES:
        raise UnknownIntentError(intent)


def _domain(request: Request, block: str) -> list[str]:
    return entries(working_copy(request).read(DOMAIN).text, block)


def _listed(
    request: Request,
    visit: Visit,
    *,
    intent: str = "",
    language: str = "",
    q: str = "",
    page: int = 1,
    status: int = 200,
    **values: Any,
) -> Response:
    book = ExampleBook(working_copy(request))
    found = book.find(intent=intent, language=language, words=q, start=(page - 1) * _A_PAGE, limit=_A_PAGE)
    counts = book.counts()
    names = [*intents_of(request), *sorted(set(counts) - set(intents_of(request)))]
    given: dict[str, Any] = {
        "intent": intent,
        "asked_language": language,
        "q": q,
        "page": page,
        "pages": -(-found.total // _A_PAGE),
        "total": found.total,
        "rows": [shown(one) for one in found.examples],
        "intents": [(name, counts.get(name, {})) for name in names],
        "targets": intents_of(request),
        "languages": LANGUAGES,
        "refused": "",
        "texts": "",
        "commit": request.query_params.get("commit", ""),
    }
    draw = fragment if is_fragment(request) else staff_page
    template = "studio/_examples.html" if is_fragment(request) else "studio/examples.html"
    return draw(request, visit, template, status=status, **given | values)


def shown(example: Example) -> dict[str, Any]:
    """An example as the templates want it: with its pieces, and the name that a form sends for it."""
    name = json.dumps([example.path, example.intent, example.text], ensure_ascii=False)
    return {"example": example, "pieces": pieces(example.text), "name": name}


def _edited(request: Request, visit: Visit, *, status: int = 200, **values: Any) -> Response:
    given = {"to": values["intent"], "kind": "", "refused": ""} | values
    given |= {
        "marking_at": f"{PAGE}/edit",
        "words": words(values["draft"]),
        "pieces": pieces(values["draft"]),
        "intents": intents_of(request),
        "kinds": kinds_of(request),
    }
    if is_fragment(request):
        return fragment(request, visit, "studio/_marking.html", status=status, **given)
    return staff_page(request, visit, "studio/example.html", status=status, **given)
