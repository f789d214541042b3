"""What can keep a benchmark from measuring."""


class BenchmarkError(Exception):
    """A figure cannot be taken; the message says which and why."""
