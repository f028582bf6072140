"""The minutes of a review as Markdown: decisions, open questions, owners, next dates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from copvalue_tui.exports.markdown import escaped
from copvalue_tui.matrix.dates.format import day_words
from copvalue_tui.matrix.text.sentences import plural
from copvalue_tui.matrix.values import (
    HORIZON_WORDS,
    HORIZONS,
    Horizon,
    Matrix,
    Review,
    Row,
    Value,
)
from copvalue_tui.matrix.vocabulary import AT_RISK, DEFAULT_STATUS

_DOT = " · "
_PARKING_LOT = "Parking lot"
_OTHERS = "Other decisions"


def minutes_text(matrix: Matrix, review: Review) -> str:
    """The minutes of a review as Markdown (CommonMark with tables).

    Decisions come from the review's record; questions, owners and dates from the current matrix.
    Nothing a person typed is interpreted as Markdown or HTML.
    """
    return "\n".join(_lines(matrix, review)) + "\n"


def review_on(matrix: Matrix, day: date | None = None) -> Review | None:
    """The last review of that day, or the last of all without a day; None if there is none."""
    reviews = [review for review in matrix.reviews if day is None or review.date == day]
    return reviews[-1] if reviews else None


def _lines(matrix: Matrix, review: Review) -> Iterator[str]:
    yield f"# Minutes: {escaped(matrix.title) or 'value matrix'}"
    yield ""
    yield f"- Review of {day_words(review.date)}" if review.date else "- Review without a date"
    if review.facilitator:
        yield f"- Facilitator: {escaped(review.facilitator)}"
    if review.present:
        yield f"- Present: {', '.join(map(escaped, review.present))}"
    if review.note:
        yield ""
        yield escaped(review.note)
    yield from _decisions(matrix, review)
    yield from _questions(matrix)
    yield from _owners(matrix, review)
    yield from _next(matrix, review)


def _decisions(matrix: Matrix, review: Review) -> Iterator[str]:
    yield from ("", "## Decisions")
    names = list(dict.fromkeys(row.name for row in matrix.rows if row.name))
    by_row: dict[str, list[str]] = {name: [] for name in (*names, _PARKING_LOT, _OTHERS)}
    longest = sorted((*names, _PARKING_LOT), key=len, reverse=True)
    for decision in review.decisions:
        # A name may contain the dot that follows it, so the longest match is meant.
        name_found = next((name for name in longest if _is_about(decision, name)), "")
        if name_found:
            by_row[name_found].append(_without_row(decision[len(name_found) :]))
        else:
            by_row[_OTHERS].append(escaped(decision))
    if not review.decisions:
        yield from ("", "No changes.")
    for name, decisions in by_row.items():
        if decisions:
            yield from ("", f"### {escaped(name)}", "")
            yield from (f"- {words}" for words in decisions)


def _is_about(decision: str, name: str) -> bool:
    return decision.startswith((f"{name}{_DOT}", f"{name}: "))


def _without_row(rest: str) -> str:
    """A decision without the name of its row, with its horizon in brackets."""
    words = rest.removeprefix(_DOT).removeprefix(": ")
    for horizon in HORIZON_WORDS.values():
        if words.startswith(f"{horizon}{_DOT}"):
            text, colon, change = words.removeprefix(f"{horizon}{_DOT}").partition(": ")
            if colon:
                return f"{escaped(text)} ({horizon}): {escaped(change)}"
    return escaped(words)


def _questions(matrix: Matrix) -> Iterator[str]:
    kinds = ((AT_RISK, "At risk"), (DEFAULT_STATUS, "Not yet agreed"))
    yield from ("", "## Open questions")
    any_question = False
    for status, title in kinds:
        open_values = [each for each in _values(matrix) if each[2].status == status]
        if open_values:
            any_question = True
            yield from ("", f"### {title}", "")
        for row, horizon, value in open_values:
            note = f": {escaped(value.note)}" if value.note else ""
            yield f"- {escaped(value.text)} ({_cell_name(row, horizon)}){note}"
    if not any_question:
        yield from ("", "None.")


def _cell_name(row: Row, horizon: Horizon) -> str:
    name = escaped(row.name) or "a row without a name"
    return f"{name}, {HORIZON_WORDS[horizon]}"


def _owners(matrix: Matrix, review: Review) -> Iterator[str]:
    entries = [each for each in _values(matrix) if each[2].owner or each[2].review_by]
    yield from ("", "## Owners and next dates", "")
    if not entries:
        yield "No owners or dates yet."
        return
    # Sorted by date, then owner; entries without a date come last.
    entries.sort(key=lambda each: (_date(each[2]) or "9999", each[2].owner.casefold()))
    yield "| Next date | Owner | Value | For | Status |"
    yield "|---|---|---|---|---|"
    for row, horizon, value in entries:
        passed = review.date and value.review_by and value.review_by < review.date
        fields = (
            f"{_date(value)} (passed)" if passed else _date(value) or "–",
            escaped(value.owner) or "–",
            escaped(value.text),
            _cell_name(row, horizon),
            value.status,
        )
        yield f"| {' | '.join(fields)} |"


def _next(matrix: Matrix, review: Review) -> Iterator[str]:
    yield from ("", "## Next review", "")
    start = review.date
    days = [value.review_by for _, _, value in _values(matrix) if value.review_by is not None]
    coming = sorted(day for day in days if start is None or day > start)
    if coming:
        count = coming.count(coming[0])
        count_words = plural(count, "value is", "values are")
        yield f"- {day_words(coming[0])}: {count_words} due."
    if matrix.review_cadence:
        yield f"- Review cadence: {escaped(matrix.review_cadence)}"
    if not coming and not matrix.review_cadence:
        yield "No date set yet."


def _values(matrix: Matrix) -> Iterator[tuple[Row, Horizon, Value]]:
    for row in matrix.rows:
        for horizon in HORIZONS:
            for value in row.cell(horizon):
                if value.claimed:
                    yield row, horizon, value


def _date(value: Value) -> str:
    return value.review_by.isoformat() if value.review_by else ""
