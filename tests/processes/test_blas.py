"""Products of matrices are as quick as the processor allows, and safe where it allows little."""

from pathlib import Path

import pytest

from bot.processes.blas import kernels
from bot.processes.commands import rasa_environment


@pytest.mark.parametrize(
    ("flags", "told"),
    [
        ("fpu sse2 fma avx avx2 avx512f avx512dq avx512cd avx512bw avx512vl", "SkylakeX"),
        ("fpu sse2 fma avx avx2 avx512f", "Haswell"),
        ("fpu sse2 fma avx avx2", "Haswell"),
        ("fpu sse2 avx", None),
    ],
)
def test_the_best_kernels_that_the_processor_can_run_are_told(
    tmp_path: Path, flags: str, told: str | None
) -> None:
    processor = tmp_path / "cpuinfo"
    processor.write_text(f"processor\t: 0\nmodel name\t: Of next year\nflags\t\t: {flags}\n\n", "utf-8")
    assert kernels(processor).get("OPENBLAS_CORETYPE") == told


def test_nothing_is_told_where_the_processor_is_not_described(tmp_path: Path) -> None:
    assert kernels(tmp_path / "nowhere") == {}


def test_a_choice_in_the_environment_stands() -> None:
    assert rasa_environment({"OPENBLAS_CORETYPE": "Zen"})["OPENBLAS_CORETYPE"] == "Zen"
