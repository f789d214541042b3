"""Word the reason of a suggestion: only what the recommender's parts and the graph's bindings bear out.

A part that did not raise the score is not spoken of, and nobody but the shopper is ever named.
"""

from collections.abc import Mapping, Sequence

from actions.pairing import word_paths
from actions.phrases import bound_words
from actions.wording import Wording
from knowledge_graph import Catalogue, Order, Request
from shop.profile import ShopProfile

GOES_WITH = (
    "goes_with"  # a part that makes no score: it was asked what goes with evidence[0]; evidence[1] does
)
_WORTH_SAYING = 0.05  # of a star: what moves a score by less is no reason
_MOST = 3  # things named in one reason


def word_reason(
    parts: Mapping[str, float],
    evidence: Sequence[str],
    matched: Sequence[str],
    request: Request,
    *,
    catalogue: Catalogue,
    profile: ShopProfile,
    wording: Wording,
) -> str:
    """One phrase, without a full stop; its first letter is a capital."""
    if GOES_WITH in parts:
        return _pairing(evidence, catalogue, wording)
    said = []
    if request.like is not None:
        said.append(_likeness(request.like, matched, catalogue, wording))
    else:
        said += _asked(matched, request, catalogue, profile, wording)
    said += _taste(parts, evidence, catalogue, profile, wording)
    if request.order in (Order.PRICE_UP, Order.PRICE_DOWN):
        said.append(wording.say(f"reason_order_{request.order}"))
    phrase = "; ".join(said) if wording.language == "en" else "；".join(said)
    phrase = phrase or wording.say("reason_only_stock")
    return phrase[:1].upper() + phrase[1:]


def _pairing(evidence: Sequence[str], catalogue: Catalogue, wording: Wording) -> str:
    """Why a product belongs to another, by the graph; that it does, where no path tells why."""
    item_id, companion = evidence
    pair = catalogue.known([item_id, companion])
    if len(pair) < 2:
        return wording.say("reason_only_stock")
    name = pair[0].name(wording.language)
    worded = word_paths(catalogue.paths(item_id, companion), catalogue, wording)
    if not worded:
        return wording.say("reason_related", name=name)
    return wording.say("reason_related_why", name=name, why=worded)


def _asked(
    matched: Sequence[str], request: Request, catalogue: Catalogue, profile: ShopProfile, wording: Wording
) -> list[str]:
    met = [_matched_words(one, request, catalogue, profile, wording) for one in matched]
    met = list(dict.fromkeys(word for word in met if word))
    if not met:
        return []
    return [wording.say("reason_request", matched=wording.say("list_comma").join(met))]


def _matched_words(
    matched: str, request: Request, catalogue: Catalogue, profile: ShopProfile, wording: Wording
) -> str:
    if matched == "price":
        return bound_words(request.price, profile.currency, wording) if request.price else ""
    if matched == "meaning":
        return wording.say("reason_meaning")
    if matched.startswith("text:"):
        return wording.say("reason_word", word=matched.removeprefix("text:"))
    return catalogue.label(matched, wording.language)


def _likeness(like: str, matched: Sequence[str], catalogue: Catalogue, wording: Wording) -> str:
    name = catalogue.products([like])[0].name(wording.language)
    shared = [catalogue.label(one, wording.language) for one in matched if one.startswith("urn:")]
    shared = list(dict.fromkeys(shared))[:_MOST]
    if not shared:
        return wording.say("reason_like_plain", name=name)
    return wording.say("reason_like", name=name, matched=wording.say("list_comma").join(shared))


def _taste(
    parts: Mapping[str, float],
    evidence: Sequence[str],
    catalogue: Catalogue,
    profile: ShopProfile,
    wording: Wording,
) -> list[str]:
    simulated = "_simulated" if profile.simulated else ""
    if parts.get("neighbours", 0.0) >= _WORTH_SAYING:
        names = [product.name(wording.language) for product in catalogue.known(evidence[:_MOST])]
        if names:
            return [wording.say("reason_neighbours", names=wording.listed(names))]
        return [wording.say("reason_neighbours_plain")]
    if parts.get("popular", 0.0) > 0:
        return [wording.say(f"reason_popular{simulated}")]
    return []
