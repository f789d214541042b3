"""The shop: catalogue and recommender brought together with its state in SQL."""
