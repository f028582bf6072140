"""One HTML page that needs nothing else: for screen and phone, light or dark, and for paper.

It has no script, and its policy lets it ask nothing of any other place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from copvalue_tui.exports.document import (
    BLANK_LINES,
    Bullet,
    MatrixPage,
    PageRow,
    RecordedReview,
    page_of,
)
from copvalue_tui.exports.fit import print_size
from copvalue_tui.exports.html_style import STYLE
from copvalue_tui.exports.registry import Exporter, ExportOptions
from copvalue_tui.matrix.values import Matrix

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def _text(matrix: Matrix, options: ExportOptions) -> str:
    page = page_of(matrix, options)
    return html_page(page.title, page.language, STYLE, _body(page), print_size(page))


def escape(text: str) -> str:
    """The text as HTML shows it, in an element or in an attribute."""
    # Not the function of the standard library: it brings the names of all 2,231 entities along.
    for sign, name in (("&", "amp"), ("<", "lt"), (">", "gt"), ('"', "quot"), ("'", "#x27")):
        text = text.replace(sign, f"&{name};")
    return text


def html_page(title: str, language: str, style: str, body: Iterable[str], size: float) -> str:
    """A whole page around the lines of its body, to be printed in this size."""
    lines = (
        "<!DOCTYPE html>",
        f'<html lang="{language}">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="generator" content="copvalue">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)}</title>",
        f"<style>\n:root {{ --print: {size}pt; }}\n{style}</style>",
        "</head>",
        "<body>",
        "<main>",
        *body,
        "</main>",
        "</body>",
        "</html>",
    )
    return "\n".join(lines) + "\n"


def _body(page: MatrixPage) -> Iterator[str]:
    yield "<header>"
    yield f'<p class="kind">{page.labels("matrix")}</p>'
    yield f'<h1 dir="auto">{escape(page.title)}</h1>'
    if page.blank:
        yield f'<p class="name">{page.labels("worksheet.name")}: <span></span></p>'
        yield f'<p class="hint">{page.labels("worksheet.hint")}</p>'
    elif page.facts:
        yield from _facts(page.facts)
    yield "</header>"
    yield from _table(page)
    if page.parking_lot:
        yield '<section class="parking">'
        yield f"<h2>{page.labels('parking_lot')}</h2>"
        yield from _bullets(page.parking_lot)
        yield "</section>"
    for review in page.reviews:
        yield from _review(review)


def _facts(facts: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield '<dl class="facts">'
    for label, text in facts:
        yield f'<div><dt>{escape(label)}</dt><dd dir="auto">{escape(text)}</dd></div>'
    yield "</dl>"


def _table(page: MatrixPage) -> Iterator[str]:
    yield f'<table class="{"blank" if page.blank else f"columns-{len(page.heads)}"}">'
    yield "<thead>"
    yield "<tr><td></td>"
    for head in page.heads:
        means = f'<small dir="auto">{escape(head.means)}</small>' if head.means else ""
        yield f'<th scope="col">{head.title}{means}</th>'
    yield "</tr>"
    yield "</thead>"
    for section in page.sections:
        if not section.rows:
            continue
        yield f'<tbody class="{section.audience}">'
        if section.titled:
            span = f'scope="rowgroup" colspan="{1 + len(page.heads)}"'
            yield f'<tr class="band"><th {span}>{section.title}</th></tr>'
        for row in section.rows:
            yield from _row(page, row)
        yield "</tbody>"
    yield "</table>"


def _row(page: MatrixPage, row: PageRow) -> Iterator[str]:
    persona = f'<small dir="auto">{escape(row.persona)}</small>' if row.persona else ""
    yield f'<tr><th scope="row" dir="auto">{escape(row.name)}{persona}</th>'
    for head, cell, question in zip(page.heads, row.cells, row.questions, strict=True):
        yield f'<td data-head="{escape(head.title)}">'
        if question:
            yield f'<p class="question">{escape(question)}</p>'
        if page.blank:
            yield f"<ul>{'<li></li>' * BLANK_LINES}</ul>"
        elif cell:
            yield from _bullets(cell)
        elif row.whole:
            yield '<p class="empty">–</p>'
        yield "</td>"
    yield "</tr>"


def _bullets(bullets: Iterable[Bullet]) -> Iterator[str]:
    yield "<ul>"
    for bullet in bullets:
        yield f'<li class="{escape(bullet.status)}" dir="auto">{_bullet(bullet)}</li>'
    yield "</ul>"


def _bullet(bullet: Bullet) -> str:
    marks = "".join(f' <span class="mark">{escape(mark)}</span>' for mark in bullet.marks)
    details = " ".join(
        f"<span><b>{escape(label)}</b> {_detail(text)}</span>" for label, text in bullet.details
    )
    below = f'<small class="details">{details}</small>' if details else ""
    return f'<span class="text">{escape(bullet.text)}</span>{marks}{below}'


def _detail(text: str) -> str:
    day = ' class="day"' if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else ""
    return f"<bdi{day}>{escape(text)}</bdi>"


def _review(review: RecordedReview) -> Iterator[str]:
    yield '<section class="review">'
    yield f"<h2>{escape(review.title)}</h2>"
    yield from _facts(review.facts)
    for label, lines in review.lists:
        yield f"<h3>{escape(label.capitalize())}</h3>"
        yield "<ul>"
        yield from (f'<li dir="auto">{escape(line)}</li>' for line in lines)
        yield "</ul>"
    yield "</section>"


EXPORTER = Exporter(
    "html",
    (".html", ".htm"),
    "one page for screen, phone and one sheet of paper",
    _text,
    loses=("tags", "settings", "unprintable"),
    worksheet=True,
)
