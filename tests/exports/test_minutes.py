"""Minutes: what a review decided, readable by people and by Markdown, obeying nobody's signs."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from copvalue_tui.exports.markdown import escaped
from copvalue_tui.exports.minutes import minutes_text, review_on
from copvalue_tui.files.session.read import read
from copvalue_tui.matrix import details
from copvalue_tui.matrix.filters import ALL, selected
from copvalue_tui.matrix.review_summary import review_record, with_review
from copvalue_tui.matrix.text.sanitize import safe
from copvalue_tui.matrix.values import Matrix, Place, Review, Row, Value
from tests.files.strategies import matrices
from tests.laws import examples

DAY = date(2026, 11, 23)
WATER = read((Path(__file__).parents[2] / "samples/water.toml").read_text(encoding="utf-8"))
HOSTILE = (
    "<script>alert(1)</script>",
    "[click](javascript:alert(1))",
    "![x](http://example.org/x.png)",
    "a | b",
    "`code` **bold** _thin_ ~~gone~~",
    "# no heading",
    "- no list",
    "1. no list",
    "=== ---",
    "&lt; &copy;",
    "<http://example.org>",
    "\\",
    "back\\|slash",
    "\x1b[2J\u202e",
)


def parsed(text):
    """The tokens of a Markdown text, those inside lines too."""
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    return [*tokens, *(child for token in tokens for child in token.children or ())]


def shown(text):
    """What a reader sees of it."""
    return "".join(token.content for token in parsed(text) if token.type == "text")


def reviewed():
    """The water community after a short review."""
    after = details.set_detail(WATER, [Place(0, 0, 1)], "status", "realized")
    after = details.set_detail(after, [Place(0, 0, 2)], "owner", "Core group")
    after = details.set_detail(after, [Place(3, 0, 1)], "status", "retired")
    record = review_record(WATER, after, DAY, "Core group", ("Ministry of Water",), "Budget next.")
    return with_review(after, record), record


def test_the_minutes_of_the_water_communitys_review():
    text = minutes_text(*reviewed())
    assert text.startswith(
        "# Minutes: Small-Town Water Operators Exchange\n\n"
        "- Review of 23 November 2026\n"
        "- Facilitator: Core group\n"
        "- Present: Ministry of Water\n\n"
        "Budget next.\n\n"
        "## Decisions\n\n"
        "### New utility engineers\n\n"
        "- Shorter learning curve (short term): on-track → realized\n"
        "- Increased confidence (short term): owner none → Core group\n\n"
        "### Five Rivers Development Bank\n\n"
        "- Time and cost saving (short term): at-risk → retired\n\n"
        "## Open questions\n\n"
        "### At risk\n\n"
    )
    assert "- Retention of talent (Utilities Association, long term): Engineer turnover" in text
    assert "### Not yet agreed\n\n- Professional identity (New utility engineers" in text
    first = text.index("| 2026-09-01 (passed) | Facilitator | Exchange in my own language |")
    assert first < text.index("| 2026-12-01 | – | Contacts in partner agencies |")
    assert "Time and cost saving |" not in text, "what is retired has no next date"
    assert text.endswith(
        "## Next review\n\n- 1 December 2026: 13 values are due.\n"
        "- Review cadence: yearly; priority values every six months\n"
    )


def test_a_review_that_changed_nothing_and_a_matrix_with_nothing_say_so():
    text = minutes_text(Matrix(), Review())
    assert text == (
        "# Minutes: value matrix\n\n- Review without a date\n\n## Decisions\n\n"
        "No changes.\n\n## Open questions\n\nNone.\n\n"
        "## Owners and next dates\n\nNo owners or dates yet.\n\n"
        "## Next review\n\nNo date set yet.\n"
    )


def test_decisions_written_by_hand_are_kept_even_where_no_row_fits():
    rows = (Row("Plot"), Row("Plot · North"))
    said = ("Plot · North · short term · Fun: agreed → parked", "Everybody was glad", "Plot: added")
    text = minutes_text(Matrix(rows), Review(decisions=said))
    assert "### Plot · North\n\n- Fun (short term): agreed → parked\n" in text
    assert "### Plot\n\n- added\n" in text
    assert "### Other decisions\n\n- Everybody was glad\n" in text


def test_the_review_of_a_day_is_the_last_of_that_day():
    one, two = Review(date=DAY, note="first"), Review(date=DAY, note="second")
    matrix = Matrix(reviews=(one, two, Review(date=date(2027, 1, 1))))
    assert review_on(matrix, DAY) is two
    assert review_on(matrix).date == date(2027, 1, 1)
    assert review_on(matrix, date(2020, 1, 1)) is None
    assert review_on(Matrix()) is None


@pytest.mark.parametrize("text", HOSTILE)
def test_no_sign_of_a_person_becomes_markdown(text):
    value = Value(text, "at-risk", owner=text, note=text, review_by=DAY)
    row = Row(text, (value,))
    review = Review(DAY, text, (text,), text, (f"{text} · short term · {text}: {text}", text))
    matrix = Matrix((row,), title=text, review_cadence=text, reviews=(review,))
    tokens = parsed(minutes_text(matrix, review))
    kinds = {token.type for token in tokens}
    assert not kinds & {
        *("html_block", "html_inline", "link_open", "image", "code_inline", "em_open"),
        *("strong_open", "fence", "code_block", "ordered_list_open", "blockquote_open", "hr"),
    }
    assert sum(token.type == "tr_open" for token in tokens) == 2
    assert sum(token.type == "td_open" for token in tokens) == 5
    headings = [token.tag for token in tokens if token.type == "heading_open"]
    assert headings == ["h1", "h2", "h3", "h3", "h2", "h3", "h2", "h2"]


@settings(max_examples=examples(50, 1500))
@given(st.one_of(st.text(max_size=25), st.text(st.sampled_from("\\`*_[]<>#|~$&!-+=1.) a"))))
def test_an_escaped_text_reads_as_it_was_typed(text):
    words = " ".join(safe(text).split())
    assert shown(f"- {escaped(words)}") == words
    assert shown(f"# {escaped(words)}") == words
    (inner,) = re.findall(r"<td>(.*)</td>", _table(words)) or [""]
    assert inner.count("|") == words.count("|")


def _table(words):
    table = f"| a |\n|---|\n| {escaped(words)} |\n"
    return MarkdownIt("commonmark").enable("table").render(table)


@settings(max_examples=examples(15, 400), deadline=None)
@given(matrices, matrices)
def test_any_two_matrices_make_minutes(one, other):
    places = selected(other, ALL, DAY)
    after = details.set_detail(other, places[:2], "review_by", DAY)
    review = review_record(one, after, DAY, "\x1b", ("|",), "<b>")
    text = minutes_text(replace(after, reviews=(review,)), review)
    assert all(line == safe(line) for line in text.splitlines())
    assert not any(token.type.startswith("html") for token in parsed(text))
