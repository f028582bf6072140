"""What is typed is keys, however fast it arrives: in every pane, and at the start as well."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from copvalue_tui.files.session.read import read
from copvalue_tui.matrix.values import Matrix
from tests.pty.terminal import Terminal

pytestmark = pytest.mark.pty

ESC = "\x1b"


def saved(path: Path) -> Matrix:
    return read(path.read_text(encoding="utf-8"))


def first_cell(path: Path) -> list[str]:
    return [value.text for value in saved(path).members[0].short_term]


def leave(screen: Terminal) -> None:
    """Saves and quits, whatever is open by now."""
    screen.press("esc esc esc w")
    screen.wait_for("saved")
    screen.press("q")
    assert screen.wait() == 0


IN_ONE_WRITE = {
    "two lines, lower case": (
        f"afaster answers\rmore trust\r{ESC}",
        ["Help with challenges", "faster answers", "more trust"],
    ),
    "a line of one word": ("aknowhow\r\r", ["Help with challenges", "knowhow"]),
    "commands and words": ("jdkaquiet rooms for reading\r\r", ["Help with challenges", "quiet"]),
    "a reworded value": ("e and more of it\r", ["Help with challenges and more of it"]),
}


@pytest.mark.parametrize(("sent", "begin"), IN_ONE_WRITE.values(), ids=IN_ONE_WRITE)
def test_what_is_typed_at_once_is_done_key_by_key(edit, toolkit, sent, begin):
    with edit(toolkit) as screen:
        screen.send(sent)
        screen.settle(0.5)
        assert "from your clipboard" not in screen.text
        leave(screen)
    cell = first_cell(toolkit)[: len(begin)]
    assert all(text.startswith(start) for text, start in zip(cell, begin, strict=True)), cell


def test_words_typed_before_the_editor_reads_are_done_too(launch, toolkit):
    with launch(toolkit) as screen:
        screen.send(f"afaster answers\rmore trust\r{ESC}")
        screen.wait_for("more trust")
        screen.settle(0.5)
        leave(screen)
    assert first_cell(toolkit)[1:3] == ["faster answers", "more trust"]


def test_a_row_is_renamed_in_one_write(edit, toolkit):
    with edit(toolkit) as screen:
        screen.send("R")
        screen.wait_for("Name of this row")
        screen.send("\x15new engineers of towns\r")
        screen.wait_for("Renamed")
        screen.send("R\x15newer engineers of towns\r")
        screen.wait_for("newer engineers of towns")
        screen.settle(0.5)
        leave(screen)
    assert saved(toolkit).members[0].name == "newer engineers of towns"


def test_an_owner_and_twelve_verdicts_are_given_in_one_write(edit, water):
    verdicts = {"a": "agreed", "o": "on-track", "x": "at-risk", "z": "realized", "p": "parked"}
    with edit(water) as screen:
        screen.send("r\r")
        screen.wait_for("1 of ")
        screen.send("wcore group\r")
        screen.wait_for("owner “Core group”")
        screen.settle(0.5)
        screen.send("aoxzpdaoxzpd")
        screen.wait_for("13 of ")
        screen.settle(0.5)
        leave(screen)
    matrix = saved(water)
    values = [
        value for row in matrix.rows for cell in (row.short_term, row.long_term) for value in cell
    ]
    assert values[0].owner == "Core group"
    expected = [verdicts.get(letter, "retired") for letter in "aoxzpdaoxzpd"]
    assert [value.status for value in values[:12]] == expected


def test_a_word_key_in_the_same_write_as_the_words_edits_them(edit, toolkit):
    with edit(toolkit) as screen:
        screen.send(f"oquiet rooms for reading{ESC}b{ESC}b{ESC}d{ESC}\x7f tea and")
        screen.settle(0.4)
        assert "tea and reading" in screen.text.replace("quiet  ", "quiet ")
        screen.send(f"{ESC}x")
        screen.wait_for("does nothing here")
        screen.send("\r\r")
        leave(screen)
    assert first_cell(toolkit)[:3] == [
        "Help with challenges",
        "quiet tea and reading",
        "Access to expertise",
    ]


def test_in_the_grid_esc_and_a_letter_in_one_write_are_both(edit, toolkit):
    with edit(toolkit) as screen:
        screen.press("v j")
        screen.send(f"{ESC}d")
        screen.wait_for("Deleted “Access to expertise”")
        leave(screen)
    assert first_cell(toolkit)[0] == "Help with challenges"


@pytest.mark.parametrize("term", ["vt100", "vt220", "linux", "ansi"])
def test_a_terminal_in_doubt_is_asked_and_believed(launch, toolkit, term):
    with launch(toolkit, env={"TERM": term}) as screen:
        screen.wait_bytes(b"\x1b[?2004$p")
        screen.send("\x1b[?2004;2$y")
        screen.wait_for("Help with challenges")
        screen.settle(0.2)
        screen.send(f"afaster answers\rmore trust\r{ESC}")
        screen.wait_for("more trust")
        screen.settle(0.5)
        assert "from your clipboard" not in screen.text
        leave(screen)
    assert first_cell(toolkit)[1:3] == ["faster answers", "more trust"]


def test_a_terminal_that_marks_pastes_by_its_kind_is_not_asked(edit, toolkit):
    with edit(toolkit) as screen:
        assert b"\x1b[?2004$p" not in bytes(screen.raw)


def test_where_nothing_tells_a_paste_no_word_is_dropped(edit, toolkit):
    with edit(toolkit, env={"TERM": "linux"}) as screen:
        screen.send("faster answers\rmore trust\r")
        screen.wait_for("2 values from your clipboard")
        screen.press("esc u")
        leave(screen)
    assert first_cell(toolkit)[1:3] == ["faster answers", "more trust"]


@pytest.mark.parametrize("cut", [1, 5, 16, 22])
def test_where_the_line_is_cut_makes_no_difference(edit, toolkit, cut):
    sent = f"afaster answers\rmore trust\r{ESC}"
    with edit(toolkit) as screen:
        for part in itertools.chain([sent[:cut]], [sent[cut:]]):
            screen.send(part)
            screen.settle(0.1)
        screen.settle(0.5)
        leave(screen)
    assert first_cell(toolkit)[1:3] == ["faster answers", "more trust"]
