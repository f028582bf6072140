"""The page for a sponsor or a segment: what came true, what is on track, what is at risk.

It never tells an owner, a note or a retired value: those are for the core group.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from io import BytesIO
from typing import NamedTuple

from copvalue_tui.exports.extract import page_of_rows
from copvalue_tui.exports.formats.html import STYLE
from copvalue_tui.exports.minutes import in_language, row_in
from copvalue_tui.exports.registry import MissingExtra
from copvalue_tui.matrix.diff.words import Decision, decisions
from copvalue_tui.matrix.fields.indicator import indicator_in
from copvalue_tui.matrix.review_summary import open_actions
from copvalue_tui.matrix.shared_value import sharing
from copvalue_tui.matrix.text.escape import escaped
from copvalue_tui.matrix.text.labels import Labels, labels_for
from copvalue_tui.matrix.text.sanitize import safe
from copvalue_tui.matrix.values import (
    HORIZON_WORDS,
    HORIZONS,
    Horizon,
    Matrix,
    Place,
    Row,
    Value,
    value_at,
)
from copvalue_tui.matrix.vocabulary import AT_RISK, CAME_TRUE, DROPPED, EVIDENCE_LEVELS, ON_TRACK

FORMATS = ("md", "html", "docx")
_INTERNAL = ("owner ", "note ")
"""How a change begins that a report never tells of."""
_WORD = r"[\w-]+"
_PLAIN = rf"(?:(?:priority |votes |evidence )?{_WORD} → {_WORD}|review by [\d-]+ → [\d-]+|added)"
_RECORDED = re.compile(
    rf"(?P<text>.*?): (?P<change>(?:row )?dropped|row added|{_PLAIN}(?:; {_PLAIN})*)(?=$|; | \()"
)
"""A recorded change, as far as it holds no words of people."""
_PRINT_SIZE = 9.5
"""Points on paper."""
_STYLE = """\
main { max-width: 46rem; }
h1 { margin-bottom: .25rem; }
h2 { padding-bottom: .25rem; border-bottom: 2px solid var(--line); }
section ul { margin: 0; padding-inline-start: 1.1rem; }
.realized h2 { border-color: var(--good-ink); color: var(--good-ink); }
.at-risk h2 { border-color: var(--warn-ink); color: var(--warn-ink); }
@page { size: portrait; margin: 14mm; }
@media print {
  .kind { display: block; }
  section ul { columns: 2; column-gap: 2em; }
  h2 { margin: 1.1em 0 .4em; font-size: 1.2em; }
}
"""
"""What differs from the page of a matrix: a column to read, on upright paper."""


class ReportItem(NamedTuple):
    """One line of a report."""

    text: str
    details: tuple[str, ...] = ()
    """Row and horizon, the figure, the evidence: each in a few words."""


class ReportPart(NamedTuple):
    """One section of a report."""

    title: str
    items: tuple[ReportItem, ...]
    otherwise: str = ""
    """What is said when there is no item; without it the section is left out."""
    status: str = ""
    """The status of all its values, for colours."""


class Report(NamedTuple):
    """A report: the same in every format."""

    title: str
    """Of the community."""
    subject: str
    """Whom it is for, and the day."""
    facts: tuple[str, ...]
    parts: tuple[ReportPart, ...]
    language: str


def report_of(
    matrix: Matrix,
    rows: tuple[int, ...] | None = None,
    *,
    day: date,
    since: date | Matrix | None = None,
    language: str = "",
) -> Report:
    """The report on the rows at these indexes of `matrix.rows`, or on all of them.

    With `since` it tells what changed: by the records of reviews since that day, or compared with
    an older version of the matrix.
    """
    label = labels_for(language or matrix.language)
    everyone = tuple(range(len(matrix.rows)))
    about = _About(matrix, everyone if rows is None else rows, label)
    parts = [
        about.realized(),
        about.with_status(ON_TRACK, "report.on_track"),
        about.with_status(AT_RISK, "report.at_risk"),
        about.asked_for(),
        about.changed(since),
        about.shared(),
        about.others(),
    ]
    names = "" if rows is None else " · ".join(matrix.rows[index].name for index in rows)
    subject = " · ".join(part for part in (names, label.day(day)) if part)
    title = matrix.title or label("matrix")
    facts = (matrix.purpose,) if matrix.purpose else ()
    kept = tuple(
        part._replace(items=tuple(map(_made_safe, part.items)))
        for part in parts
        if part.items or part.otherwise
    )
    subject = safe(f"{label('report')} · {subject}")
    return Report(safe(title), subject, tuple(map(safe, facts)), kept, label.language)


def _made_safe(line: ReportItem) -> ReportItem:
    return ReportItem(safe(line.text), tuple(map(safe, line.details)))


class _About:
    """What there is to say about some rows."""

    def __init__(self, matrix: Matrix, rows: tuple[int, ...], label: Labels) -> None:
        self.matrix, self.rows, self.label = matrix, rows, label
        self.values: list[tuple[Row, Horizon, Value]] = [
            (matrix.rows[index], horizon, value)
            for index in rows
            for horizon in HORIZONS
            for value in matrix.rows[index].cell(horizon)
            if value.claimed
        ]

    def realized(self) -> ReportPart:
        """What came true, the best shown first."""
        found = [entry for entry in self.values if entry[2].status in CAME_TRUE]
        found.sort(
            key=lambda entry: (
                entry[2].indicator is None,
                -EVIDENCE_LEVELS.index(entry[2].evidence),
            )
        )
        items = tuple(self._line(entry) for entry in found)
        none = self.label("report.none_yet")
        return ReportPart(self.label("report.realized"), items, none, "realized")

    def with_status(self, status: str, title: str) -> ReportPart:
        """The values of one status."""
        found = (entry for entry in self.values if entry[2].status == status)
        items = tuple(self._line(entry) for entry in found)
        return ReportPart(self.label(title), items, status=status)

    def asked_for(self) -> ReportPart:
        """The open next steps of the reviews."""
        items = []
        for _, _, action in open_actions(self.matrix):
            by = self.label("report.by").format(self.label.day(action.by)) if action.by else ""
            items.append(ReportItem(action.what, (by,) if by else ()))
        return ReportPart(self.label("report.asked"), tuple(items))

    def changed(self, since: date | Matrix | None) -> ReportPart:
        """What changed since a day or an older version."""
        if since is None:
            return ReportPart("", ())
        label = self.label
        if isinstance(since, Matrix):
            found = self._compared(decisions(since, self.matrix))
            title = label("report.changed")
        else:
            reviews = [one for one in self.matrix.reviews if one.date and one.date >= since]
            found = self._recorded(sentence for review in reviews for sentence in review.decisions)
            title = label("report.changed_since").format(label.day(since))
        names = {self.matrix.rows[index].name for index in self.rows}
        items = tuple(
            ReportItem(text, (in_language(words, label), *((name,) if len(names) > 1 else ())))
            for name, text, words in found
            if name in names
        )
        return ReportPart(title, items, label("minutes.none"))

    def _compared(self, changes: Iterable[Decision]) -> Iterator[tuple[str, str, str]]:
        """The row, the value and the change of each decision that outsiders may hear of."""
        for one in changes:
            parts = [part for part in one.changes if not part.startswith(_INTERNAL)]
            value = one.new or one.old
            if parts and _is_open(one):
                yield one.row, value.text if value else one.row, "; ".join(parts)

    def _recorded(self, sentences: Iterable[str]) -> Iterator[tuple[str, str, str]]:
        """The same from the record of a review, where all of it is one text.

        Only the parts at its beginning that can hold no words of people are taken: behind them
        may be an owner, a note or a reason. A text with a colon must be a value's, since it may
        otherwise end in such a part.
        """
        names = [row.name for row in self.matrix.rows]
        texts = {value.text for _, _, value in self.values}
        for sentence in sentences:
            name = row_in(sentence, names)
            rest = sentence[len(name) :].removeprefix(" · ")
            for horizon in HORIZON_WORDS.values():
                rest = rest.removeprefix(f"{horizon} · ")
            match = _RECORDED.match(rest)
            if match is None or (": " in match["text"] and match["text"] not in texts):
                continue
            if not any(status in match["change"] for status in DROPPED):
                yield name, match["text"] or name, match["change"]

    def shared(self) -> ReportPart:
        """The themes under which these rows meet others."""
        page = page_of_rows(self.matrix, self.rows).matrix
        items = []
        for theme in sharing(page).meeting:
            sides = (self._named(page, theme.members), self._named(page, theme.organizations))
            items.append(ReportItem(theme.name, sides))
        return ReportPart(self.label("section.shared"), tuple(items))

    def others(self) -> ReportPart:
        """How many values are agreed or proposed, so that nobody misses them."""
        known = (*CAME_TRUE, ON_TRACK, AT_RISK)
        count = sum(entry[2].status not in known for entry in self.values)
        key = "report.more.one" if count == 1 else "report.more.many"
        return ReportPart("", (ReportItem(self.label(key).format(count)),) if count else ())

    def _named(self, matrix: Matrix, places: tuple[Place, ...]) -> str:
        return "; ".join(
            f"{value_at(matrix, place).text}, {matrix.rows[place.row].name}" for place in places
        )

    def _line(self, entry: tuple[Row, Horizon, Value]) -> ReportItem:
        row, horizon, value = entry
        where = self.label(f"{horizon}_words")
        details = [f"{row.name}, {where}" if len(self.rows) > 1 else where]
        if value.indicator is not None:
            details.append(indicator_in(self.label, value.indicator))
        if value.evidence != EVIDENCE_LEVELS[0]:
            word = self.label(f"evidence.{value.evidence}", value.evidence)
            details.append(f"{self.label('field.evidence')}{self.label('colon')}{word}")
        return ReportItem(value.text, tuple(details))


def _is_open(change: Decision) -> bool:
    """Whether outsiders may hear of it: nothing that is or was set aside."""
    return all(value is None or value.claimed for value in (change.old, change.new))


def report_text(report: Report) -> str:
    """The report as Markdown."""
    lines = [f"# {escaped(report.title)}", "", f"**{escaped(report.subject)}**"]
    for fact in report.facts:
        lines += ["", escaped(fact)]
    for part in report.parts:
        lines += ["", *([f"## {escaped(part.title)}", ""] if part.title else ())]
        if not part.title:
            lines += [f"*{escaped(item.text)}*" for item in part.items]
            continue
        for item in part.items:
            more = f" ({'; '.join(map(escaped, item.details))})" if item.details else ""
            lines.append(f"- {escaped(item.text)}{more}")
        if not part.items:
            lines.append(escaped(part.otherwise))
    return "\n".join(lines) + "\n"


def report_page(report: Report) -> str:
    """The report as one HTML page."""
    from copvalue_tui.exports.formats.html import escape, html_page

    def body() -> Iterator[str]:
        yield f'<header><h1 dir="auto">{escape(report.title)}</h1>'
        yield f'<p class="kind" dir="auto">{escape(report.subject)}</p>'
        yield from (f'<p dir="auto">{escape(fact)}</p>' for fact in report.facts)
        yield "</header>"
        for part in report.parts:
            yield f'<section class="{part.status}">' if part.status else "<section>"
            if not part.title:
                yield from (f"<p><em>{escape(item.text)}</em></p>" for item in part.items)
            else:
                yield f"<h2>{escape(part.title)}</h2>"
                yield from _bullets(part, escape(part.otherwise))
            yield "</section>"

    def _bullets(part: ReportPart, otherwise: str) -> Iterator[str]:
        if not part.items:
            yield f"<p>{otherwise}</p>"
            return
        yield "<ul>"
        for item in part.items:
            details = escape(" · ".join(item.details))
            below = f'<small class="details">{details}</small>' if details else ""
            yield f'<li dir="auto"><span class="text">{escape(item.text)}</span> {below}</li>'
        yield "</ul>"

    return html_page(report.title, report.language, STYLE + _STYLE, body(), _PRINT_SIZE)


def report_document(report: Report) -> bytes:
    """The report as a Word document.

    Raises:
        MissingExtra: The library for Word documents is not installed.
    """
    try:
        import docx
    except ImportError:
        raise MissingExtra("docx") from None
    document = docx.Document()
    document.core_properties.title = report.title[:255]
    document.core_properties.author = "copvalue"
    document.core_properties.comments = ""
    for name in ("Normal", "List Bullet"):
        document.styles[name].font.name = "Calibri"
    document.add_heading(report.title, 1)
    document.add_paragraph().add_run(report.subject).bold = True
    for fact in report.facts:
        document.add_paragraph(fact)
    for part in report.parts:
        if part.title:
            document.add_heading(part.title, 2)
        for item in part.items:
            paragraph = document.add_paragraph(style="List Bullet" if part.title else None)
            paragraph.add_run(item.text)
            if item.details:
                paragraph.add_run(f" ({'; '.join(item.details)})").italic = True
        if not part.items:
            document.add_paragraph(part.otherwise)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def report_content(report: Report, name: str) -> str | bytes:
    """The report in the format of this name.

    Raises:
        MissingExtra: The format needs a library that is not installed.
    """
    if name == "docx":
        return report_document(report)
    return report_page(report) if name == "html" else report_text(report)
