"""What a check may find: the kinds with their levels, and one finding with its place."""

from __future__ import annotations

from typing import Literal, NamedTuple

from copvalue_tui.matrix.values import Place

Level = Literal["problem", "doubt", "hint"]
LEVELS: dict[Level, str] = {
    "problem": "contradicts itself, is late, or leaves somebody without any value",
    "doubt": "worth a question at the next review",
    "hint": "could be worded or balanced better; never in the way",
}
"""Level → what it means; the gravest first."""


class Kind(NamedTuple):
    """One kind of finding."""

    name: str
    level: Level
    meaning: str
    """One line for the help."""


KINDS = (
    Kind("row-without-value", "problem", "a segment or organization for which no value stands"),
    Kind("row-without-name", "problem", "a row that has no name"),
    Kind("rows-of-one-name", "problem", "two rows of one audience with the same name"),
    Kind("realized-without-evidence", "problem", "it happened, yet nothing shows it"),
    Kind("top-without-owner", "problem", "high priority, and nobody looks after it"),
    Kind("review-overdue", "problem", "its review date has passed"),
    Kind("no-members", "doubt", "no segment stands in the matrix"),
    Kind("no-organizations", "doubt", "no organization stands in the matrix"),
    Kind("no-long-term", "doubt", "a row that has short-term values only"),
    Kind("top-without-evidence", "doubt", "high priority, and no evidence is noted"),
    Kind("signs-without-evidence", "doubt", "on track, and no sign of it is noted"),
    Kind("agreed-without-owner", "doubt", "agreed or further, and nobody looks after it"),
    Kind("risk-without-note", "doubt", "at risk, and nothing says why"),
    Kind("risk-without-date", "doubt", "at risk, and no review date is set"),
    Kind("risk-not-shared", "doubt", "an organization's value at risk that no member value feeds"),
    Kind("parked-without-date", "doubt", "parked, and nothing says until when"),
    Kind("said-twice", "doubt", "two values of one row that say the same words"),
    Kind("theme-of-one-side", "doubt", "a shared value that only one side has"),
    Kind("all-top", "doubt", "most priorities are high, so none is"),
    Kind("no-short-term", "hint", "a row that has long-term values only"),
    Kind(
        "proposed-without-owner", "hint", "proposed, and nobody is named, where others have owners"
    ),
    Kind(
        "agreed-without-date", "hint", "agreed or on track, with no review date where others have"
    ),
    Kind("evidence-open", "hint", "how many values of a row have no evidence, where others have"),
    Kind("said-in-rows", "hint", "one value in several rows of an audience"),
    Kind("parked-and-placed", "hint", "a value of the parking lot that stands in a cell too"),
    Kind("one-cycle", "hint", "most values belong to one value cycle"),
    Kind("activity", "hint", "says what is done, not what it is worth"),
    Kind("several", "hint", "says more than one value"),
    Kind("long", "hint", "longer than a bullet should be"),
    Kind("vague", "hint", "may mean anything"),
)
"""All kinds, the gravest first."""
_LEVEL_OF = {kind.name: kind.level for kind in KINDS}


class Finding(NamedTuple):
    """One thing that is missing or doubtful; nothing of it is a fault of the file."""

    kind: str
    """The name of one of `KINDS`."""
    sentence: str
    """Whole, calm, with the words it is about."""
    place: Place | None = None
    """The value or the empty cell it is about."""
    row: int | None = None
    """The row it is about; also set when a place is."""
    parked: int | None = None
    """The slot of the parking lot it is about."""
    others: tuple[Place, ...] = ()
    """Further values that it is about, such as the other half of a double."""

    @property
    def level(self) -> Level:
        """How grave it is."""
        return _LEVEL_OF[self.kind]

    @property
    def target(self) -> Place | None:
        """Where the cursor goes to look at it; nothing for the parking lot and the whole matrix."""
        if self.place is not None or self.row is None:
            return self.place
        return Place(self.row, 0)


def at_least(level: Level) -> tuple[Level, ...]:
    """This level and all that are graver."""
    names = tuple(LEVELS)
    return names[: names.index(level) + 1]


def brief(text: str, most: int = 60) -> str:
    """The text as a sentence repeats it: in quotes, not too long."""
    return f"“{text if len(text) <= most else text[: most - 1].rstrip() + '…'}”"
