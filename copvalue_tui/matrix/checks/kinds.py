"""The kinds of findings with their levels, and a finding with its place."""

from __future__ import annotations

from typing import Literal, NamedTuple

from copvalue_tui.matrix.text.labels import Labels
from copvalue_tui.matrix.values import Place

Level = Literal["problem", "doubt", "hint"]
LEVELS: dict[Level, str] = {
    "problem": "a contradiction, a missed date, or someone without any value",
    "doubt": "worth asking about at the next review",
    "hint": "a better wording or balance is possible",
}
"""The meaning of each level, the most serious first."""


class Kind(NamedTuple):
    """One kind of finding."""

    name: str
    level: Level
    meaning: str
    """One line for the help."""


KINDS = (
    Kind("row-without-value", "problem", "a segment or organization without any value"),
    Kind("row-without-name", "problem", "a row without a name"),
    Kind("rows-of-one-name", "problem", "two rows of one audience with the same name"),
    Kind("realized-without-evidence", "problem", "realized, but without evidence"),
    Kind("top-without-owner", "problem", "high priority, but no owner"),
    Kind("review-overdue", "problem", "its review date has passed"),
    Kind("action-overdue", "problem", "the day of a next step has passed"),
    Kind("cadence-missed", "problem", "the last review is longer ago than the review cadence"),
    Kind("no-members", "doubt", "the matrix has no segment"),
    Kind("no-organizations", "doubt", "the matrix has no organization"),
    Kind("no-long-term", "doubt", "a row with only short-term values"),
    Kind("top-without-evidence", "doubt", "high priority, but no evidence"),
    Kind("signs-without-evidence", "doubt", "on track, but no evidence"),
    Kind("evidence-without-figure", "doubt", "an indicator as evidence, but no figure"),
    Kind("target-missed", "doubt", "realized, but the figure has not reached its target"),
    Kind("target-reached", "doubt", "the figure has reached its target, but it is not realized"),
    Kind("figure-receding", "doubt", "on track, but the figure moves away from its target"),
    Kind("figure-old", "doubt", "a figure older than the review cadence"),
    Kind("agreed-without-owner", "doubt", "agreed or further, but no owner"),
    Kind("risk-without-note", "doubt", "at risk, but no note says why"),
    Kind("risk-without-date", "doubt", "at risk, but no review date"),
    Kind(
        "risk-not-shared", "doubt", "an organization's value at risk that no member value supports"
    ),
    Kind("parked-without-date", "doubt", "parked, but no date says until when"),
    Kind("said-twice", "doubt", "two values of a row in the same words"),
    Kind("theme-of-one-side", "doubt", "a shared value with only one side"),
    Kind("themes-alike", "doubt", "two shared values whose names differ by one letter"),
    Kind("owner-address", "doubt", "an e-mail address as owner"),
    Kind("all-top", "doubt", "most priorities are high, so none is"),
    Kind("no-short-term", "hint", "a row with only long-term values"),
    Kind("proposed-without-owner", "hint", "proposed without an owner, although others have one"),
    Kind(
        "agreed-without-date",
        "hint",
        "agreed or on track without a review date, although others have one",
    ),
    Kind(
        "evidence-open",
        "hint",
        "the number of values in a row without evidence, although others have some",
    ),
    Kind("said-in-rows", "hint", "the same value in several rows of an audience"),
    Kind("not-yet-shared", "hint", "the same value in a segment and an organization, not linked"),
    Kind("typing-slip", "hint", "two values that differ by one letter"),
    Kind("cadence-without-review", "hint", "a review cadence, but no review"),
    Kind("parked-and-placed", "hint", "a value that is both in the parking lot and in a cell"),
    Kind("one-cycle", "hint", "most values belong to one value cycle"),
    Kind("activity", "hint", "describes an activity, not its worth"),
    Kind("several", "hint", "more than one value"),
    Kind("long", "hint", "longer than a bullet should be"),
    Kind("vague", "hint", "too vague"),
)
"""All kinds, the most serious first."""
_LEVEL_OF = {kind.name: kind.level for kind in KINDS}


class Finding(NamedTuple):
    """One thing that is missing or doubtful; never an error of the file."""

    kind: str
    """The name of one of `KINDS`."""
    sentence: str
    """A complete sentence that quotes the text it is about."""
    place: Place | None = None
    """The value or the empty cell it is about."""
    row: int | None = None
    """The row it is about; also set when a place is."""
    parked: int | None = None
    """The slot of the parking lot it is about."""
    others: tuple[Place, ...] = ()
    """Further values it is about, such as the other half of a duplicate."""
    path: tuple[str | int, ...] = ()
    """Where it is in the file if it is about neither a row nor a value, counted from 0."""

    @property
    def level(self) -> Level:
        """How serious it is."""
        return _LEVEL_OF[self.kind]

    @property
    def target(self) -> Place | None:
        """The place to move the cursor to; None for the parking lot and the whole matrix."""
        if self.place is not None or self.row is None:
            return self.place
        return Place(self.row, 0)


def at_least(level: Level) -> tuple[Level, ...]:
    """This level and all more serious ones."""
    names = tuple(LEVELS)
    return names[: names.index(level) + 1]


def sentence(label: Labels, key: str, **facts: object) -> str:
    """The sentence of a finding in the language of the labels, from its kind or `kind.variant`."""
    return label(f"check.{key}").format(**facts)


def brief(text: str, most: int = 60) -> str:
    """The text quoted and shortened for a sentence."""
    return f"“{text if len(text) <= most else text[: most - 1].rstrip() + '…'}”"
