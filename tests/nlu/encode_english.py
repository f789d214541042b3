"""Run in the dialogue's environment, which alone has the encoder: sentences in, vectors out, both as JSON."""

import json
import sys

from bot.dialogue.minilm import MiniLM

json.dump(MiniLM().encode(json.load(sys.stdin)).tolist(), sys.stdout)
