"""THE table of a value's fields: whatever reads, writes, shows, merges or asks for one asks it.

A new field is its line in `Value` and its row here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, NamedTuple

from copvalue_tui.matrix.dates.format import EXAMPLES, day_words, is_overdue
from copvalue_tui.matrix.fields import combine
from copvalue_tui.matrix.fields.typed import (
    INDICATOR,
    indicator_words,
    typed_day,
    typed_indicator,
    typed_text,
    typed_votes,
)
from copvalue_tui.matrix.values import Indicator, Value
from copvalue_tui.matrix.vocabulary import (
    DEFAULT_EVIDENCE,
    DEFAULT_STATUS,
    EVIDENCE,
    EVIDENCE_LEVELS,
    PRIORITIES,
    STATUS_NAMES,
    STATUSES,
)

Form = Literal["text", "word", "count", "number", "date", "table"]
"""A line of text, one of some words, a whole number from 0 up, a number, a day, or a table with
parts."""
ARROW = " → "
"""Between what a field said and what it says now."""


class Part(NamedTuple):
    """One key of a field that is a table in the file."""

    name: str
    about: str
    """What the schema says of it."""
    form: Form = "text"
    required: bool = False


def spelled(content: object) -> str:
    """A content as most fields spell it; empty for nothing."""
    if isinstance(content, date):
        return content.isoformat()
    return str(content) if content else ""


@dataclass(frozen=True, slots=True)
class ValueField:
    """One field of a value; `Value`, the file, the schema and the records have it by this name."""

    name: str
    title: str
    """In the details form and in its question; what follows a comma stands only in the form."""
    key: str
    """The letter that chooses it in the form; empty for what is not changed there."""
    word: str
    """In sentences: decisions and minutes, conflicts, the outline."""
    about: str
    """What the schema says of it."""
    form: Form = "text"
    default: object = ""
    """What is not written, and not shown."""
    words: tuple[str, ...] = ()
    """What a word may be, as the form offers them."""
    meanings: tuple[str, ...] = ()
    """What each of the words means, where that is to be said."""
    noun: str = ""
    """What one of the words, or one of what is counted, is called."""
    parts: tuple[Part, ...] = ()
    """What a table holds."""
    made: Callable[[Mapping[str, object]], object] = dict
    """What a table is in the model, made of its parts."""
    parse: Callable[[str, date], object] = typed_text
    """What somebody typed, and today → the content; raises `NotUnderstood`."""
    examples: str = ""
    """What the question offers to be typed."""
    spell: Callable[[object], str] = spelled
    """A content in words, which can be typed again; empty for nothing."""
    combined: combine.Combine = combine.joined
    """What several values say together when they become one."""
    phrase: str = "{}"
    """On the status line."""
    label: str = ""
    """In the review panel, where its word would be too wide."""
    mark: bool = False
    """Whether the grid has a mark for it, and the outline says it in brackets."""
    reused: bool = False
    """Whether the form offers what other values say."""
    told: str | None = None
    """What a decision says instead of its word."""
    quoted: bool = False
    """Whether a decision gives it in quotes, without what it was before."""
    long: bool = False
    """Whether its words may be many: on screen it comes last."""
    remark: Callable[[Value, date], str] | None = None
    """What is to be said behind it on a day."""

    @property
    def name_in_question(self) -> str:
        """Its title, as a question and a message have it."""
        return self.title.partition(",")[0]

    def of(self, value: Value) -> object:
        """What a value says in this field."""
        content: object = getattr(value, self.name)
        return content

    def is_set(self, value: Value) -> bool:
        """Whether a value says anything here."""
        return self.of(value) != self.default

    def plain(self, value: Value) -> str:
        """What a value says here, for records and sentences that are kept; empty for nothing."""
        return self.spell(self.of(value))

    def typed(self, value: Value) -> str:
        """What a person would type for what a value says here; empty for nothing."""
        content = self.of(value)
        return day_words(content) if isinstance(content, date) else self.spell(content)

    def shown(self, value: Value, day: date | None = None) -> str:
        """What a value says here, in words for a reader; on that day, if it is said."""
        content = self.of(value)
        words = f"{content:,}" if isinstance(content, int) else self.typed(value)
        return words + (self.remark(value, day) if self.remark and day else "")

    def phrased(self, value: Value, words: str) -> str:
        """What a value says here, as a part of a line that names no fields."""
        if self.form == "count":
            return f"{words} {self.noun}{'s' * (self.of(value) != 1)}"
        return self.phrase.format(words)

    def change(self, old: Value, new: Value) -> str:
        """What became of it between two states of a value, in a few words."""
        was, now = self.plain(old), self.plain(new)
        word = self.word if self.told is None else self.told
        if self.quoted:
            return f"{word} “{now}”" if now else f"{word} taken out"
        unset = "0" if self.form == "count" else "none"
        return f"{word} {was or unset}{ARROW}{now or unset}".lstrip()


def _passed(value: Value, day: date) -> str:
    return ", passed" if is_overdue(value, day) else ""


FIELDS = (
    ValueField(
        "text",
        *("Text", "", "text"),
        about="The benefit, as the community words it, on one line.",
        combined=combine.of_the_first,
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
        combined=combine.of_the_first,
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
        combined=combine.strongest(*PRIORITIES, ""),
        phrase="{} priority",
        mark=True,
    ),
    ValueField(
        "votes",
        *("Votes", "v", "votes"),
        about="How many of the people asked stand by it.",
        form="count",
        default=0,
        noun="vote",
        parse=typed_votes,
        combined=combine.total,
        mark=True,
    ),
    ValueField(
        "shared",
        *("Shared value, its theme", "s", "shared value"),
        about="The shared-value theme: a member value and an organization value with the same "
        "theme meet.",
        combined=combine.first_set,
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
        about="How well the value is shown to be real.",
        form="word",
        default=DEFAULT_EVIDENCE,
        words=EVIDENCE_LEVELS,
        meanings=tuple(level.meaning for level in EVIDENCE),
        noun="level of evidence",
        combined=combine.strongest(*reversed(EVIDENCE_LEVELS)),
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
        about="When the value is looked at again.",
        form="date",
        default=None,
        parse=typed_day,
        examples=EXAMPLES,
        combined=combine.earliest,
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
            Part("name", "What is measured.", required=True),
            Part("baseline", "Where the figure stood at the start.", "number"),
            Part("target", "Where it is to get to.", "number"),
            Part("now", "Where it stands.", "number"),
            Part("unit", "What it is counted in, such as %."),
            Part("on", "When it stood there.", "date"),
        ),
        made=lambda parts: Indicator(**parts),  # type: ignore[arg-type]  # each part was checked
        parse=typed_indicator,
        examples=INDICATOR,
        spell=indicator_words,
        combined=combine.first_set,
        phrase="indicator: {}",
    ),
)
"""In the order of the file."""
BY_NAME = {field.name: field for field in FIELDS}
DETAILS = FIELDS[1:]
"""What a value carries beside its text."""
SHOWN = tuple(sorted(DETAILS, key=lambda field: field.long))
"""The details in their order on screen."""


def with_contents(value: Value, contents: Mapping[str, object]) -> Value:
    """The value with other contents of the fields of these names."""
    return replace(value, **contents)  # type: ignore[arg-type]  # the names are fields


def lines_about(value: Value, day: date | None = None) -> tuple[str, ...]:
    """What a value carries beside its text, a few words for each detail that is set."""
    return tuple(
        field.phrased(value, field.shown(value, day)) for field in SHOWN if field.is_set(value)
    )
