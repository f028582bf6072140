"""Where the cursor goes."""

import pytest

from tests.editor.stories import play, tell

TWO = """
Staff | Help; Access | Fame
Heads | Calm | > Money; Time
--
Bank | | Reach
"""


@pytest.mark.parametrize(
    ("start", "keys", "end"),
    [
        ("Staff | > Help; Access |", "j", "Staff | Help; > Access |"),
        ("Staff | > Help; Access |", "down down", "Staff | Help; > Access |"),
        ("Staff | Help; > Access |", "k", "Staff | > Help; Access |"),
        ("Staff | > Help | Fame", "l", "Staff | Help | > Fame"),
        ("Staff | Help | > Fame", "h", "Staff | > Help | Fame"),
        ("Staff | Help | > Fame", "right", "Staff | Help | > Fame"),
        ("Staff | > Help |", "l", "Staff | Help | >"),
        ("A | 1; 2; > 3 | x", "l", "A | 1; 2; 3 | > x"),
        ("A | 1; > 2; 3 |", "G", "A | 1; 2; > 3 |"),
        ("A | 1; > 2; 3 |", "g", "A | > 1; 2; 3 |"),
        ("A | 1; > 2; 3 |", "end home", "A | > 1; 2; 3 |"),
        ("A | > |", "g G j k h", "A | > |"),
        ("A | 1; > 2 |\nB | 3; 4 | 5", "j", "A | 1; 2 |\nB | > 3; 4 | 5"),
        ("A | 1; 2 |\nB | > 3; 4 | 5", "k", "A | 1; > 2 |\nB | 3; 4 | 5"),
        ("A | > 1 |\nB | | 5\nC | 7 |", "j j", "A | 1 |\nB |  | 5\nC | > 7 |"),
        ("A | > 1 | 2\nB | 3 |", "tab tab", "A | 1 | 2\nB | > 3 |"),
        ("A | 1 | 2\nB | > 3 |", "shift+tab", "A | 1 | > 2\nB | 3 |"),
        ("A | > 1 | 2", "shift+tab", "A | > 1 | 2"),
        ("A | 1 |\nB | 3; > 4 |", "pageup", "A | > 1 |\nB | 3; 4 |"),
        ("A | > 1 |\nB | 3; 4 |", "pagedown pagedown", "A | 1 |\nB | > 3; 4 |"),
    ],
)
def test_a_move_leads_where_the_drawing_says(start, keys, end):
    assert play(start, keys) == end


def test_moving_walks_from_members_into_organizations():
    assert tell(TWO, "j j").drawing.endswith("Bank |  | > Reach")


def test_zoom_is_there_and_back():
    assert tell("A | > 1 |", "z").state.zoomed
    assert not tell("A | > 1 |", "z z").state.zoomed
    assert not tell("A | > 1 |", "z escape").state.zoomed


def test_a_move_is_no_deed():
    story = tell(TWO, "j k h l tab shift+tab g G pageup pagedown z")
    assert not story.state.history.done
    assert not story.state.unsaved
