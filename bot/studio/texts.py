"""One file's new text where others may have changed it too; and whether a text is YAML at all.

Each function answers a text or raises: none writes, save that texts are stored in the repository.
"""

from ruamel.yaml.error import MarkedYAMLError, YAMLError

from bot.studio import folder as plain
from bot.studio.errors import BrokenFileError, OverlapError, StaleEditError
from bot.studio.merging import merge
from bot.studio.repository import Repository
from bot.studio.yaml_nodes import composed


def check_yaml(path: str, text: str) -> None:
    """Raises BrokenFileError where the text is no YAML."""
    try:
        composed(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise BrokenFileError(path, line, column, error.problem or error.context or "?") from error
    except (YAMLError, ValueError) as error:
        first = (str(error).splitlines() or ["?"])[0]
        raise BrokenFileError(path, 1, 1, first) from error


def put(repo: Repository, files: dict[str, str], path: str, text: str | None) -> None:
    """Give a path its new text in `files`; None takes it out."""
    if text is None:
        files.pop(path, None)
    else:
        files[path] = repo.keep(text.encode())


def meeting(
    repo: Repository, path: str, mine: str | None, based_on: str | None, now: str | None
) -> str | None:
    """My text with what others changed since `based_on`; raises StaleEditError."""
    if (based_on or None) == now or now is None:
        return mine
    theirs = repo.text(now)
    base = repo.text(based_on) if based_on and repo.has(based_on) else ""
    if mine is not None:
        merged = merge(base, mine, theirs, examples=plain.of_examples(path))
        if not merged.conflicts:
            return merged.text()
    last = repo.commit(next(one for one in repo.line(repo.head()) if path in repo.changed(one)))
    raise StaleEditError(
        path, mine=mine or "", theirs=theirs, revision=now, author=last.author, commit=last.id
    )


def combined(
    repo: Repository, path: str, base: str | None, mine: str | None, theirs: str | None
) -> str | None:
    """The file `mine` with the change from `base` to `theirs`; ids of texts. Raises OverlapError."""
    if base == mine:
        return repo.text(theirs) if theirs else None
    if theirs in (base, mine):
        return repo.text(mine) if mine else None
    if base is None or mine is None or theirs is None:
        raise OverlapError(path)
    texts = (repo.text(text) for text in (base, mine, theirs))
    merged = merge(*texts, examples=plain.of_examples(path))
    if merged.conflicts:
        raise OverlapError(path)
    return merged.text()
