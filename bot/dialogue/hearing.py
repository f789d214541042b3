"""`python -m bot.dialogue.hearing --model FILE`: what a trained model understands of sentences, one JSON line each.

The sentences come by standard input, one JSON string a line; the shop's words by DAOGOU_LEXICON. No conversation
is led and nothing is kept. The last line tells what it took: seconds to load, and the process's memory.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import resource
import sys
import time
from pathlib import Path
from typing import Any

from bot.dialogue import quiet

_NOT_TOLD = "language"  # each sentence has one; the gateway knows it better


def main() -> None:
    """Exit code 1 where the model cannot be loaded."""
    parser = argparse.ArgumentParser(description="What a model understands of sentences.")
    parser.add_argument("--model", type=Path, required=True)
    arguments = parser.parse_args()
    quiet.configure(os.environ.get("DAOGOU_LOG_LEVEL", "warning"), texts=False)
    sentences = [json.loads(line) for line in sys.stdin if line.strip()]
    asyncio.run(_hear(arguments.model, sentences))


async def _hear(model: Path, sentences: list[str]) -> None:
    from rasa.core.agent import Agent
    from rasa.core.channels.channel import UserMessage

    began = time.perf_counter()
    processor: Any = Agent.load(model).processor
    if processor is None:
        raise SystemExit(f"{model} is no model that can be used")
    loaded_in_s = time.perf_counter() - began
    for text in sentences[:1]:
        await processor.parse_message(UserMessage(text))  # the first one waits for what is loaded late
    for text in sentences:
        began = time.perf_counter()
        parsed = await processor.parse_message(UserMessage(text))
        heard = _told(text, parsed) | {"ms": round((time.perf_counter() - began) * 1000, 2)}
        print(json.dumps(heard, ensure_ascii=False), flush=True)
    memory_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"loaded_in_s": round(loaded_in_s, 2), "memory_mb": round(memory_mb)}), flush=True)


def _told(text: str, parsed: dict[str, Any]) -> dict[str, Any]:
    intent = parsed.get("intent") or {}
    entities = [
        {
            "text": text[one["start"] : one["end"]],
            "kind": one["entity"],
            "start": one["start"],
            "end": one["end"],
            "sold": one.get("sold", True),
        }
        for one in parsed.get("entities") or ()
        if one["entity"] != _NOT_TOLD
    ]
    return {
        "intent": str(intent.get("name")),
        "confidence": float(intent.get("confidence") or 0.0),
        "ranking": [one["name"] for one in parsed.get("intent_ranking") or ()],
        "entities": entities,
    }


if __name__ == "__main__":
    main()
