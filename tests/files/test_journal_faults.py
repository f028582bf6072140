"""The journal when the disk says no, when there is no home, and when signals come in between."""

from __future__ import annotations

import errno
import fcntl
import os
import resource
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from copvalue_tui.files.journal import writer as journals
from copvalue_tui.files.journal.recovery import unfinished
from copvalue_tui.files.journal.sessions import history, last_facts, sessions
from copvalue_tui.files.journal.writer import Journal
from copvalue_tui.files.session.read import read
from copvalue_tui.files.session.save import save
from copvalue_tui.files.session.write import write
from copvalue_tui.files.storage.file import load
from copvalue_tui.matrix.values import BLANK, Matrix, Place, Row, Value
from tests.files.fault_fs import in_child, is_calm, open_to_all
from tests.files.journals import START, TEXT, added, begun, do, killed, own_folders, recovery_files


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return own_folders(tmp_path, monkeypatch)


def refusing(
    monkeypatch: pytest.MonkeyPatch, name: str, code: int, times: int = 10**6
) -> list[int]:
    """A call of `os` that fails so many times; the result counts the calls."""
    real: Callable[..., object] = getattr(os, name)
    calls: list[int] = []

    def call(*words: object, **options: object) -> object:
        calls.append(1)
        if len(calls) <= times:
            raise OSError(code, os.strerror(code))
        return real(*words, **options)

    monkeypatch.setattr(os, name, call)
    return calls


def until(true: Callable[[], object], seconds: float = 20) -> None:
    """Waits for something that a thread does."""
    last = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < last
        time.sleep(0.01)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS])
def test_a_full_disk_is_reported_and_stops_nobody(
    file: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    journal, _, matrix = begun(file)
    matrix = do(journal, matrix, "One")
    with monkeypatch.context() as patch:
        refusing(patch, "write", code)
        matrix = do(journal, matrix, "Two")
        journal.draft(START, "half", adding=True)
        journal.note("session", pane="grid")
        journal.action("Before lunch", matrix, START, kind="checkpoint")
        assert journal.trouble.startswith("No recovery is possible for the last change: ")
        assert is_calm(journal.trouble)
    matrix = do(journal, matrix, "Three")
    assert journal.trouble == ""
    journal.end("crash")
    journal.close()
    (found,) = unfinished(file)
    assert found.matrix == matrix
    assert found.unread == ""


def test_a_letter_that_fits_does_not_hide_a_edit_that_does_not(file: Path) -> None:
    begun(file)[0].close()

    def story() -> list[str]:
        journal, _, matrix = begun(file)
        limit = recovery_files(file.parent)[-1].stat().st_size + 150
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
        do(journal, matrix, "One")
        told = [journal.trouble]
        journal.draft(START, "x", adding=True)
        told.append(journal.trouble)
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
        journal.draft(START, "xy", adding=True)
        told.append(journal.trouble)
        return told

    first, second, third = in_child(story)
    assert "too large for this account" in first
    assert first == second
    assert third == ""
    (found,) = unfinished(file)
    assert (found.actions, found.draft and found.draft.text) == (1, "xy")


def test_half_a_line_is_undone_so_that_later_ones_can_be_read(file: Path) -> None:
    begun(file)[0].close()

    def story() -> tuple[str, str]:
        journal, _, matrix = begun(file)
        limit = recovery_files(file.parent)[-1].stat().st_size + 100
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
        matrix = do(journal, matrix, "One")
        told = journal.trouble
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
        do(journal, matrix, "Two")
        return told, journal.trouble

    first, second = in_child(story)
    assert "too large for this account" in first
    assert second == ""
    (found,) = unfinished(file)
    assert [value.text for value in found.matrix.members[0].short_term] == ["Two", "One", "Help"]
    assert found.unread == ""


def test_a_save_makes_up_for_a_edit_that_could_not_be_written(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal, opened, matrix = begun(file)
    with monkeypatch.context() as patch:
        refusing(patch, "write", errno.ENOSPC)
        matrix = do(journal, matrix, "One")
    saved = save(opened, matrix)
    journal.saved(saved.file, matrix)
    assert journal.trouble == ""
    journal.end("term")
    journal.close()
    assert unfinished(file) == ()
    assert history(file, saved.file.sha256).moments[-1].label == "Added “One”"


def test_what_the_disk_did_not_confirm_is_rewritten(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journals, "PAUSE", 0)
    journal, _, matrix = begun(file)
    (path,) = recovery_files(file.parent)
    with monkeypatch.context() as patch:
        refusing(patch, "fdatasync", errno.EIO, times=1)
        before = path.stat().st_ino
        matrix = do(journal, matrix, "One")
        until(lambda: path.stat().st_ino != before)
    matrix = do(journal, matrix, "Two")
    until(lambda: not journal.trouble)
    journal.end("hangup")
    journal.close()
    (found,) = unfinished(file)
    assert (found.matrix, found.ended_why) == (matrix, "hangup")
    assert recovery_files(file.parent) == [path]


def test_a_disk_that_never_confirms_is_reported(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journals, "PAUSE", 0)
    journal, _, matrix = begun(file)
    with monkeypatch.context() as patch:
        refusing(patch, "fdatasync", errno.EIO)
        do(journal, matrix, "One")
        until(lambda: journal.trouble)
        assert is_calm(journal.trouble)
        do(journal, matrix, "Two")
        assert journal.trouble
    do(journal, matrix, "Three")
    until(lambda: not journal.trouble)
    journal.close()
    assert [path.suffix for path in recovery_files(file.parent)] == [".jsonl"]


def test_the_disk_is_asked_once_after_some_actions_and_never_while_nothing_happens(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert 0 < journals.PAUSE < 1, "so that at most the last second is missing"
    monkeypatch.setattr(journals, "PAUSE", 0.05)
    asked: list[int] = []
    real = os.fdatasync

    def watched(descriptor: int) -> None:
        real(descriptor)
        asked.append(descriptor)

    monkeypatch.setattr(os, "fdatasync", watched)
    journal, _, matrix = begun(file)
    until(lambda: asked)
    asked.clear()
    do(journal, matrix, "One")
    until(lambda: asked)
    time.sleep(0.5)
    assert len(asked) == 1
    journal.close()


def test_a_slow_disk_makes_nobody_wait(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journals, "PAUSE", 0)
    asked = threading.Event()
    answer = threading.Event()
    given_up: list[int] = []

    def slow(descriptor: int) -> None:
        asked.set()
        if not answer.wait(60):
            given_up.append(descriptor)

    monkeypatch.setattr(os, "fdatasync", slow)
    journal, _, matrix = begun(file)
    assert asked.wait(20)
    for number in range(50):
        matrix = do(journal, matrix, f"Value {number}")
    journal.draft(START, "half", adding=True)
    journal.end("hangup")
    answer.set()
    assert given_up == [], "the disk was still busy when all was written"
    journal.close()
    assert unfinished(file)[0].matrix == matrix


def test_without_a_home_it_lies_beside_the_file(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", "/nonexistent")
    killed(lambda: do(*begun(file)[::2], "One"))
    (beside,) = [one for one in file.parent.iterdir() if one.name.endswith(".recovery")]
    assert beside.name.startswith(".water.toml.")
    assert beside.stat().st_mode & 0o777 == 0o600
    (found,) = unfinished(file)
    assert found.journal_path == beside
    assert found.actions == 1
    assert not Path("/nonexistent").exists()


@pytest.mark.parametrize("state", ["open to all", "another's"])
def test_a_state_folder_that_is_not_ours_alone_is_not_used(
    file: Path, monkeypatch: pytest.MonkeyPatch, state: str
) -> None:
    folder = file.parent / "state" / "copvalue"
    folder.mkdir(parents=True)
    monkeypatch.setenv("XDG_STATE_HOME", str(folder.parent))
    if state == "open to all":
        folder.chmod(0o777)
    elif os.geteuid() == 0:
        os.chown(folder, 65534, 65534)
    else:
        pytest.skip("only root can give a folder away")
    killed(lambda: do(*begun(file)[::2], "One"))
    assert list(folder.iterdir()) == []
    assert len(unfinished(file)) == 1


def test_where_nothing_can_be_kept_it_says_so_and_goes_on() -> None:
    with open_to_all() as top:
        folder = top / "shared"
        folder.mkdir()
        (folder / "water.toml").write_text(TEXT)
        folder.chmod(0o555)

        def story() -> tuple[str, str]:
            os.environ["HOME"] = "/nonexistent"
            journal, opened, matrix = begun(folder / "water.toml")
            matrix = do(journal, matrix, "One")
            journal.draft(START, "x", adding=True)
            journal.saved(opened, matrix)
            journal.note("session", pane="grid")
            journal.action("x", matrix, START, kind="checkpoint")
            told = journal.trouble
            journal.end("quit")
            journal.close()
            return told, journal.trouble

        first, second = in_child(story, nobody=True)
        assert first == second
        assert first.startswith("No recovery is possible: there is no home folder")
        assert is_calm(first)


def test_a_file_that_cannot_be_rewritten_goes_on_as_it_is(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journals, "COMPACT", 1000)
    monkeypatch.setattr(journals, "PAUSE", 0)
    journal, _, matrix = begun(file)
    with monkeypatch.context() as patch:
        tried = refusing(patch, "replace", errno.EIO)
        for number in range(10):
            matrix = do(journal, matrix, f"Value {number}")
        until(lambda: tried)
        assert journal.trouble == ""
    journal.end("term")
    journal.close()
    (found,) = unfinished(file)
    assert found.matrix == matrix
    assert [one.suffix for one in recovery_files(file.parent)] == [".jsonl"]


def test_what_a_session_noted_is_known_to_the_next(file: Path) -> None:
    assert last_facts(file) == last_facts(Path("a\0b")) == {}
    journal, _, _ = begun(file)
    journal.note("review", row="1", slot="2")
    journal.note("review", row="3", slot="4")
    journal.note("session", pane="grid")
    journal.end("quit")
    journal.close()
    assert last_facts(file) == {"review": {"row": "3", "slot": "4"}, "session": {"pane": "grid"}}
    assert unfinished(file) == ()


def test_an_end_never_waits_for_what_it_interrupts(file: Path) -> None:
    journal, _, matrix = begun(file)
    do(journal, matrix, "One")

    def story() -> None:
        with journal._lock:
            journal.end("hangup")

    thread = threading.Thread(target=story, daemon=True)
    thread.start()
    thread.join(2)
    assert not thread.is_alive()
    journal.end("quit")
    journal.close()
    (found,) = unfinished(file)
    assert found.ended_why == "hangup"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_in_the_middle_of_anything_leaves_a_whole_story(
    file: Path, monkeypatch: pytest.MonkeyPatch, number: signal.Signals
) -> None:
    monkeypatch.setattr(journals, "COMPACT", 3000)
    monkeypatch.setattr(journals, "GROWTH", 1)
    monkeypatch.setattr(journals, "PAUSE", 0)
    begun(file)[0].close()
    for turn in range(12):
        reader, writer = os.pipe()
        child = os.fork()
        if not child:
            journal, _, matrix = begun(file)

            def leave(*_: object, journal: Journal = journal) -> None:
                journal.end("term")
                os._exit(0)

            signal.signal(number, leave)
            for count in range(10**6):
                matrix = do(journal, matrix, f"Value {count}")
                os.write(writer, b".")
        os.close(writer)
        told = b""
        while len(told) < 5 + turn * 3:
            told += os.read(reader, 1)
        os.kill(child, number)
        assert os.waitpid(child, 0)[1] == 0
        while more := os.read(reader, 1000):
            told += more
        os.close(reader)
        (found,) = unfinished(file)
        assert found.ended_why == "term"
        assert len(told) <= found.actions <= len(told) + 1
        assert found.unread == ""
        found.journal_path.unlink()


def test_without_locks_a_running_session_is_known_by_its_number(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_locks(*_: object) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", no_locks)
    journal, _, matrix = begun(file)
    do(journal, matrix, "One")
    assert unfinished(file) == ()
    killed(lambda: do(*begun(file)[::2], "Two"))
    (found,) = unfinished(file)
    assert found.steps[-1].label == "Added “Two”"
    journal.end("term")
    journal.close()
    assert len(unfinished(file)) == 2


def test_two_sessions_of_one_file_have_a_journal_each(file: Path) -> None:
    one, _, matrix = begun(file)
    other, _, _ = begun(file)
    do(one, matrix, "Mine")
    do(other, matrix, "Theirs")
    for journal in (one, other):
        journal.end("term")
        journal.close()
    texts = {found.matrix.members[0].short_term[0].text for found in unfinished(file)}
    assert texts == {"Mine", "Theirs"}


def test_a_long_draft_is_recorded_by_what_changes(file: Path) -> None:
    journal, _, _ = begun(file)
    text = ""
    for letter in "A thought. " * 200:
        text += letter
        journal.draft(START, text, adding=False)
    text = text[:700] + text[760:]
    journal.draft(START, text, adding=False)
    journal.end("hangup")
    journal.close()
    (found,) = unfinished(file)
    assert found.draft is not None
    assert (found.draft.text, found.draft.adding, found.actions) == (text, False, 0)
    assert found.journal_path.stat().st_size < 2200 * 200


def test_a_edit_or_nothing_typed_ends_a_draft(file: Path) -> None:
    journal, _, matrix = begun(file)
    journal.draft(START, "half", adding=True)
    matrix = do(journal, matrix, "Whole")
    journal.draft(START, "other", adding=True)
    journal.draft(START, "", adding=True)
    journal.end("term")
    journal.close()
    (found,) = unfinished(file)
    assert (found.draft, found.matrix) == (None, matrix)


def test_a_name_that_is_not_text_and_a_matrix_without_a_name(file: Path) -> None:
    odd = file.with_name(os.fsdecode(b"caf\xe9.toml"))
    killed(lambda: do(*begun(odd)[::2], "One"))
    (found,) = unfinished(odd)
    assert found.real == str(odd)

    def story() -> None:
        journal = Journal.begin("", "", None, "", BLANK)
        journal.action("Added “x”", added(BLANK, "x"), START)

    killed(story)
    assert len(recovery_files(file.parent)) == 2


def test_a_large_matrix_costs_a_few_hundred_bytes_a_edit(file: Path) -> None:
    rows = tuple(
        Row(f"Row {n}", tuple(Value(f"Value {n} {m}") for m in range(50))) for n in range(200)
    )
    file.write_text(write(Matrix(members=rows), ""))
    journal, opened, matrix = begun(file)
    (path,) = recovery_files(file.parent)
    for place in (Place(7, 0, 3), Place(150, 1), Place(199, 0, 49)):
        before = path.stat().st_size
        matrix = added(matrix, "x", place)
        journal.action("Added “x”", matrix, place, place)
        assert path.stat().st_size - before < 400
    moved = matrix.with_rows((*matrix.rows[1:], matrix.rows[0]))
    before = path.stat().st_size
    journal.action("Moved", moved, START)
    assert path.stat().st_size - before < 1500
    journal.end("term")
    journal.close()
    (found,) = unfinished(file)
    assert found.matrix == moved
    assert found.base == opened.source


def test_history_goes_back_from_session_to_session_as_long_as_the_file_is_theirs(
    file: Path,
) -> None:
    for name in ("One", "Two"):
        journal, opened, matrix = begun(file)
        matrix = do(journal, matrix, name)
        saved = save(opened, matrix)
        journal.saved(saved.file, matrix)
        if name == "Two":
            journal.action("Before lunch", matrix, START, kind="checkpoint")
        journal.end("quit")
        journal.close()
    told = history(file, load(file).sha256).moments
    assert [step.label for step in told] == [
        *("Opened", "Added “One”", "Opened", "Added “Two”", "Before lunch"),
    ]
    assert [step.kind for step in told] == ["open", "do", "open", "do", "checkpoint"]
    assert len({step.session for step in told}) == 2
    assert told[1].matrix == told[2].matrix
    file.write_text(TEXT.replace("Help", "Theirs"))
    assert history(file, load(file).sha256).moments == ()
    still_known = [step.label for session in sessions(file) for step in session.moments]
    assert still_known == [step.label for step in told]


def test_history_follows_the_session_whose_work_was_continued(file: Path) -> None:
    from copvalue_tui.files.journal.recovery import continued

    killed(lambda: do(*begun(file)[::2], "One"))
    (found,) = unfinished(file)
    journal, opened, _ = begun(file, follows=found.session)
    journal.action("Continued", found.matrix, found.cursor)
    assert continued(found)
    assert unfinished(file) == ()
    saved = save(opened, found.matrix)
    journal.saved(saved.file, found.matrix)
    journal.end("quit")
    journal.close()
    labels = [step.label for step in history(file, saved.file.sha256).moments]
    assert labels == ["Opened", "Added “One”", "Opened", "Continued"]


@pytest.mark.parametrize(("why", "offered"), [("quit", 1), ("discard", 0), ("crash", 1)])
def test_who_wants_nothing_back_is_offered_nothing(file: Path, why: str, offered: int) -> None:
    journal, _, matrix = begun(file)
    do(journal, matrix, "One")
    journal.end(why)
    journal.close()
    assert len(unfinished(file)) == offered


def test_what_was_undone_again_is_no_unsaved_work(file: Path) -> None:
    journal, _, matrix = begun(file)
    do(journal, matrix, "One")
    journal.action("Undid “Added One”", replace(matrix), START, kind="undo")
    journal.end("hangup")
    journal.close()
    assert unfinished(file) == ()
    assert read(file.read_text()) == matrix


def test_only_five_hundred_edits_are_kept(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journals, "COMPACT", 20_000)
    monkeypatch.setattr(journals, "PAUSE", 0)
    journal, _, matrix = begun(file)
    for number in range(600):
        matrix = matrix if number % 2 else added(read(TEXT), f"Value {number}")
        journal.action(f"Deed {number}", matrix, START)
    journal.end("term")
    journal.close()
    (found,) = unfinished(file)
    assert len(found.steps) == 501
    assert found.steps[-1].matrix == matrix
