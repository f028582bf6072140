"""`copvalue recover`: list, compare, restore and discard what a session left behind."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from copvalue_tui.cli import main
from copvalue_tui.cli.support.open_editor import EditOptions, start
from copvalue_tui.files.journal.outside_edits import OutsideEdit, kept_outside, left_outside
from copvalue_tui.files.journal.recovery import unfinished
from copvalue_tui.files.journal.writer import Journal
from copvalue_tui.files.session.read import read
from copvalue_tui.matrix.diff.pairing import spread
from copvalue_tui.matrix.values import BLANK, Place, Value
from tests.files.fault_fs import is_calm
from tests.files.journals import TEXT, begun, do, killed, own_folders, recovery_files


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return own_folders(tmp_path, monkeypatch)


def leave(file: Path, *texts: str, typing: str = "") -> None:
    """A session that is killed after these deeds."""

    def story() -> None:
        journal, _, matrix = begun(file)
        do(journal, matrix, *texts)
        if typing:
            journal.draft(Place(1, 0), typing, adding=True)

    killed(story)


def recover(*words: str) -> int:
    return main(["recover", *words])


def test_nothing_left_is_said_and_is_no_fault(file: Path, capsys) -> None:
    assert recover() == 0
    assert capsys.readouterr().err == "copvalue: There is no unsaved work.\n"
    assert recover("water.toml") == 0
    assert recover("water.toml", "--discard") == 0
    said = capsys.readouterr()
    assert said.err.splitlines() == ["copvalue: There is no unsaved work for “water.toml”."] * 2
    assert said.out == ""


def test_opening_a_file_whose_folder_is_gone_says_what_waits_and_how_to_get_it(
    file: Path, capsys
) -> None:
    folder = file.parent / "gone"
    folder.mkdir()
    gone = folder / "x.toml"
    gone.write_text(TEXT)
    leave(gone, "Access", "Fun")
    gone.unlink()
    folder.rmdir()
    assert start(EditOptions(file="gone/x.toml")) == 4
    said = capsys.readouterr().err
    assert "There is no folder “gone” to save in. Unsaved work from " in said
    assert "2 changes. To save it elsewhere: " in said
    command = said.strip().rpartition("To save it elsewhere: copvalue ")[2].split()
    assert main(command) == 0
    texts = {value.text for value in spread(read(Path("recovered.toml").read_text())).values}
    assert {"Access", "Fun"} <= texts


def test_the_list_says_what_when_why_and_what_to_do(file: Path, capsys) -> None:
    leave(file, "Access", "Fun", typing="Half a tho")
    for words in ((), ("water.toml",), ("water.toml", "--list")):
        assert recover(*words) == 0
        said = capsys.readouterr()
        lines = said.out.splitlines()
        assert lines[0] == f"1. {words[0] if words else file}"
        assert lines[1].startswith("   Unsaved work from ")
        assert lines[1].endswith(
            "(the program was killed or the machine stopped): 2 changes and a half-typed text."
        )
        assert lines[2:5] == [
            "   - Added “Access”",
            "   - Added “Fun”",
            "   - unfinished entry: “Half a tho”",
        ]
        assert lines[5].startswith("   stored in /")
        assert said.err.startswith("copvalue: Next: copvalue recover ")


def test_comparing_shows_the_lines_that_would_change(file: Path, capsys) -> None:
    leave(file, "Access")
    assert recover("water.toml", "--compare") == 1
    lines = capsys.readouterr().out.splitlines()
    assert '-short_term = ["Help"]  # said twice' in lines
    assert '+short_term = ["Access", "Help"]  # said twice' in lines
    assert file.read_text() == TEXT


def test_restoring_into_the_file_it_was_made_in(file: Path, capsys) -> None:
    leave(file, "Access", typing="Half a tho")
    assert recover("water.toml", "--restore") == 0
    assert '["Access", "Help"]  # said twice' in file.read_text()
    assert read(file.read_text()).organizations[0].short_term == (Value("Half a tho"),)
    said = capsys.readouterr().err.splitlines()
    assert said == [
        "copvalue: Restored: water.toml.",
        "copvalue: It includes the unfinished entry “Half a tho”.",
    ]
    assert unfinished(file) == ()
    assert recover("water.toml", "--restore") == 0


def test_a_file_that_moved_on_is_left_and_the_work_goes_beside_it(file: Path, capsys) -> None:
    leave(file, "Access")
    file.write_text(TEXT.replace("Help", "Theirs"))
    assert recover("water.toml", "--restore") == 1
    told = capsys.readouterr().err.removeprefix("copvalue: ").strip()
    assert "-o OUT" in told
    assert is_calm(told)
    assert "Theirs" in file.read_text()
    assert recover("water.toml", "--restore", "-o", "found.toml") == 0
    assert '["Access", "Help"]  # said twice' in file.with_name("found.toml").read_text()
    file.with_name("found.toml").write_text("mine")
    assert recover("water.toml", "--restore", "-o", "found.toml") == 4
    assert file.with_name("found.toml").read_text() == "mine"
    assert "already exists" in capsys.readouterr().err
    assert len(unfinished(file)) == 1


def test_a_file_that_is_gone_is_made_again_only_when_it_never_was(file: Path, capsys) -> None:
    leave(file, "Access")
    file.unlink()
    assert recover("water.toml", "--restore") == 1
    assert not file.exists()
    assert recover("water.toml", "--compare") == 1
    assert '+short_term = ["Access", "Help"]  # said twice' in capsys.readouterr().out
    assert recover("water.toml", "--restore", "-o", "/nowhere/at-all.toml") == 4


def test_discarded_work_is_put_away_not_thrown_away(file: Path, tmp_path: Path, capsys) -> None:
    leave(file, "Access")
    assert recover("water.toml", "--discard") == 0
    told = capsys.readouterr().err
    kept = Path(
        told.removeprefix("copvalue: Discarded. A copy stays for 30 days in ").strip().rstrip(".")
    )
    assert b"Access" in kept.read_bytes()
    assert kept.stat().st_mode & 0o777 == 0o600
    assert recovery_files(tmp_path) == []
    assert recover("water.toml") == 0
    assert "no unsaved work" in capsys.readouterr().err


def test_one_of_several_is_chosen_by_number(file: Path, capsys) -> None:
    leave(file, "Older")
    (older,) = recovery_files(file.parent)
    # Named as of an earlier year.
    older = older.rename(older.with_name(older.name.replace("-2", "-1", 1)))
    leave(file, "Newer")
    assert recover("water.toml", "--restore", "--number", "2", "-o", "out.toml") == 0
    assert "Older" in file.with_name("out.toml").read_text()
    assert recover("water.toml", "--discard", "--number", "2") == 0
    assert not older.exists()
    for number in ("2", "0", "-1", "x", "1e9", "٢"):
        assert recover("water.toml", "--discard", "--number", number) == 2
    assert len(unfinished(file)) == 1
    assert "there are only 1" in capsys.readouterr().err.lower()


def test_damaged_work_is_told_and_what_is_left_of_it_restored(file: Path, capsys) -> None:
    leave(file, "One", "Two", "Three")
    (journal,) = recovery_files(file.parent)
    content = journal.read_bytes()
    journal.write_bytes(content.replace(b"Three", b"Thre3", 1))
    assert recover("water.toml") == 0
    assert "Only 2 of 3 changes could be read" in capsys.readouterr().out
    assert recover("water.toml", "--restore", "-o", "out.toml") == 0
    assert "Only 2 of 3" in capsys.readouterr().err
    assert "Two" in file.with_name("out.toml").read_text()
    journal.write_bytes(b"\x00" + content)
    for words in (["--restore"], ["--compare"]):
        assert recover("water.toml", *words) == 3
        told = capsys.readouterr().err
        assert "damaged" in told
        assert journal.exists()


def test_hostile_words_are_shown_not_obeyed(file: Path, capsys) -> None:
    leave(file, "\x1b]52;c;eA==\x07\u202e", typing="\x9b2J")
    assert recover("water.toml") == 0
    assert recover("water.toml", "--compare") == 1
    out = capsys.readouterr().out
    assert all(line.isprintable() for line in out.splitlines())


@pytest.mark.parametrize(
    "words",
    [
        ("--restore",),
        ("water.toml", "--restore", "--discard"),
        ("water.toml", "-o", "x.toml"),
        ("a", "b"),
        ("--nope",),
    ],
)
def test_wrong_words_are_told(file: Path, capsys, words: tuple[str, ...]) -> None:
    assert recover(*words) == 2
    assert "usage: copvalue recover" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["/", "a\0b", "no/such/folder/x.toml", "."])
def test_odd_names_have_no_unsaved_work(file: Path, capsys, name: str) -> None:
    assert recover(name, "--restore") == 0
    assert is_calm(capsys.readouterr().err.removeprefix("copvalue: ").strip())


def test_it_works_without_a_home(file: Path, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    monkeypatch.setenv("HOME", "/nonexistent")
    leave(file, "Access")
    assert recover("water.toml", "--restore") == 0
    assert "Access" in file.read_text()


def left_in_editor(file: Path, text: str) -> None:
    """What an outside editor saved when the session was killed."""
    file.write_text(TEXT, encoding="utf-8")
    row = read(TEXT).rows[0]
    before = tuple(value.text for value in row.cell("short_term"))
    edit = OutsideEdit(str(file.resolve()), row.name, Place(0, 0), before, time.time())
    with kept_outside(edit) as kept:
        kept.file.write_text(kept.text_before + text, encoding="utf-8")


def test_a_text_from_an_outside_editor_is_listed_compared_and_restored(file: Path, capsys) -> None:
    left_in_editor(file, "- Words of mine\n")
    assert recover() == 0
    said = capsys.readouterr().out
    assert "from an outside editor" in said
    assert "   - - Words of mine\n" in said
    assert recover("water.toml", "--compare") == 1
    assert "+- Words of mine\n" in capsys.readouterr().out
    assert recover("water.toml", "--restore", "-o", "other.toml") == 0
    assert '"Words of mine"' in Path("other.toml").read_text(encoding="utf-8")
    assert "Words of mine" not in file.read_text(encoding="utf-8")
    assert recover("water.toml", "--restore") == 0
    assert '"Words of mine"' in file.read_text(encoding="utf-8")
    assert left_outside(file) == ()


def test_a_text_from_an_outside_editor_comes_after_the_sessions_and_can_be_discarded(
    file: Path, capsys
) -> None:
    leave(file, "Access")
    left_in_editor(file, "Mine\n")
    assert recover("water.toml", "--discard", "--number", "2") == 0
    assert "A copy stays for 30 days" in capsys.readouterr().err
    assert left_outside(file) == ()
    assert len(unfinished(file)) == 1


def test_a_matrix_that_never_had_a_name_is_restored_to_a_file_that_is_named(
    file: Path, capsys, tmp_path: Path
) -> None:
    def story() -> None:
        journal = Journal.begin("", "", None, "", BLANK)
        do(journal, BLANK, "Precious words")

    killed(story)
    assert recover() == 0
    said = capsys.readouterr()
    assert "1. a matrix without a name\n" in said.out
    assert said.err.endswith("For a matrix without a name: copvalue recover --restore -o OUT\n")
    assert recover("--compare") == 1
    assert '+    "Precious words",' in capsys.readouterr().out
    for words in (["--restore"], ["--restore", "-o", "x.toml", "--number", "2"]):
        assert recover(*words) == 2
    assert "Name the file to restore to, with -o OUT" in capsys.readouterr().err
    assert recover("--restore", "-o", "back.toml") == 0
    matrix = read((tmp_path / "back.toml").read_text(encoding="utf-8"))
    assert [value.text for value in matrix.members[0].short_term] == ["Precious words"]
    assert recover() == 0
    assert capsys.readouterr().err.endswith("copvalue: There is no unsaved work.\n")
    assert recover("--discard") == 2
