"""How the English encoder was taught a shop's talk; docs/decisions/0012-adapted-encoder.md tells what it brings.

Not a part of the product: it wants torch, and is run by hand when the examples have become others.
"""
