"""The minutes of a review as Markdown, ready to send: who, what was decided, what is next."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from copvalue_tui.matrix.dates.calendar import NotADate, next_review
from copvalue_tui.matrix.fields.indicator import figure_in, indicator_in, typed_indicator
from copvalue_tui.matrix.fields.table import FIELDS
from copvalue_tui.matrix.fields.typed import NotUnderstood
from copvalue_tui.matrix.text.escape import escaped
from copvalue_tui.matrix.text.labels import Labels, labels_for
from copvalue_tui.matrix.values import HORIZON_WORDS, HORIZONS, Horizon, Matrix, Review, Row, Value
from copvalue_tui.matrix.vocabulary import AT_RISK, DEFAULT_STATUS, EVIDENCE_LEVELS, STATUS_NAMES

_DOT = " · "
_PARKING_LOT = "Parking lot"
_CHANGES = (
    *("row dropped", "row added", "row renamed"),
    *("dropped", "added", "reworded", "moved to"),
)
"""What a decision says besides fields; each has a label."""
_ISO_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")
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
        yield from self._actions()
        yield from self._dates(full)
        yield from self._votes()
        yield from self._next()

    def _head(self) -> Iterator[str]:
        label, review = self.label, self.review
        yield f"# {label('minutes')}: {escaped(self.matrix.title) or label('matrix').lower()}"
        yield ""
        day = review.date
        yield f"- {label('review.of').format(label.day(day)) if day else label('minutes.undated')}"
        present = ", ".join(map(escaped, review.present))
        scope = escaped(label(f"scope.{review.scope}", review.scope)) if review.scope else ""
        facts = (
            ("review.facilitator", escaped(review.facilitator)),
            ("review.present", present),
            ("review.scope", scope),
        )
        for key, words in facts:
            if words:
                yield f"- {label(key).capitalize()}: {words}"
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
                    said = escaped(in_language(change, self.label))
                    return f"{escaped(text)} ({self.label(f'{horizon}_words')}): {said}"
        return escaped(in_language(words, self.label))

    def _listed(self, status: str, title: str) -> Iterator[str]:
        """The values of one status, each with its note, or else its figure: why it is so."""
        entries = [entry for entry in self.values if entry[2].status == status]
        if entries:
            yield from ("", f"## {self.label(title)}", "")
        for row, horizon, value in entries:
            why = value.note
            if not why and value.indicator is not None:
                why = indicator_in(self.label, value.indicator)
            note = f": {escaped(why)}" if why else ""
            yield f"- {escaped(value.text)} ({self._cell_name(row, horizon)}){note}"

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

    def _actions(self) -> Iterator[str]:
        if not self.review.actions:
            return
        label = self.label
        yield from ("", f"## {label('minutes.actions')}", "")
        yield from _table(label(f"minutes.{head}") for head in ("what", "who", "by"))
        for action in self.review.actions:
            by = label.day(action.by) if action.by else ""
            if action.done is not None:
                by = label("minutes.done").format(label.day(action.done))
            yield _table_row((escaped(action.what), escaped(action.who), by))

    def _dates(self, full: bool) -> Iterator[str]:
        """What is due before the next review; with `full` every owner and date."""
        due = [entry for entry in self.values if self._is_due(entry[2])]
        entries = [entry for entry in self.values if entry[2].owner or entry[2].review_by]
        entries = entries if full else due
        if not entries:
            return
        entries.sort(key=lambda entry: (entry[2].review_by or date.max, entry[2].owner.casefold()))
        label = self.label
        yield from ("", f"## {label('minutes.owners' if full else 'minutes.due')}", "")
        heads = (label("minutes.date"), label("value"), label("minutes.for"), label("field.owner"))
        yield from _table(head[:1].upper() + head[1:] for head in heads)
        for row, horizon, value in entries:
            cell = self._cell_name(row, horizon)
            yield _table_row((self._day(value), escaped(value.text), cell, escaped(value.owner)))

    def _is_due(self, value: Value) -> bool:
        if value.review_by is None:
            return False
        return self.next is None or value.review_by < self.next

    def _day(self, value: Value) -> str:
        if value.review_by is None:
            return ""
        words = self.label.day(value.review_by)
        passed = self.review.date is not None and value.review_by < self.review.date
        return self.label("minutes.passed").format(words) if passed else words

    def _votes(self) -> Iterator[str]:
        voted = [entry for entry in self.values if entry[2].votes]
        if not voted:
            return
        voted.sort(key=lambda entry: -entry[2].votes)
        yield from ("", f"## {self.label('minutes.votes')}", "")
        for row, horizon, value in voted:
            yield f"- {value.votes:,}: {escaped(value.text)} ({self._cell_name(row, horizon)})"

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
            return label(f"change.{word}") + start[len(word) :] + quote + rest
    for field in FIELDS:
        if field.word and start.startswith(f"{field.word} "):
            start = label(f"field.{field.name}") + start[len(field.word) :]
            rest = _indicator(rest, label) if field.parts else rest
            if field.form == "date":
                start = _ISO_DAY.sub(lambda found: _day(found[0], label), start)
            break
    for kind, names in (("status", STATUS_NAMES), ("evidence", EVIDENCE_LEVELS)):
        for name in names:
            start = re.sub(rf"(?<![\w-]){re.escape(name)}(?![\w-])", label(f"{kind}.{name}"), start)
    return start + quote + rest


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
