"""One sentence as two models take it, side by side: what is the same, and what differs."""

from collections.abc import Sequence
from dataclasses import dataclass

import httpx

from bot.studio.workbench import Entity, Understood, understood

ANSWER_S = 5.0
SHOWN = 5
_ASIDE = frozenset({"language"})  # found in every sentence


@dataclass(frozen=True, slots=True)
class Bar:
    """An intent with its confidence, from 0 to 1."""

    intent: str
    confidence: float

    @property
    def percent(self) -> int:
        """The confidence in whole percent."""
        return round(self.confidence * 100)


@dataclass(frozen=True, slots=True)
class Found:
    """Words of the sentence and their kind; `different` where the other side did not find them so."""

    kind: str
    words: str
    different: bool


@dataclass(frozen=True, slots=True)
class Side:
    """What one model understands; `different` where it would act on another intent than the other side."""

    bars: tuple[Bar, ...]
    found: tuple[Found, ...]
    different: bool

    @property
    def intent(self) -> str:
        """The intent that the bot acts on."""
        return self.bars[0].intent if self.bars else ""


def side(text: str, one: Understood, other: Understood | None) -> Side:
    """One model's view of `text`, with what differs from the other's."""
    others = {_key(entity) for entity in other.entities} if other else None
    found = tuple(
        Found(entity.kind, text[entity.start : entity.end], others is not None and _key(entity) not in others)
        for entity in _shown(one.entities)
    )
    bars = tuple(Bar(*ranked) for ranked in one.ranking[:SHOWN])
    return Side(bars, found, other is not None and one.intent != other.intent)


def alike(one: Side, other: Side) -> bool:
    """Whether both act on the same intent and found the same."""
    return not (one.different or other.different or any(f.different for f in (*one.found, *other.found)))


def ask_live(address: str, token: str, text: str) -> Understood | None:
    """What the model in service understands; None where it does not answer."""
    try:
        answer = httpx.post(
            f"{address}/model/parse",
            params={"token": token},
            json={"text": text},
            timeout=ANSWER_S,
            trust_env=False,
        )
        return understood(answer.raise_for_status().json())
    except (httpx.HTTPError, ValueError, KeyError, TypeError):
        return None


def _shown(entities: Sequence[Entity]) -> list[Entity]:
    return [entity for entity in entities if entity.kind not in _ASIDE]


def _key(entity: Entity) -> tuple[str, int, int, str]:
    return entity.kind, entity.start, entity.end, repr(entity.value)
