"""The gateway: the one process that a shopper's browser talks to, and the only one that knows who talks."""
