"""Own words first: the suggestions stay hidden, and a round in silence shows none at all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from copvalue_tui.editor.commands import COMMANDS, shipped_keymap
from copvalue_tui.editor.commands.presenting import shown_in_room
from copvalue_tui.editor.keys.command import SILENT
from copvalue_tui.editor.keys.key_table import help_pages
from copvalue_tui.editor.session.open import Startup, first_state
from copvalue_tui.editor.session.reopen import open_another
from copvalue_tui.editor.state.modes import SilentRound
from copvalue_tui.editor.state.state import State
from copvalue_tui.files.user.settings import Settings
from tests.editor.stories import ScriptedHost, opened, parse, tell

START = "Members | > |\n--\nBank | |"


def silent(start: str | State = START, keys: str = "") -> State:
    """The state some keys into a silent round."""
    state = parse(start) if isinstance(start, str) else start
    return tell(shown_in_room(state, SilentRound), keys).state


def test_hidden_suggestions_stay_hidden_in_another_file_and_after_every_view(file):
    state = tell(opened(file), "S").state
    for keys in (
        "z z",
        "z escape",
        "a 'own' enter escape",
        "u U",
        "T escape",
        "/ escape",
        "j k l h tab",
    ):
        state = tell(state, keys, *(["own"] if "/" in keys else [])).state
        assert not state.panel_shown, keys
    assert not open_another(state, str(file)).panel_shown
    silent_state = silent(state)
    assert not open_another(silent_state, str(file)).panel_shown
    assert not tell(silent_state, "escape").state.panel_shown


def test_the_file_remembers_nothing_of_it(file):
    before = file.read_bytes()
    state = tell(opened(file), "S w").state
    assert not state.unsaved
    tell(silent(state), "right escape w")
    assert file.read_bytes() == before


def test_the_setting_starts_hidden():
    hidden, _ = first_state(Startup(settings=Settings(suggestions="hidden")), COMMANDS, ())
    shown, _ = first_state(Startup(), COMMANDS, ())
    assert (hidden.panel_shown, shown.panel_shown) == (False, True)


def test_a_silent_round_says_how_to_add_go_on_and_end():
    state = silent()
    assert state.one_cell
    assert not state.panel_shown
    assert state.message == "Own words first: a to add, Tab to vote, Esc when done."


def test_values_are_added_cell_by_cell():
    state = silent(START, "a 'One' enter 'Two' enter enter right down a 'Three' enter escape")
    assert [value.text for value in state.matrix.rows[0].short_term] == ["One", "Two"]
    assert [value.text for value in state.matrix.rows[1].long_term] == ["Three"]
    assert state.silent, "Esc has ended the typing, not the round"


@pytest.mark.parametrize("key", ["1", "s", "S", "z"])
def test_nothing_brings_a_suggestion_in(key):
    state = silent(START, key)
    assert state.message == SILENT
    assert state.pane == "writing"
    assert not state.panel_shown
    assert not state.cell


def test_no_suggestion_is_taken_while_typing():
    state = silent(START, "a 'fun' down tab")
    assert state.matrix.rows[0].short_term[0].text == "fun"


def test_esc_ends_it_where_one_is_and_the_screen_is_as_before():
    state = silent(START, "right escape")
    assert (state.silent, state.one_cell, state.panel_shown) == (False, False, True)
    assert state.cursor.column == 1
    zoomed = silent(replace(parse(START), zoomed=True), "escape")
    assert zoomed.one_cell


def test_esc_clears_the_marks_first():
    state = silent("Members | > A; B |", "space escape")
    assert state.silent
    assert not state.marked


def test_help_begins_with_the_few_keys_of_the_round_and_names_what_has_no_key():
    host = ScriptedHost()
    tell(silent(), "?", host=host)
    assert host.shown[0] == "Keys in a silent round"
    pages = help_pages(shipped_keymap(), "writing")
    assert ("Tab", "Switch between presenting, writing and voting.") in pages[0].lines
    named = [does for page in pages for keys, does in page.lines if keys == ":"]
    assert any(does.startswith("“Show all values”. ") for does in named)
    assert all(keys for page in pages for keys, _ in page.lines)
