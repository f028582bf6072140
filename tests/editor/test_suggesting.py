"""The side panel: adopting, filtering, own words first."""

from dataclasses import replace

import pytest

from copvalue_tui.editor.suggestions.suggestion_list import offers
from copvalue_tui.matrix.values import Place
from copvalue_tui.suggest.library import find_packs
from tests.editor.stories import parse, play, tell

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
        ("Members | > |", "a 'fun' down enter enter enter", "Members | > Fun with colleagues |"),
        (
            "Members | > |",
            "a 'fun' down right ' at last' enter enter",
            "Members | > Fun with colleagues at last |",
        ),
        ("Members | > |", "a 'fun' down up enter enter", "Members | > fun |"),
        ("Members | > |", "a 'fun' down tab escape", "Members | Fun with colleagues | >"),
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
    assert tell("Members | > |", "1 1").message.endswith("is already in this cell.")
    assert tell("Members | > |", "9").message == "There is no suggestion 9 here."
    assert tell("Members | > |", "S 1").message == "Suggestions are hidden; S to show them."


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
    assert (state.pane, state.in_panel.query) == ("panel", "")
    assert tell("Members | > |", "s / 'fun' escape escape").state.pane == "grid"


def test_digits_and_commands_are_letters_of_the_filter():
    assert tell("Members | > |", "s / 'q1dj '").state.in_panel.query == "q1dj "


def test_undo_works_with_the_panel_open():
    assert play("Members | > |", "s enter u") == "Members | > |"


# Numbers that stay, gaps, and why

REGULATOR = "Regulator staff | > News of rules | \nNew engineers | |\n--\nMinistry | |"


def packed(drawing):
    return replace(parse(drawing), packs=find_packs([]).packs)


def listed(state, count=9):
    return [one.offer.suggestion.text for one in offers(state).listed[:count]]


def test_no_number_jumps_under_the_fingers_while_one_adopts():
    state = packed(BLANK)
    before = listed(state)
    story = tell(state, "1 2 3 4 5 6 7 8")
    assert listed(story.state) == before
    assert [value.text for value in story.state.cell] == before[:8]
    assert listed(tell(story.state, "l h").state) == before, "looking elsewhere changes nothing"
    assert listed(tell(story.state, "u u d").state) == before


def test_when_all_numbers_are_taken_the_next_nine_come_up_and_stay():
    story = tell(packed(BLANK), "1 2 3 4 5 6 7 8 9")
    after = listed(story.state)
    assert not any(one.offer.used for one in offers(story.state).listed[:9])
    more = tell(story.state, "2 4")
    assert listed(more.state) == after
    assert [value.text for value in more.state.cell[9:]] == [after[1], after[3]]


def test_a_deed_elsewhere_lets_what_is_used_sink():
    state = tell(packed(BLANK), "1 2 l 1 h").state
    assert not {value.text for value in state.cell} & set(listed(state))


def test_the_blank_template_is_filled_with_one_key_a_value():
    from copvalue_tui.matrix.values import count_values

    keys = "1 2 3 4 5 6 l 1 2 3 4 5 tab 1 2 3 4 5 6 l 1 2 3 4 5 6 7"
    state = tell(packed(BLANK), keys).state
    toolkit = state.packs[0]
    assert count_values(state.matrix) == 24
    texts = {value.text for row in state.matrix.rows for value in row.short_term + row.long_term}
    assert texts == {entry.text for entry in toolkit.entries}


def test_a_row_that_gets_another_name_gets_other_suggestions_at_once():
    state = packed(BLANK)
    renamed = tell(state, "1 R", "Regulator staff").state
    assert listed(renamed) != listed(state)
    assert "government" in offers(renamed).listed[0].offer.suggestion.tags


def test_g_lists_only_what_fills_a_gap_and_again_all():
    state = packed(REGULATOR.replace("News of rules", "Help with challenges"))
    story = tell(state, "s g")
    assert all(one.offer.closes for one in offers(story.state).listed)
    assert story.message == ("Only what fills a gap; 5 cells are empty; n for the next. g for all.")
    first = listed(story.state)
    adopted = tell(story.state, "enter j enter")
    assert listed(adopted.state) == first, "what was a gap stays where it was"
    assert len(offers(tell(story.state, "g").state).listed) > len(offers(story.state).listed)
    assert tell(story.state, "escape").state.panel.gaps, "it holds for the digits of the grid too"


def test_n_in_the_panel_goes_from_empty_cell_to_empty_cell():
    state = packed(REGULATOR)
    story = tell(state, "s g n")
    assert (story.state.pane, story.state.cursor) == ("panel", Place(0, 1))
    assert tell(story.state, "n n").state.cursor == Place(1, 1)
    full = tell("Members | > a | b\n--\nX | c | d", "s n")
    assert full.message == "No other cell is empty."


def test_i_in_the_panel_tells_all_about_a_suggestion():
    story = tell(packed(REGULATOR), "s i")
    assert story.host.shown == [listed(story.state)[0]]
    assert story.state.pane == "panel"
    assert tell("Members | > |", "s / 'zzzz' escape g i").state.pane == "panel"


def test_a_twin_is_not_adopted_again_and_it_is_said_what_stands_there():
    state = packed("Members | > Helping with a challenge |")
    numbers = [one.offer.suggestion.text for one in offers(state).listed]
    at_help = numbers.index("Help with challenges")
    story = tell(state, "s " + "j " * at_help + "enter")
    assert story.message == (
        "“Helping with a challenge” already says nearly the same here; a to add your own words."
    )
    assert len(story.state.cell) == 1


# While typing


def test_typing_a_twin_says_where_it_stands_before_it_is_added():
    drawing = "Members | > | \nStaff | Access to experts |"
    story = tell(drawing, "a 'access to expert'")
    assert (
        story.message
        == "“Access to experts” is already in Staff · short term; Enter to add it anyway."
    )
    assert tell(drawing, "a 'access to expert and'").message == story.message
    assert tell(drawing, "a 'access to expert or'").message == ""
    assert play(drawing, "a 'access to expert' enter enter").startswith(
        "Members | > access to expert |"
    )


def test_in_the_same_cell_too_and_while_rewording_but_never_of_itself():
    drawing = "Members | > Fun; Trust |"
    assert tell(drawing, "a 'trusts'").message == (
        "“Trust” is already in this cell; Enter to add it anyway."
    )
    assert "stands" not in tell(drawing, "e end 's'").message
    assert tell(drawing, "e ctrl+u 'Trust'").message == (
        "“Trust” is already in this cell; Enter to keep it anyway."
    )


def test_a_taken_suggestion_that_stands_elsewhere_is_told_of_too():
    drawing = "Members | > | \nStaff | Fun with colleagues |"
    assert "is already in Staff" in tell(drawing, "a 'fun' down enter").message
    assert tell("Members | > |", "a 'fun' down enter").message.startswith("Reword it")


@pytest.mark.parametrize("words", ["[/]", "\\\\", "🙂", "知識", "the", "ab" * 300])
def test_strange_words_are_typed_like_others(words):
    drawing = f"Members | > {words} | "
    message = tell(drawing, f"a '{words}'").message
    assert message.startswith("“")
    assert len(message) < 90
