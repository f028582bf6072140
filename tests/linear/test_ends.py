"""How a session in lines ends and goes on: end of input, signals, kills, others at one file."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
import termios
from collections.abc import Callable
from pathlib import Path

import pytest

from copvalue_tui.files.storage.errors import FileTrouble
from copvalue_tui.files.user.settings import Settings
from tests.linear.conftest import ROOT, Speak, Talk
from tests.linear.test_linear import FILE, begun

TalkTo = Callable[..., Talk]


def test_the_end_of_input_saves_as_quit_does_and_says_so(speak: Speak, tmp_path: Path):
    path = begun(tmp_path)
    assert speak(path, "add Calm")[-1] == "End of input. Everything is saved in water.toml."
    assert '"Calm"' in path.read_text(encoding="utf-8")
    # Where the person saves on their own, nothing is written, and the next start offers it.
    told = speak(path, "add Speed\nquit\n", 4, Settings(autosave=False))
    assert told[-8:-3] == [
        "Not everything is saved.",
        "1 Save it",
        "2 Discard it",
        "3 Do not quit",
        "Which? A number or the first words; an empty line cancels.",
    ]
    assert told[-3:-1] == ["That was not answered.", "Nothing was discarded."]
    assert told[-1].startswith("End of input. Not saved. The file “")
    assert '"Speed"' not in path.read_text(encoding="utf-8").partition("organizations")[0]
    told = speak(path, "continue\nread here\n")
    assert "Continue with it" in told[1]
    assert any(line.endswith("Speed") for line in told)
    assert '"Speed"' in path.read_text(encoding="utf-8").partition("organizations")[0]


OWNER = "Owner of “Help”? Empty line to cancel, - for none."


def test_quit_and_save_are_commands_at_a_question_too_and_help_says_how(
    speak: Speak, tmp_path: Path
):
    path = begun(tmp_path)
    saved = "Everything is saved in water.toml."
    for said, answers in (
        ("quit\nadd Late\n", ["Cancelled.", saved]),
        ("save\n", ["Cancelled.", "Everything is saved.", f"End of input. {saved}"]),
        ("help\n.\nquit\n", ["Empty line to cancel, - for none.", saved]),
        ("", ["That was not answered.", f"End of input. {saved}"]),
    ):
        assert speak(path, f"do set owner\n{said}")[1:] == [OWNER, *answers]
        assert path.read_text(encoding="utf-8") == FILE


def test_values_typed_one_a_line_end_at_a_command(speak: Speak, tmp_path: Path):
    path = begun(tmp_path)
    told = speak(path, "add 1 short\nCalm\nhelp\nquit\nTrust\n")
    way = "Values for Engineers, short term, one a line; an empty line ends."
    assert [told[1], told[3], told[-1]] == [way, way, "Everything is saved in water.toml."]
    text = path.read_text(encoding="utf-8")
    assert '"Calm"' in text
    assert '"quit"' not in text
    assert '"Trust"' not in text


def test_a_new_file_is_made_by_the_first_change_and_not_before(speak: Speak, tmp_path: Path):
    path = tmp_path / "new.toml"
    speak(path, "read\nquit\n")
    assert not path.exists()
    speak(path, "add Calm\nundo\nadd Help\nquit\n")
    assert '"Help"' in path.read_text(encoding="utf-8")


def test_a_script_that_answers_no_question_changes_nothing_by_it(speak: Speak, tmp_path: Path):
    path = begun(tmp_path)
    speak(path, "add Calm", 4, Settings(autosave=False))
    # What was left is offered; a line that is no answer is a command, and it is asked again.
    told = speak(path, "rows\nquit\n")
    assert told.count("1 Engineers, members: 2 short term, 1 long term.") == 1
    assert path.read_text(encoding="utf-8") == FILE
    told = speak(path, "discard\nrow delete 1\nrows\n")
    assert "Nothing was deleted. “Engineers” is as it was." in told
    assert told[-4:-1] == [
        "1 Engineers, members: 2 short term, 1 long term.",
        "2 Managers, members: 0 short term, 0 long term.",
        "3 Bank, organization: 1 short term, 0 long term.",
    ]


def test_a_file_that_cannot_be_written_is_told_of_and_the_work_is_kept(
    speak: Speak, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = begun(tmp_path)

    def full(*_: object, **__: object) -> None:
        raise FileTrouble("The disk is full.")

    with monkeypatch.context() as disk:
        disk.setattr("copvalue_tui.files.session.save.save", full)
        told = speak(path, "add Calm\nsave\n", 4)
    assert told[2].startswith("The disk is full. To save elsewhere: save FILE.")
    assert "The disk is full." in told[3]
    assert path.read_text(encoding="utf-8") == FILE
    assert speak(path, "continue\n")[-1] == "End of input. Everything is saved in water.toml."
    assert '"Calm"' in path.read_text(encoding="utf-8")


def test_what_was_answered_survives_a_kill_and_is_continued(talk: TalkTo, tmp_path: Path):
    path = begun(tmp_path)
    session = talk(path)
    assert session.says("add Calm")[-1] == "Added “Calm”. It is 5 in Engineers, short term."
    assert session.says("review all")[-1].endswith("Now 1 of 5: Help. Engineers, short term.")
    assert session.says("agreed")[0].startswith("“Help”: status agreed.")
    session.process.send_signal(signal.SIGKILL)
    session.process.wait()

    again = talk(path)
    offer = again.says("continue")
    assert any("Continue with it" in line for line in offer)
    assert any("Continued." in line for line in offer)
    # The review too, at the value it had come to, and its verdict can be undone.
    assert "Now 2 of 5: Access. Engineers, short term." in again.says("review")[-1]
    assert again.says("undo")[0].startswith("Undone: “Help”: status agreed.")
    status, told = again.ends()
    assert (status, told) == (0, "End of input. Everything is saved in water.toml.")
    text = path.read_text(encoding="utf-8")
    assert '"Calm"' in text
    assert "agreed" not in text


def test_what_others_save_is_merged_and_told_first(talk: TalkTo, tmp_path: Path):
    path = begun(tmp_path)
    session = talk(path)
    session.says("add 2 short: Calm")
    path.write_text(FILE.replace('"Speed"', '"Speed", "Trust"'), encoding="utf-8")
    told = session.says("find trust")
    assert told == [
        "Changed on disk: 1 added. Merged with yours.",
        "6 Trust. Bank, short term.",
        "1 value with “trust”.",
    ]
    second = talk(path)
    assert "1 Open it read-only" in second.says("read-only")
    assert second.says("add Fun")[0].startswith("This file is open read-only. To save a copy")
    assert second.ends()[0] == 0
    assert session.ends()[0] == 0
    text = path.read_text(encoding="utf-8")
    assert '"Trust"' in text
    assert '"Calm"' in text
    assert "Fun" not in text


def test_what_was_done_without_a_file_is_offered_to_the_next_session_without_one(tmp_path: Path):
    def said(script: str) -> tuple[int, list[str]]:
        done = subprocess.run(
            [sys.executable, "-m", "copvalue_tui", "--linear"],
            cwd=tmp_path,
            env={"HOME": str(tmp_path), "PYTHONPATH": str(ROOT)},
            input=script,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.stderr == ""
        return done.returncode, done.stdout.splitlines()

    status, told = said("add Calm\n")
    assert status == 4
    assert "is kept: start copvalue without a file to get it back." in told[-1]
    status, told = said("rows\n")
    assert told[0].startswith("Unsaved work from ")
    assert not any("Compare" in line for line in told), "there is no file to compare it with"
    assert (status, told[-1]) == (0, "End of input. Everything is saved.")
    status, told = said("continue\nread here\nsave calm\n")
    assert "1 Calm" in told
    assert (status, told[-1]) == (0, "End of input. Everything is saved in calm.toml.")
    assert said("rows\n")[1][0].startswith("Untitled matrix: 2 rows, 0 values.")


@pytest.mark.parametrize("number", [0, signal.SIGTERM, signal.SIGHUP])
def test_the_end_saves_into_a_file_that_others_have_just_written(
    talk: TalkTo, tmp_path: Path, number: int
):
    path = begun(tmp_path)
    session = talk(path)
    session.says("add Calm")
    path.write_text(FILE.replace('"Speed"', '"Speed", "Trust"'), encoding="utf-8")
    if number:
        session.process.send_signal(number)
        assert session.process.wait() == 128 + number
    else:
        assert session.ends()[0] == 0
    text = path.read_text(encoding="utf-8")
    assert '"Trust"' in text
    assert '"Calm"' in text


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_saves_and_ends_with_its_status(talk: TalkTo, tmp_path: Path, number: int):
    path = begun(tmp_path)
    session = talk(path)
    session.says("add Calm")
    session.process.send_signal(number)
    assert session.process.wait() == 128 + number
    assert '"Calm"' in path.read_text(encoding="utf-8")


@pytest.mark.pty
def test_at_a_terminal_ctrl_c_ends_a_line_and_hanging_up_saves(tmp_path: Path):
    path = begun(tmp_path)
    outside, inside = os.openpty()
    env = {"HOME": str(tmp_path), "PYTHONPATH": str(ROOT), "TERM": "dumb"}
    with subprocess.Popen(
        [sys.executable, "-m", "copvalue_tui", str(path)],
        cwd=tmp_path,
        env=env,
        stdin=inside,
        stdout=inside,
        stderr=inside,
        start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
    ) as program:
        os.close(inside)
        told = b""

        def types(text: bytes, until: bytes) -> None:
            nonlocal told
            os.write(outside, text)
            while until not in told:
                told += os.read(outside, 65536)
            told = told.partition(until)[2]

        types(b"", b"> ")
        types(b"add half\x03", b"Nothing was begun. To leave: quit")
        types(b"edit 1\n", b"? Empty line to cancel.")
        types(b"\x03", b"Nothing was changed.")
        # A person may answer with words from inside an option; a script may not.
        types(b"do add a row\n", b"an empty line cancels.")
        types(b"persona\n", b"Name of the new row?")
        types(b"Newcomers\n", "Added the row “Newcomers”.".encode())
        types(b"add " + b"x" * 5000 + b"\n", b"Type it in shorter ones.")
        types(b"add Calm\x7fs\n", "Added “Cals”.".encode())
        os.close(outside)
        assert program.wait() == 128 + signal.SIGHUP
    text = path.read_text(encoding="utf-8")
    assert '"Cals"' in text
    assert "half" not in text


def test_an_idle_session_saves_and_a_reader_that_went_away_loses_nothing(
    talk: TalkTo, tmp_path: Path
):
    path = begun(tmp_path)
    session = talk(path)
    session.says("add Calm")
    while '"Calm"' not in path.read_text(encoding="utf-8"):
        assert session.process.poll() is None
    assert session.process.stdout is not None
    assert session.process.stdin is not None
    session.process.stdout.close()
    session.process.stdin.write("add Trust\nrows\nrows\n")
    session.process.stdin.flush()
    # Not 0: nobody knows how far a script came.
    assert session.process.wait() == 129
    assert '"Trust"' in path.read_text(encoding="utf-8")


def test_no_toolkit_of_the_screen_is_loaded(tmp_path: Path):
    program = (
        "import sys; from copvalue_tui.cli import main\n"
        f"main(['--linear', {str(begun(tmp_path))!r}])\n"
        "print(sorted({m.split('.')[0] for m in sys.modules} & {'textual','rich','tomlkit'}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        input="read\nadd Calm\nquit\n",
        env={"HOME": str(tmp_path), "PYTHONPATH": str(ROOT)},
    )
    assert done.stdout.splitlines()[-2:] == ["Everything is saved in water.toml.", "[]"]
