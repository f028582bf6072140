"""Which packs there are: the person's own beside the shipped ones, and junk that hinders nobody."""

import os
import re
from pathlib import Path

import pytest

from copvalue_tui.suggest.library import find_packs
from copvalue_tui.suggest.pack_format.files import MAX_FILES, packs_in
from copvalue_tui.suggest.pack_format.read import read_pack, remarks_on

SHIPPED = [
    *("toolkit", "classic", "vcf", "km", "development", "public-service", "online"),
    "people-served",
]


def pack(name: str, *texts: str, language: str = "") -> str:
    """The text of a small pack."""
    said = f'language = "{language}"\n' if language else ""
    return f'# mine\nid = "{name}"\n{said}' + "".join(
        f'[[entries]]\nid = "{number}"\ntext = "{text}"\naudience = "members"\n'
        'horizon = "short_term"\n'
        for number, text in enumerate(texts)
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "packs"
    made.mkdir()
    return made


def ids(folders: list[Path], language: str = "") -> list[str]:
    return [one.id for one in find_packs(folders, language).packs]


def texts(name: str, folders: list[Path], language: str = "") -> list[str]:
    found = next(one for one in find_packs(folders, language).packs if one.id == name)
    return [entry.text for entry in found.entries]


def test_without_packs_of_ones_own_there_are_the_shipped_ones(folder):
    shelf = find_packs([folder, folder / "nowhere"])
    assert [one.id for one in shelf.packs] == SHIPPED
    assert (shelf.complaints, shelf.faulty) == ((), ())
    assert all(one.path is None for one in shelf.listed)


def test_own_packs_come_after_the_shipped_ones_folder_by_folder_by_name(folder, tmp_path):
    beside = tmp_path / "beside"
    beside.mkdir()
    (folder / "b.toml").write_text(pack("second"), encoding="utf-8")
    (folder / "a.toml").write_text(pack("first"), encoding="utf-8")
    (beside / "a.toml").write_text(pack("third"), encoding="utf-8")
    for other in ("notes.txt", ".hidden.toml", "old.toml~"):
        (folder / other).write_text("anything", encoding="utf-8")
    assert ids([folder, beside]) == [*SHIPPED, "first", "second", "third"]
    assert find_packs([folder]).listed[-1].path == folder / "b.toml"


def test_a_pack_that_takes_an_id_takes_the_place_and_it_is_told_where(folder):
    file = folder / "mine.toml"
    file.write_text(pack("km", "My way"), encoding="utf-8")
    shelf = find_packs([folder])
    assert [one.id for one in shelf.packs] == SHIPPED
    assert texts("km", [folder]) == ["My way"]
    assert shelf.complaints == (
        f"{file}:2: the id “km” is taken by a built-in pack; this pack replaces that one.",
    )
    assert shelf.faulty == (file,)


def test_the_later_of_two_own_packs_wins_and_the_first_is_named(folder):
    (folder / "a.toml").write_text(pack("mine", "One"), encoding="utf-8")
    (folder / "b.toml").write_text(pack("mine", "Two"), encoding="utf-8")
    assert texts("mine", [folder]) == ["Two"]
    assert str(folder / "a.toml") in find_packs([folder]).complaints[0]


def test_nothing_takes_the_place_of_the_toolkit_s_pack(folder):
    (folder / "a.toml").write_text(pack("toolkit", "Better values"), encoding="utf-8")
    shelf = find_packs([folder])
    assert len(shelf.packs[0].entries) == 24
    assert "cannot be replaced" in shelf.complaints[0]
    assert "another id" in shelf.complaints[0]


def test_with_another_original_its_shipped_translations_go_too(folder):
    (folder / "a.toml").write_text(pack("classic", "My classic", language="en"), encoding="utf-8")
    assert texts("classic", [folder], "es") == ["My classic"]


def test_a_translation_of_ones_own_stands_beside_the_others(folder):
    (folder / "a.toml").write_text(pack("toolkit", "Hilfe", language="de"), encoding="utf-8")
    shelf = find_packs([folder], "de-AT")
    assert shelf.complaints == ()
    assert [entry.text for entry in shelf.packs[0].entries] == ["Hilfe"]
    assert texts("toolkit", [folder])[0] == "Help with challenges"


def test_a_pack_knows_its_other_languages_entry_by_entry():
    spanish = find_packs([], "es").packs[0]
    assert spanish.entries[0].text == "Ayuda con los retos"
    assert [other.language for other in spanish.others] == ["en", "fr", "pt"]
    assert {other.entries[0].id for other in spanish.others} == {spanish.entries[0].id}
    assert [other.language for other in find_packs([]).packs[0].others] == ["es", "fr", "pt"]


def test_an_own_pack_with_no_translation_is_shown_as_it_is(folder):
    (folder / "a.toml").write_text(pack("mine", "One", language="en"), encoding="utf-8")
    assert texts("mine", [folder], "fr") == ["One"]


# Junk


def test_no_junk_keeps_the_good_packs_away_and_each_is_told_once(folder):
    (folder / "good.toml").write_text(pack("good", "One"), encoding="utf-8")
    (folder / "broken.toml").write_text('id = "x"\ntext = [\n', encoding="utf-8")
    (folder / "latin.toml").write_bytes(b'id = "x"\ntitle = "caf\xe9"\n')
    (folder / "matrix.toml").write_text('format = 1\n[[members]]\nname = "A"\n', encoding="utf-8")
    (folder / "cargo.toml").write_text('[package]\nname = "x"\n', encoding="utf-8")
    (folder / "empty.toml").write_bytes(b"")
    (folder / "folder.toml").mkdir()
    os.mkfifo(folder / "pipe.toml")
    (folder / "zero.toml").symlink_to("/dev/zero")
    (folder / "loop.toml").symlink_to("loop.toml")
    (folder / "gone.toml").symlink_to("nowhere")
    (folder / "deep.toml").write_text("a = " + "[" * 50_000, encoding="utf-8")
    (folder / "dots.toml").write_text(".".join("a" * 20_000) + " = 1", encoding="utf-8")
    shelf = find_packs([folder])
    assert [one.id for one in shelf.packs] == [*SHIPPED, "good"]
    told = {Path(one.split(":")[0]).name: one for one in shelf.complaints}
    assert len(told) == len(shelf.complaints) == 12
    assert ":2: not valid TOML" in told["broken.toml"]
    assert ":2: not UTF-8 text" in told["latin.toml"]
    assert "this is a value matrix" in told["matrix.toml"]
    assert "no id and no entries" in told["cargo.toml"]
    assert "it is a folder" in told["folder.toml"]
    assert "not a regular file" in told["pipe.toml"]
    assert "not a regular file" in told["zero.toml"]
    assert all(one.endswith(".") for one in shelf.complaints)


def test_a_huge_pack_is_refused_before_it_fills_the_memory(folder):
    with (folder / "huge.toml").open("wb") as huge:
        huge.truncate(1 << 40)
    (folder / "small.toml").write_text(pack("small", "One"), encoding="utf-8")
    shelf = find_packs([folder])
    assert shelf.packs[-1].id == "small"
    assert "too large" in shelf.complaints[0]


def test_a_folder_of_other_things_is_read_up_to_a_bound(folder):
    for number in range(MAX_FILES + 5):
        (folder / f"{number:03}.toml").write_text(pack(f"p{number}"), encoding="utf-8")
    files = packs_in(folder)
    assert len(files) == MAX_FILES + 1
    assert f"contains {MAX_FILES + 5} packs" in files[-1].complaints[0]


@pytest.mark.parametrize("name", ["\x1b[31mred.toml", "line\nbreak.toml"])
def test_no_name_and_no_text_of_a_pack_commands_the_terminal(folder, name):
    (folder / name).write_text(pack("\\u001b[2J", "\\u001b[31mred"), encoding="utf-8")
    told = find_packs([folder]).complaints
    assert len(told) == 2
    for sentence in told:
        assert sentence.isprintable()
        assert "without control characters" in sentence


def test_an_unreadable_folder_is_told(tmp_path):
    long = tmp_path / ("x" * 300)
    assert "cannot be listed" in find_packs([long]).complaints[0]


# What is doubtful in a good pack


def test_slips_in_a_good_pack_are_named_with_the_nearest_word():
    text = (
        'id = "mine"\ntitel = "Mine"\n[[entries]]\nid = "a"\ntext = "One"\n'
        'audience = "members"\nhorizon = "short_term"\ntag = ["expert"]\n'
        '[[entries]]\nid = "b"\ntext = "ONE"\naudience = "members"\nhorizon = "short_term"\n'
        'tags = ["newcommer", "night-shift"]\nindicator = "calls answered"\n'
    )
    assert remarks_on(read_pack(text), text, "mine.toml") == (
        "mine.toml:2: titel is not a key of packs; did you mean title?",
        "mine.toml:8: entries[1].tag is not a key of packs; did you mean tags?",
        "mine.toml:11: entries[2].text repeats entries[1]: “ONE”.",
        "mine.toml:14: entries[2].tags has “newcommer”; did you mean newcomer?",
    )


def test_a_pack_of_nothing_is_remarked_on():
    assert remarks_on(read_pack('id = "x"'), 'id = "x"', "x.toml") == (
        "x.toml:1: this pack has no entries yet.",
    )


def test_the_pack_in_the_guide_is_a_pack_without_a_doubt():
    guide = (Path(__file__).parents[2] / "samples" / "guide.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```toml\n(.*?)```", guide, re.DOTALL)
    text = next(block for block in blocks if "[[entries]]" in block)
    assert remarks_on(read_pack(text), text, "guide.md") == ()
