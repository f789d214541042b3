"""`python -m benchmarks.one_import SHOP FEED`: one import into a shop that is made for it, in a process of its own.

What it took is told on its standard output, as JSON.
"""

import json
import sys
import time
from itertools import pairwise
from pathlib import Path

from shop.creation import create_shop
from shop.imports import import_products


def main() -> int:
    """0 once the products are published and checked; whatever the import raises goes through."""
    shop, feed = map(Path, sys.argv[1:])
    create_shop(shop, name="Scaled", currency="USD", language="en")
    began: dict[str, float] = {"the shop is made": time.monotonic()}

    def hear(step: str, _rows: int) -> None:
        began.setdefault(step, time.monotonic())

    report = import_products(shop, feed, progress=hear)
    began["end"] = time.monotonic()
    steps = {step: after - at for (step, at), (_, after) in pairwise(began.items())}
    told = {"added": report.added, "seconds": report.seconds, "steps": steps}
    print(json.dumps(told))
    return 0


if __name__ == "__main__":
    sys.exit(main())
