"""Two editors on one file, each in a terminal of its own: all of both is there in the end."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from copvalue_tui.files.session.read import read
from copvalue_tui.matrix.diff.pairing import spread
from tests.laws import examples
from tests.pty.lines import until
from tests.pty.terminal import Terminal

SEED = 20270301

pytestmark = pytest.mark.pty
Start = Callable[..., Terminal]


@pytest.fixture
def toolkit(toolkit: Path) -> Path:
    with toolkit.open("a", encoding="utf-8") as file:
        file.write("# a remark at the end\n")
    return toolkit


@pytest.fixture
def edit(launch):
    """Starts the editor; the test waits for what it wants to see."""
    return launch


def both(edit: Start, path: Path, *words: str) -> tuple[Terminal, Terminal]:
    """Two editors on the file; the second one edits anyway."""
    one = edit(*words, path)
    one.wait_for("Help with challenges")
    one.press("d u")
    one.wait_for("Undone")
    one.press("esc")  # so that no word of a test begins with these letters
    other = edit(*words, path)
    other.wait_for("Open since")
    other.press("e")
    other.wait_for("Both of you can edit")
    return one, other


def texts(path: Path) -> list[str]:
    """Every value of the file, in order."""
    return [value.text for value in spread(read(path.read_text(encoding="utf-8"))).values]


def quit_all(*screens: Terminal) -> None:
    """Both leave at once; whatever is asked is answered with a merge, both wordings kept."""
    for screen in screens:
        screen.press("esc")
        screen.send("q")
    end = time.monotonic() + 40
    while any(screen.status is None for screen in screens) and time.monotonic() < end:
        for screen in screens:
            screen.settle(0.1, 1.0)
            if "Merge both" in screen.text:
                screen.send("m")
            elif "Keep both" in screen.text:
                screen.send("b")
            screen.wait(0.05)
    assert [screen.status for screen in screens] == [0] * len(screens), screens[0].text


def settled(*screens: Terminal) -> None:
    for screen in screens:
        screen.settle(0.06, 1.0)


def add(screens: tuple[Terminal, ...], ways: tuple[str, ...], words: tuple[str, ...]) -> None:
    """Each adds its value, all at the same moment: a letter here, a letter there."""
    for screen, way in zip(screens, ways, strict=True):
        for key in way.split():
            screen.press(key)
        screen.send("a")
    settled(*screens)
    for at in range(max(map(len, words))):
        for screen, text in zip(screens, words, strict=True):
            screen.send(text[at : at + 1])
            screen.read(0.005)
    settled(*screens)
    for key in ("\r", "\x1b"):
        for screen in screens:
            screen.send(key)
        settled(*screens)


def told_by(screens: tuple[Terminal, ...]) -> int:
    """How many of them say that they took in what came from the other."""
    return sum("Changed on disk: " in screen.text for screen in screens)


def reword(screens: tuple[Terminal, ...], words: tuple[str, ...]) -> None:
    """Each adds its words to the value under its cursor, all before any of them saves."""
    for keys in (("e",) * len(words), words, ("\r",) * len(words)):
        for screen, key in zip(screens, keys, strict=True):
            screen.send(key)
        settled(*screens)


def save(screen: Terminal) -> None:
    """Saved at once: nobody else has saved by itself yet, nor looked at the file."""
    screen.send("w")
    screen.wait_for("· saved ")


def test_two_who_type_at_once_lose_nothing_and_double_nothing(edit, toolkit):
    """Values of each, by turns and at the same moment, in the same cell and in others."""
    chance = random.Random(SEED)
    screens = both(edit, toolkit)
    before = toolkit.read_text(encoding="utf-8")
    was = texts(toolkit)
    wanted: list[str] = []
    told = 0
    for number in range(examples(8, 40)):
        words = tuple(
            f"{name} {number} {chance.choice(('trust', 'pride', 'voice'))}"
            for name in ("anna", "ben")
        )
        wanted += words
        # The same cell mostly; now and then the other horizon, or the next cells.
        ways = tuple(chance.choice(("", "", "", "right", "left", "tab", "btab")) for _ in words)
        if number % 2:
            add(screens, ways, words)
        else:
            for screen, way, text in zip(screens, ways, words, strict=True):
                add((screen,), (way,), (text,))
        told += told_by(screens)
        if number % 4 == 3:
            # Long enough that one of the two, or both at once, save by themselves, while one of
            # them sits before half a value.
            at = chance.randrange(2)
            wanted.append(f"half of {number}")
            screens[at].send("a")
            settled(screens[at])
            screens[at].send("half of")
            end = time.monotonic() + 6.0
            while time.monotonic() < end and not told_by(screens):
                for screen in screens:
                    screen.read(0.05)
            told += told_by(screens)
            for keys in (f" {number}", "\r", "\x1b"):
                screens[at].send(keys)
                settled(screens[at])
    assert not any("Merge both" in screen.text for screen in screens), "nobody is asked"
    assert told, "what came in was told"
    quit_all(*screens)
    found = texts(toolkit)
    assert sorted(found) == sorted(was + wanted)
    after = toolkit.read_text(encoding="utf-8")
    remarks = [line for line in before.splitlines() if line.lstrip().startswith("#")]
    assert [line for line in after.splitlines() if line.lstrip().startswith("#")] == remarks
    assert set(before.splitlines()) <= set(after.splitlines())
    assert not (toolkit.parent / f".{toolkit.name}.lock").exists()


def test_what_others_save_shows_here_by_itself_and_says_so(edit, toolkit):
    one, other = both(edit, toolkit)
    add((other, one), ("", "j"), ("From the other", "From the one"))
    save(other)
    one.wait_for("Changed on disk: 1 added. Merged with yours; u to undo.")
    one.wait_for("From the other")
    one.wait_for("· saved ")
    assert "From the other" in toolkit.read_text(encoding="utf-8")
    one.send("u")
    one.wait_for("Undone: merged what changed on disk")
    one.send("U")
    one.wait_for("Redone: merged what changed on disk")
    quit_all(one, other)
    assert {"From the other", "From the one"} <= set(texts(toolkit))


def test_three_editors_that_only_wait_show_all_values(edit, toolkit):
    one, other = both(edit, toolkit)
    third = edit(toolkit)
    third.wait_for("Open since")
    third.press("e")
    third.wait_for("Both of you can edit")
    screens = (one, other, third)
    for screen, name in zip(screens, ("first", "second", "third"), strict=True):
        add((screen,), ("",), (f"From the {name}",))
        for watching in screens:
            watching.wait_for(f"From the {name}")
    quit_all(*screens)
    assert {"From the first", "From the second", "From the third"} <= set(texts(toolkit))


def test_a_kill_between_the_merge_and_its_save_loses_nothing_of_either(edit, toolkit):
    one, other = both(edit, toolkit)
    was = texts(toolkit)
    add((other, one), ("", "j"), ("From the other", "From the one"))
    save(other)
    one.wait_for("Merged with yours")
    one.signal(signal.SIGKILL)
    one.wait()
    assert "From the one" not in texts(toolkit)
    again = edit(toolkit)
    again.wait_for("Unsaved work from")
    again.press("c")
    again.wait_for("From the one")
    again.wait_for("· saved ")
    assert sorted(texts(toolkit)) == sorted([*was, "From the one", "From the other"])
    quit_all(again, other)


def test_what_both_reworded_is_walked_by_key_and_both_wordings_can_stay(edit, toolkit):
    one, other = both(edit, toolkit)
    reword((other, one), (" of the other", " of the one"))
    save(other)
    one.wait_for("One thing was changed both here and on disk. w to decide.")
    assert "of the one" not in toolkit.read_text(encoding="utf-8")
    one.send("w")
    one.wait_for("Merge both, deciding 1 by key")
    one.send("m")
    one.wait_for("1 of 1: “Help with challenges” in “Members”")
    one.send("b")
    one.wait_for("· saved ")
    found = texts(toolkit)
    assert found[:2] == ["Help with challenges of the one", "Help with challenges of the other"]
    assert found.count("Access to expertise") == 1
    quit_all(one, other)
    assert texts(toolkit) == found


def test_a_first_editor_that_was_killed_holds_no_lock(edit, toolkit):
    first = edit("--no-autosave", toolkit)
    first.wait_for("Help with challenges")
    first.press("d u")
    first.wait_for("Undone")
    lock = toolkit.parent / f".{toolkit.name}.lock"
    assert lock.exists()
    first.signal(signal.SIGKILL)
    first.wait()
    second = edit(toolkit)
    second.wait_for("Help with challenges")
    second.settle(0.5)
    assert "pen since" not in second.text
    assert "Unsaved work" not in second.text, "nothing had changed"
    second.press("d")
    second.wait_for("· saved ")
    assert f" {second.pid} " in lock.read_text()
    second.press("q")
    assert second.wait() == 0
    assert not lock.exists()


def test_a_first_editor_that_stands_still_is_still_there(edit, toolkit):
    first = edit("--no-autosave", toolkit)
    first.wait_for("Help with challenges")
    first.press("d")
    first.wait_for("Deleted")
    first.signal(signal.SIGSTOP)
    second = edit(toolkit)
    second.wait_for("Open since")
    assert f"(pid {first.pid})" in " ".join(second.text.split())
    second.press("e")
    second.wait_for("Both of you can edit")
    add((second,), ("",), ("Meanwhile",))
    second.wait_for("· saved ")
    first.signal(signal.SIGCONT)
    first.wait_for("The file changed on disk; w to merge both.")
    first.send("w")
    first.wait_for("Merged with yours")
    assert "Meanwhile" in texts(toolkit)
    assert "Help with challenges" not in texts(toolkit)


def test_a_lock_of_another_machine_is_a_guess_and_asked_about(edit, toolkit):
    lock = toolkit.parent / f".{toolkit.name}.lock"
    since = int(time.time()) - 60
    lock.write_text(f"anna@elsewhere 4242 some-boot 123 {since} 0.1.0\n")
    screen = edit(toolkit)
    screen.wait_for("Perhaps open since")
    told = " ".join(screen.text.split())
    assert "by anna on elsewhere (pid 4242); that machine cannot be checked." in told
    screen.press("e")
    screen.wait_for("Both of you can edit")
    screen.press("d")
    screen.wait_for("· saved ")
    assert "Help with challenges" not in texts(toolkit)


GIT = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "Ana", "GIT_AUTHOR_EMAIL": "ana@example.org",
    "GIT_COMMITTER_NAME": "Ana", "GIT_COMMITTER_EMAIL": "ana@example.org",
}  # fmt: skip


@pytest.fixture
def git(tmp_path: Path, toolkit: Path, monkeypatch: pytest.MonkeyPatch):
    """Runs git in the file's folder, where two branches hold a version of it each."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    for name, value in (GIT | {"HOME": str(tmp_path / "home")}).items():
        monkeypatch.setenv(name, value)

    def run(*words: str) -> None:
        subprocess.run(
            ["git", *words], cwd=toolkit.parent, check=True, capture_output=True, timeout=30
        )

    run("init", "-q", "-b", "main")
    run("add", toolkit.name)
    run("commit", "-q", "-m", "base")
    run("checkout", "-q", "-b", "other")
    text = toolkit.read_text(encoding="utf-8")
    line = '    "Access to expertise",\n'
    assert text.count(line) == 1
    toolkit.write_text(text.replace(line, f'{line}    "From the branch", # why\n'))
    run("commit", "-q", "-a", "-m", "other")
    run("checkout", "-q", "main")
    return run


@pytest.mark.git
def test_a_checkout_of_another_branch_under_us_is_merged_like_any_change(edit, toolkit, git):
    screen = edit(toolkit)
    screen.wait_for("Help with challenges")
    add((screen,), ("",), ("Mine meanwhile",))
    git("checkout", "-q", "other")
    screen.wait_for("Changed on disk: 1 added. Merged with yours; u to undo.")
    screen.wait_for("From the branch")
    screen.wait_for("· saved ")
    found = texts(toolkit)
    assert {"Mine meanwhile", "From the branch"} <= set(found)
    assert '"From the branch", # why\n' in toolkit.read_text(encoding="utf-8")
    screen.press("q")
    assert screen.wait() == 0


@pytest.mark.git
def test_three_editors_a_follower_checkouts_and_a_script_lose_nothing(edit, toolkit, git):
    """In each round all add at once, a script writes, branches come and go under half a word."""
    one, other = both(edit, toolkit)
    third = edit(toolkit)
    third.wait_for("Open since")
    third.press("e")
    third.wait_for("Both of you can edit")
    follower = edit("follow", toolkit)
    follower.wait_for("Help with challenges")
    screens = (one, other, third)
    was, wanted = texts(toolkit), []
    remarks = _remarks(toolkit)
    for number in range(examples(2, 10)):
        words = tuple(f"{name} {number}" for name in ("anna", "ben", "cleo"))
        wanted += words
        add(screens, ("", "", "j"), words)
        _until_saved(toolkit, was + wanted, screens)
        third.send("ahalf a ")
        settled(third)
        git("commit", "-q", "-a", "-m", f"round {number}")
        git("checkout", "-q", "-b", f"side-{number}")
        _script(toolkit, f"script {number}")
        git("commit", "-q", "-a", "-m", f"script {number}")
        one.wait_for(f"script {number}")
        git("checkout", "-q", "-")
        one.wait_gone(f"script {number}")
        git("checkout", "-q", "-")
        third.send(f"word {number}")
        for key in ("\r", "\x1b"):
            third.send(key)
            settled(third)
        wanted += [f"script {number}", f"half a word {number}"]
        remarks.append(f"# by script {number}")
        for screen in (*screens, follower):
            screen.wait_for(f"script {number}")
            screen.wait_for(f"half a word {number}")
    quit_all(*screens)
    follower.press("q")
    assert follower.wait() == 0
    assert sorted(texts(toolkit)) == sorted(was + wanted)
    assert sorted(_remarks(toolkit)) == sorted(remarks)
    assert not (toolkit.parent / f".{toolkit.name}.lock").exists()


def _until_saved(path: Path, wanted: list[str], screens: tuple[Terminal, ...]) -> None:
    """Returns once the file holds all of these values and nothing else."""

    def saved() -> bool:
        for screen in screens:
            screen.read(0.02)
        return sorted(texts(path)) == sorted(wanted)

    until(saved, "not every value was saved")


def _script(path: Path, text: str) -> None:
    """A program that knows nothing of ours adds a value with a remark."""
    line = '    "Access to expertise",\n'
    content = path.read_text(encoding="utf-8")
    assert content.count(line) == 1
    new = path.with_name("new")
    new.write_text(content.replace(line, f'{line}    "{text}", # by {text}\n'), encoding="utf-8")
    new.replace(path)


def _remarks(path: Path) -> list[str]:
    """Every comment of the file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [f"#{line.partition('#')[2]}" for line in lines if "#" in line]


@pytest.mark.git
def test_a_checkout_while_nothing_is_unsaved_shows_when_one_comes_back(edit, toolkit, git):
    screen = edit(toolkit)
    screen.wait_for("Help with challenges")
    git("checkout", "-q", "other")
    committed = toolkit.read_bytes()
    screen.send("\x1b[I")
    screen.wait_for("Changed on disk: 1 added. Loaded; u to undo.")
    screen.wait_for("From the branch")
    screen.press("q")
    assert screen.wait() == 0
    assert toolkit.read_bytes() == committed, "looking writes nothing"


def test_a_swap_by_a_synchronizer_is_merged_too(edit, toolkit):
    screen = edit(toolkit)
    screen.wait_for("Help with challenges")
    text = toolkit.read_text(encoding="utf-8")
    other = toolkit.with_name("~sync.tmp")
    line = '    "Access to expertise",\n'
    other.write_text(text.replace(line, f'{line}    "From the cloud",\n'), encoding="utf-8")
    other.replace(toolkit)
    screen.send("d")
    screen.wait_for("From the cloud")
    screen.wait_for("· saved ")
    found = texts(toolkit)
    assert "From the cloud" in found
    assert "Help with challenges" not in found


def test_a_file_that_others_broke_is_told_with_its_line_and_kept(edit, toolkit, tmp_path):
    screen = edit(toolkit)
    screen.wait_for("Help with challenges")
    toolkit.write_text('format = 1\n\n[[members]]\nname = "Broken\n', encoding="utf-8")
    broken = toolkit.read_bytes()
    screen.send("d")
    screen.wait_for("The file on disk is broken at line 4. Yours is safe; w to decide")
    assert toolkit.read_bytes() == broken
    screen.send("w")
    screen.wait_for("Keep mine; theirs is kept as a version")
    assert "Use theirs" not in screen.text
    screen.send("k")
    screen.wait_for("· saved ")
    assert "Help with challenges" not in texts(toolkit)
    kept = [path for path in (tmp_path / "home").rglob("*") if path.is_file()]
    assert broken in [path.read_bytes() for path in kept]
