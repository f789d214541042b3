"""The idempotency keys of late, as clients wrote them: on disk there are hashes alone, and a page must know its own.

Kept in this process's memory, the latest only; after a restart a page knows its sentence by the turn that it is told.
"""

from collections import OrderedDict

MOST_KEPT = 10_000


class Keys:
    """Keys by their hashes."""

    def __init__(self) -> None:
        self._keys: OrderedDict[str, str] = OrderedDict()

    def remember(self, key_hash: str, key: str) -> None:
        """Keep a key for as long as not too many come after it."""
        self._keys[key_hash] = key
        self._keys.move_to_end(key_hash)
        if len(self._keys) > MOST_KEPT:
            self._keys.popitem(last=False)

    def of(self, key_hash: str | None) -> str | None:
        """The key, where it is known still."""
        return None if key_hash is None else self._keys.get(key_hash)
