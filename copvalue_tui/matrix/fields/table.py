"""The table of a value's fields, for all code that reads, writes, shows, merges or asks for one.

To add a field, add a line to `Value` and a row here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Literal, NamedTuple

from copvalue_tui.matrix.dates.calendar import EXAMPLES, day_words, is_overdue
from copvalue_tui.matrix.fields.indicator import (
    EXAMPLE,
    indicator_shown,
    indicator_words,
    is_reached,
    typed_indicator,
)
from copvalue_tui.matrix.fields.typed import typed_day, typed_text, typed_votes
from copvalue_tui.matrix.values import Indicator, Value
from copvalue_tui.matrix.vocabulary import (
    BY_INDICATOR,
    DEFAULT_EVIDENCE,
    DEFAULT_STATUS,
    EVIDENCE,
    EVIDENCE_LEVELS,
    PRIORITIES,
    STATUS_NAMES,
    STATUSES,
)

Combine = Callable[[Sequence[object]], object]
"""The contents of a field in several values, at least one → the combined content."""


def of_the_first(contents: Sequence[object]) -> object:
    """The content of the first value, set or not."""
    return contents[0]


def first_set(contents: Sequence[object]) -> object:
    """The first content that is set."""
    return next((content for content in contents if content), contents[0])


def joined(contents: Sequence[object]) -> str:
    """All texts, each once."""
    return "; ".join(dict.fromkeys(str(content) for content in contents if content))


def total(contents: Sequence[object]) -> int:
    """The sum of all numbers."""
    return sum(content for content in contents if isinstance(content, int))


def earliest(contents: Sequence[object]) -> date | None:
    """The earliest day, if there is any."""
    return min((content for content in contents if isinstance(content, date)), default=None)


def strongest(*words: str) -> Combine:
    """The word that is first in this order."""

    def choose(contents: Sequence[object]) -> object:
        return min(contents, key=lambda content: words.index(str(content)))

    return choose


Form = Literal["text", "word", "count", "number", "date", "table"]
"""A line of text, one of several words, a whole number (0 or more), a number, a date, or a table
with parts."""
ARROW = " → "
"""Between the old and the new content of a field."""


class Part(NamedTuple):
    """One key of a field that is a table in the file."""

    name: str
    title: str
    """In the form of the table, with an example after a comma."""
    key: str
    """The letter that chooses it there."""
    about: str
    """Its description in the schema."""
    form: Form = "text"
    required: bool = False


def spelled(content: object) -> str:
    """A content as most fields write it; empty for None."""
    if isinstance(content, date):
        return content.isoformat()
    return str(content) if content else ""


def shown(content: object) -> str:
    """A content as most fields show it; empty for None."""
    return day_words(content) if isinstance(content, date) else spelled(content)


class ValueField(NamedTuple):
    """One field of a value; `Value`, the file, the schema and the records use its name."""

    name: str
    title: str
    """In the details form and in its question; the part after a comma only in the form."""
    key: str
    """The letter that chooses it in the form; empty if it cannot be changed there."""
    word: str
    """Its name in sentences: decisions, minutes, conflicts, the outline."""
    about: str
    """Its description in the schema."""
    form: Form = "text"
    default: object = ""
    """The default content, which is not written or shown."""
    words: tuple[str, ...] = ()
    """The words that a word can be, in the order of the form."""
    meanings: tuple[str, ...] = ()
    """The meaning of each word, if it needs one."""
    noun: str = ""
    """What one of the words, or one counted thing, is called."""
    parts: tuple[Part, ...] = ()
    """The parts of a table."""
    made: Callable[[Mapping[str, object]], object] = dict
    """Makes the model's object from the parts of a table."""
    parse: Callable[[str, date], object] = typed_text
    """The typed text and today's date → the content; raises `NotUnderstood`."""
    examples: str = ""
    """Examples that the question shows."""
    spell: Callable[[object], str] = spelled
    """A content in words that can be typed again, for files; empty if it is not set."""
    show: Callable[[object], str] = shown
    """A content in words that can be typed again, for people; empty if it is not set."""
    combined: Combine = joined
    """Combines the contents of several values that become one."""
    phrase: str = "{}"
    """On the status line."""
    label: str = ""
    """In the review panel, if its word would be too wide."""
    mark: bool = False
    """Whether the grid has a mark for it, and the outline shows it in brackets."""
    reused: bool = False
    """Whether the form offers the contents of other values."""
    told: str | None = None
    """Replaces its word in a decision."""
    quoted: bool = False
    """Whether a decision quotes it, without the old content."""
    long: bool = False
    """Whether it can be long: it comes last on screen."""
    remark: Callable[[Value, date], str] | None = None
    """A remark after it that depends on the date."""

    @property
    def name_in_question(self) -> str:
        """Its title in a question or a message."""
        return self.title.partition(",")[0]

    def of(self, value: Value) -> object:
        """The content of this field in a value."""
        content: object = getattr(value, self.name)
        return content

    def is_set(self, value: Value) -> bool:
        """Whether a value has content in this field."""
        return self.of(value) != self.default

    def plain(self, value: Value) -> str:
        """The content in a value, for records and stored sentences; empty if it is not set."""
        return self.spell(self.of(value))

    def typed(self, value: Value) -> str:
        """The content in a value as people would type it; empty if it is not set."""
        return self.show(self.of(value))

    def shown(self, value: Value, day: date | None = None) -> str:
        """The content in a value in words for a reader; with the remark for a date, if given."""
        content = self.of(value)
        words = f"{content:,}" if isinstance(content, int) else self.typed(value)
        return words + (self.remark(value, day) if self.remark and day else "")

    def phrased(self, value: Value, words: str) -> str:
        """The content in a value as part of a line without field names."""
        if self.form == "count":
            return f"{words} {self.noun}{'s' * (self.of(value) != 1)}"
        return self.phrase.format(words)

    def change(self, old: Value, new: Value) -> str:
        """Its change between two states of a value, in a few words."""
        was, now = self.plain(old), self.plain(new)
        word = self.word if self.told is None else self.told
        if self.quoted:
            return f"{word} “{now}”" if now else f"{word} removed"
        unset = "0" if self.form == "count" else "none"
        return f"{word} {was or unset}{ARROW}{now or unset}".lstrip()


def _passed(value: Value, day: date) -> str:
    return ", passed" if is_overdue(value, day) else ""


def _reached(value: Value, day: date) -> str:
    return ", target reached" if value.indicator and is_reached(value.indicator) else ""


FIELDS = (
    ValueField(
        "text",
        *("Text", "", "text"),
        about="The benefit, as the community words it, on one line.",
        combined=of_the_first,
        told="reworded",
        quoted=True,
    ),
    ValueField(
        "status",
        *("Status", "t", "status"),
        about="The state of the value, as reviews use it.",
        form="word",
        default=DEFAULT_STATUS,
        words=STATUS_NAMES,
        meanings=tuple(status.meaning for status in STATUSES),
        noun="status",
        combined=of_the_first,
        told="",
        mark=True,
    ),
    ValueField(
        "priority",
        *("Priority", "p", "priority"),
        about="How much it matters to the people of its row.",
        form="word",
        words=(*PRIORITIES, ""),
        noun="priority",
        combined=strongest(*PRIORITIES, ""),
        phrase="{} priority",
        mark=True,
    ),
    ValueField(
        "votes",
        *("Votes", "v", "votes"),
        about="How many of the people asked voted for it.",
        form="count",
        default=0,
        noun="vote",
        parse=typed_votes,
        combined=total,
        mark=True,
    ),
    ValueField(
        "shared",
        *("Shared value, its theme", "s", "shared value"),
        about="The shared-value theme: a member value and an organization value with the same "
        "theme meet.",
        combined=first_set,
        phrase="theme “{}”",
        label="shared",
        reused=True,
    ),
    ValueField(
        "owner",
        *("Owner, a role", "w", "owner"),
        about="A role, not a person.",
        phrase="owner {}",
        reused=True,
    ),
    ValueField(
        "evidence",
        *("Evidence", "e", "evidence"),
        about="How well it is shown that the value is real.",
        form="word",
        default=DEFAULT_EVIDENCE,
        words=EVIDENCE_LEVELS,
        meanings=tuple(level.meaning for level in EVIDENCE),
        noun="level of evidence",
        combined=strongest(*reversed(EVIDENCE_LEVELS)),
        phrase="evidence: {}",
    ),
    ValueField(
        "note",
        *("Note", "n", "note"),
        about="Anything worth keeping about the value.",
        quoted=True,
        long=True,
    ),
    ValueField(
        "review_by",
        *("Review date", "d", "review by"),
        about="When to review the value again.",
        form="date",
        default=None,
        parse=typed_day,
        examples=EXAMPLES,
        combined=earliest,
        phrase="review by {}",
        remark=_passed,
    ),
    ValueField(
        "indicator",
        *("Indicator, a figure that shows it", "i", "indicator"),
        about="A figure that shows whether the value comes true.",
        form="table",
        default=None,
        noun="indicator",
        parts=(
            Part("name", "What is measured", "m", "What is measured.", required=True),
            Part("baseline", "At the start", "s", "The figure at the start.", "number"),
            Part("target", "Target", "t", "The target figure.", "number"),
            Part("now", "Now", "n", "The current figure.", "number"),
            Part("unit", "Unit, such as %", "u", "The unit, such as %."),
            Part("on", "Date of the figure", "d", "The date of the current figure.", "date"),
        ),
        made=lambda parts: Indicator(**parts),  # type: ignore[arg-type]  # each part was checked
        parse=typed_indicator,
        examples=EXAMPLE,
        spell=indicator_words,
        show=indicator_shown,
        combined=first_set,
        quoted=True,
        remark=_reached,
    ),
)
"""In the order of the file."""
BY_NAME = {field.name: field for field in FIELDS}
DETAILS = FIELDS[1:]
"""The fields of a value besides its text."""
SHOWN = tuple(sorted(DETAILS, key=lambda field: field.long))
"""The details in screen order."""


def with_contents(value: Value, contents: Mapping[str, object]) -> Value:
    """The value with new contents for the named fields."""
    return replace(value, **contents)  # type: ignore[arg-type]  # the names are fields


def lines_about(value: Value, day: date | None = None) -> tuple[str, ...]:
    """The details of a value that are set, a few words for each.

    An indicator tells by itself that it is the evidence.
    """
    told_by_itself = value.evidence == BY_INDICATOR and value.indicator is not None
    return tuple(
        field.phrased(value, field.shown(value, day))
        for field in SHOWN
        if field.is_set(value) and not (told_by_itself and field.name == "evidence")
    )
