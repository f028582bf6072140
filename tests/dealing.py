"""The order of the tests where workers share them: those that wait among those that compute.

Each worker begins with one stretch of all tests and later takes what others have left. In the order
of the folders one has all the terminals, and at the end everybody waits for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

WAITING = ("pty", "tmux", "ssh", "bench")
"""The marks of tests that mostly wait: for a terminal, a line, a moment."""
_EARLY = 0.7
"""In this part of a stretch the waiting ones are done, so that none of them is the last."""

Test = TypeVar("Test")


def dealt(waiting: Sequence[Sequence[Test]], others: Sequence[Test], workers: int) -> list[Test]:
    """All tests, a stretch for each worker with as many of the waiting files as any other."""
    order: list[Test] = []
    rest = list(others)
    count = sum(map(len, waiting)) + len(others)
    for worker in range(workers):
        files = waiting[worker::workers]
        length = (count - len(order)) // (workers - worker)
        share = max(length - sum(map(len, files)), 0)
        own, rest = rest[:share], rest[share:]
        placed = 0
        for number, file in enumerate(files):
            place = int(len(own) * _EARLY * number / len(files))
            order += [*own[placed:place], *file]
            placed = place
        order += own[placed:]
    return order + rest
