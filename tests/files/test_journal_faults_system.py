"""The journal on real disks that say no: full, then free again; read-only."""

from __future__ import annotations

from pathlib import Path

import pytest

from copvalue_tui.files.journal.recovery import unfinished
from tests.files.fault_fs import is_calm
from tests.files.journals import begun, do, own_folders
from tests.files.test_saving_faults_system import mount, with_own_mounts


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = own_folders(tmp_path, monkeypatch)
    # Once here, so that everything is imported and the file is there.
    journal, _, _ = begun(file)
    journal.end("quit")
    journal.close()
    unfinished(file)
    return file


def test_a_disk_that_fills_up_and_is_cleared_again_keeps_a_whole_story(file: Path) -> None:
    home = file.parent / "home"

    def story() -> tuple[str, str, list[str], str]:
        mount("-t", "tmpfs", "-o", "size=64k", "none", home)
        journal, _, matrix = begun(file)
        filler = home / "filler"
        with filler.open("wb", buffering=0) as stuff:
            while True:
                try:
                    stuff.write(b"x" * 512)
                except OSError:
                    break
        done = 0
        while not journal.trouble and done < 200:
            matrix = do(journal, matrix, f"Value {done}")
            done += 1
        first = journal.trouble
        filler.unlink()
        do(journal, matrix, "Last")
        second = journal.trouble
        journal.end("term")
        journal.close()
        (found,) = unfinished(file)
        texts = [value.text for value in found.matrix.members[0].short_term]
        expected = ["Last", *(f"Value {number}" for number in reversed(range(done))), "Help"]
        assert texts == expected
        return first, second, texts, found.unread

    first, second, texts, unread = with_own_mounts(story)
    assert first == "No recovery is possible for the last change: the disk is full."
    assert is_calm(first)
    assert (second, unread) == ("", "")
    assert texts[0] == "Last"


def test_with_a_home_mounted_read_only_it_lies_beside_the_file(file: Path) -> None:
    home = file.parent / "home"

    def story() -> tuple[str, list[str], int]:
        mount("-t", "tmpfs", "-o", "ro", "none", home)
        journal, _, matrix = begun(file)
        do(journal, matrix, "One")
        names = [one.name for one in file.parent.iterdir() if one.name.endswith(".recovery")]
        journal.end("term")
        journal.close()
        return journal.trouble, names, len(unfinished(file))

    trouble, names, count = with_own_mounts(story)
    assert (trouble, count) == ("", 1)
    assert len(names) == 1
