"""The table and the outline: readable, aligned, whole, with nothing a terminal would obey."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copvalue_tui.exports.outline import outline_text
from copvalue_tui.exports.registry import ExportOptions
from copvalue_tui.exports.table import table_text
from copvalue_tui.matrix.text.width import cell_width
from copvalue_tui.matrix.values import BLANK, Matrix, Review, Row, Value
from tests.laws import examples

HOSTILE = "a\x1b[31m[/]b\x9b2J\u202ec\x00 [@click=x]"
SMALL = Matrix(
    title="Bread bakers",
    short_term_means="this year",
    members=(
        Row(
            "Bakers of the old town and the new",
            (Value("Help with challenges", status="realized", priority="high", votes=2),),
            (Value("Friends"),),
        ),
        Row("Learners", long_term=(Value("A trade, and a name in it", status="at-risk"),)),
    ),
    organizations=(Row("Guild"),),
    parking_lot=(Value("A mill?"),),
)


def test_the_table_at_80_columns_reads_like_the_template() -> None:
    assert table_text(SMALL, ExportOptions(80)) == (
        "Bread bakers\n"
        "\n"
        "                  Short Term Value                Long Term Value\n"
        "                  this year\n" + "─" * 80 + "\n"
        "MEMBERS\n" + "─" * 80 + "\n"
        "Bakers of the     ✓ Help with challenges     ▮▮▮  • Friends\n"
        "old town and the\n"
        "new\n" + "─" * 80 + "\n"
        "Learners          –                               ▲ A trade, and a name in\n"
        "                                                    it\n" + "─" * 80 + "\n"
        "ORGANIZATION\n" + "─" * 80 + "\n"
        "Guild             –                               –\n" + "─" * 80 + "\n"
        "PARKING LOT\n"
        "• A mill?\n" + "─" * 80 + "\n"
        "• proposed   ▲ at-risk   ✓ realized   ▮▮▮ high priority\n"
    )


def test_with_ascii_all_our_signs_are_ascii() -> None:
    assert table_text(SMALL, ExportOptions(80, ascii=True)).isascii()
    assert "v realized" in table_text(SMALL, ExportOptions(80, ascii=True))


def test_no_marks_no_column_and_no_legend_in_a_matrix_of_bare_bullets() -> None:
    bare = Matrix(members=(Row("Members", (Value("Help"),)),), organizations=(Row("Organization"),))
    text = table_text(bare, ExportOptions(80))
    assert text.count("MEMBERS") == 0
    assert text.splitlines()[-1] == "─" * 80


def test_a_narrow_table_puts_names_above_and_a_narrower_one_stacks_the_cells() -> None:
    assert "\nLearners\n" in table_text(SMALL, ExportOptions(50))
    assert table_text(SMALL, ExportOptions(24)).count("Long Term Value") == 3


def test_wide_letters_keep_the_columns_aligned() -> None:
    matrix = Matrix(
        members=(Row("社区", (Value("知識の共有"), Value("Help 👩‍🔬")), (Value("x"),)),)
    )
    lines = table_text(matrix, ExportOptions(80)).splitlines()
    line = next(line for line in lines if "知識" in line)
    head = next(line for line in lines if "Long Term" in line)
    assert cell_width(line.split("• x")[0]) == cell_width(head.split("Long")[0])


def test_the_outline_says_everything_in_words() -> None:
    value = Value(
        "Help with challenges",
        status="on-track",
        priority="high",
        votes=1,
        shared="Faster repairs",
        owner="Facilitator",
        evidence="story",
        note="Two days",
        review_by=date(2027, 3, 1),
    )
    matrix = Matrix(
        title="Bread bakers",
        domain="Bread",
        members=(Row("Bakers", (value,), (), "They rise early.", ("expert",)),),
        reviews=(Review(date(2026, 11, 23), "Core group", ("Guild",), "All well.", ("Keep.",)),),
    )
    assert outline_text(matrix) == (
        "Bread bakers\n"
        "Domain: Bread\n"
        "\n"
        "MEMBERS\n"
        "\n"
        "Bakers\n"
        "  They rise early.\n"
        "  tags: expert\n"
        "  Short term:\n"
        "    - Help with challenges [on-track, high priority, 1 vote]\n"
        "      shared value: Faster repairs\n"
        "      owner: Facilitator\n"
        "      evidence: story\n"
        "      note: Two days\n"
        "      review by: 2027-03-01\n"
        "  Long term:\n"
        "    no values yet\n"
        "\n"
        "ORGANIZATION\n"
        "  no rows yet\n"
        "\n"
        "REVIEW OF 2026-11-23\n"
        "  facilitator: Core group\n"
        "  present: Guild\n"
        "  note: All well.\n"
        "  decisions:\n"
        "    - Keep.\n"
    )


@pytest.mark.parametrize("text", [table_text(BLANK, ExportOptions(80)), outline_text(BLANK)])
def test_the_blank_template_has_its_rows_and_both_horizons(text: str) -> None:
    for word in ("Members", "Organization", "hort ", "ong "):
        assert word in text


def test_nothing_in_a_hostile_matrix_reaches_the_terminal() -> None:
    value = Value(HOSTILE, shared=HOSTILE, owner=HOSTILE, note=HOSTILE)
    row = Row(HOSTILE, (value,), (value,), HOSTILE, (HOSTILE,))
    matrix = Matrix(
        members=(row,),
        title=HOSTILE,
        domain=HOSTILE,
        purpose=HOSTILE,
        stage=HOSTILE,
        short_term_means=HOSTILE,
        review_cadence=HOSTILE,
        parking_lot=(value,),
        reviews=(Review(None, HOSTILE, (HOSTILE,), HOSTILE, (HOSTILE,)),),
    )
    for text in (
        table_text(matrix, ExportOptions(80)),
        table_text(matrix, ExportOptions(30)),
        outline_text(matrix),
    ):
        assert not set(text) & {"\x1b", "\x9b", "\u202e", "\x00"}
        assert "␛" in text
        assert "⟦U+202E⟧" in text


texts = st.text(min_size=1, max_size=30).map(lambda text: " ".join(text.split()) or "x")


@given(texts, texts, st.integers(-5, 130), st.booleans())
@settings(max_examples=examples(30, 600), deadline=None)
def test_no_line_is_wider_than_asked_whatever_the_texts(
    name: str, text: str, width: int, ascii: bool
) -> None:
    row = Row(name, (Value(text, status="agreed"), Value("Help")), (Value(text + name),))
    matrix = replace(SMALL, members=(row, *SMALL.members), title=text)
    lines = table_text(matrix, ExportOptions(width, ascii)).splitlines()
    assert max(map(cell_width, lines)) <= max(width, 20)
    assert len(lines) > 10
