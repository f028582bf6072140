"""The lock beside a file: who has it open, and nothing that others planted is touched."""

from __future__ import annotations

import errno
import fcntl
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from copvalue_tui.files.storage.lock import NO_LOCK, Lock, LockHeld, holder, lock_name, take
from copvalue_tui.files.storage.lock_owner import (
    LockOwner,
    is_alive,
    parse_owner,
    text_of,
    this_process,
)
from tests.files.fault_fs import in_child, is_calm, open_to_all
from tests.files.journals import own_folders


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = own_folders(tmp_path, monkeypatch)
    file.write_text("format = 1\n")
    return file


def lock_of(file: Path) -> Path:
    return file.with_name(lock_name(file.name))


def taken(file: Path, *, anyway: bool = False) -> Lock:
    lock = take(file, anyway=anyway)
    assert isinstance(lock, Lock), lock
    return lock


@contextmanager
def another_session(file: Path, story: Callable[[], object] = lambda: None) -> Iterator[int]:
    """Another program that holds the lock meanwhile; the result is its pid."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        lock = take(file)
        os.write(writer, b"held" if isinstance(lock, Lock) else b"none")
        while True:
            time.sleep(10)
    os.close(writer)
    assert os.read(reader, 4) == b"held"
    os.close(reader)
    try:
        yield child
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def test_a_lock_says_who_and_goes_with_its_session(file: Path) -> None:
    assert holder(file) is None
    lock = taken(file)
    assert lock.note == ""
    writer = parse_owner(lock_of(file).read_bytes())
    assert (writer.pid, writer.host) == (os.getpid(), this_process().host)
    lock.release()
    lock.release()
    assert not lock_of(file).exists()


def test_a_second_session_is_reported_who_has_the_file(file: Path) -> None:
    with another_session(file) as pid:
        for found in (take(file), holder(file), take(file, anyway=True)):
            assert isinstance(found, LockHeld)
            assert found.sure
            assert f"(pid {pid})" in found.sentence
            assert found.sentence.startswith("Open since ")
            assert is_calm(found.sentence)
        assert lock_of(file).exists()


def test_a_killed_session_leaves_no_nagging_lock(file: Path) -> None:
    with another_session(file):
        pass
    assert lock_of(file).exists()
    assert holder(file) is None
    lock = taken(file)
    assert parse_owner(lock_of(file).read_bytes()).pid == os.getpid()
    lock.release()


def test_a_stopped_session_still_has_the_file(file: Path) -> None:
    with another_session(file) as pid:
        os.kill(pid, signal.SIGSTOP)
        assert isinstance(take(file), LockHeld)
        assert isinstance(holder(file), LockHeld)


def test_a_lock_from_another_machine_is_a_guess_that_can_be_passed_over(file: Path) -> None:
    lock_of(file).write_text(text_of(LockOwner("anna", "far-away", 77, "b", 5, 1700000000)))
    found = take(file)
    assert isinstance(found, LockHeld)
    assert not found.sure
    assert "by anna on far-away (pid 77); that machine cannot be checked." in found.sentence
    assert holder(file) == found
    lock = taken(file, anyway=True)
    assert "far-away" not in lock_of(file).read_text()
    lock.release()


@pytest.mark.parametrize("still", [True, False])
def test_without_locks_on_the_disk_the_text_decides(
    file: Path, monkeypatch: pytest.MonkeyPatch, still: bool
) -> None:
    def no_locks(*_: object) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    me = this_process()
    start = me.start if still else me.start + 1
    lock_of(file).write_text(text_of(LockOwner("anna", me.host, me.pid, me.boot, start, me.since)))
    monkeypatch.setattr(fcntl, "flock", no_locks)
    found = take(file)
    if still:
        assert isinstance(found, LockHeld)
        assert found.sure
    else:
        assert isinstance(found, Lock)
        found.release()
        assert not lock_of(file).exists()


def test_after_a_restart_of_the_machine_nobody_is_alive() -> None:
    me = this_process()
    assert is_alive(me) is True
    if me.boot:
        assert is_alive(LockOwner("a", me.host, me.pid, "another", me.start, 0)) is False
    child = os.fork()
    if not child:
        os._exit(0)
    os.waitpid(child, 0)
    assert is_alive(LockOwner("a", me.host, child, me.boot, 0, 0)) is False
    assert is_alive(LockOwner("a", "elsewhere", me.pid)) is None
    assert is_alive(LockOwner()) is None


JUNK = [
    b"\x00" * 40,
    b"\xff\xfe\x1b]52;c;eA==\x07",
    b"x" * 5000,
    b"a@b 0 c 0 0 x\n",
    b"a@b 12\n",
    b"a@b 99999999999999999999 c 1 1 x\n",
    "a@b ١٢ c 1 1 x\n".encode(),
    b"a@b 1 c 1 1 x\nmore\n",
]


@pytest.mark.parametrize("junk", JUNK, ids=range(len(JUNK)))
def test_a_file_that_is_no_lock_of_ours_is_left_as_it_is(file: Path, junk: bytes) -> None:
    lock_of(file).write_bytes(junk)
    assert holder(file) is None
    lock = taken(file)
    assert lock.note == NO_LOCK
    assert isinstance(take(file), LockHeld)
    lock.release()
    assert lock_of(file).read_bytes() == junk


@pytest.mark.parametrize("junk", JUNK, ids=range(len(JUNK)))
def test_a_held_lock_with_a_strange_text_is_reported_calmly(file: Path, junk: bytes) -> None:
    lock_of(file).write_bytes(junk)
    with lock_of(file).open() as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        found = take(file)
    assert isinstance(found, LockHeld)
    assert found.sentence == "Open by someone whose name cannot be read."


def test_names_in_a_lock_cannot_command_the_terminal(file: Path) -> None:
    name = "an\x1b[2Jna\u202e"
    lock_of(file).write_text(f"{name}@{'h' * 200} 77 b 5 99999999999 x\n")
    found = take(file)
    assert isinstance(found, LockHeld)
    assert found.sentence.isprintable()
    assert len(found.sentence) < 200
    assert is_calm(found.sentence)


@pytest.mark.parametrize("plant", ["link", "dangling", "hard link", "pipe", "folder"])
def test_what_somebody_planted_is_not_followed(file: Path, tmp_path: Path, plant: str) -> None:
    victim = tmp_path / "victim"
    victim.write_text("precious")
    if plant == "link":
        lock_of(file).symlink_to(victim)
    elif plant == "dangling":
        lock_of(file).symlink_to(tmp_path / "nowhere")
    elif plant == "hard link":
        lock_of(file).hardlink_to(victim)
    elif plant == "pipe":
        os.mkfifo(lock_of(file))
    else:
        lock_of(file).mkdir()
    assert holder(file) is None
    lock = taken(file)
    assert lock.note == NO_LOCK
    lock.release()
    assert victim.read_text() == "precious"
    assert not (tmp_path / "nowhere").exists()
    assert os.path.lexists(lock_of(file))


def test_where_nothing_may_be_written_our_own_sessions_still_know_of_each_other() -> None:
    with open_to_all() as folder:
        file = folder / "shared" / "water.toml"
        file.parent.mkdir()
        file.write_text("")
        home = folder / "home"
        home.mkdir(mode=0o777)
        home.chmod(0o777)
        file.parent.chmod(0o555)

        def story() -> tuple[str, bool, bool, list[str]]:
            os.environ["HOME"] = str(home)
            lock = take(file)
            assert isinstance(lock, Lock)
            told = lock.note, isinstance(take(file), LockHeld), isinstance(holder(file), LockHeld)
            lock.release()
            return (*told, [one.name for one in file.parent.iterdir()])

        assert in_child(story, nobody=True) == (NO_LOCK, True, True, ["water.toml"])


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can play two accounts")
def test_the_lock_of_another_account_is_heeded_and_a_dead_one_cleared_away() -> None:
    with open_to_all() as folder:
        file = folder / "water.toml"
        file.write_text("")
        lock = taken(file)

        def story() -> tuple[bool, bool]:
            found = take(file)
            return isinstance(found, LockHeld), isinstance(found, LockHeld) and found.sure

        assert in_child(story, nobody=True) == (True, True)
        lock.release()
        lock_of(file).write_text(text_of(this_process()))

        def later() -> int:
            own = take(file)
            assert isinstance(own, Lock)
            return lock_of(file).stat().st_uid

        assert in_child(later, nobody=True) == 65534


def test_a_new_file_a_long_name_and_a_name_that_is_not_text_have_locks_too(file: Path) -> None:
    for name in ("new.toml", "x" * 255, os.fsdecode(b"caf\xe9.toml")):
        path = file.with_name(name)
        lock = taken(path)
        assert lock.note == ""
        assert lock_of(path).exists()
        lock.release()
        assert not lock_of(path).exists()


def test_only_our_own_lock_is_taken_away(file: Path) -> None:
    lock = taken(file)
    lock_of(file).unlink()
    lock_of(file).write_text("another's")
    lock.release()
    assert lock_of(file).read_text() == "another's"


def test_no_folder_at_all_is_no_trouble(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/nonexistent")
    lock = taken(tmp_path / "gone" / "water.toml")
    assert lock.note == NO_LOCK
    assert is_calm(lock.note)
    lock.release()
    assert holder(tmp_path / "gone" / "water.toml") is None
    assert isinstance(take(Path("a\0b")), Lock)


def test_one_try_never_waits_and_takes_only_what_is_surely_free(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = taken(file)
    waits: list[float] = []
    monkeypatch.setattr(time, "sleep", waits.append)
    assert isinstance(take(file, tries=1), LockHeld)
    assert sum(waits) == 0
    assert isinstance(take(file, tries=2), LockHeld)
    assert sum(waits) > 0
    held.release()
    again = take(file, tries=1)
    assert isinstance(again, Lock)
    assert again.note == ""
    again.release()


def test_a_title_names_who_edits_briefly_and_harmlessly() -> None:
    writer = LockOwner("an\x1b[31mna" + "x" * 60, "vm" * 50, 12, since=int(time.time()))
    for words in (LockHeld(writer, True).brief, LockHeld(writer, False).brief):
        assert " is editing (since " in words
        assert "\x1b" not in words
        assert len(words) < 80
    assert LockHeld(LockOwner(), True).brief == "someone is editing"
    assert LockOwner().who == "the other session"
    assert LockOwner("anna", "vm", 12).who == "anna on vm"


def test_looking_who_has_a_file_makes_no_folder(file, own_state):
    assert holder(file) is None
    assert not own_state.exists()
