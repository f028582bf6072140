"""In every state that a power cut may leave, the file is the old or the new one, as promised."""

import os
import shutil
import time
from pathlib import Path

import pytest

from copvalue_tui.files.journal import writer as journal_module
from copvalue_tui.files.journal.recovery import unfinished
from copvalue_tui.files.session.save import save
from copvalue_tui.files.storage import atomic_replace as replaced
from copvalue_tui.files.storage.in_place import RESTORED, repair_interrupted
from tests.files import journals
from tests.files.crash_states import (
    OPTIONS,
    Disk,
    Left,
    Names,
    Piece,
    Recording,
    Said,
    Step,
    Sync,
    disks,
    lay_out,
)
from tests.files.fault_fs import begun, how_it_went, opened
from tests.files.tracing import heard_under_strace, need_strace, told_under_strace

FILE = "/plans/water.toml"


# The model itself: it finds what is known to be wrong.


def a_disk() -> tuple[Disk, int, int]:
    """A disk with one file, its folder's number and its own."""
    disk = Disk()
    file = disk.put(FILE, b"the old text")
    folder = disk.find("/plans")
    assert folder is not None
    return disk, folder, file


def contents(disk: Disk, steps: list[Step]) -> dict[bytes | None, set[tuple[str, ...]]]:
    """What the file may hold after a power cut, and what had been said by then."""
    found: dict[bytes | None, set[tuple[str, ...]]] = {}
    for left in disks(disk, steps):
        found.setdefault(left.tree.get(FILE), set()).add(left.said)
    return found


def replacing(*order: str) -> tuple[Disk, list[Step]]:
    """A file replaced by a new one, in some order of the steps."""
    disk, folder, _ = a_disk()
    new = disk.fresh_file()
    makes: dict[str, Step] = {
        "make": Names(0, folder, (("tmp", new),)),
        "write": Piece(0, new, 0, b"the new text"),
        "rename": Names(0, folder, (("tmp", None), ("water.toml", new))),
        "say": Said(0, "saved"),
    }
    steps: list[Step] = []
    for word in order:
        syncs = {"sync": Sync(0, new, len(steps)), "sync folder": Sync(0, folder, len(steps))}
        steps.append(makes.get(word) or syncs[word])
    return disk, steps


def test_the_order_that_survives_has_no_bad_state():
    found = contents(*replacing("make", "write", "sync", "rename", "sync folder", "say"))
    assert found == {b"the old text": {()}, b"the new text": {(), ("saved",)}}


def test_a_rename_before_the_text_is_confirmed_is_found():
    found = contents(*replacing("make", "write", "rename", "sync", "sync folder", "say"))
    assert b"" in found
    assert b"the new\0text"[:4] in {text[:4] for text in found if text}
    assert any(text and b"\0" in text for text in found)


def test_a_name_that_was_never_confirmed_is_found():
    found = contents(*replacing("make", "write", "sync", "rename", "say"))
    assert ("saved",) in found[b"the old text"]


def test_a_folder_confirmed_too_early_is_found():
    found = contents(*replacing("make", "write", "sync", "sync folder", "rename", "say"))
    assert ("saved",) in found[b"the old text"]


def test_a_file_written_over_in_place_is_found():
    disk, _, file = a_disk()
    emptied = Piece(0, file, 0, None)
    written = Piece(0, file, 0, b"NEW WORDS...")
    assert {b"", b"the old text", b"NEW WORDS..."} < set(contents(disk, [emptied, written]))
    torn = {b"NEW old text", b"the WORDtext", b"NEW WORDtext"}
    assert torn < set(contents(disk, [written]))


def test_a_sync_confirms_only_what_was_asked_before_it_began():
    disk, _, file = a_disk()
    piece = Piece(0, file, 0, b"T")
    assert set(contents(disk, [piece, Sync(0, file, 0), Said(0, "")])) == {
        b"the old text",
        b"The old text",
    }
    confirmed = contents(disk, [piece, Sync(0, file, 1), Said(0, "")])
    assert [text for text, said in confirmed.items() if ("",) in said] == [b"The old text"]


def test_many_writes_are_not_tried_in_more_combinations_than_one_can_wait_for():
    disk, _, file = a_disk()
    steps: list[Step] = [Piece(0, file, 3 * n, b"abc") for n in range(30)]
    count = sum(1 for _ in disks(disk, steps))
    assert 500 < count < 20_000


def test_a_trace_is_read_as_the_steps_it_shows(tmp_path):
    (tmp_path / "old").write_text("old")
    disk = Disk.of([tmp_path])
    folder = f"3<{tmp_path}>"
    lines = f'''\
7 1.0 openat({folder}, "{coded("new")}", O_WRONLY|O_CREAT|O_EXCL, 0600) = 4<{tmp_path}/new>
7 1.1 write(4<{tmp_path}/new>, "{coded("one")}", 3) = 3
7 1.2 write(4<{tmp_path}/new>, "{coded("two")}", 3) = 2
8 1.3 fsync(4<{tmp_path}/new> <unfinished ...>
7 1.4 write(4<{tmp_path}/new>, "{coded("late")}", 4) = 4
8 1.5 <... fsync resumed>) = 0
7 1.6 renameat2({folder}, "{coded("new")}", {folder}, "{coded("old")}", RENAME_EXCHANGE) = 0
7 1.7 unlinkat({folder}, "{coded("new")}", 0) = 0
7 1.8 unlink("{coded(f"{tmp_path}/gone")}") = -1 ENOENT (No such file or directory)
7 1.9 write(9<pipe:[77]>, "{coded("saved")}", 5) = 5
7 1.9 write(4<{tmp_path}/new>(deleted), "{coded("nobody")}", 6) = 6
7 2.0 mkdir("{coded(f"{tmp_path}/sub")}", 0700) = 0
7 2.1 write(4</elsewhere/new>, "{coded("not ours")}", 8) = 8
'''
    steps = Recording(disk).read(lines)
    assert [type(step).__name__ for step in steps] == [
        *("Names", "Piece", "Piece", "Piece", "Sync", "Names", "Names", "Said", "Names"),
    ]
    assert isinstance(steps[4], Sync)
    assert steps[4].seen == 3
    after = disk.after(steps).tree()
    assert after[f"{tmp_path}/old"] == b"onetwlate"
    assert after[f"{tmp_path}/sub"] is None
    assert f"{tmp_path}/new" not in after


def coded(text: str) -> str:
    """A text as strace writes it in hex."""
    return "".join(f"\\x{byte:02x}" for byte in text.encode())


def test_what_was_left_can_be_laid_out_and_found_again(tmp_path):
    root = tmp_path / "root"
    (root / "sub").mkdir(parents=True)
    (root / "one").write_bytes(b"1")
    os.link(root / "one", root / "sub" / "same")
    disk = Disk.of([root])
    assert len(disk.files) == 1
    (root / "scrap").write_text("gone afterwards")
    lay_out(disk.tree(), [root])
    assert sorted(path.name for path in root.rglob("*")) == ["one", "same", "sub"]


# Saves as they are made.


@pytest.fixture
def folder(tmp_path, monkeypatch):
    need_strace()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "warm"))
    file, matrix = opened(tmp_path / "warm.toml")
    save(file, matrix)  # so that no import is among the calls that follow
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    folder = tmp_path / "work"
    folder.mkdir()
    return folder


def lefts(tmp_path: Path, roots: list[Path], story) -> list[Left]:
    """What a power cut may leave of what the story does, as its system calls are."""
    start = Disk.of(roots)
    log = tmp_path / "trace"
    told_under_strace(story, *OPTIONS, "-o", str(log))
    steps = Recording(start).read(log.read_text())
    assert isinstance(steps[-1], Said)
    return list(disks(start, steps))


@pytest.mark.strace
@pytest.mark.parametrize("kind", ["plain", "new"])
def test_a_save_leaves_the_old_or_the_new_file_and_the_new_one_once_it_says_so(
    tmp_path, folder, kind
):
    file, matrix, old, new = begun(folder, kind)
    found = lefts(tmp_path, [folder], lambda: how_it_went(file, matrix)[0] or "saved")
    path = str(file.path)
    texts = {None if text is None else text.encode() for text in (old, new)}
    assert {left.tree.get(path) for left in found} == texts
    said = {left.tree.get(path) for left in found if left.said}
    assert said == {new.encode()}
    assert len(found) > 10


@pytest.mark.strace
@pytest.mark.parametrize("state", ["private", "beside"])
def test_a_save_in_place_is_whole_again_after_the_next_start(tmp_path, folder, state):
    roots = [folder, tmp_path / "state"]
    if state == "beside":
        roots = [folder]
        (tmp_path / "state").write_text("a file where the folder should be")
    else:
        (tmp_path / "state").mkdir(mode=0o700)
    file, matrix, old, new = begun(folder, "two names")
    found = lefts(tmp_path, roots, lambda: how_it_went(file, matrix)[0])
    path = file.path
    torn = 0
    for left in found:
        lay_out(left.tree, roots)
        torn += path.read_text() not in (old, new)
        assert repair_interrupted(path) in ("", RESTORED), left
        assert path.read_text() in ([new] if left.said else [old, new]), left
    assert torn > 2


@pytest.mark.strace
@pytest.mark.parametrize(
    ("careless", "bad"),
    [
        (("sync", lambda _: None), "half"),
        (("sync_folder", lambda _: "confirmed"), "old"),
    ],
)
def test_a_save_that_forgets_to_ask_the_disk_is_found(tmp_path, folder, monkeypatch, careless, bad):
    monkeypatch.setattr(replaced, *careless)
    file, matrix, old, new = begun(folder, "plain")
    found = lefts(tmp_path, [folder], lambda: how_it_went(file, matrix)[0] or "saved")
    after = {left.tree.get(str(file.path)) for left in found if left.said}
    if bad == "old":
        assert after == {old.encode(), new.encode()}
    else:
        assert after - {old.encode(), new.encode()}


# The journal as it is written.

SECOND = 1.0
"""So much of the last work a power cut may cost, as we promise."""


@pytest.fixture
def session(tmp_path, folder, monkeypatch):
    """A home without anything in it yet, and a file in the folder."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("XDG_STATE_HOME")
    (tmp_path / "home").mkdir()
    # What the child needs is imported here.
    (tmp_path / "warm").mkdir(exist_ok=True)
    journal, _, matrix = journals.begun(tmp_path / "warm" / "warm.toml")
    journals.do(journal, matrix, "warm")
    unfinished(tmp_path / "warm" / "warm.toml")
    journal.close()
    shutil.rmtree(tmp_path / "home")
    (tmp_path / "home").mkdir()
    return folder / "water.toml"


TEXTS = [f"Value {number}" for number in range(4)]


@pytest.mark.strace
@pytest.mark.parametrize("anew", [False, True], ids=["appended", "written anew"])
def test_the_journal_gives_back_all_but_the_last_second(tmp_path, session, monkeypatch, anew):
    """The first recovery file that an account ever has, with every folder above it new."""
    if anew:
        monkeypatch.setattr(journal_module, "COMPACT", 1500)
        monkeypatch.setattr(journal_module, "GROWTH", 0)
    steps, found = journal_states(tmp_path, session)
    missing = [left.said for left, actions in found if actions < long_ago(steps, left)]
    assert missing == []
    assert {actions for _, actions in found} == set(range(len(TEXTS) + 1)), "each end was met"
    renamed = [step for step in steps if isinstance(step, Names) and len(step.entries) == 2]
    assert len(renamed) > 1 if anew else len(renamed) == 1


@pytest.mark.strace
@pytest.mark.parametrize(
    ("where", "name", "careless"),
    [
        ("journal.writer", "PAUSE", 9.0),
        ("storage.folders", "_ABOVE", 0),
        ("journal.log_file", "confirm_names", lambda _: None),
    ],
)
def test_a_journal_that_asks_the_disk_too_late_or_for_too_little_is_found(
    tmp_path, session, monkeypatch, where, name, careless
):
    monkeypatch.setattr(f"copvalue_tui.files.{where}.{name}", careless)
    steps, found = journal_states(tmp_path, session)
    assert [left.said for left, actions in found if actions < long_ago(steps, left)]


def journal_states(tmp_path: Path, file: Path) -> tuple[list[Step], list[tuple[Left, int]]]:
    """What a power cut may leave of a session of four edits, and how many of them come back."""
    file.write_text(journals.TEXT)
    home = tmp_path / "home"
    start = Disk.of([home])

    def story(tell):
        journal, _, matrix = journals.begun(file)
        for text in TEXTS:
            matrix = journals.do(journal, matrix, text)
            tell(text)
            time.sleep(0.4)
        time.sleep(SECOND)
        tell("the end")

    log = tmp_path / "trace"
    heard_under_strace(story, *OPTIONS, "-o", str(log))
    steps = Recording(start).read(log.read_text())
    known: dict[str, int] = {}
    found = []
    for left in disks(start, steps, timed=True):
        content = repr(sorted(left.tree.items(), key=lambda entry: entry[0]))
        if content not in known:
            lay_out(left.tree, [home])
            known[content] = edits_offered(file, TEXTS)
        found.append((left, known[content]))
    assert len(known) > 50
    return steps, found


def long_ago(steps: list[Step], left: Left) -> int:
    """How many edits were told more than a second before the power failed."""
    told = [step for step in steps if isinstance(step, Said) and step.text in TEXTS]
    return sum(one.at <= left.until - SECOND and one.text in left.said for one in told)


def edits_offered(file: Path, texts: list[str]) -> int:
    """How many edits the next start offers; they are the first ones, in their order, whole."""
    found = unfinished(file)
    if not found:
        return 0
    (one,) = found
    if not one.readable:
        assert one.unread or one.actions == 0
        return 0
    values = [value.text for value in one.matrix.members[0].short_term]
    assert values == [*reversed(texts[: one.actions]), "Help"]
    assert [step.label for step in one.steps[1:]] == [f"Added “{text}”" for text in texts][
        : one.actions
    ]
    return one.actions
