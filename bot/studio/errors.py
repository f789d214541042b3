"""What the studio refuses, as one tree: each is a sentence that says where, what, and what to do."""

from bot.errors import BotError


class StudioError(BotError):
    """A change of the working copy that cannot be made as it was asked for; nothing was changed."""


class UnknownFileError(StudioError):
    """No such file in the working copy, or a place where none may be."""

    def __init__(self, path: str) -> None:
        self.path = path
        super().__init__(f"{path!r} is no file of the working copy; choose one of its list.")


class UnknownCommitError(StudioError):
    """No such change in the working copy's history."""

    def __init__(self, commit: str) -> None:
        super().__init__(f"{commit!r} is no change of the working copy's history; choose one of its list.")


class FirstStateError(StudioError):
    """The first state of the working copy was to be taken back: nothing was before it."""

    def __init__(self) -> None:
        super().__init__("The first state cannot be taken back, for nothing was before it; edit the files.")


class BrokenFileError(StudioError):
    """The text is no YAML. `line` and `column` count from 1; `problem` is the parser's sentence."""

    def __init__(self, path: str, line: int, column: int, problem: str) -> None:
        self.path, self.line, self.column, self.problem = path, line, column, problem
        super().__init__(f"{path}:{line}:{column}: {problem}; mend the line and save again.")


class StaleEditError(StudioError):
    """Somebody changed the same lines since they were read: both texts are here, and neither is lost."""

    def __init__(self, path: str, *, mine: str, theirs: str, revision: str, author: str, commit: str) -> None:
        self.path = path
        self.mine = mine
        self.theirs = theirs
        self.revision = revision  # of `theirs`: what a new save must be based on
        self.author = author
        self.commit = commit
        super().__init__(
            f"{path} was changed by {author} meanwhile, in the same lines; read both and save again."
        )


class OverlapError(StudioError):
    """Later edits stand in the lines that were to be changed back or replaced."""

    def __init__(self, path: str) -> None:
        self.path = path
        super().__init__(f"{path} was changed later in the same lines; edit the file itself instead.")


class UnknownExampleError(StudioError):
    """The example is not there any more."""

    def __init__(self, intent: str, text: str) -> None:
        self.intent, self.text = intent, text
        super().__init__(f"{intent} has no example {text!r} any more; read the list again.")


class DoubleExampleError(StudioError):
    """The sentence is an example already."""

    def __init__(self, intent: str, text: str) -> None:
        self.intent, self.text = intent, text
        super().__init__(f"{text!r} is an example of {intent} already; move that one instead.")


class ExampleTextError(StudioError):
    """The text cannot be an example: it is empty, or holds a line break or a control character."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(f"{text!r} cannot be an example; write one line of text.")


class UnknownIntentError(StudioError):
    """No such intent, or no such language, to teach."""

    def __init__(self, intent: str) -> None:
        self.intent = intent
        super().__init__(f"{intent!r} is no intent that can be taught; choose one of the list.")


class IntentNameError(StudioError):
    """A name that Rasa would not take, or that is taken."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f"{name!r} cannot be a new name; write small letters, digits and _, not used so far."
        )
