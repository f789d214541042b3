"""The page on which a trainer adds an intent, with examples, fixed answer and rule, without code."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import Response

from bot.studio.desk import changed, working_copy
from bot.studio.errors import StudioError
from bot.studio.examples import clean
from bot.studio.new_intent import NewIntent, with_intent
from bot.studio.sentences import reason_of, sentence
from bot.web.staff.render import staff_page
from bot.web.staff.visit import Visit, allow

PAGE = "/studio/intents/new"
_STORIES = "data/stories/"
_USUAL = "smalltalk"

router = APIRouter()
Writer = Annotated[Visit, Depends(allow("training.write"))]
Field = Annotated[str, Form(max_length=20_000)]


@router.get(PAGE)
def show(request: Request, visit: Writer) -> Response:
    """The empty form."""
    return _form(request, visit)


@router.post(PAGE)
def add(
    request: Request,
    visit: Writer,
    *,
    name: Field,
    topic: Field,
    examples_en: Field = "",
    examples_zh: Field = "",
    answer_en: Field = "",
    answer_zh: Field = "",
) -> Response:
    """All of it as one commit."""
    typed = {
        "name": name,
        "topic": topic,
        "examples_en": examples_en,
        "examples_zh": examples_zh,
        "answer_en": answer_en,
        "answer_zh": answer_zh,
    }
    wanted = NewIntent(
        name.strip(),
        topic,
        {"en": _lines(examples_en), "zh": _lines(examples_zh)},
        {"en": answer_en, "zh": answer_zh},
    )
    copy = working_copy(request)
    documents = copy.documents()
    try:
        for text in (answer_en, answer_zh, examples_en, examples_zh):
            clean(text)
        texts = with_intent({one.path: one.text for one in documents}, wanted)
        commit = copy.save(
            texts,
            based_on={one.path: one.revision for one in documents},
            author=visit.name,
            reason=reason_of(visit, "intent", intent=wanted.name),
        )
    except StudioError as error:
        said = sentence(error, visit.language)
        return _form(request, visit, status=422, refused=said, typed=typed)
    back = f"/studio/examples?intent={wanted.name}"
    return changed(request, visit, commit, "intent.add", back=back, done="intent")


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def _form(request: Request, visit: Visit, *, status: int = 200, **values: Any) -> Response:
    paths = [path for path in working_copy(request).files() if path.startswith(_STORIES)]
    topics = [path.removeprefix(_STORIES).rpartition(".")[0] for path in paths]
    empty = dict.fromkeys(("name", "examples_en", "examples_zh", "answer_en", "answer_zh"), "")
    given = {"refused": "", "typed": empty | {"topic": _USUAL}, "topics": topics} | values
    return staff_page(request, visit, "studio/new_intent.html", status=status, **given)
