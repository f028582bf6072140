"""Every format: what it says of a matrix, and that no text of a person does anything in it."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from copvalue_tui.exports import json_text
from copvalue_tui.exports.document import BLANK_LINES
from copvalue_tui.exports.extract import Extract, emptied, extracted
from copvalue_tui.exports.registry import ExportOptions, exported, exporter, loss_sentence
from copvalue_tui.files.session import keys
from copvalue_tui.files.session.read import read
from copvalue_tui.matrix.fields.table import FIELDS
from copvalue_tui.matrix.text.escape import unescape_formula
from copvalue_tui.matrix.text.sanitize import safe
from copvalue_tui.matrix.values import BLANK, Matrix, Row, Value
from tests.exports.matrices import HOSTILE, HOSTILE_TEXTS, RICH

SAMPLES = Path(__file__).parents[2] / "samples"
OUTLINE = ExportOptions(outline=True)
TEXTS = ("md", "txt", "html", "csv", "tsv", "json", "jsonl")


def text_of(matrix: Matrix, name: str, options: ExportOptions | None = None) -> str:
    return exported(matrix, name, options).decode()


def rows_of(text: str, separator: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text), delimiter=separator))


# Tables of values


@pytest.mark.parametrize(("name", "separator"), [("csv", ","), ("tsv", "\t")])
def test_a_table_has_a_row_a_value_and_a_column_for_each_field(name, separator):
    rows = rows_of(text_of(RICH, name), separator)
    assert list(rows[0]) == ["audience", "row", "horizon", *(field.name for field in FIELDS)]
    assert [row["text"] for row in rows] == [
        *("Help with challenges", "Plain bread", "Old hopes"),
        *("Fewer complaints", "Members who stay", "A bakery on the moon"),
    ]
    assert rows[0]["review_by"] == "2027-03-01"
    assert rows[0]["indicator"] == "answered in two days: 23 → 41 % of 40 on 2026-11-01"
    assert rows[5]["audience"] == "parking_lot"


def test_a_byte_order_mark_is_for_excel_alone():
    assert exported(RICH, "csv", ExportOptions(excel=True)).startswith(b"\xef\xbb\xbfaudience,")
    assert exported(RICH, "csv").startswith(b"audience,")


@pytest.mark.parametrize(("name", "separator"), [("csv", ","), ("tsv", "\t")])
def test_no_cell_of_a_table_is_a_formula_and_each_comes_back(name, separator):
    cells = [row["text"] for row in rows_of(text_of(HOSTILE, name), separator)]
    assert not [cell for cell in cells if re.match(r"\s*[=+\-@＝＋－＠\t]", cell)]
    assert [unescape_formula(cell) for cell in cells] == [
        *map(safe, HOSTILE_TEXTS * 2),
        "-2+3",
    ]


# JSON


def test_json_has_the_keys_of_the_session_file():
    found = json.loads(text_of(RICH, "json"))
    assert list(found) == [
        *("format", "title", "domain", "purpose", "stage", "short_term_means", "long_term_means"),
        *("review_cadence", "language", "packs", "parking_lot"),
        *("members", "organizations", "reviews"),
    ]
    first, second = found["members"][0]["short_term"]
    assert list(first) == [key.name for key in keys.VALUE]
    assert first["indicator"]["on"] == "2026-11-01"
    assert second == "Plain bread"
    assert json_text.FORMAT == keys.FORMAT


@pytest.mark.parametrize("name", ["water", "plant", "survey", "toolkit", "blank"])
def test_json_of_a_sample_is_what_its_file_says(name):
    import tomllib

    text = (SAMPLES / f"{name}.toml").read_text(encoding="utf-8")
    found = json.loads(text_of(read(text), "json"))
    spelled = json.loads(json.dumps(tomllib.loads(text), default=str))
    assert {"format": 1, **_plain(spelled)} == {"format": 1, **_plain(found)}


def _plain(found):
    """The same without keys that hold nothing, and with single texts for bare values."""
    if isinstance(found, dict):
        bare = {key: _plain(part) for key, part in found.items()}
        return {key: part for key, part in bare.items() if part not in ([], "", 0)}
    return [_plain(part) for part in found] if isinstance(found, list) else found


def test_json_lines_are_values_with_their_places():
    lines = [json.loads(line) for line in text_of(RICH, "jsonl").splitlines()]
    assert [line["text"] for line in lines][-1] == "A bakery on the moon"
    assert lines[1] == {
        "audience": "members",
        "row": "Bakers",
        "horizon": "short_term",
        "text": "Plain bread",
    }


@pytest.mark.parametrize("name", ["json", "jsonl"])
def test_json_says_every_text_exactly_and_shows_a_terminal_none_of_its_commands(name):
    text = text_of(HOSTILE, name)
    assert not set(text) & {"\x1b", "\x9b", "\x00", "\u202e", "\u200b"}
    said = json.dumps(json.loads(text) if name == "json" else text.splitlines()[:0])
    if name == "jsonl":
        texts = [json.loads(line)["text"] for line in text.splitlines()]
        assert texts[: len(HOSTILE_TEXTS)] == list(HOSTILE_TEXTS)
    else:
        short = json.loads(text)["organizations"][0]["short_term"]
        assert [value["text"] for value in short] == list(HOSTILE_TEXTS)
    assert said


# Markdown


def cells_of(text: str) -> list[str]:
    """What a renderer shows in the cells of the tables of a text."""
    renderer = MarkdownIt("commonmark").enable("table")
    return [
        "".join(part.content for part in token.children or () if part.type == "text")
        for token in renderer.parse(text)
        if token.type == "inline"
    ]


def test_a_markdown_table_has_a_line_a_value_and_needs_no_html():
    assert text_of(RICH, "md") == (
        "# Bread bakers\n"
        "\n"
        "- Domain: Sourdough\n"
        "- Purpose: Better bread\n"
        "- Stage: Year 2\n"
        "- Review cadence: yearly\n"
        "\n"
        "## Members\n"
        "\n"
        "| | Short Term Value (this year) | Long Term Value (in three years) |\n"
        "|---|---|---|\n"
        "| **Bakers** | Help with challenges *(realized, high priority, 5 votes)* |"
        " Old hopes *(retired)* |\n"
        "| | Plain bread | |\n"
        "| **Millers** | | |\n"
        "\n"
        "## Organizations\n"
        "\n"
        "| | Short Term Value (this year) | Long Term Value (in three years) |\n"
        "|---|---|---|\n"
        "| **Guild** | Fewer complaints | Members who stay *(at-risk)* |\n"
        "\n"
        "## Parking lot\n"
        "\n"
        "- A bakery on the moon *(1 vote)*\n"
    )


def test_the_template_is_one_table():
    matrix = read((SAMPLES / "toolkit.toml").read_text(encoding="utf-8"))
    text = text_of(matrix, "md")
    assert text.count("|---|---|---|") == 1
    assert "| **Organization** | Rapid problem solving | Strategic capacity building |" in text


def test_markdown_shows_every_hostile_text_as_it_is_and_keeps_the_table():
    text = text_of(HOSTILE, "md")
    assert "\\<script\\>" in text
    assert not re.search(r"(?<!\\)[<>]", text)
    shown = cells_of(text)
    missing = [each for each in HOSTILE_TEXTS if " ".join(safe(each).split()) not in shown]
    assert missing == []
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    assert {token.type for token in tokens} & {"html_block", "fence", "code_block"} == set()
    widths = {line.count("</td>") + line.count("</th>") for line in _table_rows(text)}
    assert widths == {3}


def _table_rows(text: str) -> list[str]:
    page = MarkdownIt("commonmark").enable("table").render(text)
    return re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)


def test_a_markdown_outline_has_every_detail_and_the_reviews():
    text = text_of(RICH, "md", OUTLINE)
    for said in (
        "### Bakers\n\nThey rise early.\n\n*tags: expert*\n\n#### Short Term Value (this year)\n\n",
        "- Help with challenges *(realized, high priority, 5 votes)*\n  - shared value: Faster",
        "  - indicator: answered in two days: 23 → 41 % of 40 on 2026-11-01\n",
        "### Millers\n\n#### Short Term Value (this year)\n\n*no values yet*\n",
        "## Review of 2026-11-23\n\n- facilitator: Core group\n",
        "### Decisions\n\n- Keep it.\n",
    ):
        assert said in text
    assert "\n\n\n" not in text


# HTML


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def parsed(text: str) -> _Reader:
    reader = _Reader()
    reader.feed(text)
    reader.close()
    assert reader.open == []
    return reader


@pytest.mark.parametrize("matrix", [RICH, HOSTILE, BLANK, Matrix()])
def test_a_page_has_no_script_and_asks_nothing_of_others(matrix):
    text = text_of(matrix, "html")
    page = parsed(text)
    assert {tag for tag, _ in page.tags} <= {
        *("html", "head", "meta", "title", "style", "body", "main", "header", "section"),
        *("h1", "h2", "h3", "p", "dl", "div", "dt", "dd", "small", "span", "b", "bdi"),
        *("table", "thead", "tbody", "tr", "th", "td", "ul", "li"),
    }
    names = {name for _, attributes in page.tags for name in attributes}
    assert not [name for name in names if name.startswith("on") or name in ("src", "href")]
    assert "default-src 'none'" in text
    style = text[text.index("<style>") : text.index("</style>")]
    assert "url(" not in style
    assert "@import" not in style
    assert "prefers-color-scheme: dark" in style


def test_a_page_shows_every_text_as_it_is():
    shown = set(parsed(text_of(HOSTILE, "html")).texts)
    assert {safe(text) for text in HOSTILE_TEXTS} <= shown


def test_a_page_has_the_details_the_parking_lot_and_the_reviews():
    shown = " ".join(parsed(text_of(RICH, "html")).texts)
    for said in (
        *("Bread bakers", "Sourdough", "They rise early.", "this year", "in three years"),
        *("realized", "high priority", "5 votes", "Core group", "41 of 46 answered"),
        *("A bakery on the moon", "Review of 2026-11-23", "Keep it."),
    ):
        assert said in shown


# Languages, worksheets, parts, losses


@pytest.mark.parametrize("name", ["md", "txt", "html"])
def test_labels_are_in_the_language_of_the_matrix_unless_another_is_asked_for(name):
    spanish = replace(RICH, language="es-419")
    text = text_of(spanish, name)
    for word in ("Valor a corto plazo", "logrado", "prioridad alta"):
        assert word.casefold() in text.casefold()
    french = text_of(spanish, name, ExportOptions(language="fr")).casefold()
    assert "valeur à court terme" in french
    assert "short term" not in french
    assert text_of(replace(RICH, language="qq"), name) == text_of(RICH, name)


@pytest.mark.parametrize("name", ["md", "txt", "html"])
def test_a_worksheet_has_lines_to_write_on_and_none_of_the_values(name):
    options = ExportOptions(blank=True, question=lambda who, when: f"Which {who} {when}?")
    text = text_of(emptied(RICH), name, options)
    for said in ("Bakers", "Guild", "Millers", "Worksheet: Bread bakers", "Which members"):
        assert said in text
    for value in ("Help with challenges", "moon", "Keep it", "no values"):
        assert value not in text
    lines = {"md": "- ……", "txt": "- ____", "html": "<li></li>"}[name]
    assert text.count(lines) == 6 * BLANK_LINES


def test_the_page_of_a_row_says_nothing_that_is_for_the_core_group():
    part = extracted(RICH, Extract("bakers"))
    for name in TEXTS:
        options = ExportOptions(full_rows=part.whole)
        for asked in (options, options._replace(outline=True)):
            text = text_of(part.matrix, name, asked)
            assert "Help with challenges" in text
            assert "Fewer complaints" in text, "the guild shares this"
            for private in ("Core group", "41 of 46", "Old hopes", "Guild office", "moon", "stay"):
                assert private not in text, name
    full = extracted(RICH, Extract("bakers", full=True)).matrix
    for private in ("Core group", "41 of 46", "Old hopes", "Guild office"):
        assert private in text_of(full, "json")


@pytest.mark.parametrize(
    ("wanted", "texts"),
    [
        (Extract(audience="organizations"), ["Fewer complaints", "Members who stay"]),
        (Extract(horizon="long_term"), ["Old hopes", "Members who stay"]),
        (Extract(statuses=("at-risk", "retired")), ["Old hopes", "Members who stay"]),
        (Extract(priorities=("high",)), ["Help with challenges"]),
        (Extract(theme="FASTER repairs"), ["Help with challenges", "Fewer complaints"]),
        (Extract("guild", horizon="short_term"), ["Help with challenges", "Fewer complaints"]),
        (Extract(statuses=("parked",)), []),
    ],
)
def test_a_part_has_the_values_that_are_asked_for(wanted, texts):
    part = extracted(RICH, wanted)
    assert [row["text"] for row in rows_of(text_of(part.matrix, "csv"), ",")] == texts
    assert not part.matrix.reviews
    assert not part.matrix.parking_lot


def test_one_horizon_is_one_column():
    options = ExportOptions(horizons=("long_term",))
    for name in ("md", "txt", "html"):
        text = text_of(RICH, name, options)
        assert "Long Term Value" in text
        assert "Short Term Value" not in text


def test_what_a_format_cannot_carry_is_told_only_if_the_matrix_has_it():
    said = loss_sentence(RICH, exporter("csv"), ExportOptions())
    assert said == (
        "Not in csv: the title and what the horizons mean, the facts of the community, personas, "
        "the tags of rows, rows without values, reviews and language and packs."
    )
    plain = Matrix(members=(Row("A", (Value("a"),)),))
    assert loss_sentence(plain, exporter("csv"), ExportOptions()) == ""
    assert "--outline" in loss_sentence(RICH, exporter("md"), ExportOptions())
    assert "--outline" not in loss_sentence(RICH, exporter("md"), OUTLINE)
    assert loss_sentence(HOSTILE, exporter("json"), ExportOptions()) == ""


@pytest.mark.parametrize("name", TEXTS)
def test_nothing_hostile_reaches_a_terminal(name):
    for options in (ExportOptions(), OUTLINE):
        assert not set(text_of(HOSTILE, name, options)) & {"\x1b", "\x9b", "\x00", "\u202e", "\x07"}
