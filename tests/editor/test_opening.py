"""How a session begins: the first state for files, new files, templates and settings."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from copvalue_tui.editor.commands import COMMANDS
from copvalue_tui.editor.session.open import Startup, begin, first_state
from copvalue_tui.editor.session.reopen import file_options, from_template, open_another
from copvalue_tui.editor.state.state import State
from copvalue_tui.files.session import templates
from copvalue_tui.files.session.read import read
from copvalue_tui.files.session.templates import TEMPLATE_NAMES, template_at
from copvalue_tui.files.storage.file import load, new_file
from copvalue_tui.files.user.recent import Recent, remember
from copvalue_tui.files.user.settings import Settings
from copvalue_tui.matrix.values import BLANK, Place
from copvalue_tui.suggest.pack_format.read import shipped_packs
from tests.editor.stories import ScriptedHost, parse

ROOT = Path(__file__).parents[2]
TOOLKIT = (ROOT / "samples" / "toolkit.toml").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    for name in ("XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    return home


@pytest.fixture
def toolkit(tmp_path: Path) -> Path:
    path = tmp_path / "toolkit.toml"
    path.write_text(TOOLKIT, encoding="utf-8")
    return path


def opened(path: Path, **wishes: object) -> State:
    file = load(path)
    opening = Startup(file=file, matrix=read(file.source.text))
    state, _ = first_state(replace(opening, **wishes), COMMANDS, shipped_packs())
    return state


def begun(answers: list[str | None], state: State | None = None) -> State:
    """The state after the start screen, its questions answered."""
    if state is None:
        state, _ = first_state(Startup(), COMMANDS, shipped_packs())
    return asyncio.run(begin.conversation()(state, ScriptedHost(answers)))


def test_a_file_opens_saved_at_its_first_value(toolkit):
    state = opened(toolkit)
    assert state.value.text == "Help with challenges"
    assert not state.unsaved
    assert not state.message


def test_the_cursor_stands_where_it_stood_when_the_file_was_open_last(toolkit, monkeypatch):
    remember(toolkit, "CoP Value Template", Place(1, 1, 3))
    assert opened(toolkit).value.text == "Latest thinking"
    monkeypatch.chdir(toolkit.parent)
    assert opened(Path("toolkit.toml")).value.text == "Latest thinking"


def test_a_remembered_place_that_is_gone_is_the_nearest_there_is(toolkit):
    remember(toolkit, "", Place(40, 1, 99))
    assert opened(toolkit).value.text == "New strategies and capabilities"


def test_a_new_file_is_the_blank_template_and_nothing_to_save(tmp_path):
    file = new_file(tmp_path / "mine.toml")
    state, _ = first_state(Startup(file=file), COMMANDS, ())
    assert state.matrix == BLANK
    assert not state.unsaved
    assert state.message == "New file: mine.toml is created at your first change."
    assert not (tmp_path / "mine.toml").exists()


@pytest.mark.parametrize("text", ["", "# only a comment\n", 'format = 1\ntitle = "Bare"\n'])
def test_a_file_without_rows_gets_those_of_the_template_and_stays_untouched(tmp_path, text):
    path = tmp_path / "bare.toml"
    path.write_text(text)
    state = opened(path)
    assert [row.name for row in state.matrix.rows] == ["Members", "Organization"]
    assert state.matrix.title == ("Bare" if "Bare" in text else "")
    assert not state.unsaved


def test_read_only_is_said_with_its_way_out(toolkit):
    state = opened(toolkit, read_only=True)
    assert state.read_only
    assert state.message == "Open read-only; W to save a copy."


def test_settings_hide_the_panel_and_turn_autosave_off(toolkit):
    state = opened(toolkit, settings=Settings(suggestions="hidden", autosave=False))
    assert not state.panel.shown
    assert not state.autosave


def test_slips_in_the_settings_are_the_first_thing_said(toolkit):
    keys = {"delete": ("x",), "no_such": ("y",)}
    faults = ("There is no setting “colour”.",)
    state = opened(toolkit, settings=Settings(keys=keys), faults=faults)
    assert state.warning
    assert state.message.startswith("There is no setting “colour”. And ")
    assert state.message.endswith("“copvalue config check” lists them.")


def test_the_person_s_own_keys_are_in_the_keymap(toolkit):
    file = load(toolkit)
    _, keymap = first_state(
        Startup(file=file, settings=Settings(keys={"delete": ("f9",)})), COMMANDS, ()
    )
    assert keymap.find("grid", "f9").id == "delete"
    assert keymap.find("grid", "d") is None


def test_without_a_file_a_recent_one_can_be_chosen_and_opens_where_it_was(toolkit):
    remember(toolkit, "CoP Value Template", Place(0, 0, 2))
    state = begun(["CoP Value"])
    assert state.file.path == toolkit
    assert state.value.text == "Increased confidence"


def test_a_recent_file_that_is_gone_is_not_offered(toolkit):
    remember(toolkit, "Gone", Place(0, 0))
    toolkit.unlink()
    host = ScriptedHost(["New: blank"])
    state, _ = first_state(Startup(), COMMANDS, ())
    asyncio.run(begin.conversation()(state, host))
    assert "Gone" not in host.shown


@pytest.mark.parametrize("name", TEMPLATE_NAMES)
def test_every_template_can_be_begun_with_and_left_without_a_question(name):
    state = begun([f"New: {name}"])
    assert state.file is None
    assert not state.unsaved
    assert state.message == "A new matrix, in no file yet; a to write, W to save it."
    assert from_template(state, name).matrix == state.matrix


def test_another_file_is_asked_for_by_its_path(toolkit):
    assert begun(["Another file", str(toolkit)]).file.path == toolkit


def test_words_that_fit_nothing_are_taken_as_a_path(toolkit):
    assert begun([str(toolkit)]).file.path == toolkit


@pytest.mark.parametrize("junk", ["/nowhere/at/all.toml", "/dev/null", "\0", "/"])
def test_a_path_that_is_no_session_file_says_so_and_leaves_the_blank_matrix(junk):
    state = begun(["Another file", junk])
    assert state.warning
    assert state.matrix == BLANK


def test_turning_away_leaves_a_blank_matrix(toolkit):
    state = begun([None])
    assert state.matrix == BLANK
    assert state.message == "A new matrix, in no file yet; a to write, W to save it."


@pytest.mark.parametrize("name", TEMPLATE_NAMES)
def test_a_template_opened_by_its_path_is_a_new_matrix_and_never_written_to(name, tmp_path):
    own = Path(templates.__file__).parent / "templates" / f"{name}.toml"
    link = tmp_path / "mine.toml"
    link.symlink_to(own)
    for path in (own, own.parent / "." / own.name, link):
        assert template_at(path) == name
        state = open_another(parse("X | > |"), str(path))
        assert (state.file, state.message) == (
            None,
            "A new matrix, in no file yet; a to write, W to save it.",
        )
        assert state.matrix.rows
    copy = tmp_path / own.name
    copy.write_bytes(own.read_bytes())
    assert template_at(copy) == ""
    assert open_another(parse("X | > |"), str(copy)).file.path == copy
    for other in (tmp_path, tmp_path / "toolkit.toml" / "x", Path("toolkit"), Path("\0")):
        assert template_at(other) == ""


def test_a_recent_file_is_offered_by_its_title_and_the_end_of_its_path():
    far = Path("/srv/share/programmes/water/communities/2026/exchange.toml")
    files = [Recent(Path.home() / "a.toml", "Water", 0.0), Recent(far, "", 0.0)]
    near, other, last = file_options(files)
    assert (near.text, near.hint) == ("Water", "~/a.toml")
    assert (other.text, other.hint) == ("exchange.toml", "…/water/communities/2026/exchange.toml")
    assert "programmes" in other.words, "typing still finds it"
    assert last.text == "Another file…"
