"""The command palette: what words find, how it is grouped, what typed words do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from copvalue_tui.editor.keys.host import Option
from copvalue_tui.editor.keys.palette import CommandSearch
from tests.editor.stories import ScriptedHost, parse, tell

SMALL = "A | > one; two | three\n--\nB | |"


def asked(state=SMALL, keys=":"):
    """The host that was asked for a command."""
    host = ScriptedHost()
    tell(state, keys, None, host=host)
    return host


def offered(state=SMALL):
    """What the palette lists."""
    return asked(state).options


def found(words, state=SMALL):
    """The titles that words find, the first one first."""
    host = asked(state)
    return [host.options[index].text for index in host.find(words)]


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("segment", "Add a row"),
        ("add a segment", "Add a row"),
        ("first val", "First value"),
        ("sponsor", "Add a row"),
        ("dots", "Set the votes…"),
        ("exit", "Quit"),
        ("leave", "Quit"),
        ("find", "Search"),
        ("past", "Timeline"),
        ("oops", "Undo"),
        ("organisation", "Add a row"),
        ("remove", "Delete the value"),
        ("combine", "Merge values"),
        ("responsible", "Set the owner…"),
        ("shortcuts", "Help"),
        ("LÍNK", "Link as a shared value"),
    ],
)
def test_words_find_what_people_mean(words, title):
    assert found(words)[0] == title


@pytest.mark.parametrize("words", ["zzz", "dlt", "elete", "prsnt", "dete", "%", "add zzz"])
def test_scattered_letters_and_ends_of_words_find_nothing(words):
    assert found(words) == []


def test_a_title_comes_before_a_synonym_and_that_before_a_description():
    options = (
        Option("Save", about="Write the plan.", group="FILE"),
        Option("Open", words="plan", group="FILE"),
        Option("Plan a review", group="REVIEW"),
    )
    assert CommandSearch(options).find("plan") == (2, 1, 0)
    assert CommandSearch(options).find("write plan") == (0,)


@pytest.mark.parametrize(
    ("typed", "title"),
    [("w", "Save"), (":w", "Save"), ("e plan.toml", "Open another file"), ("x", "Quit")],
)
def test_the_words_of_vi_find_what_they_do(typed, title):
    assert found(typed)[0] == title


def test_each_command_is_listed_once_in_its_group_with_key_and_description():
    options = offered()
    assert len({option.text for option in options}) == len(options)
    groups = [option.group for option in options]
    assert groups[0] == "THIS VALUE"
    assert len(set(groups)) == sum(
        1 for at, one in enumerate(groups) if groups[at - 1 : at] != [one]
    )
    assert all(option.about for option in options)
    adopt = next(option for option in options if option.text == "Adopt a suggestion")
    assert adopt.hint == "1 … 9"


def test_in_an_empty_cell_what_fills_it_comes_first():
    assert offered("A | > | b")[0].text == "Add a value below"


def test_what_the_palette_ran_last_comes_first():
    story = tell(SMALL, ": : :", "First value", "Last value", "First value")
    first, second, third, *_ = offered(story.state)
    assert (first.group, first.text) == ("RECENT", "First value")
    assert (second.group, second.text) == ("RECENT", "Last value")
    assert third.group == "THIS VALUE"


@pytest.mark.parametrize(
    "title", ["Follow this file", "Remove the merge remarks", "See what others changed"]
)
def test_what_cannot_apply_is_not_listed(title):
    assert title not in [option.text for option in offered()]


def test_a_file_that_is_read_only_can_be_edited_from_the_palette():
    assert "Edit this file" not in [option.text for option in offered()]
    state = replace(parse(SMALL), read_only=True)
    greyed = {option.text: option.why_not for option in offered(state)}
    assert greyed["Delete the value"].startswith("This file is open read-only")


@pytest.mark.parametrize("typed", ["q", ":q", " :q ", "q!"])
def test_the_words_of_vi_leave(typed):
    assert tell(SMALL, ":", typed).state.closed


@pytest.mark.parametrize(("keys", "group"), [("T :", "HISTORY"), ("r :", "REVIEW")])
def test_in_each_pane_its_own_commands_come_first(keys, group):
    host = ScriptedHost()
    tell(SMALL, keys, *(["All"] if keys[0] == "r" else []), None, host=host)
    assert host.options[0].group == group
    assert "Delete the value" not in [option.text for option in host.options]
