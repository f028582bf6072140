"""Linear mode: what is said to it, line by line, and what it answers."""

from __future__ import annotations

import random
from pathlib import Path

from copvalue_tui.files.user.settings import Settings
from copvalue_tui.linear.words import WORDS
from tests.linear.conftest import Speak

FILE = """\
format = 1
title = "Water"

[[members]]
name = "Engineers"
short_term = [
    "Help",  # asked for
    "Access",
]
long_term = ["Growth"]

[[members]]
name = "Managers"
short_term = []
long_term = []

[[organizations]]
name = "Bank"
short_term = ["Speed"]
long_term = []
"""


def begun(tmp_path: Path, text: str = FILE) -> Path:
    path = tmp_path / "water.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_matrix_is_read_in_numbered_lines(speak: Speak, tmp_path: Path):
    told = speak(begun(tmp_path), "read\nrows\ngo bank\n1\nnext\nback\nback\n")
    assert told == [
        "Water: 3 rows, 4 values. To hear the commands: help",
        "Water: 3 rows, 4 values.",
        "Row 1, Engineers, short term: 2 values.",
        "1 Help",
        "2 Access",
        "Row 1, Engineers, long term: 1 value.",
        "3 Growth",
        "Row 2, Managers, short term: empty.",
        "Row 2, Managers, long term: empty.",
        "Row 3, Bank, short term: 1 value.",
        "4 Speed",
        "Row 3, Bank, long term: empty.",
        "1 Engineers, members: 2 short term, 1 long term.",
        "2 Managers, members: 0 short term, 0 long term.",
        "3 Bank, organization: 1 short term, 0 long term.",
        "Row 3, Bank, short term: 1 value.",
        "4 Speed",
        "1 Help. Engineers, short term.",
        "2 Access. Engineers, short term.",
        "1 Help. Engineers, short term.",
        "This is the first value.",
        "End of input. Everything is saved in water.toml.",
    ]


def test_values_are_changed_and_keep_their_numbers(speak: Speak, tmp_path: Path):
    path = begun(tmp_path)
    told = speak(
        path,
        "add managers long: Calm\nadd help\nedit 1 More help\ndelete 2-3\nread engineers\n"
        "undo\nread engineers\nredo\nundo 2\n2\nquit\n",
    )
    assert told[1:] == [
        "Added “Calm”. It is 5 in Managers, long term.",
        "Added “help”. The same is already 1 in Engineers, short term. "
        "It is 6 in Managers, long term.",
        "Reworded “Help” to “More help”.",
        "Deleted 2 values.",
        "Row 1, Engineers, short term: 1 value.",
        "1 More help",
        "Row 1, Engineers, long term: empty.",
        "Undone: deleted 2 values.",
        "Row 1, Engineers, short term: 2 values.",
        "1 More help",
        "2 Access",
        "Row 1, Engineers, long term: 1 value.",
        "3 Growth",
        "Redone: deleted 2 values.",
        "Undone: reworded “Help” to “More help”. That was 2 steps.",
        "2 Access. Engineers, short term.",
        "Everything is saved in water.toml.",
    ]
    # Only what changed was written, the remark included.
    assert path.read_text(encoding="utf-8") == FILE.replace(
        'name = "Managers"\nshort_term = []\nlong_term = []',
        'name = "Managers"\nshort_term = []\nlong_term = [\n    "Calm",\n    "help",\n]',
    )


def test_several_values_are_added_one_a_line(speak: Speak, tmp_path: Path):
    told = speak(begun(tmp_path), "add 2 short:\nCalm\n\x1b[AHelp\n\nread 2 short\n")
    assert told[1:] == [
        "Values for Managers, short term, one a line; an empty line ends.",
        "Added “Calm”. It is 5 in Managers, short term.",
        "Added “Help”. The same is already 1 in Engineers, short term. "
        "It is 6 in Managers, short term.",
        "Back to commands, in Managers, short term.",
        "Row 2, Managers, short term: 2 values.",
        "5 Calm",
        "6 Help",
        "End of input. Everything is saved in water.toml.",
    ]


def test_what_is_not_understood_is_answered_with_what_was_perhaps_meant(
    speak: Speak, tmp_path: Path
):
    said = {
        "delte 1": "There is no command “delte”. Did you mean delete?",
        "xyzzy": "There is no command “xyzzy”. To hear the commands: help",
        "re": "“re” could be read, redo or review. Nothing was done.",
        "delete 9": "There is no value 9; they go from 1 to 4.",
        "delete Help": "“Help” is no number of a value. Nothing was deleted.",
        "go enginers": "There is no row “enginers”. Did you mean row 1 Engineers?",
        "go 7": "There is no row 7; there are 3 rows.",
        "go ers": "“ers” could be row 1 Engineers or row 2 Managers; say its number.",
        "undo": "Nothing to undo.",
        "edit 1": "Say the new words for “Help” after the number.",
    }
    path = begun(tmp_path)
    for line, answer in said.items():
        told = speak(path, line)
        assert told[1].startswith(answer), line
        assert path.read_text(encoding="utf-8") == FILE


def test_junk_loses_nothing(speak: Speak, tmp_path: Path):
    path = begun(tmp_path)
    long = b"x" * 1_000_000
    junk = b"\n".join(
        (
            b"add Calm",
            b"add \xff\xfe broken",
            b"add " + long,
            long,
            b"add " + b"y" * 10_001,
            b"\x00\x01\x07",
            b"add Bells\x07 and \x1b]0;title\x07 whistles",
            b"edit 2 \xe2\x80\xae",
            b"99999999999999999999",
            b"delete 1-999999",
            b"undo",
            b"delete ,,,",
            b"go " + b"z" * 5000,
            b"\r",
            b"add last without an end",
        )
    )
    told = speak(path, junk)
    assert [line for line in told if "Nothing was done" in line] == [
        "That line is not UTF-8 text. Nothing was done with it.",
        "That line has 1,000,004 bytes, and 65,536 are the most. Nothing was done with it.",
        "That line has 1,000,000 bytes, and 65,536 are the most. Nothing was done with it.",
    ]
    assert "A value has 10,000 letters at most. Nothing was changed." in told
    assert told[-1] == "End of input. Everything is saved in water.toml."
    text = path.read_text(encoding="utf-8")
    for kept in ("Help", "Access", "Growth", "Speed", "Calm", "last without an end"):
        assert f'"{kept}"' in text


NO_STEPS = ("quit", "open", "save", "export", "minutes", "paste", "help")
"""Commands that read, write or end something else."""


def test_whatever_is_said_can_be_undone(speak: Speak, tmp_path: Path):
    """Commands with any words behind them, three hundred at a time: nothing fails, and every
    change is a step."""
    chance = random.Random(20261129)
    words = [word.name for word in WORDS if word.name not in NO_STEPS]
    behind = (
        *("", "", "1", "2-3", "1,4", "9", "0", "-", ".", "short", "2 long", "to 1 short", "bank"),
        *("Calm", "1 Calm", "2 realized", "high", "1 high", "add member New", "delete 2", "up 1"),
        *("all", "yes", "no", "present Ana; note Fine", "later", "title: Water", "title", "café"),
        *("balance", "shared values", "1 1", "a; b; c", "+6m", "\u202e", "“”", "x" * 300, "3 3"),
    )
    for _ in range(3):
        lines = [f"{chance.choice(words)} {chance.choice(behind)}" for _ in range(300)]
        lines[::3] = ["" for _ in lines[::3]]
        path = begun(tmp_path)
        for left in tmp_path.glob("state/**/*.jsonl"):
            left.unlink()
        told = speak(path, "\n".join((*lines, "", ".", "end later", "end later", "undo 9999")))
        assert len(told) > 200
        assert path.read_text(encoding="utf-8") == FILE


def test_a_stranger_finds_the_way(speak: Speak, tmp_path: Path):
    told = speak(
        begun(tmp_path),
        "where\nshow here\nremove 2\nbalance\ndo zoom\ndo shared\nset 1 review date +6m\n"
        "set 1 own Core group\nset 1 x y\ndo\nopen\nexit\n",
    )
    assert told[1:6] == [
        "1 Help. Engineers, short term. In water.toml.",
        "Row 1, Engineers, short term: 2 values.",
        "1 Help",
        "2 Access",
        "Deleted “Access”.",
    ]
    for answer in (
        "There is no command “balance”. Did you mean: do Balance",
        "“zoom” is about the screen, and there is none here.",
        "“shared” could be Link as a shared value, Unlink a shared value or Shared values. "
        "Say: do and its name.",
        "“Help”: owner “Core group”.",
        "Say which detail, such as: set 3 owner Core group. There is status, priority, votes, "
        "shared value, owner, evidence, review date, indicator or note.",
        "Say which file, such as: open water.toml",
    ):
        assert answer in told
    assert any(line.startswith("do Balance: Show gaps") for line in told)
    assert told[-1] == "Everything is saved in water.toml."


def test_the_same_is_understood_in_many_words(speak: Speak, tmp_path: Path):
    said = {
        "add 2 short Faster answers": "Added “Faster answers”. It is 5 in Managers, short term.",
        "add to managers long: X": "Added “X”. It is 6 in Managers, long term.",
        "add short row 3: Y": "Added “Y”. It is 7 in Bank, short term.",
        "add Be there in the long term": "Added “Be there in the long term”. "
        "It is 8 in Bank, short term.",
        "delete value 6": "Deleted “X”.",
        "delete 7 8": "Deleted 2 values.",
        "edit value 3: More words": "Reworded “Growth” to “More words”.",
        "move value 3 to row 2 short": "Moved “More words” to Managers, short term.",
        "set status 3 realized": "“More words”: status realized.",
        "row rename 2 to Managing staff": "Renamed “Managers” to “Managing staff”.",
        f"save as {tmp_path}/w2.toml": "Saved as “w2.toml”.",
        "3": "3 More words, realized. Managing staff, short term.",
    }
    told = speak(begun(tmp_path), "".join(f"{line}\n" for line in said))
    for answer, expected in zip(told[1:-1], said.values(), strict=True):
        assert answer.startswith(expected)


def test_signs_of_ours_are_ascii_where_that_is_asked_for(speak: Speak, tmp_path: Path):
    told = speak(begun(tmp_path), "add Café\ndo share\n", settings=Settings(ascii=True))
    assert told[1] == 'Added "Café". It is 5 in Engineers, short term.'
    assert "".join(told).replace("é", "").isascii()
