"""Which kernels OpenBLAS uses for products of matrices, told by what the processor can do.

Rasa's numpy brings an OpenBLAS of 2022, which takes a processor that it has never heard of for one of 2004 and is
three to five times as slow there. Nothing is told where the processor can do no better; a choice that stands in
the environment goes first.
"""

from pathlib import Path

_CHOICE = "OPENBLAS_CORETYPE"
_PROCESSOR = Path("/proc/cpuinfo")
# The best first: a name of OpenBLAS's, and the instructions that its kernels need.
_KERNELS = {
    "SkylakeX": {"avx512f", "avx512cd", "avx512bw", "avx512dq", "avx512vl", "avx2", "fma"},
    "Haswell": {"avx2", "fma"},
}


def kernels(processor: Path = _PROCESSOR) -> dict[str, str]:
    """The variable to start a process with; empty where the processor's instructions are not known."""
    try:
        with processor.open(encoding="utf-8", errors="replace") as lines:
            # All processors of a machine say the same: the first one's flags are enough.
            flags = next((line.partition(":")[2].split() for line in lines if line.startswith("flags")), [])
    except OSError:
        return {}
    best = next((name for name, needed in _KERNELS.items() if needed.issubset(flags)), None)
    return {_CHOICE: best} if best else {}
