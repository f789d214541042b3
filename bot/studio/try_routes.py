"""The page on which a sentence is tried, against the model in service and against the draft."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from bot.gateway.visitor import gateway_of
from bot.gateway.whereabouts import Whereabouts
from bot.studio.desk import workbench, working_copy
from bot.studio.examples_routes import UNTAUGHT
from bot.studio.new_intent import DOMAIN
from bot.studio.sentences import sentence
from bot.studio.trying import alike, ask_live, side
from bot.studio.workbench import Progress, Understood, WorkbenchAwayError, WorkbenchStartingError
from bot.studio.yaml_blocks import entries
from bot.web.staff.render import fragment, staff_page
from bot.web.staff.visit import Visit, allow

PAGE = "/studio/try"

router = APIRouter()
Reader = Annotated[Visit, Depends(allow("training.read"))]
Poll = Annotated[Visit, Depends(allow("training.read", keeps_awake=False))]
Sentence = Annotated[str, Query(max_length=500)]


@router.get(PAGE)
def try_sentence(request: Request, visit: Reader, text: Sentence = "") -> Response:
    """The form, and both answers where a sentence is given."""
    text = text.strip()
    if not text:
        workbench(request).wake()
    return staff_page(request, visit, "studio/try.html", **_sides(request, visit, text))


@router.get(f"{PAGE}/sides")
def sides(request: Request, visit: Poll, text: Sentence) -> Response:
    """Both answers, as a piece of the page: asked again while the draft is being learnt."""
    return fragment(request, visit, "studio/_sides.html", **_sides(request, visit, text.strip()))


def _sides(request: Request, visit: Visit, text: str) -> dict[str, Any]:
    """What `_sides.html` needs; it blocks."""
    values: dict[str, Any] = {
        "text": text, "live": None, "draft": None, "same": False, "waiting": None, "starting": None, "away": "",
        "intents": [], "example_language": "zh" if any("\u3400" <= one <= "\u9fff" for one in text) else "en",
    }  # fmt: skip
    if not text:
        return values
    settings = gateway_of(request).settings
    address = Whereabouts(settings.shop, settings.dialogue_url)()
    live = ask_live(address, settings.dialogue_token, text)
    draft: Understood | None = None
    try:
        answer = workbench(request).parse(text)
        if isinstance(answer, Progress):
            values["waiting"] = answer
        else:
            draft = answer
    except WorkbenchStartingError as error:
        values["starting"] = round(error.seconds)
    except WorkbenchAwayError as error:
        values["away"] = sentence(error, visit.language)
    if live is not None:
        values["live"] = side(text, live, draft)
    if draft is not None:
        values["draft"] = side(text, draft, live)
    if live is not None and draft is not None:
        values["same"] = alike(values["live"], values["draft"])
    values["intents"] = _intents(request, draft or live)
    return values


def _intents(request: Request, likeliest: Understood | None) -> list[str]:
    """All intents that can be taught, the likeliest first."""
    known = [
        name for name in entries(working_copy(request).read(DOMAIN).text, "intents") if name not in UNTAUGHT
    ]
    ranked = [name for name, _confidence in likeliest.ranking if name in known] if likeliest else []
    return [*ranked, *(name for name in known if name not in ranked)]
