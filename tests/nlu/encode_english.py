"""Run in the dialogue's environment, which alone has the encoder: sentences in, vectors out, both as JSON.

With the argument "changed" the encoder is the one that knows the talk of shops.
"""

import json
import sys

from bot.dialogue.encoders import CHANGE
from bot.dialogue.minilm import MiniLM

encoder = MiniLM(CHANGE if "changed" in sys.argv else None)
json.dump(encoder.encode(json.load(sys.stdin)).tolist(), sys.stdout)
