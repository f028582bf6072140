"""Filtering: only what is wished for is shown, and every deed is about what is seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from copvalue_tui.editor.filter.filtered import filter_words, keep_cursor_shown
from copvalue_tui.editor.state.state import State
from copvalue_tui.editor.timeline.past_view import point_at
from copvalue_tui.files.session.read import read
from copvalue_tui.matrix.values import Matrix, Place, Row, Scene, Value, count_values
from tests.editor.stories import Story, draw, parse, tell

RISK = "at-risk"
MATRIX = Matrix(
    (
        Row(
            "Staff", (Value("Help"), Value("Access", status=RISK), Value("Fun")), (Value("Skills"),)
        ),
        Row("Heads", (Value("Calm"),), (Value("Time", owner="Core group"),)),
        Row("Guests", (Value("Peers", status=RISK), Value("Tea"), Value("Maps", status=RISK))),
    ),
    (Row("Bank", (), (Value("Proof", status=RISK, review_by=date(2026, 9, 1)),)),),
)


def start(place: Place | None = None) -> State:
    return State(Scene(MATRIX, place or Place(0, 0)), saved=MATRIX, packs=parse("A | > |").packs)


def seen(story: Story) -> list[str]:
    view = story.state.view
    assert view is not None
    return [value.text for row in view.matrix.rows for value in (*row.short_term, *row.long_term)]


def test_only_what_is_wished_for_is_shown_and_it_is_said():
    story = tell(start(), "f", "At risk")
    assert seen(story) == ["Access", "Peers", "Maps", "Proof"]
    assert story.message == "Only at risk: 4 of 10. Esc for all."
    assert filter_words(story.state) == ("at risk", "4 of 10")
    assert story.state.value.text == "Access", "the cursor goes to the nearest"
    assert story.state.matrix is MATRIX
    assert not story.state.unsaved


def test_the_choices_tell_how_many_there_are_and_why_there_are_none():
    story = tell(start(), "f", None)
    assert story.host.shown[:6] == [
        "At risk", "Undecided", "Overdue", "Due for review", "Without evidence", "Without owner",
    ]  # fmt: skip
    assert "Owner Core group" in story.host.shown
    assert "All values again" not in story.host.shown
    assert "All values again" in tell(story.state, "f f", "At risk", None).host.shown


def test_a_row_alone_is_offered_for_a_talk_with_one_sponsor():
    story = tell(start(), "f", "Row Bank")
    assert seen(story) == ["Proof"]
    assert story.message == "Only row “Bank”: 1 of 10. Esc for all."
    assert "Row Staff" not in tell("Staff | > Help |", "f", None).host.shown, "it is all there is"


def test_enter_takes_what_shows_something_and_later_the_same_again():
    story = tell("Staff | > Help |", "f", "enter")
    assert story.message.startswith("Only undecided: 1 of 1")
    assert tell(start(), "f f", "Overdue", "enter").message.startswith("Only overdue")
    assert tell("Staff | > |", "f").message == "No values yet; a to add one."


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("owner:core", ["Time"]),
        ("overdue at-risk", ["Proof"]),
        ("a e", ["Access", "Tea"]),
        ("status:at-risk horizon:long", ["Proof"]),
        ("row:guests", ["Peers", "Tea", "Maps"]),
    ],
)
def test_words_are_a_filter_too(typed, shown):
    assert seen(tell(start(), "f", typed)) == shown
    assert seen(tell(start(), "f", "Words…", typed)) == shown


def test_what_is_not_understood_is_asked_again():
    story = tell(start(), "f", "Words…", "status:lost", "status:at-risk")
    assert story.host.asked[2].startswith("“lost” is no status;")
    assert story.host.shown[-1] == "status:lost"
    assert len(seen(story)) == 4
    assert tell(start(), "f", "Words…", None).state.matrix_filter is None


def test_a_filter_that_would_show_nothing_is_not_set():
    story = tell(start(), "f", "xyzzy")
    assert story.state.matrix_filter is None
    assert story.message == "No value matches “xyzzy”; f for another filter."


def test_the_cursor_goes_among_shown_values_only():
    at_risk = tell(start(), "f", "At risk").state
    walk = []
    for keys in ("j", "j j", "j j j", "j j k", "tab", "tab tab", "pagedown", "j j g", "j G"):
        walk.append(tell(at_risk, keys).state.value.text)
    assert walk == ["Peers", "Maps", "Maps", "Peers", "Peers", "Proof", "Peers", "Peers", "Maps"]
    assert tell(at_risk, "l").state.value.text == "Proof", "what is nearest in that column"
    assert tell(at_risk, "l h").state.value.text == "Peers"
    assert tell(at_risk, "k").state.value.text == "Access"


def test_a_deed_is_done_to_the_value_that_is_seen():
    at_risk = tell(start(), "f", "At risk").state
    story = tell(at_risk, "j j d")
    assert "Maps" not in story.drawing
    assert story.state.value.text == "Peers"
    assert tell(story.state, "u").state.matrix == MATRIX
    marked = tell(at_risk, "space space d").drawing
    assert "Access" not in marked
    assert "Peers" not in marked
    assert "Tea" in marked
    ranged = tell(at_risk, "v j j")
    assert [value.text for value in ranged.state.chosen_values] == ["Access", "Peers", "Maps"]


def test_marks_that_would_be_hidden_end_with_the_filter():
    marked = tell(start(), "space space f", "At risk").state
    assert [value.text for value in marked.chosen_values] == ["Access"]


def test_what_is_added_or_changed_stays_until_the_filter_changes():
    at_risk = tell(start(), "f", "At risk").state
    added = tell(at_risk, "a 'Trust' enter escape")
    assert seen(added) == ["Access", "Trust", "Peers", "Maps", "Proof"]
    assert added.state.value.text == "Trust"
    changed = tell(at_risk, "t", "agreed")
    assert seen(changed) == ["Access", "Peers", "Maps", "Proof"]
    assert changed.state.value.status == "agreed"
    again = tell(changed.state, "f", "At risk")
    assert seen(again) == ["Peers", "Maps", "Proof"]
    assert seen(tell(again.state, "u")) == ["Access", "Peers", "Maps", "Proof"]


def test_a_value_moves_past_the_hidden_ones():
    at_risk = tell(start(Place(2, 0)), "f", "At risk").state
    below = tell(at_risk, "J").state
    assert [value.text for value in below.matrix.rows[2].short_term] == ["Tea", "Maps", "Peers"]
    assert below.value.text == "Peers"
    assert tell(below, "J").message.startswith("It cannot move further down in this cell")
    above = tell(below, "K").state
    assert [value.text for value in above.matrix.rows[2].short_term] == ["Tea", "Peers", "Maps"]
    across = tell(at_risk, "L")
    assert across.state.value.text == "Peers"
    assert across.state.cursor.column == 1


def test_merging_takes_the_next_one_that_is_shown():
    at_risk = tell(start(Place(2, 0)), "f", "At risk").state
    story = tell(at_risk, "M", "Peers and maps")
    assert [v.text for v in story.state.matrix.rows[2].short_term] == ["Peers and maps", "Tea"]


def test_escape_clears_marks_first_then_the_zoom_then_the_filter():
    state = tell(start(), "f z space", "At risk").state
    state = tell(state, "escape").state
    assert (bool(state.marked), state.zoomed, state.matrix_filter is None) == (False, True, False)
    state = tell(state, "escape").state
    assert (state.zoomed, state.matrix_filter is None) == (False, False)
    story = tell(state, "escape")
    assert story.state.matrix_filter is None
    assert story.message == "Showing all values."
    assert story.state.value.text == "Peers"


def test_a_search_finds_only_what_is_shown():
    at_risk = tell(start(), "f", "At risk").state
    assert tell(at_risk, "/", "p").message == "1 of 3 for “p”."
    assert tell(at_risk, "/", "p").state.value.text == "Peers"
    assert "No value shown contains “tea”; Esc" in tell(at_risk, "/", "tea").message


def test_whoever_is_led_to_a_hidden_place_sees_all_again():
    at_risk = tell(start(), "f", "At risk").state
    story = tell(at_risk, "s n")
    assert story.state.matrix_filter is not None, "the panel leads along while it has the keys"
    story = tell(story.state, "escape")
    assert story.state.view is None or story.state.view.shows(story.state.cursor)
    row = tell(at_risk, "A", "A segment", "Donors")
    assert row.state.matrix_filter is None
    assert row.message.endswith("u to undo. Showing all values.")
    assert row.state.row.name == "Donors"


def test_a_finding_elsewhere_is_seen_when_one_goes_to_it():
    at_risk = tell(start(), "f", "At risk").state
    hidden = keep_cursor_shown(at_risk, at_risk.at(Place(1, 0)))
    assert (hidden.matrix_filter, hidden.value.text) == (None, "Calm")
    shown = keep_cursor_shown(at_risk, at_risk.at(Place(2, 0, 2)))
    assert shown.matrix_filter is at_risk.matrix_filter


def test_a_filter_ends_when_nothing_of_it_is_left():
    story = tell(start(), "f d", "overdue")
    assert story.state.matrix_filter is None
    assert story.message == "Deleted “Proof”. u to undo. Showing all values."


def test_rows_are_not_moved_unseen():
    at_risk = tell(start(), "f", "At risk").state
    assert tell(at_risk, ">").message.startswith("Some rows are hidden; Esc to show all")


def test_tab_while_typing_goes_on_in_the_rows_that_are_shown():
    at_risk = tell(start(Place(0, 0, 1)), "f", "At risk").state
    story = tell(at_risk, "a tab tab 'Tents' enter escape")
    assert story.state.row.name == "Guests"
    assert "Tents" in seen(story)


def test_a_click_means_the_value_that_is_seen():
    at_risk = tell(start(), "f", "At risk").state
    assert point_at(at_risk, Place(1, 0, 1)).value.text == "Maps"
    assert point_at(at_risk, Place(0, 1, 0)) is at_risk, "nothing is shown there"


def test_the_timeline_and_a_silent_round_show_everything():
    at_risk = tell(start(), "f d T", "At risk")
    assert at_risk.state.view is None
    assert seen(tell(at_risk.state, "escape")) == ["Peers", "Maps", "Proof"]
    quiet = tell(at_risk.state, "escape V tab")
    assert quiet.state.view is None
    assert seen(tell(quiet.state, "escape")) == ["Peers", "Maps", "Proof"]


def test_the_whole_cell_is_copied_as_far_as_it_is_shown():
    story = tell(start(Place(2, 0)), "f Y", "At risk")
    assert story.host.copied == ["- Peers\n- Maps\n"]


@pytest.mark.parametrize(
    "text",
    ["\x1b]0;x\x07", "[b]x[/b]", '"', "a:b:c", "status:", ":", "owner:" + "x" * 20_000, "漢" * 99],
)
def test_junk_for_a_filter_is_a_wish_like_any(text):
    story = tell(start(), "f", text)
    assert story.state.matrix is MATRIX
    assert "\x1b" not in story.message
    assert story.state.matrix_filter is None or story.state.view is not None


def test_names_that_would_command_the_terminal_are_only_names():
    nasty = "\x1b[2J[b]Boss[/b]‮"
    matrix = replace(MATRIX, members=(Row("A", (Value("x", owner=nasty, shared=nasty),)),))
    story = tell(State(Scene(matrix), saved=matrix), "f", "Owner \x1b")
    assert seen(story) == ["x"]
    assert "\x1b" not in story.message


def test_nothing_of_a_filter_is_saved(file: Path):
    from tests.editor.stories import opened

    before = file.read_text(encoding="utf-8")
    story = tell(opened(file), "f w", "Undecided")
    assert story.state.matrix_filter is not None
    assert file.read_text(encoding="utf-8") == before
    story = tell(story.state, "d w")
    assert count_values(read(file.read_text(encoding="utf-8"))) == 0
    assert draw(story.state).startswith("A")
