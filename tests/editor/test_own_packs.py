"""The person's own packs in a session: found, saved to, made of a matrix, and faults told once."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from copvalue_tui.editor.commands.packs import make_pack, save_to_pack
from copvalue_tui.editor.session.reopen import open_another
from copvalue_tui.editor.state.state import State
from copvalue_tui.editor.suggestions.session_packs import (
    looked_up,
    own_folder,
    pack_folders,
    shelf_key,
)
from copvalue_tui.suggest.pack_format.read import read_pack, remarks_on, shipped_packs
from tests.editor.stories import ScriptedHost, opened, parse, tell

ROW = "Night shift | > Help at three; Fun | Mentors\n--\nBank | Less rework |"


@pytest.fixture
def packs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The person's folder of packs, not made yet."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "data" / "copvalue" / "packs"


def saved(state: State | str, *answers: str | None) -> State:
    """The state after “Save the value to my pack”."""
    state = parse(state) if isinstance(state, str) else state
    host = ScriptedHost(list(answers))
    after = asyncio.run(save_to_pack.conversation()(state, host))
    assert not host.answers
    return after


def made(state: State | str, *answers: str | None) -> State:
    """The state after “Make a pack of this matrix”."""
    state = parse(state) if isinstance(state, str) else state
    host = ScriptedHost(list(answers))
    after = asyncio.run(make_pack.conversation()(state, host))
    assert not host.answers
    return after


def write(folder: Path, name: str, *texts: str, id: str = "") -> Path:
    """A pack in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    entries = "".join(
        f'\n[[entries]]\nid = "{number}"\ntext = "{text}"\naudience = "members"\n'
        'horizon = "short_term"\n'
        for number, text in enumerate(texts)
    )
    file = folder / f"{name}.toml"
    file.write_text(f'id = "{id or name}"\n{entries}', encoding="utf-8")
    return file


def names(state: State) -> list[str]:
    return [pack.id for pack in looked_up(state)(state).packs]


# Finding


def test_packs_are_found_in_the_person_s_folder_and_beside_the_file(packs, file):
    write(packs, "mine")
    write(file.parent / "packs", "theirs")
    state = opened(file)
    assert pack_folders(file) == (packs, file.parent / "packs")
    assert names(state)[-2:] == ["mine", "theirs"]
    assert names(replace(state, file=None))[-1] == "mine"


def test_the_settings_order_packs_for_matrices_that_name_none(packs, file):
    state = replace(opened(file), pack_order=("online", "nowhere", "km"))
    assert names(state)[:4] == ["toolkit", "online", "km", "classic"]


def test_packs_follow_the_language_of_the_matrix_and_then_that_of_the_settings(packs, file):
    spanish = replace(opened(file), own_language="es")
    assert looked_up(spanish)(spanish).packs[0].language == "es"
    matrix = replace(spanish.matrix, language="fr")
    french = replace(spanish, scene=replace(spanish.scene, matrix=matrix))
    assert shelf_key(french) != shelf_key(spanish)
    assert looked_up(french)(french).packs[0].language == "fr"
    # Asked for in one language, needed in another by now: the next look will tell.
    assert looked_up(spanish)(french).packs is french.packs


def test_a_pack_that_cannot_be_used_is_named_once_and_hinders_nothing(packs, file):
    packs.mkdir(parents=True)
    (packs / "bad.toml").write_text("id = ", encoding="utf-8")
    (packs / "worse.toml").write_bytes(b"\xff")
    state = opened(file)
    after = looked_up(state)(state)
    assert after.message.endswith(
        "Packs “bad.toml” and 1 more have faults; “copvalue packs check” lists them."
    )
    assert after.warning
    assert [pack.id for pack in after.packs] == [pack.id for pack in shipped_packs()]
    moved = after.with_message("")
    assert not looked_up(moved)(moved).message
    other = open_another(moved, str(file))
    assert "faults" not in looked_up(other)(other).message


def test_nothing_new_is_nothing_to_repaint(packs, file):
    state = opened(file)
    first = looked_up(state)(state)
    assert looked_up(first)(first) is first


# Saving a value


def test_the_first_value_saved_makes_the_pack_and_says_where(packs):
    after = saved(ROW)
    pack = read_pack((packs / "my.toml").read_text(encoding="utf-8"))
    assert (pack.id, pack.title) == ("my", "My values")
    only = pack.entries[0]
    assert (only.text, only.audience, only.horizon) == ("Help at three", "members", "short_term")
    assert only.tags == ("any",)
    assert after.message == "Saved “Help at three” to your pack “~/data/copvalue/packs/my.toml”."
    assert after.packs[-1] == pack, "it is offered from now on"
    assert own_folder() == packs


def test_the_next_value_is_added_and_nothing_is_asked(packs):
    file = write(packs, "phrases", "One")
    before = file.read_text(encoding="utf-8") + "# my last words\n"
    file.write_text(before, encoding="utf-8")
    saved(ROW)
    text = file.read_text(encoding="utf-8")
    assert text.startswith(before)
    assert [entry.text for entry in read_pack(text).entries] == ["One", "Help at three"]
    assert not (packs / "my.toml").exists()


def test_marked_values_are_saved_together_each_for_rows_like_its_own(packs):
    state = tell(parse(ROW.replace("; Fun", "; *Fun").replace("| Less", "| *Less")), "").state
    rows = (replace(state.matrix.rows[0], tags=("newcomer", "field")), state.matrix.rows[1])
    matrix = replace(state.matrix.with_rows(rows), title="Water Exchange")
    state = replace(state, scene=replace(state.scene, matrix=matrix))
    after = saved(state)
    entries = read_pack((packs / "my.toml").read_text(encoding="utf-8")).entries
    assert [(one.text, one.audience, one.tags, one.source) for one in entries] == [
        ("Fun", "members", ("newcomer", "field"), "Water Exchange"),
        ("Less rework", "organizations", ("any",), "Water Exchange"),
    ]
    assert "Saved 2 values" in after.message
    assert not after.marked


def test_among_several_packs_one_is_chosen(packs):
    write(packs, "a", "One")
    chosen = write(packs, "b", "Two")
    saved(ROW, "b")
    assert len(read_pack(chosen.read_text(encoding="utf-8")).entries) == 2
    assert saved(ROW, None).message == "Nothing was saved."


def test_what_stands_in_the_pack_is_not_saved_twice(packs):
    file = write(packs, "mine", "HELP at three")
    before = file.read_bytes()
    assert saved(ROW).message.startswith("“Help at three”: already in your pack")
    assert file.read_bytes() == before


def test_a_pack_that_cannot_be_used_is_not_written_to(packs):
    packs.mkdir(parents=True)
    (packs / "my.toml").write_text("id = ", encoding="utf-8")
    after = saved(ROW)
    assert "cannot be used as it is" in after.message
    assert "Nothing was saved" in after.message
    assert (packs / "my.toml").read_text(encoding="utf-8") == "id = "


def test_where_no_folder_can_be_made_it_is_said(packs, tmp_path):
    (tmp_path / "data").write_text("a file", encoding="utf-8")
    after = saved(ROW)
    assert after.warning
    assert "Nothing was saved" in after.message


def test_an_empty_cell_has_nothing_to_save():
    assert save_to_pack.why_not(parse("A | > |")) == "This cell is empty; a to add a value."


# A pack of a whole matrix


def test_a_matrix_becomes_a_pack_with_an_entry_a_value(packs):
    target = packs / "night"
    after = made(ROW, str(target))
    pack = read_pack(target.with_suffix(".toml").read_text(encoding="utf-8"))
    assert pack.id == "night"
    assert [(one.text, one.audience, one.horizon) for one in pack.entries] == [
        ("Help at three", "members", "short_term"),
        ("Fun", "members", "short_term"),
        ("Mentors", "members", "long_term"),
        ("Less rework", "organizations", "short_term"),
    ]
    assert after.message.startswith("Made a pack of 4 values: “~/data/copvalue/packs/night.toml”.")


def test_what_two_rows_say_is_one_entry(packs, tmp_path):
    (tmp_path / "x").mkdir()
    made("A | > Fun | \nB | fun; Help | Fun", str(tmp_path / "x" / "p.toml"))
    pack = read_pack((tmp_path / "x" / "p.toml").read_text(encoding="utf-8"))
    assert [(one.text, one.horizon) for one in pack.entries] == [
        ("Fun", "short_term"),
        ("Help", "short_term"),
        ("Fun", "long_term"),
    ]


def test_what_rows_of_other_tags_say_too_is_one_entry_for_all_of_them(packs, tmp_path):
    state = parse("A | > Fun; Tea; Rest |\nB | fun; Tea; Rest |\nC | Rest |")
    tags = (("donor",), ("client", "donor"), ())
    rows = [replace(row, tags=own) for row, own in zip(state.matrix.rows, tags, strict=True)]
    matrix = replace(state.matrix, members=tuple(rows))
    (tmp_path / "x").mkdir()
    made(replace(state, scene=replace(state.scene, matrix=matrix)), str(tmp_path / "x" / "p.toml"))
    text = (tmp_path / "x" / "p.toml").read_text(encoding="utf-8")
    pack = read_pack(text)
    assert [(one.text, one.tags) for one in pack.entries] == [
        ("Fun", ("donor", "client")),
        ("Tea", ("donor", "client")),
        ("Rest", ("any",)),
    ]
    assert remarks_on(pack, text, "p.toml") == ()


def test_a_pack_elsewhere_is_told_how_to_be_offered(packs, tmp_path):
    (tmp_path / "x").mkdir()
    assert "Put it into a folder “packs”" in made(ROW, str(tmp_path / "x" / "p.toml")).message
    assert "Put it" not in made(ROW, str(packs / "p.toml")).message


def test_another_file_is_never_replaced_unless_asked(packs, tmp_path):
    (tmp_path / "x").mkdir()
    target = tmp_path / "x" / "p.toml"
    target.write_text("precious", encoding="utf-8")
    assert made(ROW, str(target), "Keep").message == "Nothing was saved."
    assert made(ROW, str(target), None).message == "Nothing was saved."
    assert target.read_text(encoding="utf-8") == "precious"
    made(ROW, str(target), "Replace")
    assert len(read_pack(target.read_text(encoding="utf-8")).entries) == 4


def test_the_matrix_itself_is_never_made_a_pack(packs, file):
    before = file.read_bytes()
    assert made(opened(file), str(file)).message.startswith("That is the matrix itself")
    (file.parent / "b.toml").symlink_to(file)
    assert made(opened(file), str(file.parent / "b")).message.startswith("That is the matrix")
    assert file.read_bytes() == before


def test_turning_away_makes_nothing_and_trouble_is_said(packs, tmp_path):
    assert made(ROW, None).message == ""
    assert "There is no folder" in made(ROW, str(tmp_path / "no" / "p.toml")).message
    assert make_pack.why_not(parse("A | > |")) is not None
