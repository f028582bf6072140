"""The words for details of a value: statuses, priorities and levels of evidence."""

from typing import Literal, NamedTuple

Claim = Literal["wanted", "true", "aside", "dropped"]
"""What a status means for a value: still wanted, come true, set aside, no longer claimed."""
Look = Literal["plain", "agreed", "on-track", "at-risk", "realized", "retired"]
"""How a status is coloured, on screen and on pages."""


class Status(NamedTuple):
    """One state of a value, as reviews use it; everything about a status is in its row."""

    name: str
    """The word in the file."""
    mark: str
    """Its bullet, one cell wide, for terminals with Unicode."""
    ascii: str
    """One cell wide, for terminals without."""
    claim: Claim
    agreed: bool
    """Whether people have agreed on a value with this status."""
    meaning: str
    """One line for the help, beside its name."""
    verdict: str
    """The help of the command that gives it in a review."""
    letter: str = ""
    """A key of that command, beside the number of the row."""
    signs: Literal["", "good", "bad"] = ""
    """Whether what is to be seen of an agreed value is a first sign or a warning."""

    @property
    def look(self) -> Look:
        """Its colour, from what it says of a value."""
        if self.claim == "true":
            return "realized"
        if self.claim == "dropped":
            return "retired"
        if not self.agreed:
            return "plain"
        return "on-track" if self.signs == "good" else "at-risk" if self.signs else "agreed"


STATUSES = (
    Status(
        *("proposed", "•", "-"),
        claim="wanted",
        agreed=False,
        meaning="someone suggested it; not agreed yet",
        verdict="Not agreed yet; go to the next value.",
    ),
    Status(
        *("agreed", "●", "o"),
        claim="wanted",
        agreed=True,
        meaning="agreed by the core group and the segment or sponsor",
        verdict="Agreed; go to the next value.",
        letter="a",
    ),
    Status(
        *("on-track", "↗", "/"),
        claim="wanted",
        agreed=True,
        meaning="agreed, and there are first signs of it",
        verdict="There are first signs of it; go to the next value.",
        letter="o",
        signs="good",
    ),
    Status(
        *("at-risk", "▲", "!"),
        claim="wanted",
        agreed=True,
        meaning="agreed, but no sign, a missing condition, or a falling figure",
        verdict="At risk; go to the next value.",
        letter="x",
        signs="bad",
    ),
    Status(
        *("realized", "✓", "v"),
        claim="true",
        agreed=True,
        meaning="it happened, and the evidence is noted",
        verdict="It has come true; go to the next value.",
        letter="z",
    ),
    Status(
        *("parked", "‖", "="),
        claim="aside",
        agreed=False,
        meaning="set aside on purpose until a named date",
        verdict="Set aside on purpose; go to the next value.",
        letter="p",
    ),
    Status(
        *("retired", "×", "x"),
        claim="dropped",
        agreed=False,
        meaning="no longer claimed; kept for the record",
        verdict="Strike the value through and keep it for the record; go to the next value.",
        letter="d",
    ),
)
LOOKS = {status.name: status.look for status in STATUSES}
STATUS_NAMES = tuple(status.name for status in STATUSES)
DEFAULT_STATUS = STATUS_NAMES[0]
ON_TRACK = "on-track"
AT_RISK = "at-risk"
"""The two statuses that checks and filters use on their own."""
AGREED = frozenset(status.name for status in STATUSES if status.agreed)
CAME_TRUE = frozenset(status.name for status in STATUSES if status.claim == "true")
SET_ASIDE = frozenset(status.name for status in STATUSES if status.claim == "aside")
DROPPED = frozenset(status.name for status in STATUSES if status.claim == "dropped")

PRIORITIES = ("high", "medium", "low")
PRIORITY_MARKS = {"high": ("▮▮▮", "###"), "medium": ("▮▮", "##"), "low": ("▮", "#")}
"""Priority → its bars, with and without Unicode; as many as it is high, each one cell wide."""


class EvidenceLevel(NamedTuple):
    """How well it is shown that a value is real."""

    name: str
    """The word in the file."""
    meaning: str
    """One line for the help, beside its name."""


EVIDENCE = (
    EvidenceLevel("none", "no evidence yet"),
    EvidenceLevel("anecdote", "someone says so"),
    EvidenceLevel("story", "a story tells how it came about"),
    EvidenceLevel("indicator", "a figure shows it"),
    EvidenceLevel("verified", "someone outside has checked it"),
)
"""From the weakest to the strongest."""
EVIDENCE_LEVELS = tuple(level.name for level in EVIDENCE)
DEFAULT_EVIDENCE = EVIDENCE_LEVELS[0]
BY_INDICATOR = "indicator"
"""The level that promises a figure."""

CYCLE_WORDS = {
    "immediate": "something right away",
    "potential": "know-how for later",
    "applied": "use in daily work",
    "realized": "results that count",
    "transformative": "lasting change",
    "strategic": "a say in decisions",
    "enabling": "support to take part",
    "orienting": "a view of the field",
}
"""Value cycle, as the framework and the packs call it → what people would call it."""
VALUE_CYCLES = tuple(CYCLE_WORDS)
