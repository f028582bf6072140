"""Tables that say where their values belong: heads, first columns, audiences, horizons, rows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from copvalue_tui.files.session.read import read
from copvalue_tui.files.session.templates import template_text
from copvalue_tui.imports.registry import importer_of
from copvalue_tui.imports.structure.labels import (
    Label,
    generic_audience,
    guess_audience,
    read_label,
)
from copvalue_tui.matrix.values import BLANK, HORIZONS, Matrix, Place, Row, Value

TEMPLATE = (Path(__file__).parent / "template" / "template.txt").read_text(encoding="utf-8")
TOOLKIT = read(template_text("toolkit"))


def drawn(matrix: Matrix) -> str:
    """The matrix in a line a row: `Members | Help; Fun | Trust`, with `@` for organizations."""
    lines = [
        " | ".join(
            (
                ("@ " if at >= len(matrix.members) else "") + row.name,
                *("; ".join(value.text for value in row.cell(horizon)) for horizon in HORIZONS),
            )
        ).rstrip()
        for at, row in enumerate(matrix.rows)
    ]
    if matrix.parking_lot:
        lines.append("parked | " + "; ".join(value.text for value in matrix.parking_lot))
    return "\n".join(lines)


def taken(text: str, onto: Matrix = BLANK) -> str:
    """What the matrix looks like after the import."""
    return drawn(importer_of(text).read(text).apply(onto).matrix)


def test_the_template_gives_itself_filled_and_blank():
    filled = importer_of(TEMPLATE).read(TEMPLATE).apply(BLANK)
    assert filled.matrix == TOOLKIT
    assert filled.summary == "24 values → 4 cells"
    blank = TEMPLATE[: TEMPLATE.rindex("CoP Value Template")]
    applied = importer_of(blank).read(blank).apply(BLANK)
    assert applied.matrix == replace(BLANK, title="CoP Value Template")
    assert (applied.total, applied.new_rows) == (0, ())


def test_the_template_over_itself_is_all_doubles():
    applied = importer_of(TEMPLATE).read(TEMPLATE).apply(TOOLKIT)
    assert applied.summary == "24 values → 4 cells, 24 look like doubles"
    again = importer_of(TEMPLATE).read(TEMPLATE).apply(TOOLKIT, without_doubles=True)
    assert again.matrix == TOOLKIT


@pytest.mark.parametrize(
    ("short", "long", "members", "organization"),
    [
        ("Short Term Value", "Long Term Value", "Members", "Organization"),
        ("short-term", "long-term", "Member", "Organisations"),
        ("Short term:", "**Long term**", "Value for members", "Value for the organization"),
        ("Valor a corto plazo", "Valor a largo plazo", "Miembros", "Organización"),
        ("corto plazo", "largo plazo", "Para los miembros", "Organizaciones"),
        ("Valeur à court terme", "Valeur à long terme", "Membres", "Organisation"),
        ("court terme", "long terme", "Valeur pour les membres", "L'organisation"),
        ("Valor de curto prazo", "Valor de longo prazo", "Membros", "Organização"),
        ("CURTO PRAZO", "LONGO PRAZO", "Membro", "Organizações"),
        ("ShortTerm", "LongTerm", "Members’ value", "The organization’s value"),
        ("Short-Term", "Long-Term", "Members", "Host organization"),
        ("A corto plazo", "A largo plazo", "Miembros de la CdP", "Organización anfitriona"),
        ("À court terme", "À long terme", "Membres", "Organisation hôte"),
    ],
)
def test_heads_and_first_columns_in_four_languages(short, long, members, organization):
    table = f"\t{short}\t{long}\n{members}\tHelp\tPride\n{organization}\tSpeed\tTrust\n"
    expected = "Members | Help | Pride\n@ Organization | Speed | Trust"
    assert taken(table) == expected
    across = f"\t{members}\t{organization}\n{short}\tHelp\tSpeed\n{long}\tPride\tTrust\n"
    assert taken(across) == expected
    two_lines = (
        f"{members}\t\t{organization}\t\n{short}\t{long}\t{short}\t{long}\n"
        "Help\tPride\tSpeed\tTrust\n"
    )
    assert taken(two_lines) == expected
    assert taken(table.replace("\t", ";")) == expected
    assert taken(table.replace("\t", ",")) == expected


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Short Term Value", Label(horizon="short_term")),
        ("Members: Nurses", Label("members", "Nurses")),
        ("Organization – Ministry of Water", Label("organizations", "Ministry of Water")),
        ("Nurses / long term", Label(None, "Nurses", "long_term")),
        ("Members (short term)", Label("members", "Members", "short_term")),
        ("Short-term value for sponsors", Label("organizations", "Sponsors", "short_term")),
        ("parking_lot", Label(parked=True)),
        ("Short learning curve", None),
        ("Long lunches", None),
        ("Value", None),
        ("Term", None),
        ("Community Value", None),
        ("Faster answers", None),
        ("", None),
        ("x" * 5000, None),
    ],
)
def test_what_a_label_names(text, label):
    assert read_label(text) == label


def test_names_without_an_audience_are_guessed_and_found_again():
    table = "Who\tShort term\tLong term\nNurses\ta\tb\nMinistry of Health\tc\td\n"
    applied = importer_of(table).read(table).apply(Matrix())
    assert drawn(applied.matrix) == "Nurses | a | b\n@ Ministry of Health | c | d"
    assert applied.guessed == (("members", "Nurses"), ("organizations", "Ministry of Health"))
    known = Matrix((Row("Ministry of Health"),), (Row("Nurses"),))
    again = importer_of(table).read(table).apply(known)
    assert drawn(again.matrix) == "Ministry of Health | c | d\n@ Nurses | a | b"
    assert (again.new_rows, again.guessed) == ((), ())


def test_sections_merged_cells_and_several_lines_in_a_cell():
    table = (
        "\tShort term\tLong term\n"
        'MEMBERS\t\t\nNurses\t"Help\n- Fun"\tPride\n\tAccess\t\n'
        "ORGANIZATIONS\t\t\nBlue House\tSpeed\t\n"
    )
    assert taken(table, Matrix()) == "Nurses | Help; Fun; Access | Pride\n@ Blue House | Speed |"


@pytest.mark.parametrize(
    ("words", "status"),
    [
        *(("acordado", "agreed"), ("En riesgo", "at-risk"), ("convenue", "agreed")),
        *(("convenu", "agreed"), ("réalisé", "realized"), ("em andamento", "on-track")),
        *(("on track", "on-track"), ("ON_TRACK", "on-track")),
    ],
)
def test_a_status_in_any_of_the_languages(words, status):
    text = f"Value\tRow\tHorizon\tStatus\nHelp\tNurses\tshort\t{words}\n"
    assert importer_of(text).read(text).matrix.members[0].short_term == (Value("Help", status),)


@pytest.mark.parametrize("head", ["Name", "Nombre", "NOM", "Nome"])
def test_a_column_of_names_alone_names_the_rows(head):
    table = f"{head},Short term,Long term\nNurses,Help,Pride\nCleaners,Tips,\n"
    assert taken(table, Matrix()) == "Nurses | Help | Pride\nCleaners | Tips |"
    form = f"Timestamp,{head},Short term,Long term\n1 May,Ana,Help,Pride\n"
    assert taken(form, Matrix()) == "Members | Help | Pride"


def test_what_has_no_place_goes_to_the_parking_lot_and_is_said():
    table = "\tShort term\tMedium term\nMembers\tHelp\tSkills\nOrganization\tSpeed\tSavings\n"
    read_ = importer_of(table).read(table)
    assert taken(table) == "Members | Help |\n@ Organization | Speed |\nparked | Skills; Savings"
    assert read_.remarks == ("2 values under “Medium term” went to the parking lot.",)


def test_a_table_without_heads_is_a_list_in_reading_order():
    text = "Time saved\tReputation\nHelp\tFun\n"
    read_ = importer_of(text).read(text)
    assert read_.texts == ("Time saved", "Reputation", "Help", "Fun")
    applied = read_.apply(BLANK, Place(1, 1))
    assert drawn(applied.matrix) == (
        "Members |  |\n@ Organization |  | Time saved; Reputation; Help; Fun"
    )
    assert applied.added == ((Place(1, 1), 4),)


@pytest.mark.parametrize("sign", ["\t", ";", ",", " | "])
@pytest.mark.parametrize(
    "rows",
    [
        "Members~Short term~Help\nMembers~Long term~Pride\nOrganization~Short term~Speed",
        "Help~Miembros~corto plazo\nPride~Miembros~largo plazo\nSpeed~Organización~corto plazo",
        "court terme~Membres~Help\nlong terme~Membres~Pride\ncourt terme~Organisation~Speed",
    ],
)
def test_a_table_without_heads_may_have_its_horizons_in_a_column(rows, sign):
    expected = "Members | Help | Pride\n@ Organization | Speed |"
    lines = rows.replace("~", sign).split("\n")
    text = "\n".join(f"| {line} |" for line in lines) if "|" in sign else "\n".join(lines)
    assert taken(text) == expected


def test_names_of_rows_stand_beside_such_a_column():
    assert taken("Nurses\tHelp\tshort\nNurses\tPride\tlong", Matrix()) == "Nurses | Help | Pride"
    assert taken("Members\tShort term\tHelp", Matrix()) == "Members | Help |"
    rows = "Nurses\tshort\tHelp\nNurses\tlong\tPride\nin all\t\t2\n"
    assert taken(rows, Matrix()) == "Nurses | Help | Pride\nparked | 2"


@pytest.mark.parametrize("sign", ["\t", "</td><td>", " | "])
def test_words_that_only_look_like_heads_are_values(sign):
    text = sign.join(("Help", "Long term", "Fun"))
    if sign != "\t":
        text = f"| {text} |\n|---|---|---|" if "|" in sign else f"<table><tr><td>{text}</table>"
    assert importer_of(text).read(text).texts == ("Help", "Long term", "Fun")
    blank = "Stakeholder\tShort term\tLong term\n\t\t"
    assert (importer_of(blank).read(blank).texts, taken(blank, Matrix())) == ((), "")


def test_the_people_of_a_row_may_be_described_in_several_lines():
    text = "## Members\n### Nurses\nOn the wards.\nMostly at night.\n#### Short term\n- Help"
    row = importer_of(text).read(text).matrix.members[0]
    assert (row.name, row.persona) == ("Nurses", "On the wards. Mostly at night.")


@pytest.mark.parametrize(
    "drawing",
    [
        "┌─────────┬────────────┬───────────┐\n│         │ Short term │ Long term │\n"
        "├─────────┼────────────┼───────────┤\n│ Members │ Help       │ Pride     │\n"
        "│ Sponsor │ Speed      │ Trust     │\n└─────────┴────────────┴───────────┘",
        "┏━━━━━━━━━┳━━━━━━━━━━━━┳━━━━━━━━━━━┓\n┃         ┃ Short term ┃ Long term ┃\n"
        "┡━━━━━━━━━╇━━━━━━━━━━━━╇━━━━━━━━━━━┩\n│ Members │ Help       │ Pride     │\n"
        "├─────────┼────────────┼───────────┤\n│ Sponsor │ Speed      │ Trust     │\n"
        "└─────────┴────────────┴───────────┘",
        "╔═════════╦════════════╦═══════════╗\n║         ║ Short term ║ Long term ║\n"
        "╠═════════╬════════════╬═══════════╣\n║ Members ║ Help       ║ Pride     ║\n"
        "║ Sponsor ║ Speed      ║ Trust     ║\n╚═════════╩════════════╩═══════════╝",
        "+---------+------------+-----------+\n| row     | short_term | long_term |\n"
        "+---------+------------+-----------+\n| Members | Help       | Pride     |\n"
        "| Sponsor | Speed      | Trust     |\n+---------+------------+-----------+",
        " row     | short_term | long_term \n---------+------------+-----------\n"
        " Members | Help       | Pride\n Sponsor | Speed      | Trust",
    ],
)
def test_tables_drawn_by_database_shells_and_terminal_programs(drawing):
    assert taken(drawing, Matrix()) == "Members | Help | Pride\n@ Sponsor | Speed | Trust"
    plain = drawing.replace("Short term", "Ideas     ").replace("short_term", "Ideas     ")
    plain = plain.replace("Long term", "More     ").replace("long_term", "More     ")
    plain = plain.replace("Members", "Prompt ").replace("Sponsor", "Steady ").replace("row", "   ")
    words = {"Ideas", "More", "Prompt", "Help", "Pride", "Steady", "Speed", "Trust"}
    assert set(importer_of(plain).read(plain).texts) == words


def test_a_horizon_and_its_value_may_share_a_line():
    expected = "Members | Help, and advice | Pride\n@ Organization | Speed |"
    lines = "Short term: Help, and advice\nLong term: Pride\n{}\nShort term: Speed"
    for text in (
        "Members (short term): Help, and advice\nMembers (long term): Pride\n"
        "Organization (short term): Speed",
        f"Members:\n{lines.format('Organization:')}",
        "Members\n- Short term: Help, and advice\n- Long term: Pride\n"
        "Organization\n- Short term: Speed\n",
    ):
        assert taken(text) == expected, text
    nurses = "Short term: Nurses\n- Help\nLong term: Nurses\n- Pride"
    assert taken(nurses, Matrix()) == "Nurses | Help | Pride"
    kept = "## Members\n### Short term\n- Help\n- Long term: later\n## Parking lot\n- Short term: x"
    assert taken(kept, Matrix()) == "Members | Help; Long term: later |\nparked | Short term: x"


@pytest.mark.parametrize(
    "outline",
    [
        "Members\n\tShort term\n\t\tHelp\n\t\tFun\n\tLong term\n\t\tPride\n"
        "Organization\n\tShort term\n\t\tSpeed",
        "•\tMembers\n\to\tShort term\n\t\t§\tHelp\n\t\t§\tFun\n\to\tLong term\n\t\t§\tPride\n"
        "•\tOrganization\n\to\tShort term\n\t\t§\tSpeed",
        "1. Members\n   a. Short term\n      - Help\n      - Fun\n   b. Long term\n      - Pride\n"
        "2. Organization\n   a. Short term\n      - Speed",
        "# 1. Members\n## 1.1 Short term\n- Help\n- Fun\n## 1.2 Long term\n- Pride\n"
        "# 2. Organization\n## 2.1 Short term\n- Speed",
        "1. Members: corto plazo\n- Help\n- Fun\n2. Members: largo plazo\n- Pride\n"
        "3. Organización: corto plazo\n- Speed",
    ],
)
def test_outlines_by_tabs_and_by_numbers(outline):
    assert taken(outline) == "Members | Help; Fun | Pride\n@ Organization | Speed |"


@pytest.mark.parametrize(
    "text",
    [
        "\tShort term\tLong term\nMembers\t1. Help\t1. Pride\n\t2. Fun\t",
        '\tShort term\tLong term\nMembers\t"1. Help\n2. Fun"\t1. Pride\n',
        "## Members\n### Short term\n1. Help\n2. Fun\n### Long term\n1. Pride",
        "## Members\n### Short term\na) Help\nb) Fun\n### Long term\na) Pride",
        "## Members\n### Short term\n1. Help\n2. Fun\n### Long term\n3. Pride\n4. 5. Fachtag",
    ],
)
def test_numbers_may_run_on_from_cell_to_cell(text):
    found = taken(text, Matrix())
    assert found.removesuffix("; 5. Fachtag") == "Members | Help; Fun | Pride"
    alone = "## Members\n### Short term\n5. Fachtag\n### Long term\n1. FC\n9. Platz"
    assert taken(alone, Matrix()) == "Members | 5. Fachtag | 1. FC; 9. Platz"


def test_sticky_notes_with_an_area_column():
    text = (
        "ID,Text,BG Color,Area\n1,Help,yellow,Members – Short Term\n"
        '2,"Trust, and\npride",blue,Organization: long term\n3,Foo,blue,Ideas\n'
    )
    read_ = importer_of(text).read(text)
    assert taken(text) == ("Members | Help |\n@ Organization |  | Trust, and pride\nparked | Foo")
    assert read_.remarks == (
        "“Ideas” names no cell, so its values went to the parking lot.",
        "2 columns left out: “ID” and “BG Color”.",
    )


def test_records_keep_their_details():
    text = (
        "audience,row,horizon,text,status,votes,note,review_by\n"
        'members,Nurses,short_term,\'=Help,at-risk,3,"a, b",2027-03-01\n'
        "parking_lot,,,Later,done,,,\n"
    )
    read_ = importer_of(text).read(text)
    (nurses,) = read_.matrix.members
    (value,) = nurses.short_term
    assert (value.text, value.status, value.votes, value.note) == ("=Help", "at-risk", 3, "a, b")
    assert str(value.review_by) == "2027-03-01"
    assert read_.matrix.parking_lot == (Value("Later"),)
    assert read_.remarks == ("“done” is no status and was left out.",)


@pytest.mark.parametrize("name", ["Members", "Miembros", "value for members", "MEMBRES"])
def test_a_generic_name_means_the_audience(name):
    assert generic_audience(name) == "members"
    assert generic_audience(f"Junior {name}") is None


@pytest.mark.parametrize(
    ("name", "audience"),
    [
        ("Ministry of Water", "organizations"),
        ("Five Rivers Development Bank", "organizations"),
        ("Utilities Association", "organizations"),
        ("Ministerio de Agua", "organizations"),
        ("Fondation Clairval", "organizations"),
        ("Utility managers", "members"),
        ("New utility engineers", "members"),
        ("Nurses", "members"),
        ("", "members"),
    ],
)
def test_the_audience_of_a_name_is_guessed_by_its_words(name, audience):
    assert guess_audience(name) == audience
