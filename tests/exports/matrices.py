"""Matrices to export: one that uses everything, and one whose texts try to do harm."""

from __future__ import annotations

from datetime import date

from copvalue_tui.matrix.values import Indicator, Matrix, Review, Row, Value

FIGURE = Indicator("answered in two days", 23, 40, 41, "%", date(2026, 11, 1))
RICH = Matrix(
    title="Bread bakers",
    domain="Sourdough",
    purpose="Better bread",
    stage="Year 2",
    short_term_means="this year",
    long_term_means="in three years",
    review_cadence="yearly",
    language="en",
    packs=("km",),
    members=(
        Row(
            "Bakers",
            (
                Value(
                    "Help with challenges",
                    *("realized", "high", 5, "Faster repairs", "Core group", "story"),
                    note="41 of 46 answered",
                    review_by=date(2027, 3, 1),
                    indicator=FIGURE,
                ),
                Value("Plain bread"),
            ),
            (Value("Old hopes", status="retired"),),
            persona="They rise early.",
            tags=("expert",),
        ),
        Row("Millers"),
    ),
    organizations=(
        Row(
            "Guild",
            (Value("Fewer complaints", shared="faster repairs", owner="Guild office"),),
            (Value("Members who stay", status="at-risk", note="No figure yet"),),
        ),
    ),
    parking_lot=(Value("A bakery on the moon", votes=1),),
    reviews=(Review(date(2026, 11, 23), "Core group", ("Guild",), "All well.", ("Keep it.",)),),
)

HOSTILE_TEXTS = (
    *("=1+1", "+1", "-1", "@SUM(A1)", "＝1+1", "\t=1", "'=1", "'tis", '=HYPERLINK("http://x","y")'),
    *("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</table></td>", "&amp; &lt;"),
    *('" onmouseover="alert(1)', "]]>", "a | b || c", "| --- |", "\\| \\\\|", "* _a_ `b` [c](d)"),
    *("# head", "1. one", "- bullet", "+ plus", "![x](http://example.org/x.png)", "$x^2$", "~~s~~"),
    *("red \x1b[31m bell\x07", "\x9b2J", "nul\x00", "line\nbreak", "tab\there", "\u202eevil"),
    *("\u200bzero", "مرحبا بكم", "שלום (abc)", "👩‍👩‍👧 family", "e\u0301" + "\u0301" * 60),
    *("#set page(fill: red)", '#read("/etc/passwd")', "$ alpha $", "<label> @ref", "/* c */ // d"),
    *("{% raw %}", "${x}", "x" * 10_000, "word " * 1_999 + "end", ";DDE", "_x001B_", "&#x1b;"),
)
HOSTILE = Matrix(
    title="<b>T</b> | =1",
    domain="</dd><script>",
    members=(
        Row(
            "<i>Row</i> | \x1b[2J",
            tuple(Value(text, note=text, owner=text[:40]) for text in HOSTILE_TEXTS),
            persona="\u202e<s>",
        ),
    ),
    organizations=(Row("=cmd()", tuple(Value(text, shared=text[:40]) for text in HOSTILE_TEXTS)),),
    parking_lot=(Value("-2+3"),),
    reviews=(Review(None, "<u>", ("=1",), "`x`", ("<script>",)),),
)
