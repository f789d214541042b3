"""How sure a value is, by where it stood: a table that was set by hand, in the order of how rarely each errs.

The figures rank; they are no measured probabilities. What is measured is the precision of all together
(`python -m benchmarks mining`).
"""

from collections.abc import Mapping
from enum import Enum
from typing import Final


class Evidence(Enum):
    """What ties a value to the product."""

    NAME = "it modifies the head noun of the name"
    NAME_TAIL = "it stands behind the name: Backpack, navy blue"
    HEADED = "in a phrase of the description whose noun is the product's kind"
    LOOK = "in a phrase whose noun is the product's look: a matte black finish"
    MADE_OF = "after made of, crafted from"
    PREDICATE = "it is black, comes in black"
    PURPOSE = "perfect for camping trips, for men"
    MEASURE = "an amount with a unit, tied to its attribute by its words"
    UNIT = "an amount whose unit alone says what it measures"


CONFIDENCE: Final[Mapping[Evidence, float]] = {
    Evidence.NAME: 0.98,
    Evidence.NAME_TAIL: 0.95,
    Evidence.HEADED: 0.95,
    Evidence.MEASURE: 0.95,
    Evidence.LOOK: 0.9,
    Evidence.MADE_OF: 0.9,
    Evidence.PREDICATE: 0.9,
    Evidence.UNIT: 0.85,
    Evidence.PURPOSE: 0.85,
}
