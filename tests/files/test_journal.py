"""The journal: what was confirmed is found again, whatever became of the session."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from copvalue_tui.files.journal.recovery import unfinished
from copvalue_tui.files.journal.sessions import history
from copvalue_tui.files.session.read import read
from copvalue_tui.files.session.save import save
from copvalue_tui.matrix.values import Place, Value
from tests.files.journals import START, TEXT, added, begun, do, killed, own_folders, recovery_files
from tests.laws import examples


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return own_folders(tmp_path, monkeypatch)


def test_what_a_killed_session_did_is_found_again(file: Path) -> None:
    def story() -> None:
        journal, _, matrix = begun(file)
        do(journal, matrix, "Access", "Fun")
        journal.draft(Place(0, 1), "Half a tho", adding=True)

    killed(story)
    (found,) = unfinished(file)
    matrix = added(added(read(TEXT), "Access"), "Fun")
    assert found.matrix == matrix
    assert (found.actions, found.ended_why, found.unread) == (2, "", "")
    assert found.draft is not None
    assert (found.draft.text, found.draft.place, found.draft.adding) == (
        "Half a tho",
        Place(0, 1),
        True,
    )
    assert [step.label for step in found.steps] == ["Opened", "Added “Access”", "Added “Fun”"]
    assert [step.matrix for step in found.steps] == [
        read(TEXT),
        added(read(TEXT), "Access"),
        matrix,
    ]
    assert found.base_text == file.read_text() == TEXT


def test_nothing_confirmed_is_lost_to_many_kills(file: Path) -> None:
    begun(file)[0].close()
    for number in range(examples(28, 300)):
        reader, writer = os.pipe()
        child = os.fork()
        if not child:
            journal, _, matrix = begun(file)
            for count in range(1000):
                matrix = do(journal, matrix, f"Value {number} {count}")
                os.write(writer, b"%d\n" % count)
            os._exit(0)
        os.close(writer)
        told = b""
        while told.count(b"\n") <= number % 7:
            told += os.read(reader, 100)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        while more := os.read(reader, 1000):
            told += more
        os.close(reader)
        confirmed = told.count(b"\n")
        (found,) = unfinished(file)
        texts = [value.text for value in found.matrix.members[0].short_term]
        assert confirmed <= found.actions <= confirmed + 1
        expected = [f"Value {number} {count}" for count in range(found.actions)]
        assert texts == [*reversed(expected), "Help"]
        found.journal_path.unlink()


def test_an_open_session_is_not_offered_and_a_settled_one_neither(file: Path) -> None:
    journal, opened, matrix = begun(file)
    matrix = do(journal, matrix, "Access")
    assert unfinished(file) == ()
    saved = save(opened, matrix)
    journal.saved(saved.file, matrix)
    journal.end("hangup")
    journal.close()
    assert unfinished(file) == ()
    labels = [step.label for step in history(file, saved.file.sha256).moments]
    assert labels == ["Opened", "Added “Access”"]
    assert history(file, "another").moments == ()


def test_a_session_that_did_nothing_leaves_nothing(file: Path, tmp_path: Path) -> None:
    journal, _, _ = begun(file)
    assert len(recovery_files(tmp_path)) == 1
    journal.end("quit")
    journal.close()
    assert recovery_files(tmp_path) == []


def test_the_file_is_private_and_so_is_its_folder(file: Path, tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        journal, _, _ = begun(file)
    finally:
        os.umask(old)
    (path,) = recovery_files(tmp_path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    journal.end("quit")
    journal.close()


def test_values_keep_their_details_and_the_matrix_its_own(file: Path) -> None:
    def story() -> None:
        journal, _, matrix = begun(file)
        journal.action("Agreed", added(matrix, "x"), START)
        rows = matrix.with_rows(
            tuple(row.with_cell("long_term", (Value("y", votes=3),)) for row in matrix.rows)
        )
        journal.action("Voted", rows, START)

    killed(story)
    (found,) = unfinished(file)
    assert [row.long_term for row in found.matrix.rows] == [(Value("y", votes=3),)] * 2
