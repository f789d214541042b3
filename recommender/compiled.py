"""`python -m recommender.compiled`: compile both loops of the extra `compiled` at set-up, so that no fit waits."""

from recommender import pearson_compiled, products_compiled


def compile_all() -> None:
    """Compile, or find compiled already; needs numba."""
    pearson_compiled.compile_once()
    products_compiled.compile_once()


if __name__ == "__main__":
    compile_all()
