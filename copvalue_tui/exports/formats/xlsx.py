"""A workbook: the matrix on one printed page, and the values as a table to filter and sort."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from io import BytesIO
from itertools import zip_longest
from typing import TYPE_CHECKING

from copvalue_tui.exports.document import Bullet, MatrixPage, PageRow, page_of
from copvalue_tui.exports.registry import Exporter, ExportOptions, MissingExtra
from copvalue_tui.exports.value_records import places_of
from copvalue_tui.matrix.fields.table import FIELDS
from copvalue_tui.matrix.text.sanitize import safe
from copvalue_tui.matrix.text.width import cell_width
from copvalue_tui.matrix.values import Matrix

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_A4 = 9
_NAMES, _CELLS = 26, 110
"""The widths of the column of names and of all columns of values together."""
_LINE_HEIGHT, _HIGHEST = 15, 400
"""In points; a spreadsheet has no higher rows."""
_HEAD, _BAND, _SIDE, _LINE, _SOFT = "#14505C", "#E4EEF0", "#F6F9FA", "#B8C1C9", "#3F4A54"
_WIDTHS = {"text": 42, "note": 50, "indicator": 40, "row": 28, "shared": 24, "owner": 22}
_FIRST_YEAR = 1900
"""A workbook has no day before it."""
_TEXTS_ONLY = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def _workbook(matrix: Matrix, options: ExportOptions) -> bytes:
    try:
        from xlsxwriter import Workbook as NewWorkbook
    except ImportError:
        raise MissingExtra("xlsx") from None
    page = page_of(matrix, options)
    out = BytesIO()
    workbook: Workbook = NewWorkbook(out, {"in_memory": True, **_TEXTS_ONLY})
    workbook.set_properties({"title": page.title[:255], "comments": ""})
    _MatrixSheet(workbook, page).write(options.row_done)
    _write_values(workbook, matrix, page)
    workbook.close()
    return out.getvalue()


class _MatrixSheet:
    """The sheet that looks like the template and prints on one page."""

    def __init__(self, workbook: Workbook, page: MatrixPage) -> None:
        self.page = page
        self.sheet: Worksheet = workbook.add_worksheet(page.labels("matrix")[:31])
        self.last = len(page.heads)
        """The index of the last column."""
        self.room = _CELLS / self.last
        """The width of a column of values."""
        base = {"text_wrap": True, "valign": "top", "border": 1, "border_color": _LINE}
        head = base | {"bold": True, "font_color": "#FFFFFF", "bg_color": _HEAD}
        self.formats: dict[str, Format] = {
            "title": workbook.add_format({"bold": True, "font_size": 16}),
            "fact": workbook.add_format({"text_wrap": True, "valign": "top"}),
            "label": workbook.add_format({"font_color": _SOFT, "valign": "top"}),
            "head": workbook.add_format(head),
            "band": workbook.add_format(base | {"bold": True, "bg_color": _BAND}),
            "name": workbook.add_format(base | {"bold": True, "bg_color": _SIDE}),
            "cell": workbook.add_format(base),
            "retired": workbook.add_format(base | {"font_strikeout": True, "font_color": _SOFT}),
        }
        self.at = 0
        """The index of the next free row."""

    def write(self, row_done: Callable[[], None]) -> None:
        """Write it from top to bottom, and set it up for paper."""
        sheet = self.sheet
        sheet.set_column(0, 0, _NAMES)
        sheet.set_column(1, self.last, self.room)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.set_margins(0.5, 0.5, 0.5, 0.5)
        sheet.fit_to_pages(1, 1)
        sheet.hide_gridlines(2)
        sheet.write_string(self.at, 0, self.page.title, self.formats["title"])
        self.at += 1
        for label, text in self.page.facts:
            sheet.write_string(self.at, 0, label, self.formats["label"])
            sheet.set_row(self.at, _height([text], _CELLS))
            self.span(1, text, "fact")
            self.at += 1
        self.at += 1
        self.heads()
        for section in self.page.sections:
            if section.titled:
                self.span(0, section.title, "band")
                self.at += 1
            for row in section.rows:
                self.row(row)
                row_done()
        if self.page.parking_lot:
            self.at += 1
            self.span(0, self.page.labels("parking_lot"), "band")
            for bullet in self.page.parking_lot:
                self.at += 1
                self.span(0, _words(bullet), "cell")

    def heads(self) -> None:
        """The horizons, which stay in view."""
        self.sheet.write_string(self.at, 0, "", self.formats["head"])
        for column, head in enumerate(self.page.heads, 1):
            words = f"{head.title} ({head.means})" if head.means else head.title
            self.sheet.write_string(self.at, column, words, self.formats["head"])
        self.at += 1
        self.sheet.freeze_panes(self.at, 1)

    def row(self, row: PageRow) -> None:
        """A row: its name beside as many lines as its longer cell has values."""
        lines = list(zip_longest(*row.cells)) or [(None,) * self.last]
        first = self.at
        for line in lines:
            # Programs make a row without a height as high as its wrapped texts.
            for column, bullet in enumerate(line, 1):
                words = _words(bullet)
                struck = bullet is not None and bullet.look == "retired"
                look = self.formats["retired" if struck else "cell"]
                self.sheet.write_string(self.at, column, words, look)
            self.at += 1
        # A merged cell never makes its rows higher, so the last one makes room for the name.
        missing = _height([row.name], _NAMES) - _LINE_HEIGHT * len(lines)
        if missing > 0:
            last = _height([_words(each) for each in lines[-1]], self.room)
            self.sheet.set_row(self.at - 1, last + missing)
        if len(lines) > 1:
            self.sheet.merge_range(first, 0, self.at - 1, 0, "", self.formats["name"])
        self.sheet.write_string(first, 0, row.name, self.formats["name"])

    def span(self, column: int, text: str, look: str) -> None:
        """A text over all columns from this one on."""
        if column < self.last:
            self.sheet.merge_range(self.at, column, self.at, self.last, "", self.formats[look])
        self.sheet.write_string(self.at, column, text, self.formats[look])


def _height(texts: Sequence[str], width: float) -> float:
    """The height of a row with these texts in columns of a width, each wrapped."""
    lines = max((-int(-cell_width(text) // (width * 0.95)) for text in texts), default=1)
    return min(_LINE_HEIGHT * max(lines, 1), _HIGHEST)


def _words(bullet: Bullet | None) -> str:
    if bullet is None:
        return ""
    return f"{bullet.text} ({', '.join(bullet.marks)})" if bullet.marks else bullet.text


def _write_values(workbook: Workbook, matrix: Matrix, page: MatrixPage) -> None:
    """The sheet with one value a row, a filter on each column, its heads always in view."""
    labels = page.labels
    sheet: Worksheet = workbook.add_worksheet(labels("values")[:31])
    head = workbook.add_format({"bold": True, "font_color": "#FFFFFF", "bg_color": _HEAD})
    text_format = workbook.add_format({"valign": "top"})
    day_format = workbook.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"})
    names = ("audience", "row", "horizon", *(field.name for field in FIELDS))
    for column, name in enumerate(names):
        field_label = labels(f"field.{name}", name)
        words = labels(name) if column < 3 else field_label
        sheet.write_string(0, column, words[:1].upper() + words[1:], head)
        sheet.set_column(column, column, _WIDTHS.get(name, 14))
    at = 0
    for at, (audience, row, horizon, _, value) in enumerate(places_of(matrix), 1):
        for column, words in enumerate((audience, row, horizon)):
            sheet.write_string(at, column, safe(words), text_format)
        for column, field in enumerate(FIELDS, 3):
            content = field.of(value)
            if isinstance(content, date) and content.year >= _FIRST_YEAR:
                sheet.write_datetime(at, column, datetime.combine(content, time()), day_format)
            elif field.form in ("count", "number") and isinstance(content, int | float):
                if field.is_set(value):
                    sheet.write_number(at, column, content, text_format)
            else:
                sheet.write_string(at, column, safe(field.plain(value)), text_format)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, at, len(names) - 1)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


EXPORTER = Exporter(
    "xlsx",
    (".xlsx",),
    "a workbook: the matrix on one page, the values to filter",
    _workbook,
    loses=("personas", "tags", "reviews", "settings", "unprintable"),
    binary=True,
    title="Excel workbook",
)
