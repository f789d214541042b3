"""The page on which a trainer adds an intent, with examples, fixed answer and rule, without code."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response
from pydantic import BaseModel, StringConstraints

from bot.studio.desk import Writer, changed, working_copy
from bot.studio.errors import StudioError
from bot.studio.examples import clean
from bot.studio.new_intent import NewIntent, with_intent
from bot.studio.sentences import reason_of, sentence
from bot.web.staff.render import staff_page
from bot.web.staff.visit import Visit

PAGE = "/studio/intents/new"
_STORIES = "data/stories/"
_USUAL = "smalltalk"

router = APIRouter()
Typed = Annotated[str, StringConstraints(max_length=20_000)]


class Filled(BaseModel):
    """The form as it was sent; examples stand one a line."""

    name: Typed = ""
    topic: Typed = _USUAL
    examples_en: Typed = ""
    examples_zh: Typed = ""
    answer_en: Typed = ""
    answer_zh: Typed = ""

    def intent(self) -> NewIntent:
        """What is to be added."""
        return NewIntent(
            self.name.strip(),
            self.topic,
            {"en": _lines(self.examples_en), "zh": _lines(self.examples_zh)},
            {"en": self.answer_en, "zh": self.answer_zh},
        )

    def check(self) -> None:
        """Raises ExampleTextError where an answer or all examples of a language are left out."""
        for text in (self.answer_en, self.answer_zh, self.examples_en, self.examples_zh):
            clean(text)


@router.get(PAGE)
def show(request: Request, visit: Writer) -> Response:
    """The empty form."""
    return _form(request, visit)


@router.post(PAGE)
def add(request: Request, visit: Writer, form: Annotated[Filled, Form()]) -> Response:
    """All of it as one commit."""
    copy = working_copy(request)
    documents = copy.documents()
    wanted = form.intent()
    try:
        form.check()
        texts = with_intent({one.path: one.text for one in documents}, wanted)
        commit = copy.save(
            texts,
            based_on={one.path: one.revision for one in documents},
            author=visit.name,
            reason=reason_of(visit, "intent", intent=wanted.name),
        )
    except StudioError as error:
        said = sentence(error, visit.language)
        return _form(request, visit, status=422, refused=said, typed=form)
    back = f"/studio/examples?intent={wanted.name}"
    return changed(request, visit, commit, "intent.add", back=back, done="intent")


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def _form(request: Request, visit: Visit, *, status: int = 200, **values: Any) -> Response:
    paths = [path for path in working_copy(request).files() if path.startswith(_STORIES)]
    topics = [path.removeprefix(_STORIES).rpartition(".")[0] for path in paths]
    given = {"refused": "", "typed": Filled(), "topics": topics} | values
    return staff_page(request, visit, "studio/new_intent.html", status=status, **given)
