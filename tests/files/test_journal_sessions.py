"""Sessions that are over, told one after another; chains of sessions that continued each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from copvalue_tui.files.journal import sessions as journal_past
from copvalue_tui.files.journal import sessions as journal_sessions
from copvalue_tui.files.journal.recovery import continued, unfinished
from copvalue_tui.files.journal.sessions import history_through, last_facts, sessions
from copvalue_tui.files.journal.writer import Journal
from tests.files.journals import START, begun, do, killed, own_folders, recovery_files


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return own_folders(tmp_path, monkeypatch)


def ended(path: Path, *texts: str, why: str = "quit", follows: str = "") -> None:
    journal, _, matrix = begun(path, follows)
    do(journal, matrix, *texts)
    journal.end(why)
    journal.close()


def test_each_session_says_what_it_did_and_why_it_ended(file: Path) -> None:
    ended(file, "One", why="hangup")
    killed(lambda: do(*begun(file)[::2], "Two", "Three"))
    told = sessions(file)
    assert [session.why for session in told] == ["hangup", ""]
    assert [[one.label for one in session.moments] for session in told] == [
        ["Opened", "Added “One”"],
        ["Opened", "Added “Two”", "Added “Three”"],
    ]
    for session in told:
        assert session.started <= session.last_at
        assert session.writer.user
        assert (session.gone, session.lost, session.open) == (False, False, False)


def test_a_session_that_goes_on_and_one_that_did_nothing_are_not_told(file: Path) -> None:
    begun(file)[0].note("cursor", at="1")
    open_one, _, matrix = begun(file)
    do(open_one, matrix, "One")
    assert sessions(file) == ()
    open_one.end("quit")
    open_one.close()
    assert len(sessions(file)) == 1
    assert sessions(file.with_name("other.toml")) == ()
    assert sessions(Path("\0")) == ()


def test_the_last_edits_are_reported_and_that_there_were_more(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for word in ("One", "Two", "Three"):
        ended(file, word, f"{word} and a half")
    monkeypatch.setattr(journal_sessions, "MOST_ACTIONS", 3)
    first, last = sessions(file)
    assert [one.label for one in last.moments] == [
        "Opened",
        "Added “Three”",
        "Added “Three and a half”",
    ]
    assert [one.label for one in first.moments] == ["Opened", "Added “Two and a half”"]
    assert (first.gone, last.gone) == (True, False)
    assert first.moments[0].matrix != last.moments[0].matrix, "it begins where the rest begins"
    monkeypatch.setattr(journal_sessions, "MOST_ACTIONS", 2)
    (only,) = sessions(file)
    assert only.gone, "whole sessions are left out"
    assert len(only.moments) == 3


def test_a_damaged_journal_tells_what_can_be_read(file: Path, tmp_path: Path) -> None:
    killed(lambda: do(*begun(file)[::2], "One", "Two", "Three"))
    (journal,) = recovery_files(tmp_path)
    content = journal.read_bytes()
    journal.write_bytes(content.replace(b"Added \\u201cTwo", b"Added \\u201cTwX"))
    (session,) = sessions(file)
    assert [one.label for one in session.moments] == ["Opened", "Added “One”"]
    assert session.lost
    for junk in (b"", b"\xff" * 5000, b"\n" * 5000, content[:40], b"00000000 2 {}\n"):
        journal.write_bytes(junk)
        assert sessions(file) == ()
        assert history_through(file, journal.stem[17:]).moments == ()
        assert last_facts(file) == {}


def test_the_chain_of_continued_sessions_is_followed_back(file: Path) -> None:
    killed(lambda: do(*begun(file)[::2], "One"))
    for word in ("Two", "Three"):
        (found,) = unfinished(file)
        killed(lambda found=found, word=word: going_on(file, found, word))
        assert continued(found)
    (found,) = unfinished(file)
    told = history_through(file, found.session).moments
    assert [one.label for one in told if one.kind == "do"] == [
        f"Added “{word}”" for word in ("One", "Two", "Three")
    ]
    assert [one.kind for one in told].count("continue") == 2
    assert found.changes == 2 + 1
    assert [one.kind for one in found.lacking] == ["continue", "do"]


def going_on(file: Path, found, word: str) -> Journal:
    journal, _, _ = begun(file, found.session)
    journal.note("continued", changes=str(found.changes))
    journal.action("Continued unsaved work", found.matrix, found.cursor, kind="continue")
    do(journal, found.matrix, word)
    return journal


def test_a_chain_that_bites_its_tail_ends(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    killed(lambda: do(*begun(file)[::2], "One"))
    (found,) = unfinished(file)
    real = journal_past.told_in

    def biting(journal: Path):
        told = real(journal)
        assert told is not None
        object.__setattr__(told.story.origin, "follows", found.session)
        return told

    monkeypatch.setattr(journal_past, "told_in", biting)
    assert len(history_through(file, found.session).moments) == 2
    assert history_through(file, "").moments == ()
    assert history_through(file, "nobody").moments == ()
    assert history_through(Path("\0"), "nobody").moments == ()


@pytest.mark.parametrize("carried", ["", "0", "-3", "x", "9" * 30, "١"])
def test_a_forged_count_of_changes_counts_for_nothing(file: Path, carried: str) -> None:
    journal, _, matrix = begun(file)
    journal.note("continued", changes=carried)
    journal.action("Continued unsaved work", do(journal, matrix, "One"), START, kind="continue")
    journal.end("term")
    journal.close()
    (found,) = unfinished(file)
    assert found.changes == found.actions == 2


def test_of_each_kind_the_last_note_of_all_sessions_counts(file: Path) -> None:
    for facts in ({"review": "1", "cursor": "5"}, {"review": "2"}, {}):
        journal, _, matrix = begun(file)
        do(journal, matrix, "One")
        for kind, at in facts.items():
            journal.note(kind, at=at)
        journal.end("quit")
        journal.close()
    assert last_facts(file) == {"review": {"at": "2"}, "cursor": {"at": "5"}}


def test_beside_the_file_the_chain_is_followed_too(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", "/proc/none")
    killed(lambda: do(*begun(file)[::2], "One"))
    (found,) = unfinished(file)
    assert found.journal_path.parent == file.parent
    killed(lambda: going_on(file, found, "Two"))
    assert continued(found)
    (again,) = unfinished(file)
    labels = [one.label for one in history_through(file, again.session).moments if one.kind == "do"]
    assert labels == ["Added “One”", "Added “Two”"]
