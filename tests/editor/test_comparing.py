"""Comparing the matrix with the saved file, an earlier version or another file."""

from __future__ import annotations

from pathlib import Path

import pytest

from copvalue_tui.files.journal.model import Moment
from copvalue_tui.files.journal.sessions import Session
from copvalue_tui.files.session.read import read
from copvalue_tui.files.storage.lock import LockOwner
from copvalue_tui.files.storage.versions import keep
from copvalue_tui.matrix.values import Place
from tests.editor.stories import ScriptedHost, opened, tell

FILE = 'format = 1\n[[members]]\nname = "Staff"\nshort_term = ["One", "Two"]\n'


@pytest.fixture
def matrix(file: Path) -> Path:
    file.write_text(FILE, encoding="utf-8")
    return file


def told(host: ScriptedHost) -> str:
    """All lines of the pages that were shown."""
    pages = host.help_pages
    return "\n".join(f"{sign} {words}" for page in pages for sign, words in page.lines)


def test_what_differs_from_the_saved_file_is_told_cell_by_cell(matrix):
    host = ScriptedHost()
    story = tell(opened(matrix), "d :", "Compare with", "The file as last saved", host=host)
    assert "− One" in told(host)
    assert story.state.unsaved
    assert story.state.pane == "grid"


def test_a_version_that_a_save_replaced_can_be_compared(matrix):
    old = FILE.replace('"Two"', '"Two", "Three"').encode()
    keep(str(matrix.resolve()), old)
    keep(str(matrix.resolve()), FILE.replace("One", "Uno").encode(), theirs=True)
    host = ScriptedHost()
    tell(opened(matrix), ":", "Compare with", "Version of", host=host)
    assert "Uno" in told(host)
    versions = [text for text in host.shown if text.startswith("Version of ")]
    assert len(versions) == 2


def test_a_checkpoint_of_any_session_can_be_compared(matrix):
    state = opened(matrix)

    def moment(label: str, text: str, kind: str) -> Moment:
        return Moment(label, 0, read(text), Place(0, 0), kind=kind)

    earlier = moment("Before the workshop", FILE.replace('"One"', '"Uno"'), "checkpoint")
    today = moment("After \x1b[2J lunch", FILE.replace(', "Two"', ""), "checkpoint")
    sessions = [
        Session((moment("Added", FILE, "do"), one), 0, 0, LockOwner("ada", "vm"))
        for one in (earlier, today)
    ]
    host = ScriptedHost(told=tuple(sessions))
    story = tell(state, ":", "Compare with", "Checkpoint “Before the workshop”", host=host)
    assert "Uno" in told(host)
    assert story.state.matrix == state.matrix
    named = [text for text in host.shown if text.startswith("Checkpoint ")]
    assert named[0].startswith("Checkpoint “After")
    assert len(named) == 2
    host = ScriptedHost(told=tuple(sessions))
    tell("A | > 1 |", ":", "Compare with", "Checkpoint “After", host=host)
    assert "+ 1" in told(host)


def test_another_file_can_be_compared_and_junk_is_told(matrix, tmp_path):
    other = tmp_path / "other.toml"
    other.write_text(FILE.replace('"One", ', ""), encoding="utf-8")
    host = ScriptedHost()
    tell(opened(matrix), ":", "Compare with", "Another file", str(other), host=host)
    assert "+ One" in told(host)
    for content, words in ((b"a = ", "cannot be read as a matrix"), (b"\xff\x00", "other.toml")):
        other.write_bytes(content)
        story = tell(opened(matrix), ":", "Compare with", "Another file", str(other))
        assert words in story.message
    story = tell(opened(matrix), ":", "Compare with", "Another file", str(tmp_path / "no.toml"))
    assert "no.toml" in story.message
    assert tell(opened(matrix), ":", "Compare with", None).state.pane == "grid"
    assert tell(opened(matrix), ":", "Compare with", "Another file", None).state.pane == "grid"


def test_a_matrix_without_a_file_says_what_to_do():
    story = tell("A | > 1 |", ":", "Compare with", "The file as last saved")
    assert story.message == "This matrix has no file yet; w to save it."
    assert tell("A | > 1 |", ":", "Compare with", "A moment").message.startswith("T shows the")
