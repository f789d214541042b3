"""The pages of files: stories, rules, answers and settings as YAML, with what is wrong shown in its place."""

import json
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, HTTPException, Request
from fastapi.responses import Response

from bot.studio import folder as plain
from bot.studio.checking import broken, check
from bot.studio.desk import changed, working_copy
from bot.studio.errors import BrokenFileError, StaleEditError, StudioError, UnknownFileError
from bot.studio.merging import Conflict, merge
from bot.studio.sentences import reason_of, sentence
from bot.web.staff.phrases import phrases
from bot.web.staff.render import fragment, staff_page
from bot.web.staff.visit import NotAllowedError, Visit, allow, is_fragment

PAGE = "/studio/files"
_HTMX_S = 0.2  # how long a check waits for the workbench: htmx asks again
_PAGE_S = 60.0  # where there is no script that could
_GROUPS = ("stories", "answers", "examples", "tests")
_NEW = '# {name}\nversion: "3.1"\n\n{block}:\n'

router = APIRouter()
Reader = Annotated[Visit, Depends(allow("training.read"))]
Writer = Annotated[Visit, Depends(allow("training.write"))]
Text = Annotated[str, Form(max_length=2_000_000)]
Short = Annotated[str, Form(max_length=500)]


@router.get(PAGE)
def list_files(request: Request, visit: Reader) -> Response:
    """All files by what they are for, each with its last change."""
    return _listed(request, visit)


@router.post(f"{PAGE}/new")
def begin(request: Request, visit: Writer, group: Short, name: Short) -> Response:
    """A new file of stories or tests, with its first lines."""
    path = f"{'tests' if group == 'tests' else 'data/stories'}/{name.strip().removesuffix('.yml')}.yml"
    copy = working_copy(request)
    try:
        if not plain.allowed(path) or path in copy.files():
            raise UnknownFileError(path)
        text = _NEW.format(name=name.strip(), block="stories")
        reason = reason_of(visit, "file", path=path)
        commit = copy.save({path: f"{text.rstrip()} []\n"}, based_on={}, author=visit.name, reason=reason)
    except StudioError as error:
        return _listed(request, visit, status=422, refused=sentence(error, visit.language), name=name)
    return changed(request, visit, commit, "file.add", back=f"{PAGE}/{path}", done="saved")


@router.post(f"{PAGE}/delete")
def delete(request: Request, visit: Writer, path: Short, revision: Short) -> Response:
    """The file as it was read, gone; undone by the toast."""
    copy = working_copy(request)
    try:
        if plain.required(path):
            raise UnknownFileError(path)
        copy.read(path)
        reason = reason_of(visit, "file_deleted", path=path)
        commit = copy.save({path: None}, based_on={path: revision}, author=visit.name, reason=reason)
    except UnknownFileError as error:
        raise HTTPException(404) from error
    except StudioError as error:
        said, back = sentence(error, visit.language), f"{PAGE}/{path}"
        return staff_page(request, visit, "studio/refused.html", status=409, said=said, back=back)
    return changed(request, visit, commit, "file.delete", back=PAGE, done="deleted")


@router.post("/studio/check")
def check_text(
    request: Request,
    visit: Reader,
    *,
    path: Short = "",
    text: Text = "",
    revision: Short = "",
    reason: Short = "",
) -> Response:
    """What is wrong with the text, had it been saved, or with all that is; nothing is saved.

    Who may not save a text may not have one read either: that can take long.
    """
    if (path or text) and "training.write" not in visit.may:
        raise NotAllowedError(visit, "training.write")
    text = _newlines(text)
    edits = {path: text} if path else {}
    if is_fragment(request):
        checked = check(request, visit, edits, patience_s=_HTMX_S)
        return fragment(request, visit, "studio/_checked.html", checked=checked, file=path)
    if not plain.allowed(path):
        raise HTTPException(404)
    checked = check(request, visit, edits, patience_s=_PAGE_S)
    return _editor(request, visit, path, text=text, revision=revision, reason=reason, checked=checked)


@router.get(PAGE + "/{path:path}")
def show(request: Request, visit: Reader, path: str) -> Response:
    """One file in the editor."""
    try:
        document = working_copy(request).read(path)
    except UnknownFileError as error:
        raise HTTPException(404) from error
    return _editor(request, visit, path, text=document.text, revision=document.revision)


@router.post(PAGE + "/{path:path}")
def save(
    request: Request, visit: Writer, path: str, *, text: Text, revision: Short, reason: Short = ""
) -> Response:
    """Save the text as one commit.

    What is no YAML is refused with its place; where another trainer changed the same lines, both are shown.
    """
    text = _newlines(text)
    reason = " ".join(reason.split()) or reason_of(visit, "file", path=path)
    copy = working_copy(request)
    try:
        commit = copy.save({path: text}, based_on={path: revision}, author=visit.name, reason=reason)
    except StaleEditError as error:
        return _met(request, visit, path, error, revision=revision, reason=reason)
    except BrokenFileError as error:
        return _editor(
            request,
            visit,
            path,
            status=422,
            text=text,
            revision=revision,
            reason=reason,
            refused=True,
            checked=broken(error, visit),
        )
    except StudioError as error:
        raise HTTPException(404) from error
    return changed(request, visit, commit, "file.save", back=f"{PAGE}/{path}", done="saved")


def _met(
    request: Request, visit: Visit, path: str, error: StaleEditError, *, revision: str, reason: str
) -> Response:
    """Both texts of two trainers who changed the same lines, as far merged as they can be."""
    copy = working_copy(request)
    base = copy.text(revision)
    merged = merge(base, error.mine, error.theirs, examples=plain.of_examples(path))
    line, places = 1, []
    for piece in merged.pieces:
        if isinstance(piece, Conflict):
            places.append((line, piece))
        line += len((piece.mine if isinstance(piece, Conflict) else piece).splitlines())
    return _editor(
        request,
        visit,
        path,
        status=409,
        text=merged.text(),
        revision=error.revision,
        reason=reason,
        met=copy.commit(error.commit),
        places=places,
    )


def _editor(request: Request, visit: Visit, path: str, *, status: int = 200, **values: Any) -> Response:
    given: dict[str, Any] = {"reason": "", "refused": False, "met": None, "places": [], "checked": None}
    given |= values
    commit = request.query_params.get("commit", "")
    last = working_copy(request).history(path, limit=1)
    return staff_page(
        request,
        visit,
        "studio/file.html",
        status=status,
        file=path,
        last=last[0] if last else None,
        commit=commit,
        may_go=not plain.required(path),
        editor_phrases=_editor_phrases(visit),
        **given,
    )


def _editor_phrases(visit: Visit) -> str:
    """The editor's own words, as JSON."""
    said = phrases("studio", visit.language)["editor_phrases"]
    return json.dumps({name: said[name] for name in said}, ensure_ascii=False)


def _listed(request: Request, visit: Visit, *, status: int = 200, **values: Any) -> Response:
    copy = working_copy(request)
    newest: dict[str, Any] = {}
    for commit in copy.history(limit=200):
        for path in commit.paths:
            newest.setdefault(path, commit)
    groups: dict[str, list[tuple[str, Any]]] = {name: [] for name in _GROUPS}
    for path in copy.files():
        groups[_group(path)].append((path, newest.get(path)))
    done = request.query_params.get("commit", "")
    given = {"refused": "", "name": "", "groups": groups, "commit": done} | values
    return staff_page(request, visit, "studio/files.html", status=status, **given)


def _group(path: str) -> str:
    if plain.of_examples(path):
        return "examples"
    if path.startswith("data/"):
        return "stories"
    return "tests" if path.startswith("tests/") else "answers"


def _newlines(text: str) -> str:
    """A form sends each line's end as two signs."""
    return text.replace("\r\n", "\n")
