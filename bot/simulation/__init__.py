"""A shopper simulator without a language model: talks drawn from a seed, held against the graph, over HTTP alone.

Invariant: nothing here knows how the bot understands; what a shopper says comes from words/{en,zh}.yml, which
the dialogue was not trained on.
"""
