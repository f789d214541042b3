"""The faults that `bot` itself tells of: each is one sentence that says where, what, and what to do."""

from collections.abc import Sequence


class BotError(Exception):
    """Something the owner of the shop can put right; printed without a traceback."""


class SettingsError(BotError):
    """A setting cannot be used as it is."""


class PortTakenError(BotError):
    """Another process listens where one of ours should."""

    def __init__(self, port: int, process: str, flag: str) -> None:
        super().__init__(f"Port {port}, wanted for the {process}, is taken; choose another with {flag}.")


class NotReadyError(BotError):
    """A part of the shop could not be built or did not come up."""


class NameUnknownError(BotError):
    """A name that no thing of the catalogue has, or several have."""

    def __init__(self, what: str, name: str, near: Sequence[str], *, several: bool = False) -> None:
        said = (
            f"{what} {name!r} could be several things"
            if several
            else f"the catalogue knows no {what} {name!r}"
        )
        choose = (
            f"; choose one of: {', '.join(near)}." if near else "; `bot graph lexicon` lists what it knows."
        )
        super().__init__(said[:1].upper() + said[1:] + choose)


class IdUnknownError(BotError):
    """An id of a shopper or an item of whom a model knows nothing."""

    def __init__(self, what: str, said: str, some: Sequence[str]) -> None:
        choose = f"; it knows {', '.join(some)}" if some else "; it has learnt from nothing yet"
        super().__init__(
            f"The model knows no {what} {said!r}{choose}{' and others.' if some else '.'} "
            "An id is written as in the history; train again if it is new."
        )


class OptionError(BotError):
    """An option's value is not written as it has to be."""
