"""A save is killed at each of its system calls, and the kernel itself is made to say no."""

import re
import signal
from collections import Counter

import pytest

from copvalue_tui.files.session.save import save
from copvalue_tui.files.session.write import write
from copvalue_tui.files.storage import atomic_replace
from copvalue_tui.files.storage.file import UNCONFIRMED, load, new_file
from copvalue_tui.files.storage.in_place import RESTORED, repair_interrupted
from copvalue_tui.matrix.values import BLANK
from tests.files.fault_fs import NEW, OLD, begun, how_it_went, is_calm, leftovers, opened
from tests.files.tracing import need_strace, told_under_strace

pytestmark = pytest.mark.strace
CALL = re.compile(r"^(?:\d+ +)?(\w+)\(")


@pytest.fixture(autouse=True)
def own_state(tmp_path, monkeypatch):
    need_strace()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    file, matrix = opened(tmp_path / "warm.toml")
    save(file, matrix)  # so that no import is among the calls that follow


HARMLESS = (
    *("brk", "mmap", "munmap", "futex", "exit_group", "rt_sigaction", "lseek", "getrandom"),
    *("newfstatat", "getdents64", "geteuid", "read", "faccessat2", "flistxattr", "close"),
)
"""Calls that change no file: a kill at one of them leaves what a kill at the next call leaves."""


def traced(file, matrix, *options):
    """A save in a child that strace watches: what it told, and whether it was killed."""
    return told_under_strace(lambda: how_it_went(file, matrix)[0] or "saved", *options)


def calls_of_a_save(tmp_path, folder, kind):
    """Each system call of one save, as often as it is made."""
    file, matrix, _, new = begun(folder, kind)
    log = tmp_path / "trace"
    told, killed = traced(file, matrix, "-o", str(log))
    assert not killed
    assert is_calm(told) or told == "saved"
    assert file.path.read_text() == new
    lines = log.read_text().splitlines()
    return lines, Counter(found[1] for line in lines if (found := CALL.match(line)))


@pytest.mark.parametrize("way", ["plain", "plain, renamed", "new", "two names"])
def test_a_save_killed_at_any_call_leaves_the_old_or_the_new_file(
    tmp_path, folder, way, monkeypatch
):
    kind = way.partition(",")[0]
    if kind != way:  # as on disks that cannot swap two names
        monkeypatch.setattr(atomic_replace, "swap", lambda *_: False)
    _, calls = calls_of_a_save(tmp_path, folder, kind)
    # Memory and questions: nothing on disk can differ before and after them.
    for harmless in HARMLESS:
        del calls[harmless]
    assert {"openat", "write", "fsync"} <= calls.keys()
    killed = 0
    for name, count in calls.items():
        for number in range(1, count + 1):
            place = folder / f"{name}-{number}"
            place.mkdir()
            monkeypatch.setenv("XDG_STATE_HOME", str(place.with_name(f"state-{name}-{number}")))
            file, matrix, old, new = begun(place, kind)
            _, dead = traced(
                file,
                matrix,
                "-e",
                f"trace={name}",
                "-e",
                f"inject={name}:signal=KILL:when={number}",
            )
            killed += dead
            assert_nothing_lost(file.path, old, new, kind)
    assert killed > 7


def assert_nothing_lost(path, old, new, kind):
    if kind == "two names":
        told = repair_interrupted(path)  # as the next start does
        assert told in ("", RESTORED)
    text = path.read_text() if path.exists() else None
    assert text in (old, new)
    assert len(leftovers(path.parent)) <= 1
    # The next save goes through, whatever the killed one left.
    again = load(path) if path.exists() else new_file(path)
    with pytest.MonkeyPatch.context() as later:
        later.setattr(atomic_replace, "MOMENT_NS", -1)  # no other session is at work here
        save(again, BLANK, overwrite=True)
    assert path.read_text() == write(BLANK, text or "")
    assert leftovers(path.parent) == []


def test_the_kernel_sees_the_steps_in_the_order_that_survives_a_power_cut(tmp_path, folder):
    lines, _ = calls_of_a_save(tmp_path, folder, "plain")
    work = re.escape(str(folder))
    steps = (
        rf"^write\(\d+<{work}/\.water\.toml\.[0-9a-f]{{12}}\.tmp>",
        rf"^fsync\(\d+<{work}/\.water\.toml\.[0-9a-f]{{12}}\.tmp>",
        rf"^rename\w*\(\d+<{work}>, \"\.water\.toml\.",
        rf"^fsync\(\d+<{work}>\)",
        r"^write\(\d+<pipe:.*saved",
    )
    found = [next(n for n, line in enumerate(lines) if re.search(step, line)) for step in steps]
    assert found == sorted(found)
    writes = [n for n, line in enumerate(lines) if re.search(steps[0], line)]
    assert max(writes) < found[1]


@pytest.mark.parametrize(
    ("call", "code", "words"),
    [
        ("write", "ENOSPC", "the disk is full"),
        ("write", "EDQUOT", "quota"),
        ("write", "EFBIG", "too large"),
        ("fsync", "EIO", "disk reported an error"),
        ("fsync", "EDQUOT", "quota"),
        ("renameat2", "EDQUOT", "quota"),
        ("renameat2", "EIO", "disk reported an error"),
    ],
)
def test_what_the_kernel_refuses_changes_nothing(folder, call, code, words):
    file, matrix = opened(folder / "water.toml")
    told, _ = traced(
        file, matrix, "-e", f"trace={call}", "-e", f"inject={call}:error={code}:when=1"
    )
    assert words in told
    assert "Nothing was changed" in told
    assert is_calm(told)
    assert file.path.read_text() == OLD
    assert leftovers(folder) == []


def test_a_name_the_kernel_did_not_confirm_is_reported(folder):
    file, matrix = opened(folder / "water.toml")
    told, _ = traced(file, matrix, "-e", "trace=fsync", "-e", "inject=fsync:error=EIO:when=2")
    assert told == UNCONFIRMED
    assert file.path.read_text() == NEW


@pytest.mark.parametrize("code", ["ENOSYS", "EINVAL"])
def test_a_kernel_that_cannot_swap_renames(folder, code):
    file, matrix = opened(folder / "water.toml")
    told, _ = traced(file, matrix, "-e", "trace=renameat2", "-e", f"inject=renameat2:error={code}")
    assert told == "saved"
    assert file.path.read_text() == NEW
    assert leftovers(folder) == []


def test_a_killed_save_is_reported_from_one_that_ended(folder):
    file, matrix = opened(folder / "water.toml")
    told, dead = traced(file, matrix, "-e", "trace=fsync", "-e", "inject=fsync:signal=KILL:when=1")
    assert (told, dead) == ("", True)
    assert len(leftovers(folder)) == 1
    assert signal.SIGKILL == 9
