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
    print_size,
)
from copvalue_tui.exports.registry import Exporter, ExportOptions
from copvalue_tui.matrix.values import Matrix

STYLE = """\
:root {
  color-scheme: light dark;
  --ink: #1d2733; --soft: #56636f; --line: #d5dce2; --paper: #ffffff; --desk: #f1f4f6;
  --head: #14505c; --on-head: #ffffff; --band: #e4eef0; --side: #f6f9fa;
  --mark: #e7ecf0; --good: #d6efdd; --good-ink: #14512a; --warn: #ffe3c2; --warn-ink: #7a3b00;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #e6ebf0; --soft: #a9b5c0; --line: #37434e; --paper: #161d24; --desk: #0e1318;
    --head: #1f5f6c; --on-head: #ffffff; --band: #20323a; --side: #1a232b;
    --mark: #2b3640; --good: #1c4a2c; --good-ink: #bfeccb; --warn: #5c3410; --warn-ink: #ffd9ae;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0; padding: 1.5rem 1rem 3rem; background: var(--desk); color: var(--ink);
  font: 1rem/1.45 system-ui, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", Arial, sans-serif;
  overflow-wrap: anywhere;
}
main {
  max-width: 75rem; margin: 0 auto; padding: 2rem; overflow: clip; background: var(--paper);
  border: 1px solid var(--line); border-radius: .6rem;
}
h1 { margin: 0 0 .75rem; font-size: 1.75rem; line-height: 1.2; text-wrap: balance; }
h2 { margin: 2rem 0 .5rem; font-size: 1.2rem; }
h3 { margin: 1rem 0 .25rem; font-size: 1rem; }
.kind {
  margin: 0 0 .25rem; color: var(--soft); font-size: .8rem; font-weight: 600;
  letter-spacing: .08em; text-transform: uppercase;
}
.facts { display: flex; flex-wrap: wrap; gap: .4rem 2rem; margin: 0 0 1.25rem; }
.facts div { flex: 0 1 auto; max-width: 100%; }
.facts dt { color: var(--soft); font-size: .8rem; }
.facts dt::first-letter { text-transform: uppercase; }
.facts dd { margin: 0; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
th, td {
  padding: .7em .8em; border: 1px solid var(--line); text-align: start; vertical-align: top;
}
thead td { border: 0; width: 17%; }
thead th { background: var(--head); color: var(--on-head); border-color: var(--head); }
th small { display: block; margin-top: .15rem; font-size: .85em; font-weight: 400; }
.band th { padding-block: .35rem; background: var(--band); font-size: .9em; }
th[scope=row] { background: var(--side); font-weight: 650; }
th[scope=row] small { color: var(--soft); }
td ul, .parking ul { margin: 0; padding-inline-start: 1.1rem; }
li + li { margin-top: .5rem; }
li:dir(rtl) { margin-inline-start: 1.1rem; }
li::marker { color: var(--soft); }
.mark {
  display: inline-block; padding: 0 .45em; border-radius: .8em; background: var(--mark);
  font-size: .78em; line-height: 1.5; white-space: nowrap;
}
.realized .text + .mark { background: var(--good); color: var(--good-ink); }
.at-risk .text + .mark { background: var(--warn); color: var(--warn-ink); }
.retired .text { text-decoration: line-through; color: var(--soft); }
.details { display: block; color: var(--soft); font-size: .82em; }
.details span + span::before { content: "· "; }
.details b { font-weight: 600; }
.day { white-space: nowrap; }
.empty { margin: 0; color: var(--soft); }
.name span { display: inline-block; width: 60%; border-bottom: 1px solid var(--ink); }
.hint, .question { color: var(--soft); }
.question { margin: 0 0 .25rem; font-size: .9em; }
.blank li { height: 2.1rem; margin: 0; border-bottom: 1px solid var(--line); }
@media (max-width: 42rem) {
  body { padding: 0; }
  main { padding: 1rem; border: 0; border-radius: 0; }
  h1 { font-size: 1.4rem; }
  table, thead, tbody, tr, th, td { display: block; }
  thead { display: none; }
  th, td { border: 0; padding: .3rem 0; }
  .band th { margin: 1.2rem -1rem 0; padding: .4rem 1rem; }
  th[scope=row] {
    margin: .8rem -1rem .2rem; padding: .5rem 1rem; border-block: 1px solid var(--line);
    font-size: 1.05rem;
  }
  td[data-head]::before {
    content: attr(data-head); display: block; margin-bottom: .2rem; color: var(--soft);
    font-size: .85rem; font-weight: 650;
  }
  td[data-head]:not(:has(*))::before { display: none; }
}
@page { size: landscape; margin: 11mm; }
@media print {
  :root {
    color-scheme: light;
    --ink: #000000; --soft: #3f4a54; --line: #b8c1c9; --paper: #ffffff; --desk: #ffffff;
    --head: #14505c; --on-head: #ffffff; --band: #e4eef0; --side: #f6f9fa;
    --mark: #e7ecf0; --good: #d6efdd; --good-ink: #14512a; --warn: #ffe3c2; --warn-ink: #7a3b00;
  }
  * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  body { padding: 0; font-size: var(--print); line-height: 1.25; }
  main { max-width: none; padding: 0; border: 0; border-radius: 0; }
  h1 { margin-bottom: .3em; font-size: 1.6em; }
  .kind { display: none; }
  .facts { gap: .1em 1.6em; margin-bottom: .5em; }
  .facts div { display: flex; gap: .4em; }
  .facts dt { font-size: 1em; white-space: nowrap; }
  th, td { padding: .35em .5em; }
  .band th { padding-block: .1em; }
  tr, li { break-inside: avoid; }
  thead { display: table-header-group; }
  li + li { margin-top: .18em; }
  li:dir(rtl) { margin-inline-start: 1.1em; }
  .details { font-size: .86em; }
  h2, h3 { break-after: avoid; }
  .review { break-before: page; font-size: 9pt; }
  .review + .review { break-before: auto; }
  .blank li { height: 8mm; }
}
"""


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
        name = page.labels("worksheet.name") + page.labels("colon")
        yield f'<p class="name">{name}<span></span></p>'
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
        yield f'<li class="{bullet.look}" dir="auto">{_bullet(bullet)}</li>'
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
    title="web page (HTML)",
)
