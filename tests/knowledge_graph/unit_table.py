"""Work out the factors of knowledge_graph/units.csv with pint, exactly; `make units` writes them there.

To add a unit, add its row (UN/CEFACT code, dimension, what pint calls it) and run `make units`. The first
row of a dimension is its base. A row without a name, such as decibel, is a unit that nothing converts to.
"""

import csv
from fractions import Fraction
from pathlib import Path

from pint import UnitRegistry

import knowledge_graph

TABLE = Path(knowledge_graph.__file__).parent / "units.csv"
HEADER = ("code", "dimension", "name", "factor", "offset")


def worked_out() -> list[dict[str, str]]:
    """The rows of the table with factor and offset as fractions: base = (amount + offset) * factor."""
    registry = UnitRegistry(non_int_type=Fraction)
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    bases = {row["dimension"]: row["name"] for row in reversed(rows)}
    for row in rows:
        zero, one = (_in_base(registry, amount, row["name"], bases[row["dimension"]]) for amount in (0, 1))
        row |= {"factor": str(one - zero), "offset": str(zero / (one - zero))}
    return rows


def _in_base(registry: "UnitRegistry[Fraction]", amount: int, name: str, base: str) -> Fraction:
    if not name:
        return Fraction(amount)
    if "*" in name or "/" in name:
        quantity = registry.parse_expression(name) * Fraction(amount)
    else:
        quantity = registry.Quantity(Fraction(amount), name)
    return Fraction(quantity.to(base).magnitude)


if __name__ == "__main__":
    rows = worked_out()
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, HEADER, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
