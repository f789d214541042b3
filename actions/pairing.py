"""Word why two products go together: "both are for hiking, and the Solo Pot fits the Kindle Stove".

Only the paths that the graph gave are said, each in its own clause; what both share comes before what is stated.
"""

from collections.abc import Callable, Sequence
from typing import Final

from actions.wording import Wording
from knowledge_graph import Catalogue, GraphPath, Step
from knowledge_graph.hubs import PURPOSES
from knowledge_graph.identifiers import ITEM, VALUE
from knowledge_graph.namespaces import BROADER, COMPATIBLE_WITH, SCHEMA

_CODES: Final = {
    SCHEMA.isAccessoryOrSparePartFor: "accessory",
    COMPATIBLE_WITH: "fits",
    SCHEMA.isConsumableFor: "consumable",
    SCHEMA.isSimilarTo: "similar",
    SCHEMA.isRelatedTo: "related",
}


def word_paths(paths: Sequence[GraphPath], catalogue: Catalogue, wording: Wording) -> str:
    """One phrase for the middle of a sentence, without a full stop. Empty for no paths."""
    ordered = sorted(paths, key=lambda path: all(step.relation in _CODES for step in path.steps))
    clauses = [clause for path in ordered for clause in _clauses(path, catalogue, wording)]
    return wording.say("path_and").join(dict.fromkeys(clauses))


def path_sentence(paths: Sequence[GraphPath], catalogue: Catalogue, wording: Wording) -> str:
    """The phrase as one sentence; empty for no paths."""
    phrase = word_paths(paths, catalogue, wording)
    return wording.say("path_sentence", reason=phrase[:1].upper() + phrase[1:]) if phrase else ""


def _clauses(path: GraphPath, catalogue: Catalogue, wording: Wording) -> list[str]:
    """A clause for each stated relation, and one for each thing that two products share."""

    def name(iri: str) -> str:
        return catalogue.label(iri, wording.language)

    middle = _fitting_both(path)
    if middle is not None:
        code, subject = _CODES[path.steps[0].relation], path.steps[0].subject == middle
        if subject:
            return [wording.say(f"path_{code}", one=name(middle), other=wording.say("path_both"))]
        return [wording.say(f"path_both_{code}", other=name(middle))]
    clauses: list[str] = []
    way: list[Step] = []
    for step in path.steps:
        if step.relation in _CODES:
            code = _CODES[step.relation]
            clauses.append(wording.say(f"path_{code}", one=name(step.subject), other=name(step.object)))
            continue
        way.append(step)
        holders = [taken.subject for taken in way if taken.subject.startswith(ITEM)]
        if len(holders) == 2:
            alone = len(way) == len(path.steps)
            both = "path_both" if alone else "path_pair"
            pair = wording.say(
                both, **({} if alone else {"one": name(holders[0]), "other": name(holders[1])})
            )
            clauses.append(_shared(way, pair, name, wording))
            way = []
    return clauses


def _fitting_both(path: GraphPath) -> str | None:
    """The third product that stands in one relation to both ends, from the same side; None where none does."""
    if len(path.steps) != 2 or path.steps[0].relation not in _CODES:
        return None
    one, other = path.steps
    if one.relation != other.relation:
        return None
    return next((end for end in one[::2] if end == other[::2][one[::2].index(end)]), None)


def _shared(way: Sequence[Step], pair: str, name: Callable[[str], str], wording: Wording) -> str:
    """What the two ends of a way share: the thing where its steps meet."""
    held = next(step for step in way if step.relation != BROADER)
    met = next(step.object for step in way if sum(other.object == step.object for other in way) == 2)
    label = name(met)
    if held.relation == SCHEMA.brand:
        return wording.say("path_brand", both=pair, value=label)
    if not met.startswith(VALUE):
        return wording.say("path_category", both=pair, value=label)
    if held.relation in PURPOSES:
        return wording.say("path_purpose", both=pair, value=label)
    return wording.say("path_value", both=pair, attribute=name(held.relation), value=label)
