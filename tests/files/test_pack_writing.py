"""Writing packs: entries are added and nothing else changes; what cannot be done harms nothing."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copvalue_tui.files.storage.errors import ChangedOnDisk, FileMissing, FileTrouble
from copvalue_tui.files.storage.file import save_new
from copvalue_tui.files.toml.errors import CannotWrite
from copvalue_tui.files.toml.parse import parse
from copvalue_tui.files.user.pack_writing import (
    NewEntry,
    PackHead,
    add_entries,
    id_of,
    make_folder,
    pack_text,
    with_entries,
)
from tests.laws import examples

HELP = NewEntry("Help at night", "members", "short_term", ("newcomer",), "Water Exchange")
MINE = """\
# my own values
id = "my"     # never change
title = 'Mine'

[[entries]]
id = "help-at-night"   # the first one
text = "Somebody else's help"
audience = "members"
horizon = "short_term"
my_key = { kept = true }
# that was the last one
"""
ADDED = """
[[entries]]
id = "help-at-night-2"
text = "Help at night"
audience = "members"
horizon = "short_term"
tags = ["newcomer"]
source = "Water Exchange"
"""


@pytest.fixture(autouse=True)
def state_of_the_test(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def test_a_new_pack_is_laid_out_as_people_would():
    text = pack_text(PackHead("my", "My values", "en"), (HELP,), "A remark.")
    assert text == (
        '# A remark.\n\nid = "my"\ntitle = "My values"\nlanguage = "en"\n'
        + ADDED.replace("night-2", "night")
    )


def test_an_entry_is_added_and_every_other_byte_stays():
    assert with_entries(MINE, (HELP,)) == MINE + ADDED


def test_a_missing_last_line_end_is_no_trouble():
    assert with_entries(MINE.removesuffix("\n"), (HELP,)) == MINE + ADDED


def test_entries_in_one_list_are_added_to_that_list():
    text = (
        'id = "my"\nentries = [\n    # the first\n'
        '    { id = "a", text = "A", audience = "members", horizon = "long_term" }, # why\n]\n'
    )
    after = with_entries(text, (HELP,))
    assert after.startswith(text.removesuffix("]\n").rstrip())
    assert [entry["id"] for entry in parse(after)["entries"]] == ["a", "help-at-night"]


def test_the_first_entry_of_an_empty_list_is_added_too():
    for text in ('id = "my"\n', 'id = "my"\nentries = []\n', 'id = "my"\n[more]\na = 1\n'):
        assert len(parse(with_entries(text, (HELP,)))["entries"]) == 1


@pytest.mark.parametrize("text", ['id = "x"\nentries = 3\n', "id = ", '[[entries]]\nid = "a"\nid'])
def test_what_cannot_be_added_to_is_left_alone(text):
    with pytest.raises(CannotWrite):
        with_entries(text, (HELP,))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Help with challenges", "help-with-challenges"),
        ("  Ça, c'est l'été !  ", "ca-cest-lete"),
        ("資金を集める", "value"),
        ("…", "value"),
        ("x" * 500, "x" * 60),
    ],
)
def test_an_id_is_made_of_the_words(text, name):
    assert id_of(text) == name


def test_ids_of_a_pack_are_all_different_also_of_many():
    entries = [NewEntry("資金", "members", "short_term") for _ in range(5_000)]
    found = [entry["id"] for entry in parse(pack_text(PackHead("x"), entries))["entries"]]
    assert len(set(found)) == 5_000


@settings(max_examples=examples(30, 600), deadline=None)
@given(st.lists(st.text(min_size=1, max_size=30), max_size=4), st.booleans())
def test_whatever_the_words_they_read_back_and_what_stood_there_stays(texts, inline):
    start = 'id = "x"\nentries = [] # none\n' if inline else MINE
    entries = [NewEntry(text, "organizations", "long_term", (text,)) for text in texts]
    try:
        after = with_entries(start, entries)
    except CannotWrite:
        assert any(0xD800 <= ord(letter) <= 0xDFFF for text in texts for letter in text)
        return
    before = parse(start)["entries"]
    found = parse(after)["entries"]
    assert found[: len(before)] == before
    assert [entry["text"] for entry in found[len(before) :]] == texts


# On disk


def test_a_pack_is_saved_whole_and_added_to_in_place(tmp_path):
    file = tmp_path / "my.toml"
    file.write_bytes(MINE.replace("\n", "\r\n").encode())
    assert add_entries(file, (HELP,)) == ()
    assert file.read_bytes() == (MINE + ADDED).replace("\n", "\r\n").encode()
    assert [left.name for left in tmp_path.iterdir() if left.name != "state"] == ["my.toml"]


def test_a_link_stays_a_link(tmp_path):
    real = tmp_path / "real.toml"
    real.write_text(MINE, encoding="utf-8")
    link = tmp_path / "my.toml"
    link.symlink_to(real)
    add_entries(link, (HELP,))
    assert link.is_symlink()
    assert real.read_text(encoding="utf-8") == MINE + ADDED


def test_a_new_pack_never_takes_the_place_of_a_file_unless_asked(tmp_path):
    file = tmp_path / "my.toml"
    file.write_text("precious", encoding="utf-8")
    with pytest.raises(ChangedOnDisk):
        save_new(file, MINE)
    assert file.read_text(encoding="utf-8") == "precious"
    save_new(file, MINE, overwrite=True)
    assert file.read_text(encoding="utf-8") == MINE
    kept = [one for one in (tmp_path / "state").rglob("*") if one.is_file()]
    assert any(one.read_bytes() == b"precious" for one in kept), "kept as a version"


def test_what_is_no_text_may_be_replaced_too_and_is_kept(tmp_path):
    file = tmp_path / "my.toml"
    file.write_bytes(b"\xff\x00junk")
    save_new(file, MINE, overwrite=True)
    assert file.read_text(encoding="utf-8") == MINE
    kept = [one for one in (tmp_path / "state").rglob("*") if one.is_file()]
    assert any(one.read_bytes() == b"\xff\x00junk" for one in kept)


def test_what_the_disk_refuses_is_said_and_nothing_is_harmed(tmp_path):
    with pytest.raises(FileMissing):
        add_entries(tmp_path / "none.toml", (HELP,))
    with pytest.raises(FileTrouble, match="There is no folder"):
        save_new(tmp_path / "no" / "my.toml", MINE)
    (tmp_path / "folder.toml").mkdir()
    with pytest.raises(FileTrouble):
        save_new(tmp_path / "folder.toml", MINE)
    os.mkfifo(tmp_path / "pipe.toml")
    with pytest.raises(FileTrouble):
        add_entries(tmp_path / "pipe.toml", (HELP,))
    bad = tmp_path / "bad.toml"
    bad.write_text("id = ", encoding="utf-8")
    with pytest.raises(FileTrouble, match="was not changed"):
        add_entries(bad, (HELP,))
    assert bad.read_text(encoding="utf-8") == "id = "
    with pytest.raises(FileTrouble):
        make_folder(bad / "below")


def test_the_person_s_folder_is_made_for_them_alone(tmp_path):
    make_folder(tmp_path / "a" / "packs")
    assert (tmp_path / "a" / "packs").stat().st_mode & 0o777 == 0o700
