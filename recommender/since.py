"""What happened after a model was fitted, and how it counts at once: nothing is fitted again, and nothing is kept.

Deeds of the one who is served take the place of what was learnt of the same items; deeds of all raise renown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from recommender import parts as columns
from recommender.parts import Heard, Parts
from recommender.said import Said


@dataclass(frozen=True, slots=True)
class Since:
    """`theirs` are the confidences, from −1 to 1, of the shopper who is served, by item_id, as feedback.py tells
    them from all that they did with these items; `demand` is what was added to s(i) of trends.py, by item_id.
    """

    theirs: Mapping[str, float] = field(default_factory=dict)
    demand: Mapping[str, float] = field(default_factory=dict)

    def over(self, said: Said, parts: Parts) -> Said:
        """What was learnt of the shopper, with their deeds over it.

        A confidence c is the leaning. Its value is low + c⁺·span where values are deeds; where they are opinions
        it is middle + c·(high − middle), as a rating's confidence is told the other way about, and an opinion
        of theirs stays unless c is below 0.
        """
        (low, high), values = parts.scale, dict(said.values)
        middle = (low + high) / 2
        for item_id, confidence in self.theirs.items():
            if not parts.explicit:
                values[item_id] = low + max(confidence, 0.0) * (high - low)
            elif confidence < 0 or item_id not in values:
                values[item_id] = middle + confidence * (high - middle)
        return Said(values, {**said.leaning, **self.theirs})

    def raised(self, heard: Heard, parts: Parts, item_ids: Sequence[str]) -> Heard:
        """With the renown of each of `item_ids` (those of `heard`) as it is by now."""
        if not self.demand:
            return heard
        more = np.array([self.demand.get(item_id, 0.0) for item_id in item_ids], dtype=np.float64)
        features = heard.features.copy()
        features[:, columns.RENOWN], features[:, columns.RECENT] = parts.trends.raised(heard.places, more)
        return replace(heard, features=features)
