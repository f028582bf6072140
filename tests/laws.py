"""How many examples a law tries: a few at every run, many when somebody has a night to spare."""

from __future__ import annotations

import os

EXPLORING = os.environ.get("COPVALUE_EXPLORE") == "1"
"""Whether laws try other examples at every run; CONTRIBUTING.md gives the command."""


def examples(usual: int, exploring: int) -> int:
    """The number of examples for a law that takes long."""
    return exploring if EXPLORING else usual
