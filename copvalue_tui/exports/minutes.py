"""The minutes of a review as Markdown: decisions, open questions, owners, next dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from copvalue_tui.matrix.dates.format import day_words
from copvalue_tui.matrix.text.sanitize import safe
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
    """The minutes of one of the reviews of a matrix, in Markdown (CommonMark with tables).

    Decisions are those of the record; questions, owners and dates are those of the matrix as it is.
    No word of a person becomes Markdown or HTML of its own.
    """
    return "\n".join(_lines(matrix, review)) + "\n"


def review_on(matrix: Matrix, day: date | None = None) -> Review | None:
    """The last review of that day, or without a day the last of all; nothing when there is none."""
    found = [review for review in matrix.reviews if day is None or review.date == day]
    return found[-1] if found else None


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
        # A name may hold the dot that stands behind it; the longest one that fits is meant.
        home = next((name for name in longest if _begins(decision, name)), "")
        if home:
            by_row[home].append(_after(decision[len(home) :]))
        else:
            by_row[_OTHERS].append(escaped(decision))
    if not review.decisions:
        yield from ("", "Everything stays as it was.")
    for name, told in by_row.items():
        if told:
            yield from ("", f"### {escaped(name)}", "")
            yield from (f"- {words}" for words in told)


def _begins(decision: str, name: str) -> bool:
    return decision.startswith((f"{name}{_DOT}", f"{name}: "))


def _after(rest: str) -> str:
    """What a decision says behind the name of its row, its horizon in brackets."""
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
    asked = False
    for status, title in kinds:
        found = [each for each in _values(matrix) if each[2].status == status]
        if found:
            asked = True
            yield from ("", f"### {title}", "")
        for row, horizon, value in found:
            note = f": {escaped(value.note)}" if value.note else ""
            yield f"- {escaped(value.text)} ({_home(row, horizon)}){note}"
    if not asked:
        yield from ("", "None.")


def _home(row: Row, horizon: Horizon) -> str:
    name = escaped(row.name) or "a row without a name"
    return f"{name}, {HORIZON_WORDS[horizon]}"


def _owners(matrix: Matrix, review: Review) -> Iterator[str]:
    found = [each for each in _values(matrix) if each[2].owner or each[2].review_by]
    yield from ("", "## Owners and next dates", "")
    if not found:
        yield "No owner and no date is named yet."
        return
    # Those without a date come last; without an owner, first of their day.
    found.sort(key=lambda each: (_date(each[2]) or "9999", each[2].owner.casefold()))
    yield "| Next date | Owner | Value | For | Status |"
    yield "|---|---|---|---|---|"
    for row, horizon, value in found:
        passed = review.date and value.review_by and value.review_by < review.date
        fields = (
            f"{_date(value)} (passed)" if passed else _date(value) or "–",
            escaped(value.owner) or "–",
            escaped(value.text),
            _home(row, horizon),
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
        told = "1 value is" if count == 1 else f"{count} values are"
        yield f"- {day_words(coming[0])}: {told} due."
    if matrix.review_cadence:
        yield f"- Review cadence: {escaped(matrix.review_cadence)}"
    if not coming and not matrix.review_cadence:
        yield "No date is set yet."


def _values(matrix: Matrix) -> Iterator[tuple[Row, Horizon, Value]]:
    for row in matrix.rows:
        for horizon in HORIZONS:
            for value in row.cell(horizon):
                if value.claimed:
                    yield row, horizon, value


def _date(value: Value) -> str:
    return value.review_by.isoformat() if value.review_by else ""


_SIGNS = r"[\\`*_{}\[\]<>#|~$&!]"
"""What may begin emphasis, code, a link, an image, HTML, an entity, a heading, a table cell."""
_STARTS = r"^([-+=]|[0-9]{1,9}(?=[.)]))"
"""What begins a list, a rule or an underlined heading at the start of a line."""


def escaped(text: str) -> str:
    """The text as one line of Markdown that reads the same, with no sign that Markdown obeys.

    It may stand in a paragraph, a list, a heading or a cell of a table.
    """
    words = re.sub(_SIGNS, r"\\\g<0>", safe(text))
    return re.sub(_STARTS, _behind_a_mark, words)


def _behind_a_mark(found: re.Match[str]) -> str:
    # A number cannot be escaped itself, so the full stop behind it is.
    return f"{found[1]}\\" if found[1].isdigit() else f"\\{found[1]}"
