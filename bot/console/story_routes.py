"""One click makes an end-to-end test story of a conversation, in the trainers' working copy; another undoes it."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Request
from fastapi.responses import Response

from bot.console.mark_routes import back
from bot.console.talk_routes import TALK, talk_page
from bot.studio.desk import working_copy
from bot.studio.errors import StaleEditError, StudioError, UnknownFileError
from bot.web.staff.books import audit, database
from bot.web.staff.numbers import RowNumber
from bot.web.staff.phrases import phrases
from bot.web.staff.visit import Visit, allow
from shop.errors import ConversationUnknownError
from shop.review.corrections import Corrections
from shop.review.reading import Head, Reading
from shop.review.stories import story_steps, with_story

router = APIRouter()
Trainer = Annotated[Visit, Depends(allow("training.write"))]


@router.post(TALK + "/story")
def make_story(request: Request, visit: Trainer, conversation: RowNumber) -> Response:
    """Write the story into tests/test_talks_<language>.yml of the working copy."""
    books = database(request)
    head = _head(request, conversation)
    steps = story_steps(Reading(books).all(conversation), Corrections(books).of_talk(conversation))
    if not steps:
        return talk_page(request, visit, conversation, wrong="story", status=422)
    path, copy = f"tests/test_talks_{head.language}.yml", working_copy(request)
    try:
        held = copy.read(path)
        text, based_on = held.text, {path: held.revision}
    except UnknownFileError:
        text, based_on = "", {}
    words = phrases("console", visit.language)["story"]
    new, name = with_story(text, str(words["name"]).format(number=conversation), steps)
    if new == text:
        return back(request, conversation, done="story_there")
    reason = str(words["reason"]).format(name=name)
    try:
        commit = copy.save({path: new}, based_on=based_on, author=visit.name, reason=reason)
    except StaleEditError:
        return talk_page(request, visit, conversation, wrong="story_stale", status=409)
    except StudioError:
        return talk_page(request, visit, conversation, wrong="story_broken", status=422)
    audit(request, visit, "talk.story", str(conversation), file=path, commit=commit.id[:12])
    return back(request, conversation, done="story", commit=commit.id)


@router.post(TALK + "/story/undo")
def undo_story(
    request: Request,
    visit: Trainer,
    conversation: RowNumber,
    commit: Annotated[str, Form(pattern="^[0-9a-f]{40}$")],
) -> Response:
    """Take the story out again; whatever was changed since stays."""
    _head(request, conversation)
    copy = working_copy(request)
    try:
        made = copy.commit(commit)
        if not all(path.startswith("tests/test_talks_") for path in made.paths):
            raise HTTPException(404)
        reverted = copy.revert(commit, author=visit.name)
    except StudioError:
        return talk_page(request, visit, conversation, wrong="story_stale", status=409)
    audit(request, visit, "talk.unstory", str(conversation), commit=reverted.id[:12])
    return back(request, conversation, done="undone")


def _head(request: Request, conversation: int) -> Head:
    try:
        return Reading(database(request)).head(conversation)
    except ConversationUnknownError as error:
        raise HTTPException(404) from error
