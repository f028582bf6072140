"""Settings: changed and shown at once, kept in the file of the person's settings."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from copvalue_tui.files.user.settings import load_settings
from tests.editor.stories import parse, tell

START = "A | > one |"


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    path = tmp_path / "config" / "config.toml"
    monkeypatch.setenv("COPVALUE_CONFIG", str(path))
    return path


def test_each_setting_is_changed_at_once_and_kept(config):
    story = tell(START, ",", "Mouse", "Autosave", "Suggestions", None)
    state = story.state
    assert (state.mouse, state.autosave, state.panel.shown) == (True, False, False)
    kept, faults = load_settings(config)
    assert faults == ()
    assert (kept.mouse, kept.autosave, kept.suggestions) == (True, False, "hidden")
    assert story.message == "Suggestions: hidden. Kept in config.toml."
    assert [one.autosave for one in story.host.states] == [True, False, False], "shown each time"
    state = tell(state, ",", "What is not covered", None).state
    assert not state.panel.coverage
    assert not load_settings(config)[0].coverage
    again = tell(state, ",", "Mouse", "Mouse", "Suggestions", None).state
    assert (again.mouse, again.panel.shown) == (None, True)
    assert load_settings(config)[0].mouse is None


def test_a_theme_is_shown_while_it_is_looked_at_and_kept_when_it_is_chosen(config):
    story = tell(START, ",", "Theme", "nord", None)
    assert (story.state.theme, story.message) == ("nord", "Theme: nord. Kept in config.toml.")
    assert story.host.states[0].theme == "nord", "before it is chosen"
    left = tell(story.state, ",", "Theme", None, None)
    assert left.state.theme == "nord"
    assert load_settings(config)[0].theme == "nord"


def test_a_theme_is_named_in_the_palette(config):
    assert tell(START, ":", "theme nord").state.theme == "nord"
    assert tell(START, ":", "theme", "dracula").state.theme == "dracula"
    wrong = tell(START, ":", "theme nrod")
    assert wrong.message == "There is no theme “nrod”; did you mean nord?"
    assert "there are terminal, dark" in tell(START, ":", "theme \x1b[31m").message


@pytest.mark.parametrize("words", ["theme", "dark", "mouse", "preferences", "colour", "autosave"])
def test_the_palette_finds_the_settings(words):
    host = tell(START, ":", None).host
    assert host.options[host.find(words)[0]].text == "Settings…"


def test_a_broken_file_is_named_and_left_alone_and_the_change_holds(config):
    config.parent.mkdir()
    config.write_text("theme = ", encoding="utf-8")
    story = tell(START, ",", "Autosave", None)
    assert not story.state.autosave
    assert story.state.warning
    assert "has a mistake in line 1" in story.message
    assert story.message.endswith("It holds until you quit, and nothing was written.")
    assert config.read_text(encoding="utf-8") == "theme = "


def test_a_folder_that_cannot_be_made_ends_in_a_sentence(config):
    config.parent.write_text("a file", encoding="utf-8")
    story = tell(START, ",", "Autosave", None)
    assert story.message.endswith("nothing was written.")
    assert parse(START).matrix == story.state.matrix


def test_what_is_not_covered_stays_hidden_while_suggestions_are_hidden_and_shown():
    state = parse("Staff | > Help |")
    state = replace(state, panel=replace(state.panel, coverage=False))
    for keys in ("S", "S S", "s g", "s g g"):
        assert not tell(state, keys).state.panel.coverage
