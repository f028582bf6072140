"""The side panel: adopting, filtering, own words first."""

import pytest

from copvalue_tui.editor.offers import offers
from tests.editor.stories import play, tell

BLANK = "Members | > |\n--\nOrganization | |"


@pytest.mark.parametrize(
    ("start", "keys", "end"),
    [
        ("Members | > |", "1", "Members | > Help with challenges |"),
        ("Members | > |", "1 2", "Members | Help with challenges; > Access to expertise |"),
        ("Members | > |", "1 1", "Members | > Help with challenges |"),
        ("Members | > |", "1 u", "Members | > |"),
        ("Members | > own |", "6", "Members | own; > Sense of belonging |"),
        ("Members | > own |", "9", "Members | > own |"),
        ("Members | | > ", "1", "Members |  | > Professional development"),
        ("Members | > |", "s j enter", "Members | > Access to expertise |"),
        (
            "Members | > |",
            "s space j space k k enter",
            "Members | Help with challenges; > Access to expertise |",
        ),
        ("Members | > |", "s / 'fun' enter", "Members | > Fun with colleagues |"),
        ("Members | > |", "s / 'fux' backspace enter", "Members | > Fun with colleagues |"),
        ("Members | > |", "s 3", "Members | > Increased confidence |"),
        ("Members | > a; b |", "s escape j", "Members | a; > b |"),
        ("Members | > a; b |", "s left j", "Members | a; > b |"),
        ("Members | > |", "a 'fun' down tab enter enter", "Members | > Fun with colleagues |"),
        (
            "Members | > |",
            "a 'fun' down right ' at last' enter enter",
            "Members | > Fun with colleagues at last |",
        ),
        ("Members | > |", "a 'fun' down up enter enter", "Members | > fun |"),
        ("Members | > |", "a 'fun' down enter enter", "Members | > fun |"),
    ],
)
def test_suggestions_are_adopted_as_the_drawing_says(start, keys, end):
    assert play(start, keys) == end


def test_the_template_is_filled_from_the_panel_with_one_key_a_value():
    keys = "1 2 3 4 5 6 l 1 2 3 4 5 tab 1 2 3 4 5 6 l 1 2 3 4 5 6 7"
    from copvalue_tui.matrix.values import count_values

    state = tell(BLANK, keys).state
    assert count_values(state.matrix) == 24
    assert all(filtered.offer.used for filtered in offers(state).listed)


def test_what_a_digit_cannot_do_is_said():
    assert tell("Members | > |", "1 1").message.endswith("stands in this cell already.")
    assert tell("Members | > |", "9").message == "There is no suggestion 9 here."
    assert tell("Members | > |", "S 1").message == "The suggestions are hidden; S shows them."


def test_hiding_says_so_and_s_brings_the_panel_back():
    story = tell("Members | > |", "S")
    assert not story.state.panel.shown
    assert story.message.startswith("Own words first")
    assert tell("Members | > |", "S S").state.panel.shown
    assert tell("Members | > |", "S s").state.pane == "panel"


def test_hidden_suggestions_are_not_chosen_while_typing():
    assert play("Members | > |", "S a 'fun' down tab enter enter").startswith("Members | fun")


def test_the_panel_follows_the_words_while_typing():
    state = tell("Members | > |", "a 'exper'").state
    assert offers(state).listed[0].offer.suggestion.text == "Access to expertise"


def test_leaving_the_filter_comes_before_leaving_the_panel():
    state = tell("Members | > |", "s / 'fun' escape").state
    assert (state.pane, state.panel.query) == ("panel", "")
    assert tell("Members | > |", "s / 'fun' escape escape").state.pane == "grid"


def test_digits_and_commands_are_letters_of_the_filter():
    assert tell("Members | > |", "s / 'q1dj '").state.panel.query == "q1dj "


def test_undo_works_with_the_panel_open():
    assert play("Members | > |", "s enter u") == "Members | > |"
