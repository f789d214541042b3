"""How well the dialogue understands: held-out sentences, what a model makes of them, scores, and a picture."""
