"""The words that details of a value are made of: each table here holds one kind of them."""

from typing import NamedTuple


class Status(NamedTuple):
    """One state of a value, as reviews use it."""

    name: str
    """As the file spells it."""
    mark: str
    """One cell wide, for terminals with Unicode."""
    ascii: str
    """One cell wide, for terminals without."""
    meaning: str
    """One line for the help."""


STATUSES = (
    Status("proposed", "·", ".", "somebody said it; not yet agreed"),
    Status("agreed", "✓", "+", "the core group and the segment or sponsor stand by it"),
    Status("on-track", "↗", "/", "agreed, and first signs are there"),
    Status(
        "at-risk", "▲", "!", "agreed, but no sign of it, a missing condition, or a falling figure"
    ),
    Status("realized", "●", "*", "it happened, and the evidence is noted"),
    Status("parked", "‖", "=", "set aside on purpose until a named date"),
    Status("retired", "×", "x", "no longer claimed; kept for the record"),
)
STATUS_NAMES = tuple(status.name for status in STATUSES)
DEFAULT_STATUS = STATUS_NAMES[0]

PRIORITIES = ("high", "medium", "low")
PRIORITY_MARKS = {"high": ("⇈", "^"), "medium": ("↑", "'"), "low": ("↓", ",")}
"""Priority → its mark, with and without Unicode; each one cell wide."""

EVIDENCE_LEVELS = ("none", "anecdote", "story", "indicator", "verified")
DEFAULT_EVIDENCE = EVIDENCE_LEVELS[0]

VALUE_CYCLES = (
    "immediate",
    "potential",
    "applied",
    "realized",
    "transformative",
    "strategic",
    "enabling",
    "orienting",
)
