"""Rows and the facts above the matrix."""

from pathlib import Path

import pytest

from tests.editor.stories import parse, play, tell

TWO = "A | > 1 |\nB | 2 |\n--\nC | 3 |"


@pytest.mark.parametrize(
    ("keys", "answers", "end"),
    [
        ("A", ("A segment", "New"), "A | 1 |\nNew | > |\nB | 2 |\n--\nC | 3 |"),
        ("A", ("An organ", "Bank"), "A | 1 |\nB | 2 |\n--\nC | 3 |\nBank | > |"),
        ("pagedown pagedown A", ("An organ", "Bank"), "A | 1 |\nB | 2 |\n--\nC | 3 |\nBank | > |"),
        ("pagedown pagedown A", ("A segment", "New"), "A | 1 |\nB | 2 |\nNew | > |\n--\nC | 3 |"),
        ("A", ("A segment", ""), TWO),
        ("A", (None,), TWO),
        ("A u", ("A segment", "New"), TWO),
        ("R", ("Alpha",), "Alpha | > 1 |\nB | 2 |\n--\nC | 3 |"),
        ("R u", ("Alpha",), TWO),
        ("R", ("",), TWO),
        ("R", (None,), TWO),
        ("D", (), "B | > 2 |\n--\nC | 3 |"),
        ("D u", (), TWO),
        ("D D", (), "C | > 3 |"),
        ("D", ("no",), TWO),
        ("D D", ("no", "no"), TWO),
        (">", (), "B | 2 |\nA | > 1 |\n--\nC | 3 |"),
        ("> <", (), TWO),
        ("<", (), TWO),
        ("> >", (), "B | 2 |\nA | > 1 |\n--\nC | 3 |"),
        ("pagedown pagedown <", (), "A | 1 |\nB | 2 |\n--\nC | > 3 |"),
    ],
)
def test_rows_come_go_and_move(keys, answers, end):
    assert play(TWO, keys, *answers) == end


def test_persona_and_tags_are_asked_for():
    state = tell(TWO, "I", "Persona", "They fix pumps").state
    assert state.row.persona == "They fix pumps"
    state = tell(state, "I", "Tags", "Newcomer, field field").state
    assert state.row.tags == ("newcomer", "field")
    assert tell(state, "u").state.row.tags == ()


@pytest.mark.parametrize(
    ("fact", "field"),
    [
        ("Title", "title"),
        ("Domain", "domain"),
        ("Purpose", "purpose"),
        ("Stage", "stage"),
        ("Short term means", "short_term_means"),
        ("Long term means", "long_term_means"),
        ("Review cadence", "review_cadence"),
        ("Language", "language"),
    ],
)
def test_every_fact_can_be_changed_and_taken_back(fact, field):
    state = tell(TWO, "C", fact, "Words").state
    assert getattr(state.matrix, field) == "Words"
    assert getattr(tell(state, "u").state.matrix, field) == ""


def test_turning_away_from_a_fact_changes_nothing():
    assert not tell(TWO, "C", None).state.history.done
    assert not tell(TWO, "C", "Title", None).state.history.done


def test_the_page_of_a_row_is_saved_in_a_file_of_its_own(tmp_path: Path):
    path = tmp_path / "page.txt"
    state = parse("A | > a | b\n--\nBank | c |")
    story = tell(state, "X", "The page of", str(path))
    assert story.message == "Saved the page of “A” as “page.txt”."
    text = path.read_text(encoding="utf-8")
    assert "- a" in text
    assert "- b" in text
    assert "Bank" not in text
    assert story.state.matrix is state.matrix


def test_deleting_a_row_counts_its_values_in_words():
    assert "with 1 value. u" in tell("A | > a |\nB | |", "D").message
    assert "with 0 values. u" in tell("A | > |\nB | |", "D").message


@pytest.mark.parametrize(("name", "begins"), [("page.html", "<!DOCTYPE html>"), ("page.md", "# ")])
def test_the_page_of_a_row_is_written_in_the_format_of_its_name(tmp_path: Path, name, begins):
    path = tmp_path / name
    tell(parse("A | > a | b"), "X", "The page of", str(path))
    assert path.read_text(encoding="utf-8").startswith(begins)


@pytest.mark.parametrize("name", ["page.pages", "page.toml", "page.bak"])
def test_a_name_that_means_no_format_is_refused_and_nothing_is_written(tmp_path: Path, name):
    path = tmp_path / name
    story = tell(parse("A | > a | b"), "X", "The page of", str(path))
    ending = path.suffix
    assert story.message.startswith(
        f"“{ending}” is not an ending of a format. The endings are .csv"
    )
    assert story.message.endswith("Nothing was saved.")
    assert not path.exists()


def test_the_report_on_a_row_is_handed_out_in_the_format_of_its_name(tmp_path):
    state = parse("A | > a | b\n--\nO | c |")
    for name, start in (("r.html", b"<!DOCTYPE html>"), ("r.md", b"# "), ("r.docx", b"PK")):
        path = tmp_path / name
        story = tell(state, "X", "Report on “A”", str(path))
        assert story.message == f"Saved the report on “A” as “{name}”."
        assert path.read_bytes().startswith(start)
    refused = tell(state, "X", "Report on “A”", str(tmp_path / "r.pdf"))
    assert refused.message.startswith("A report is written as md, html, docx.")
    assert not (tmp_path / "r.pdf").exists()
