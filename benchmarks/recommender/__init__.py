"""The recommender beside Surprise, implicit and lenskit, in one run; the peers live in this folder's own environment.

Modules that name a peer are imported there alone; `launch`, `folds`, `accuracy`, `ranking` and `plot` need none."""
