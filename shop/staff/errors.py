"""What can go wrong with staff; each is a ShopError whose message is for whoever sits at the terminal."""

from shop.errors import ShopError


class StaffError(ShopError):
    """Something about staff that was asked for cannot be done; `code` names the sentence on the pages."""

    code = "staff"


class NameRefusedError(StaffError):
    """A name that nobody can sign in with."""

    code = "name"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name!r} cannot be a name; write 2 to 40 of a-z, 0-9, dot, dash, underscore, a letter first."
        )


class NameTakenError(StaffError):
    """There is a member of this name."""

    code = "taken"

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is staff already; `bot staff list` shows all.")


class MemberUnknownError(StaffError):
    """There is no member of this name."""

    code = "unknown"

    def __init__(self, name: str) -> None:
        super().__init__(f"No member of staff is called {name!r}; `bot staff list` shows all.")


class LastOwnerError(StaffError):
    """The shop would be left without an owner who can sign in."""

    code = "last_owner"

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is the only owner; make another one first.")


class WeakPasswordError(StaffError):
    """A password that is too easily guessed; `code` says why."""

    def __init__(self, code: str, why: str) -> None:
        self.code = code
        super().__init__(f"This password {why}.")
