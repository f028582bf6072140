"""Keyboards of other scripts, full-width signs, and presets in which letters write."""

from dataclasses import replace

import pytest

from copvalue_tui.cli.config import settings_lines
from copvalue_tui.editor.commands import COMMANDS
from copvalue_tui.editor.keys.key_table import other_keys_text
from copvalue_tui.editor.keys.keymap import build_keymap, keymap_of
from copvalue_tui.editor.keys.layouts import BUILT_IN, PRESETS
from copvalue_tui.editor.state.state import State
from copvalue_tui.files.user.settings import KEY_PRESETS, Settings, load_settings
from tests.editor.stories import ScriptedHost, Story, parse, tell

STAFF = "Staff | Help; > Access; Fun |"


def played(keys: str, start: str | State = STAFF, **settings: str) -> Story:
    """What the keys come to with these settings."""
    keymap, faults = keymap_of(COMMANDS, Settings(**settings))
    assert faults == ()
    return tell(start, keys, host=ScriptedHost(keymap=keymap))


def test_a_letter_is_the_key_in_its_place() -> None:
    greek, russian, arabic, hebrew = "ξj δd ΘU ςw", "вd оj ГU іs Ж:", "يd تj شa ؟?", "גd חj שa"
    signs = "ｄd ＵU ：: ３3 ٣3 ۳3"
    for pair in " ".join((greek, russian, arabic, hebrew, signs)).split():
        assert BUILT_IN[pair[0]] == pair[1]
    assert BUILT_IN["\u3000"] == "space"
    assert [typed for typed in BUILT_IN if typed.isascii()] == []
    assert len(set(BUILT_IN.values())) > 90, "every key of a US keyboard can be meant"


def test_letters_of_other_keyboards_run_commands_and_it_is_said_once() -> None:
    told = played("в")
    assert told.drawing == "Staff | Help; > Fun |"
    assert told.message == (
        "Deleted “Access”. u to undo. (“в” is read as d, by its place on the keyboard)"
    )
    told = played("в г")
    assert told.drawing == STAFF
    assert "place" not in told.message
    assert played("э").message == "э does nothing here; ? for help."


def test_what_is_typed_stays_what_it_is() -> None:
    assert played("ф 'вода：３' enter escape").drawing == "Staff | Help; Access; > вода：３; Fun |"


def test_the_map_can_be_turned_off_and_added_to() -> None:
    assert played("в", langmap="off").message == "в does nothing here; ? for help."
    assert played("ж", langmap="жd вu").drawing == "Staff | Help; > Fun |"
    assert played("ж в", langmap="жd вu").drawing == STAFF


@pytest.mark.parametrize("preset", ["plain", "nano"])
def test_letters_write_and_control_keys_command(preset: str) -> None:
    told = played("'deal' enter escape", preset=preset)
    assert told.drawing == "Staff | Help; Access; > deal; Fun |"
    assert played("в", preset=preset).drawing == "Staff | Help; Access; >[в_]; Fun |"
    assert played("'(x'", preset=preset).drawing == "Staff | Help; Access; >[(x_]; Fun |"
    told = played("up delete", preset=preset)
    assert told.drawing == "Staff | > Access; Fun |"
    assert told.message == "Deleted “Help”. Ctrl+Z to undo."
    told = played("up delete ctrl+z", preset=preset)
    assert told.drawing == "Staff | > Help; Access; Fun |"
    assert told.message.endswith("Ctrl+Y to redo.")


def test_words_of_people_keep_their_letters_in_messages() -> None:
    told = played("delete", "Staff | > what u to do; Fun |", preset="plain")
    assert told.message == "Deleted “what u to do”. Ctrl+Z to undo."


def test_a_file_that_may_not_be_changed_says_so_to_the_first_letter() -> None:
    told = played("h", replace(parse(STAFF), read_only=True), preset="plain")
    assert told.drawing == STAFF
    assert told.message == "This file is open read-only; F12 to save a copy you can edit."


def test_a_key_that_does_nothing_names_the_help_by_a_key_that_gives_it() -> None:
    assert played("a 'Help' f6").message == "F6 does nothing here; F1 for help."
    assert played("s / f6").message == "F6 does nothing here; F1 for help."
    assert played("f6").message == "F6 does nothing here; ? for help."
    assert played("f6", preset="nano").message == "F6 does nothing here; Ctrl+G for help."


@pytest.mark.parametrize("preset", PRESETS)
def test_presets_know_their_commands_and_clash_nowhere(preset: str) -> None:
    known = {command.id: command for command in COMMANDS}
    keymap, faults = build_keymap(COMMANDS, {}, preset)
    assert faults == ()
    for name, keys in PRESETS[preset].items():
        for key in keys:
            assert key not in {"ctrl+h", "ctrl+i", "ctrl+m", "ctrl+b", "ctrl+a", "f10", "f11"}
            letter = len(key) == 1 and key.isalpha()
            assert (keymap.bound.get(("grid", key)) is known[name]) is not letter, (name, key)
            assert (key in keymap.keys[name]) is not letter, (name, key)


def test_the_table_of_presets_names_the_keys_that_stay_as_they_are() -> None:
    lines = other_keys_text(COMMANDS).splitlines()
    assert "| command | nano | plain |" in lines
    assert "| Save | Ctrl+O Ctrl+S | Ctrl+S |" in lines
    assert "| Search | Ctrl+W Ctrl+F | / Ctrl+F |" in lines
    assert "| Review | palette | Ctrl+R |" in lines


def test_every_preset_of_the_settings_exists_and_own_keys_win() -> None:
    assert set(KEY_PRESETS) == set(PRESETS)
    keymap, faults = build_keymap(COMMANDS, {"delete": ["x"], "copy": ["ctrl+t"]}, "plain")
    assert faults == ()
    assert keymap.bound["grid", "x"].id == "delete"
    assert keymap.bound["grid", "ctrl+t"].id == "copy"
    status = next(command for command in COMMANDS if command.id == "set-status")
    assert keymap.key_of(status) == ""


def test_the_settings_name_what_is_wrong_and_keep_the_rest(tmp_path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('[keys]\npreset = "nan"\nlangmap = "жxx"\ndelete = "x"\n', encoding="utf-8")
    settings, faults = load_settings(file)
    assert (settings.preset, settings.langmap, dict(settings.keys)) == (
        *("vim", "auto"),
        {"delete": ("x",)},
    )
    assert faults == (
        "Setting “keys.preset” is ignored: it should be “vim”, “nano” or “plain”; "
        "did you mean “nano”?",
        "Setting “keys.langmap” is ignored: it should be “auto”, “off”, or pairs of a letter and "
        "the key in its place, such as “жx яq”.",
    )
    for junk in ("3", "[]", '""', '"\\u0000"', '"a b"', '"ж"', "{}", "true"):
        file.write_text(f"[keys]\nlangmap = {junk}\npreset = {junk}\n", encoding="utf-8")
        settings, faults = load_settings(file)
        assert (settings, len(faults)) == (Settings(), 2), junk
    file.write_text('[keys]\npreset = "plain"\nlangmap = "жx  яq"\n', encoding="utf-8")
    settings, faults = load_settings(file)
    assert (settings.preset, settings.langmap, faults) == ("plain", "жx яq", ())
    file.write_text("\n".join(settings_lines(settings)), encoding="utf-8")
    assert load_settings(file) == (settings, ())
