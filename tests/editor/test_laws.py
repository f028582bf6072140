"""What holds whatever keys are pressed."""

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from copvalue_tui.editor.commands import COMMANDS, shipped_keymap
from copvalue_tui.editor.keys.keymap import build_keymap, key_name
from copvalue_tui.editor.keys.runner import Runner
from copvalue_tui.matrix import cursor
from tests.editor.stories import ScriptedHost, parse
from tests.laws import examples

START = parse("Members | > a; b | c\nHeads | | d\n--\nBank | e; f; g |\nFund | |")
PLAIN = sorted({key for (_, key), command in shipped_keymap().bound.items() if not command.asks})
KEYS = st.lists(st.sampled_from([*PLAIN, "Z", "é", "漢", "%", "f9"]), max_size=60)


def press_all(state, keys):
    states = []
    host = ScriptedHost()
    runner = Runner(state, host.keymap, host, lambda _, after: states.append(after))
    for key in keys:
        talk = runner.press(key)
        if talk is not None:
            talk.close()  # A letter of another pane that asks: nobody is there to answer.
            break
    return runner.state, states


@settings(max_examples=examples(75, 1500), deadline=None)
@given(KEYS)
def test_the_cursor_always_stands_in_the_matrix(keys):
    _, states = press_all(START, keys)
    for state in states:
        assert cursor.clamp(state.matrix, state.cursor) == state.cursor
        assert (state.typing is None) == (state.pane != "typing")
        assert all(
            place.slot < len(state.matrix.rows[place.row].cell(place.horizon))
            for place in state.marked
        )


@settings(max_examples=examples(75, 1500), deadline=None)
@given(KEYS)
def test_undoing_every_deed_leads_back_and_redoing_forth(keys):
    state, _ = press_all(START, [*keys, "escape", "escape", "escape"])
    end = state.scene
    undone, _ = press_all(state, ["u"] * len(state.history.done))
    assert undone.matrix == START.matrix
    redone, _ = press_all(undone, ["U"] * len(undone.history.undone))
    assert undone.history.done == ()
    if not state.history.undone:
        assert redone.matrix == end.matrix


@settings(max_examples=examples(50, 1000), deadline=None)
@given(KEYS)
def test_every_step_starts_where_the_one_before_ended(keys):
    state, _ = press_all(START, keys)
    steps = state.history.done
    for one, other in itertools.pairwise(steps):
        assert one.after.matrix == other.before.matrix


def test_every_command_has_an_id_of_its_own_a_help_and_a_sentence():
    ids = [command.id for command in COMMANDS]
    assert len(ids) == len(set(ids))
    for command in COMMANDS:
        assert command.help.endswith((".", "!")), command.id
        assert command.title, command.id
        in_palette = "grid" in command.panes
        assert command.keys or in_palette, f"{command.id} has no key and is in no palette"


def test_no_contract_key_is_one_that_terminals_swallow():
    never = {"ctrl+h", "ctrl+i", "ctrl+m", "ctrl+[", "f10", "f11"}
    for command in COMMANDS:
        assert not never & set(command.keys)
        # Selecting words is the one thing for terminals that tell Ctrl+Shift apart.
        words = command.id in ("select-word-left", "select-word-right")
        assert words or not any(key.startswith("ctrl+shift+") for key in command.keys)
        # Alt belongs to the keys of readline, and nowhere is it the only way.
        alt = [key for key in command.keys if key.startswith("alt+")]
        assert not alt or (command.panes == ("typing",) and len(alt) < len(command.keys))
        if "grid" in command.panes:
            assert not {"ctrl+a", "ctrl+b"} & set(command.keys)


def test_a_persons_keys_replace_the_shipped_ones_and_clashes_are_named():
    keymap, told = build_keymap(COMMANDS, {"delete": ["X"], "undo": ["j"], "fly": ["f"]})
    assert keymap.find("grid", "X").id == "delete"
    assert keymap.find("grid", "d") is None
    assert keymap.find("grid", "j").id == "undo"
    assert keymap.find("grid", "down").id == "next-value"
    assert "There is no command “fly” to bind keys to." in told
    assert any("j is set for both “Undo” and “Next value”" in sentence for sentence in told)


def test_a_persons_keys_are_read_as_they_are_shown_and_what_cannot_arrive_is_named():
    own = {"save": ["Ctrl+T"], "undo": ["pgup", "F5"], "redo": ["←"], "delete": ["X", "DELETE"]}
    keymap, told = build_keymap(COMMANDS, own)
    for key, command in (("ctrl+t", "save"), ("pageup", "undo"), ("f5", "undo"), ("X", "delete")):
        assert keymap.find("grid", key).id == command
    assert not [sentence for sentence in told if "is set for" not in sentence]
    for junk in ("zz", "ctrl+zz", "ctrl+", "page up", "question_mark", "fn", "☃☃"):
        assert f"“{junk}” is the name of no key" in build_keymap(COMMANDS, {"save": [junk]})[1][0]
    for key, said in (
        *(("ctrl+h", "arrives as Backspace"), ("Ctrl+M", "arrives as Enter")),
        *(("ctrl+i", "arrives as Tab"), ("ctrl+[", "arrives as Esc")),
        *(("ctrl+shift+s", "cannot be told"), ("Shift+Enter", "cannot be told")),
        *(("ctrl+enter", "cannot be told"), ("shift+a", "cannot be told")),
    ):
        assert any(said in sentence for sentence in build_keymap(COMMANDS, {"save": [key]})[1]), key


def test_key_names_are_what_stands_on_a_keyboard():
    names = [
        key_name(key) for key in ("ctrl+s", "escape", "d", "?", "f2", "shift+tab", "ctrl+left")
    ]
    assert names == ["Ctrl+S", "Esc", "d", "?", "F2", "Shift+Tab", "Ctrl+←"]


def test_the_key_to_show_while_typing_is_one_that_types_nothing():
    keymap = shipped_keymap()
    shown = next(command for command in COMMANDS if command.id == "show-help")
    assert keymap.key_of(shown) == "?"
    assert keymap.key_of(shown, "typing") == "F1"
    moving = next(command for command in COMMANDS if command.id == "zoom")
    assert keymap.key_of(moving, "typing") == ""
