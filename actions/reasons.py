"""Word the reason of a suggestion: only what the recommender's parts and the graph's bindings bear out.

A part that did not raise the score is not spoken of, and nobody but the shopper is ever named.
"""

from collections.abc import Mapping, Sequence

from actions.pairing import word_paths
from actions.phrases import bound_words
from actions.wording import Wording
from knowledge_graph import Catalogue, Order, Request
from recommender import reason as codes
from shop.descriptions import WORD
from shop.profile import ShopProfile

GOES_WITH = (
    "goes_with"  # a part that makes no score: it was asked what goes with evidence[0]; evidence[1] does
)
_WORTH_SAYING = 0.05  # of a star: what moves a score by less is no reason
_OF_NEIGHBOURS = (codes.NEIGHBOURS, codes.SHOPPERS_ALIKE)
_MOST = 3  # things named in one reason


def word_reason(
    parts: Mapping[str, float],
    evidence: Sequence[str],
    matched: Sequence[str],
    request: Request,
    *,
    alike: Sequence[str] = (),
    tokens: Sequence[str] = (),
    catalogue: Catalogue,
    profile: ShopProfile,
    wording: Wording,
) -> str:
    """One phrase, without a full stop; its first letter is a capital.

    `tokens` (IRIs, and "word:" with a word) are shared with the first item of `alike`.
    """
    if GOES_WITH in parts:
        return _pairing(evidence, catalogue, wording)
    said = []
    if request.like is not None:
        said.append(_likeness(request.like, matched, catalogue, wording))
    else:
        said += _asked(matched, request, catalogue, profile, wording)
    unsaid = [token for token in tokens if token not in matched]
    liked = _taste(parts, evidence, catalogue, wording)
    if wording.language != profile.language:  # names are told in the shop's own language
        unsaid = [token for token in unsaid if not token.startswith(WORD)]
    liked += _content(parts, alike, unsaid, catalogue, wording)
    # One reason of taste is enough: the stronger one comes first.
    stronger = parts.get(codes.CONTENT, 0.0) > max(parts.get(code, 0.0) for code in _OF_NEIGHBOURS)
    said += (liked[-1:] if stronger else liked[:1]) or _demand(parts, profile, wording)
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
    parts: Mapping[str, float], evidence: Sequence[str], catalogue: Catalogue, wording: Wording
) -> list[str]:
    """What neighbours say, of things or of shoppers, whichever raised the score more."""
    code = max(_OF_NEIGHBOURS, key=lambda code: parts.get(code, 0.0))
    if parts.get(code, 0.0) < _WORTH_SAYING:
        return []
    names = [product.name(wording.language) for product in catalogue.known(evidence[:_MOST])]
    if names:
        return [wording.say(f"reason_{code}", names=wording.listed(names))]
    return [wording.say(f"reason_{code}_plain")]


def _content(
    parts: Mapping[str, float],
    alike: Sequence[str],
    tokens: Sequence[str],
    catalogue: Catalogue,
    wording: Wording,
) -> list[str]:
    """What it shares with things the shopper likes; nothing where no thing can be named."""
    if parts.get(codes.CONTENT, 0.0) < _WORTH_SAYING:
        return []
    names = [product.name(wording.language) for product in catalogue.known(alike[:1])]
    shared = [_token_words(token, catalogue, wording) for token in tokens]
    shared = list(dict.fromkeys(word for word in shared if word))[:_MOST]
    if not names:
        return []
    if not shared:
        return [wording.say("reason_like_plain", name=names[0])]
    matched = wording.say("list_comma").join(shared)
    return [wording.say("reason_content", name=names[0], matched=matched)]


def _token_words(token: str, catalogue: Catalogue, wording: Wording) -> str:
    if token.startswith(WORD):
        return wording.say("reason_word", word=token.removeprefix(WORD))
    return catalogue.label(token, wording.language) if token.startswith("urn:") else ""


def _demand(parts: Mapping[str, float], profile: ShopProfile, wording: Wording) -> list[str]:
    simulated = "_simulated" if profile.simulated else ""
    for code in (codes.POPULAR_WEEK, codes.POPULAR):
        if parts.get(code, 0.0) > 0:
            return [wording.say(f"reason_{code}{simulated}")]
    return []
