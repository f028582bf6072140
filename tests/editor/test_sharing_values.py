"""Shared values: seen side by side, linked in a few keys, let go again."""

from dataclasses import replace

import pytest

from copvalue_tui.editor.pages.page import Heading, Sides
from copvalue_tui.editor.state.state import State
from copvalue_tui.matrix.shared_value import sharing
from copvalue_tui.matrix.values import BLANK, Matrix, Place, Row, Scene, Value, value_at
from tests.editor.stories import ScriptedHost, parse, tell
from tests.editor.test_soundness import sample

SMALL = """
Staff | > Help in repairs; Access | Fun
--
Bank | Faster repairs | Savings
"""
HELP, ACCESS, REPAIRS = Place(0, 0, 0), Place(0, 0, 1), Place(1, 0, 0)


def opened(state: State | str, *answers: str | None):
    """The shared values as they are opened from the palette: the pages, and the story."""
    host = ScriptedHost()
    story = tell(state, ":", "Shared values", *(answers or (None,)), host=host)
    return host.pages, story


def drawn(page) -> list[str]:
    """The page, a block a line."""
    lines = []
    for block in page.blocks:
        if isinstance(block, Sides):
            lines.append(" | ".join(side.text if side else "" for side in block[:2]).strip())
        elif isinstance(block, Heading):
            lines.append(f"# {block.text}{f' ({block.note})' if block.note else ''}")
        else:
            lines.append(f"## {block.left} | {block.right}")
    return lines


def theme(story, place: Place) -> str:
    return value_at(story.state.matrix, place).shared


def test_the_water_community_shares_three_values():
    (page,), _ = opened(sample("water"))
    assert page.verdict == "3 shared themes, only members 16, only organizations 14"
    assert drawn(page)[:9] == [
        "## Members | Organizations",
        "# One way of working",
        "Shorter learning curve | Consistent practice across sites",
        "# Sounder designs",
        "Trusted second opinion | Better-designed operations",
        "# Rules shaped by practice",
        "Neutral ground across institutions | Policy informed by practice",
        "## Only members want | Only organizations want",
        "Help with challenges | Time and cost saving",
    ]
    assert page.stops[0].hint == "New utility engineers"
    assert page.stops[0].note == "New utility engineers, short term, under “One way of working”"


def test_a_value_is_gone_to_and_nothing_changes_by_looking():
    _, story = opened(sample("water"), "enter Consistent practice")
    assert story.state.cursor == Place(4, 0, 0)
    assert not story.state.history.done
    _, story = opened(sample("water"))
    assert story.state.scene == sample("water").scene


def test_two_marked_values_are_linked_under_the_theme_that_is_suggested():
    pages, story = opened(SMALL, "s Help in repairs + Faster repairs", "Repairs", None)
    assert (theme(story, HELP), theme(story, REPAIRS)) == ("Repairs", "Repairs")
    assert story.host.shown[-1] == "Repairs", "suggested"
    assert story.message == "Linked 2 values under “Repairs”. u to undo."
    assert len(story.state.history.done) == 1
    assert drawn(pages[1]) == [
        "## Members | Organizations",
        "# Repairs",
        "Help in repairs | Faster repairs",
        "## Only members want | Only organizations want",
        "Access | Savings",
        "Fun |",
    ]
    assert story.host.states[-1].matrix == story.state.matrix, "guarded before it was shown"


def test_one_value_is_linked_with_one_of_the_other_side_nearest_first():
    _, story = opened(SMALL, "s", "Faster", "Speed", None)
    assert (theme(story, HELP), theme(story, REPAIRS)) == ("Speed", "Speed")
    assert story.host.asked[2] == "Link “Help in repairs” with"
    assert story.host.shown[-3:] == ["Faster repairs", "Savings", "Repairs"]
    assert story.host.chosen[-1] == "Help in repairs", "one stays where one was"


def test_values_marked_in_the_grid_are_linked_from_the_palette():
    marked = tell(SMALL, "down space down down space")
    assert marked.state.marked == {ACCESS, REPAIRS}
    story = tell(marked.state, ":", "Link as", "Speed")
    assert (theme(story, ACCESS), theme(story, REPAIRS)) == ("Speed", "Speed")
    story = tell(replace(story.state, marks=frozenset({ACCESS})), ":", "Unlink")
    assert story.message == "Unlinked “Access” from “Speed”. u to undo."
    assert theme(story, ACCESS) == ""
    assert theme(tell(story.state, "u"), ACCESS) == "Speed"


def test_a_theme_with_one_side_waits_and_is_told_so():
    pages, story = opened(SMALL, "s Help + Access", "Repairs", "s Faster", "Help", "repairs", None)
    assert "# Repairs (needs a value from the other side)" in drawn(pages[1])
    assert pages[1].message.endswith("u to undo. It still needs a value from the other side.")
    assert pages[1].verdict.startswith("0 shared themes, 1 one-sided")
    assert theme(story, REPAIRS) == "Repairs", "spelled as it is already"
    assert len(sharing(story.state.matrix).meeting) == 1


def test_links_are_taken_away_renamed_undone_and_redone_on_the_page():
    link = ("s Help + Faster", "Repairs")
    _, story = opened(SMALL, *link, "d Help", None)
    assert (theme(story, HELP), theme(story, REPAIRS)) == ("", "Repairs")
    _, story = opened(SMALL, *link, "R Help", "Speed", None)
    assert (theme(story, HELP), theme(story, REPAIRS)) == ("Speed", "Speed")
    assert story.message == "Renamed the theme “Repairs”. u to undo."
    _, story = opened(SMALL, *link, "u", None)
    assert theme(story, HELP) == ""
    pages, story = opened(SMALL, *link, "u", "U", None)
    assert theme(story, HELP) == "Repairs"
    assert pages[-1].message.startswith("Redone: linked 2 values")


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        (("d Access",), "That value has no theme."),
        (("R Access",), "That value has no theme."),
        (("u",), "Nothing to undo."),
        (("U",), "Nothing to redo."),
        (("s Access", None), "Nothing was linked."),
        (("s Access + Savings", None), "Nothing was linked."),
        (("s Access + Savings", ""), "Nothing was linked."),
    ],
)
def test_what_cannot_be_done_is_told_and_changes_nothing(answers, told):
    pages, story = opened(SMALL, *answers, None)
    assert pages[-1].message == told
    assert story.state.matrix == parse(SMALL).matrix
    assert not story.state.history.done


def test_turning_away_from_another_name_changes_nothing():
    _, story = opened(SMALL, "s Help + Faster", "Repairs", "R Help", None, "R Help", "", None)
    assert theme(story, HELP) == "Repairs"
    assert len(story.state.history.done) == 1


def test_linking_what_is_linked_already_is_no_step():
    _, story = opened(SMALL, "s Help + Faster", "Repairs", "s Help + Faster", "repairs", None)
    assert len(story.state.history.done) == 1


def test_the_other_side_may_be_empty():
    pages, _ = opened("Staff | > Help |", "s", None)
    assert pages[-1].message == "The other side has no value yet; a to add one."


def test_a_matrix_without_values_has_a_page_that_says_what_to_do():
    state = State(Scene(BLANK), saved=BLANK)
    pages, story = opened(state, None)
    assert pages[0].verdict == "themes that members and organizations both want"
    assert drawn(pages[0]) == ["# No values yet. (Esc for the grid, a to add one.)"]
    assert [action.key for action in pages[0].actions] == ["b"], "no key that can do nothing"
    assert not pages[0].marking
    assert story.state.matrix == BLANK


def test_the_balance_and_the_shared_values_lead_to_each_other():
    host = ScriptedHost()
    tell(SMALL, "b", "s", "b", None, host=host)
    assert [page.title for page in host.pages] == ["Balance", "Shared values", "Balance"]
    assert host.chosen[-1] == "Shared values"
    pages, _ = opened(SMALL, "b", None)
    assert [page.title for page in pages] == ["Shared values", "Balance"]
    story = tell(SMALL, "b", "enter Shared values", "enter Savings")
    assert story.state.cursor == Place(1, 1, 0)


def test_help_tells_the_keys_of_the_page():
    _, story = opened(SMALL, "? Access", None)
    assert story.host.shown[-1] == "Keys on this page"
    assert story.host.chosen[-1] == "Access"


def test_a_file_open_read_only_is_looked_at_and_nothing_is_linked():
    state = replace(parse(SMALL), read_only=True)
    pages, story = opened(state, "s Help + Faster", "d Help", "u", None)
    assert "read-only" in pages[-1].message
    assert story.state.matrix == state.matrix


@pytest.mark.parametrize("junk", ["\x1b[2J[/red]", "‮abc", "x" * 5000, "水" * 50, "  A  B  "])
def test_any_words_may_be_a_theme_and_command_nothing(junk):
    pages, story = opened(SMALL, "s Help + Faster", junk, None)
    held = theme(story, HELP)
    assert "\x1b" not in held
    assert len(held) > 2
    assert held == theme(story, REPAIRS)
    assert len(pages) == 2
    assert "\x1b" not in story.message


def test_retired_values_neither_meet_nor_wait():
    gone = Value("Old", status="retired", shared="Repairs")
    matrix = Matrix((Row("A", (gone,)),), (Row("B", (Value("New", shared="Repairs"),)),))
    pages, _ = opened(State(Scene(matrix), saved=matrix))
    assert "Old" not in [stop.text for stop in pages[0].stops]
