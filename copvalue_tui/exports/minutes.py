"""The minutes of a review as Markdown, ready to send: who, what was decided, what is next."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from copvalue_tui.matrix.dates.calendar import NotADate, next_review
from copvalue_tui.matrix.fields.indicator import figure_in, indicator_in, typed_indicator
from copvalue_tui.matrix.fields.table import ARROW, FIELDS, ValueField
from copvalue_tui.matrix.fields.typed import NotUnderstood
from copvalue_tui.matrix.review_summary import open_actions
from copvalue_tui.matrix.text.escape import escaped
from copvalue_tui.matrix.text.labels import Labels, labels_for
from copvalue_tui.matrix.values import (
    HORIZON_WORDS,
    HORIZONS,
    Action,
    Horizon,
    Matrix,
    Review,
    Row,
    Value,
)
from copvalue_tui.matrix.vocabulary import AT_RISK, DEFAULT_STATUS, STATUS_NAMES

_DOT = " · "
_PARKING_LOT = "Parking lot"
_CHANGES = (
    *("row dropped", "row added", "row renamed"),
    *("dropped", "added", "reworded", "moved to"),
)
"""What a decision says besides fields; each has a label."""
_DATE = r"\d{4}-\d\d-\d\d"
_UNSET, _REMOVED = "none", "removed"
"""How a recorded change says that a field had, or has, no content."""
_Entry = tuple[Row, Horizon, Value]


def minutes_text(matrix: Matrix, review: Review, *, full: bool = False, language: str = "") -> str:
    """The minutes of a review as Markdown (CommonMark with tables), in the matrix's language.

    Decisions, confirmed values and next steps come from the review's record; what is at risk, due
    or voted for comes from the current matrix. `full` adds what was confirmed, what is not yet
    agreed, and every owner and date. Nothing a person typed is read as Markdown or HTML.
    """
    minutes = _Minutes(matrix, review, labels_for(language or matrix.language))
    return "\n".join(minutes.lines(full)) + "\n"


def review_on(matrix: Matrix, day: date | None = None) -> Review | None:
    """The last review of that day, or the last of all without a day; None if there is none."""
    reviews = [review for review in matrix.reviews if day is None or review.date == day]
    return reviews[-1] if reviews else None


class _Minutes:
    """The minutes of one review in one language."""

    def __init__(self, matrix: Matrix, review: Review, label: Labels) -> None:
        self.matrix = matrix
        self.review = review
        self.label = label
        self.next = _next_day(matrix, review)
        self.values: list[_Entry] = [
            (row, horizon, value)
            for row in matrix.rows
            for horizon in HORIZONS
            for value in row.cell(horizon)
            if value.claimed
        ]

    def lines(self, full: bool) -> Iterator[str]:
        """The lines, without their ends."""
        yield from self._head()
        yield from self._by_row("minutes.decisions", self.review.decisions)
        if full and self.review.confirmed:
            yield from self._by_row("minutes.confirmed_title", self.review.confirmed)
        yield from self._listed(AT_RISK, "minutes.at_risk")
        if full:
            yield from self._listed(DEFAULT_STATUS, "minutes.proposed")
        yield from self._figures()
        yield from self._actions("minutes.actions", self.review.actions)
        yield from self._actions("minutes.still_open", self._still_open())
        yield from self._dates() if full else self._due()
        yield from self._votes()
        yield from self._next()

    def _head(self) -> Iterator[str]:
        label, review = self.label, self.review
        title = escaped(self.matrix.title) or label("matrix").lower()
        yield f"# {label('minutes')}{label('colon')}{title}"
        yield ""
        titled = review.date and label("review.titled").format(label.day(review.date))
        yield f"- {titled or label('minutes.undated')}"
        present = ", ".join(map(escaped, review.present))
        scope = escaped(label(f"scope.{review.scope}", review.scope)) if review.scope else ""
        facts = (
            ("review.facilitator", escaped(review.facilitator)),
            ("review.present", present),
            ("review.scope", scope),
        )
        for key, words in facts:
            if words:
                yield f"- {label(key).capitalize()}{label('colon')}{words}"
        if review.of:
            counts = label("minutes.counts").format(looked=review.looked_at, of=review.of)
            confirmed = self._count("confirmed", len(review.confirmed))
            yield f"- {counts}, {confirmed}, {self._count('changed', len(review.decisions))}"
        if review.note:
            yield ""
            yield escaped(review.note)

    def _count(self, key: str, count: int) -> str:
        return self.label(f"minutes.{key}.{'one' if count == 1 else 'many'}").format(count)

    def _by_row(self, title: str, sentences: Iterable[str]) -> Iterator[str]:
        """Sentences of the record under the name of their row."""
        yield from ("", f"## {self.label(title)}")
        rows = list(dict.fromkeys(row.name for row in self.matrix.rows if row.name))
        by_row: dict[str, list[str]] = {name: [] for name in (*rows, _PARKING_LOT, "")}
        for sentence in sentences:
            name = row_in(sentence, (*rows, _PARKING_LOT))
            words = self._without_row(sentence[len(name) :]) if name else escaped(sentence)
            by_row[name].append(words)
        if not any(by_row.values()):
            yield from ("", self.label("minutes.none"))
        for name, words_of_row in by_row.items():
            if words_of_row:
                heading = self.label("parking_lot") if name == _PARKING_LOT else escaped(name)
                yield from ("", f"### {heading or self.label('minutes.others')}", "")
                yield from (f"- {words}" for words in words_of_row)

    def _without_row(self, rest: str) -> str:
        """A sentence without the name of its row, with its horizon in brackets."""
        words = rest.removeprefix(_DOT).removeprefix(": ")
        for horizon in HORIZONS:
            start = f"{HORIZON_WORDS[horizon]}{_DOT}"
            if words.startswith(start):
                text, colon, change = words.removeprefix(start).partition(": ")
                if colon:
                    said = self.label("colon") + escaped(in_language(change, self.label))
                    return f"{escaped(text)} ({self.label(f'{horizon}_words')}){said}"
        return escaped(in_language(words, self.label))

    def _listed(self, status: str, title: str) -> Iterator[str]:
        """The values of one status, each with why it is so."""
        entries = [entry for entry in self.values if entry[2].status == status]
        if entries:
            yield from ("", f"## {self.label(title)}", "")
        for row, horizon, value in entries:
            why = self._why(row, horizon, value)
            words = self.label("colon") + escaped(why) if why else ""
            yield f"- {escaped(value.text)} ({self._cell_name(row, horizon)}){words}"

    def _why(self, row: Row, horizon: Horizon, value: Value) -> str:
        """The reason that the review gave for the status of a value, or else its note or figure.

        The note of a value that got its status just now speaks of the time before.
        """
        start = f"{row.name}{_DOT}{HORIZON_WORDS[horizon]}{_DOT}{value.text}: "
        for sentence in (*self.review.decisions, *self.review.confirmed):
            if sentence.startswith(start):
                change, bracket, reason = sentence.removeprefix(start).partition(" (")
                if bracket and _ends_known(change):
                    return reason.removesuffix(")")
                if f"{ARROW}{value.status}" in change:
                    return ""
        if value.note or value.indicator is None:
            return value.note
        return indicator_in(self.label, value.indicator)

    def _figures(self) -> Iterator[str]:
        """The current figures, as a table."""
        measured = [
            (row, horizon, value, value.indicator)
            for row, horizon, value in self.values
            if value.indicator is not None and value.indicator.now is not None
        ]
        if not measured:
            return
        label = self.label
        yield from ("", f"## {label('minutes.figures')}", "")
        heads = ("field.indicator", *(f"minutes.{head}" for head in ("start", "now", "target")))
        names = (label(head) for head in (*heads, "minutes.as_of", "value"))
        yield from _table(name[:1].upper() + name[1:] for name in names)
        for row, horizon, value, indicator in measured:
            unit = escaped(indicator.unit)
            figures = (
                "" if number is None else f"{figure_in(label, number)} {unit}".rstrip()
                for number in (indicator.baseline, indicator.now, indicator.target)
            )
            day = label.day(indicator.on) if indicator.on else ""
            yield _table_row(
                (
                    escaped(indicator.name),
                    *figures,
                    day,
                    f"{escaped(value.text)} ({self._cell_name(row, horizon)})",
                )
            )

    def _cell_name(self, row: Row, horizon: Horizon) -> str:
        name = escaped(row.name) or self.label("no_name")
        return f"{name}, {self.label(f'{horizon}_words')}"

    def _still_open(self) -> tuple[Action, ...]:
        """What earlier reviews asked for and nobody has done yet."""
        reviews = self.matrix.reviews
        before = reviews.index(self.review) if self.review in reviews else 0
        return tuple(action for at, _, action in open_actions(self.matrix) if at < before)

    def _actions(self, title: str, actions: tuple[Action, ...]) -> Iterator[str]:
        if not actions:
            return
        label = self.label
        yield from ("", f"## {label(title)}", "")
        heads = [label(f"minutes.{head}") for head in ("what", "who", "by")]
        named = any(action.about for action in actions)
        heads += [label("value")] if named else []
        yield from _table(head[:1].upper() + head[1:] for head in heads)
        for action in actions:
            by = self._day(action.by)
            if action.done is not None:
                by = label("minutes.done").format(label.day(action.done))
            about = [escaped(_value_in(action.about))] if named else []
            yield _table_row((escaped(action.what), escaped(action.who), by, *about))

    def _due(self) -> Iterator[str]:
        """What is due before the next review: by day, and by who looks after it."""
        due = [entry for entry in self.values if self._is_due(entry[2])]
        texts = [value.text for _, _, value in due]
        by_day: dict[date, dict[str, list[str]]] = {}
        for row, horizon, value in due:
            twice = texts.count(value.text) > 1
            words = escaped(value.text) + f" ({self._cell_name(row, horizon)})" * twice
            owners = by_day.setdefault(value.review_by or date.max, {})
            owners.setdefault(value.owner, []).append(words)
        if due:
            yield from ("", f"## {self.label('minutes.due')}")
        for day in sorted(by_day):
            yield from ("", f"### {self._day(day)}", "")
            for owner in sorted(by_day[day], key=lambda owner: (not owner, owner.casefold())):
                name = escaped(owner) or self.label("minutes.no_owner")
                yield f"- {name}{self.label('colon')}{'; '.join(by_day[day][owner])}"

    def _dates(self) -> Iterator[str]:
        """Every owner and every date."""
        entries = [entry for entry in self.values if entry[2].owner or entry[2].review_by]
        if not entries:
            return
        entries.sort(key=lambda entry: (entry[2].review_by or date.max, entry[2].owner.casefold()))
        label = self.label
        yield from ("", f"## {label('minutes.owners')}", "")
        heads = (label("minutes.date"), label("value"), label("minutes.for"), label("field.owner"))
        yield from _table(head[:1].upper() + head[1:] for head in heads)
        for row, horizon, value in entries:
            cell = self._cell_name(row, horizon)
            day = self._day(value.review_by)
            yield _table_row((day, escaped(value.text), cell, escaped(value.owner)))

    def _is_due(self, value: Value) -> bool:
        if value.review_by is None:
            return False
        return self.next is None or value.review_by < self.next

    def _day(self, day: date | None) -> str:
        if day is None:
            return ""
        words = self.label.day(day)
        passed = self.review.date is not None and day < self.review.date
        return self.label("minutes.passed").format(words) if passed else words

    def _votes(self) -> Iterator[str]:
        voted = [entry for entry in self.values if entry[2].votes]
        if not voted:
            return
        voted.sort(key=lambda entry: -entry[2].votes)
        yield from ("", f"## {self.label('minutes.votes')}", "")
        for row, horizon, value in voted:
            votes = f"{value.votes:,}{self.label('colon')}"
            yield f"- {votes}{escaped(value.text)} ({self._cell_name(row, horizon)})"

    def _next(self) -> Iterator[str]:
        label = self.label
        yield from ("", f"## {label('minutes.next')}", "")
        cadence = escaped(self.matrix.review_cadence)
        if self.next is not None:
            cadence_words = f" ({cadence})" if cadence else ""
            yield f"{label.day(self.next)}{cadence_words}"
        else:
            yield cadence or label("minutes.no_date")


def in_language(change: str, label: Labels) -> str:
    """A recorded change as a reader is told of it; the words of people stay as they are."""
    change, bracket, reason = change.partition(" (")
    return "; ".join(_part(part, label) for part in change.split("; ")) + bracket + reason


def _part(part: str, label: Labels) -> str:
    start, quote, rest = part.partition("“")
    for word in _CHANGES:
        if start.startswith(word):
            return label(f"change.{word}") + _horizon_in(start[len(word) :], label) + quote + rest
    for field in FIELDS:
        if field.word and part.startswith(f"{field.word} "):
            name = label(f"change.{field.name}", label(f"field.{field.name}", field.word))
            if quote:
                rest = _indicator(rest, label) if field.parts else rest
                return name + start[len(field.word) :] + quote + rest
            return f"{name} {_contents(part[len(field.word) + 1 :], field, label)}"
    return _contents(part, _STATUS, label)


def _contents(words: str, field: ValueField, label: Labels) -> str:
    """The old and the new content of a field: dates, and words that are ours, in the language."""
    return ARROW.join(_content(word, field, label) for word in words.split(ARROW))


def _content(word: str, field: ValueField, label: Labels) -> str:
    if field.form == "date" and word != _UNSET:
        return _day(word, label)
    if word in field.words:
        return label(f"{field.name}.{word}", word)
    ours = {_UNSET: "minutes.unset", _REMOVED: "change.dropped"}
    return label(ours[word]) if word in ours else word


def _horizon_in(words: str, label: Labels) -> str:
    """The cell that a value was moved to."""
    for horizon in HORIZONS:
        if words.endswith(f"{_DOT}{HORIZON_WORDS[horizon]}"):
            return words.removesuffix(HORIZON_WORDS[horizon]) + label(f"{horizon}_words")
    return words


_STATUS = next(field for field in FIELDS if field.name == "status")


def _ends_known(change: str) -> bool:
    """Whether a change ends with a word of ours, so that a bracket behind it is a reason."""
    return change.endswith((*STATUS_NAMES, "”")) or bool(re.search(f"{_DATE}$", change))


def _value_in(about: str) -> str:
    """The text of the value that an action is about."""
    for words in HORIZON_WORDS.values():
        _, dot, text = about.partition(f"{_DOT}{words}{_DOT}")
        if dot:
            return text
    return about


def _day(text: str, label: Labels) -> str:
    """A recorded day in words; what somebody wrote there that is none stays."""
    try:
        return label.day(date.fromisoformat(text))
    except ValueError:
        return text


def _indicator(quoted: str, label: Labels) -> str:
    """A recorded indicator, up to its closing quote, as a reader is told of it."""
    words, quote, rest = quoted.rpartition("”")
    try:
        indicator = typed_indicator(words, date.min)
    except NotUnderstood:
        return quoted
    return (indicator_in(label, indicator) if indicator else words) + quote + rest


def _next_day(matrix: Matrix, review: Review) -> date | None:
    """The day of the next review by the cadence; None if it cannot be told."""
    if review.date is None:
        return None
    try:
        return next_review(matrix.review_cadence, review.date)
    except NotADate:
        return None


def row_in(sentence: str, names: Iterable[str]) -> str:
    """The one of these names that a recorded sentence begins with; empty if there is none."""
    # A name may contain the dot that follows it, so the longest match is meant.
    longest = sorted(filter(None, names), key=len, reverse=True)
    starts = (name for name in longest if sentence.startswith((f"{name}{_DOT}", f"{name}: ")))
    return next(starts, "")


def _table(heads: Iterable[str]) -> Iterator[str]:
    heads = list(heads)
    yield _table_row(heads)
    yield "|" + "---|" * len(heads)


def _table_row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cell or '–' for cell in cells)} |"
