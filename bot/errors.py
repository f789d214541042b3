"""The faults that `bot` itself tells of: each is one sentence that says where, what, and what to do."""


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
