"""How far long work is, in one line of the terminal that is written over."""

from collections.abc import Callable


def progress_line() -> Callable[[str, int], None]:
    """What long work tells of itself: shown on stderr where the terminal is a person's, else nowhere."""
    from rich.console import Console

    console = Console(stderr=True)
    if not console.is_terminal:
        return lambda _what, _count: None
    return lambda what, count: console.print(f"{what}: {count}".ljust(console.width - 1), end="\r")
