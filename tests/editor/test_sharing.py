"""One key hands things out: formats with the file each writes, a row's page, minutes, copies."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from copvalue_tui.exports.registry import exporter, exporter_names
from copvalue_tui.matrix.details import set_detail
from copvalue_tui.matrix.values import Place
from tests.editor.stories import opened, parse, tell

START = "A | > a; b | c\n--\nBank | d |"


def test_every_format_is_offered_with_the_file_it_writes(file: Path):
    story = tell(opened(file), "X", None)
    formats = [one for one in story.host.options if one.group == "EXPORT"]
    assert {one.text for one in formats} == {
        f"Export as {exporter(name).title}…" for name in exporter_names()
    }
    assert "Export as Word document…" in [one.text for one in formats]
    assert formats[0].text == "Export as Markdown…"
    assert all(exporter(name).title for name in exporter_names())
    assert formats[0].hint == "a.md"
    assert all(one.about and "--" not in one.about for one in formats)


def test_an_export_goes_beside_the_matrix_and_says_what_it_leaves_out(file: Path):
    path = file.with_name("out.json")
    story = tell(opened(file), "X", "Export as JSON…", str(path))
    assert story.message == "Saved the export as “out.json”."
    assert json.loads(path.read_text(encoding="utf-8"))["members"][0]["name"] == "A"
    tagged = tell(opened(file), "I", "Tags", "staff").state
    story = tell(tagged, "X", "Export as Markdown", str(file.with_name("out.md")))
    assert story.message.startswith("Saved the export as “out.md”. Not in md: ")
    assert tell(opened(file), "X", "Export as Markdown", None).message == "Opened a.toml."


def test_the_words_of_the_palette_export_too(tmp_path: Path):
    path = tmp_path / "page.html"
    assert tell(START, ":", f"export {path}").message == "Saved the export as “page.html”."
    assert path.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert tell(START, ":", "export MD", str(tmp_path / "a.md")).message.endswith("“a.md”.")
    assert tell(START, ":", "export", None).host.asked == ["Commands", "Share"]


@pytest.mark.parametrize("name", ["pages", "out.pages", "out", "\x1b[31m", "../.."])
def test_what_is_no_format_is_refused_and_nothing_is_written(tmp_path: Path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    story = tell(START, ":", f"export {name}")
    assert story.message.endswith("Nothing was saved.")
    assert "\x1b" not in story.message
    assert list(tmp_path.iterdir()) == []


def test_an_export_never_replaces_the_matrix_or_a_file_unasked(file: Path):
    before = file.read_bytes()
    other = file.with_name("b.md")
    other.write_text("mine", encoding="utf-8")
    assert tell(opened(file), ":", f"export {other}", "Keep that file").message.startswith(
        "Nothing"
    )
    assert other.read_text(encoding="utf-8") == "mine"
    story = tell(opened(file), "X", "Export as Markdown", str(file))
    assert "That is the matrix itself" in story.message
    assert file.read_bytes() == before


def test_minutes_are_handed_out_once_a_review_is_recorded():
    story = tell(START, "X", "Minutes")
    assert story.message == "No review is recorded in this matrix yet; r to start one."


def test_copies_go_to_the_clipboard():
    story = tell(START, "X", "Copy the matrix as Markdown")
    assert "| a" in story.host.copied[0]
    assert story.message.startswith("Copied the matrix as Markdown. ")
    assert tell(START, "X", "Copy this cell as bullets").host.copied == ["- a\n- b\n"]
    empty = tell("A | > | b", "X", "Copy this cell")
    assert (empty.host.copied, empty.message) == ([], "This cell is empty; a to add a value.")


def test_a_file_open_to_read_is_handed_out_too(tmp_path: Path):
    state = replace(parse(START), read_only=True)
    assert tell(state, ":", f"export {tmp_path / 'a.csv'}").message.startswith("Saved")


@pytest.mark.parametrize("words", ["print", "export", "word", "share", "csv", "publish"])
def test_the_palette_finds_it(words):
    host = tell(START, ":", None).host
    assert host.options[host.find(words)[0]].text == "Export, report, minutes…"


COPIES = [
    ("this cell as bullets", "- a\n- b\n"),
    (
        "this cell as Markdown",
        "# Value matrix\n\n## Members\n\n| | Short Term Value |\n|---|---|\n"
        "| **A** | a |\n| | b |\n",
    ),
    ("this row as bullets", "A\nShort term:\n- a\n- b\nLong term:\n- c\n"),
    (
        "this row as Markdown",
        "# Value matrix\n\n## Members\n\n| | Short Term Value | Long Term Value |\n|---|---|---|\n"
        "| **A** | a | c |\n| | b | |\n",
    ),
    (
        "the matrix as bullets",
        "A\nShort term:\n- a\n- b\nLong term:\n- c\n\nBank\nShort term:\n- d\n",
    ),
]


@pytest.mark.parametrize(("what", "text"), COPIES)
def test_a_cell_a_row_or_the_matrix_is_copied_from_the_palette(what, text):
    story = tell(START, ":", "Copy as Markdown or bullets", f"Copy {what}")
    assert story.host.copied == [text]
    assert story.message.startswith(f"Copied {what}. ")
    assert tell(START, "X", f"Copy {what}").host.copied == [text]


def test_a_copied_row_tells_what_a_page_of_it_would():
    state = parse("A | > a | old")
    for key, value in (("owner", "Ann"), ("note", "secret"), ("status", "retired")):
        matrix = set_detail(state.matrix, [Place(0, int(key == "status"))], key, value)
        state = replace(state, scene=replace(state.scene, matrix=matrix))
    for how in ("Markdown", "bullets"):
        (text,) = tell(state, "X", f"Copy this row as {how}").host.copied
        assert "a" in text
        assert not any(word in text for word in ("Ann", "secret", "old"))
    empty = tell("A | > |", ":", "Copy as", "Copy this row as bullets")
    assert (empty.host.copied, empty.message) == ([], "This row is empty; a to add.")
    assert tell(START, ":", "Copy as", None).host.copied == []


def test_texts_to_write_on_from_go_beside_the_matrix(file: Path):
    for name in ("charter", "description", "pitch"):
        host = tell(opened(file), "X", None).host
        (option,) = (one for one in host.options if one.text.startswith(name.capitalize()))
        assert option.hint == f"a-{name}.md"
        path = file.with_name(option.hint)
        story = tell(opened(file), "X", name.capitalize(), str(path))
        assert story.message == f"Saved the {name} as “a-{name}.md”."
        assert path.read_text(encoding="utf-8").startswith(f"# {name.capitalize()}: ")
        again = tell(opened(file), "X", name.capitalize(), str(path), "Keep that file")
        assert again.message == "Nothing was saved."
