"""A PDF on as few landscape pages as can be read, the table on one wherever possible.

The texts of people reach the typesetter as data, never as its language.
"""

from __future__ import annotations

import json
import re

from copvalue_tui.exports.document import MatrixPage, PageRow, may_fit, page_of
from copvalue_tui.exports.registry import Exporter, ExportOptions, MissingExtra
from copvalue_tui.matrix.values import Matrix

LAYOUT = """\
#let page-data = json(bytes(sys.inputs.page))
#let head-fill = rgb("#14505c")
#let band-fill = rgb("#e4eef0")
#let side-fill = rgb("#f6f9fa")
#let line = rgb("#b8c1c9")
#let soft = rgb("#3f4a54")
#set document(title: page-data.title)
#set page(paper: "a4", flipped: true, margin: 11mm)
#set text(lang: page-data.language, font: ("Noto Sans", "DejaVu Sans", "Liberation Sans", "Arial",
  "Libertinus Serif"), hyphenate: false, fallback: true)
#set par(leading: 0.45em, spacing: 0.5em)

#let mark-fill(look) = if look == "realized" { rgb("#d6efdd") } else if look == "at-risk" {
  rgb("#ffe3c2") } else { rgb("#e7ecf0") }
#let mark(words, fill) = box(fill: fill, radius: 0.6em, inset: (x: 0.4em), outset: (y: 0.22em),
  text(size: 0.8em, words))
#let value(bullet) = {
  if bullet.look == "retired" { strike(bullet.text) } else { bullet.text }
  for (index, words) in bullet.marks.enumerate() {
    [ ]
    mark(words, if index == 0 { mark-fill(bullet.look) } else { rgb("#e7ecf0") })
  }
  if bullet.details.len() > 0 {
    linebreak()
    set text(size: 0.84em, fill: soft)
    for (index, pair) in bullet.details.enumerate() {
      if index > 0 [ · ]
      strong(pair.at(0)); [ ]; pair.at(1)
    }
  }
}
#let bullets(values) = list(tight: false, spacing: 0.55em, body-indent: 0.5em, indent: 0.1em,
  marker: text(fill: head-fill, "•"), ..values.map(value))
#let facts(pairs) = for (index, pair) in pairs.enumerate() {
  if index > 0 { h(1.6em, weak: true) }
  text(fill: soft, pair.at(0) + " ")
  pair.at(1)
}
#let columns = 1 + page-data.heads.len()
#let body = {
  text(size: 1.7em, weight: "bold", page-data.title)
  if page-data.facts.len() > 0 { parbreak(); facts(page-data.facts) }
  v(0.6em, weak: true)
  table(
    columns: (1.9fr,) + (4.5fr,) * (columns - 1),
    stroke: 0.5pt + line,
    inset: (x: 0.6em, y: 0.5em),
    table.header(
      table.cell(stroke: none)[],
      ..page-data.heads.map(head => table.cell(fill: head-fill, stroke: 0.5pt + head-fill, {
        set text(fill: white)
        strong(head.title)
        if head.means != "" { linebreak(); text(size: 0.85em, head.means) }
      })),
    ),
    ..for section in page-data.sections {
      if section.titled and section.rows.len() > 0 {
        (table.cell(colspan: columns, fill: band-fill, inset: (y: 0.35em), strong(section.title)),)
      }
      for row in section.rows {
        (table.cell(fill: side-fill, {
          strong(row.name)
          if row.persona != "" {
            linebreak(); text(size: 0.84em, fill: soft, row.persona) }
        }),)
        for cell in row.cells {
          (if cell.len() > 0 { bullets(cell) } else if row.whole { [–] } else { [] },)
        }
      }
    },
  )
  if page-data.parking_lot.len() > 0 {
    strong(text(size: 1.2em, page-data.parking_title))
    bullets(page-data.parking_lot)
  }
}
#layout(size => {
  let sizes = (10pt, 9.5pt, 9pt, 8.5pt, 8pt, 7.5pt, 7pt, 6.5pt, 6pt, 5.5pt)
  if not page-data.may_fit { sizes = () }
  let fits = sizes.find(points =>
    measure(block(width: size.width, text(size: points, body))).height <= size.height)
  text(size: if fits == none { 8.5pt } else { fits }, body)
})
#for review in page-data.reviews {
  pagebreak(weak: true)
  set text(size: 9pt)
  strong(text(size: 1.3em, review.title))
  parbreak()
  facts(review.facts)
  for pair in review.lists {
    parbreak()
    strong(pair.at(0))
    list(..pair.at(1))
  }
}
"""


def _pdf(matrix: Matrix, options: ExportOptions) -> bytes:
    try:
        import typst
    except ImportError:
        raise MissingExtra("pdf") from None
    page = json.dumps(_said(page_of(matrix, options)), ensure_ascii=False)
    said = re.sub(_LONG_WORD, _breakable, page)
    made: bytes = typst.compile(LAYOUT.encode(), sys_inputs={"page": said})
    return made


_LONG_WORD = r'[^\s\\"]{60,}'
"""A word that may be wider than a column. In JSON no escape and no end of a text is part of it."""


def _breakable(word: re.Match[str]) -> str:
    """The word with places to break it that are not seen."""
    return re.sub(".{20}", "\\g<0>\u200b", word[0])


def _said(page: MatrixPage) -> dict[str, object]:
    """The page in the words that the layout reads."""
    said = page._asdict()
    del said["labels"]
    return said | {
        "may_fit": may_fit(page),
        "kind": page.labels("matrix"),
        "parking_title": page.labels("parking_lot"),
        "heads": [head._asdict() for head in page.heads],
        "sections": [
            {
                "title": section.title,
                "titled": section.titled,
                "rows": [_row(row) for row in section.rows],
            }
            for section in page.sections
        ],
        "parking_lot": [bullet._asdict() for bullet in page.parking_lot],
        "reviews": [review._asdict() for review in page.reviews],
    }


def _row(row: PageRow) -> dict[str, object]:
    return row._asdict() | {"cells": [[bullet._asdict() for bullet in cell] for cell in row.cells]}


EXPORTER = Exporter(
    "pdf",
    (".pdf",),
    "a PDF, the table on one page wherever possible",
    _pdf,
    loses=("tags", "settings", "unprintable"),
    one_way="A PDF cannot be imported again.",
    binary=True,
    title="PDF",
)
