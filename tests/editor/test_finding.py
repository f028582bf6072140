"""Searching, blind to accents and case."""

import pytest

from tests.editor.stories import play, tell

ROWS = "A | > Help; Équipe | Organisation\nB | help again | Fame"


@pytest.mark.parametrize(
    ("keys", "answer", "end"),
    [
        ("/", "equipe", "A | Help; > Équipe | Organisation\nB | help again | Fame"),
        ("/", "HELP", "A | > Help; Équipe | Organisation\nB | help again | Fame"),
        ("/ n", "help", "A | Help; Équipe | Organisation\nB | > help again | Fame"),
        ("/ n n", "help", "A | > Help; Équipe | Organisation\nB | help again | Fame"),
        ("/ N", "help", "A | Help; Équipe | Organisation\nB | > help again | Fame"),
        ("ctrl+f", "organization", "A | Help; Équipe | > Organisation\nB | help again | Fame"),
        ("/", "nowhere", "A | > Help; Équipe | Organisation\nB | help again | Fame"),
        ("/", None, "A | > Help; Équipe | Organisation\nB | help again | Fame"),
    ],
)
def test_a_search_leads_to_the_words(keys, answer, end):
    assert play(ROWS, keys, answer) == end


def test_the_status_line_counts_the_hits():
    assert tell(ROWS, "/ n", "help").message == "2 of 2 for “help”."
    assert tell(ROWS, "/ n n", "help").message == "1 of 2 for “help”, wrapped around."
    assert tell(ROWS, "/", "zzz").message == "No value contains “zzz”; / to search again."


def test_an_empty_search_goes_on_with_the_last_one():
    assert tell(ROWS, "/ /", "help", "").message == "2 of 2 for “help”."
    assert tell(ROWS, "/ n", "").message == "Nothing searched for yet; / to search."


def test_nothing_is_searched_where_nothing_is():
    assert tell("A | > |", "/").message == "No values yet; a to add one."
