"""Minutes: what a review decided, readable by people and by Markdown, obeying nobody's signs."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from copvalue_tui.exports.minutes import in_language, minutes_text, review_on
from copvalue_tui.files.session.read import read
from copvalue_tui.matrix import details, review_walk
from copvalue_tui.matrix.filters import ALL, selected
from copvalue_tui.matrix.review_summary import review_record
from copvalue_tui.matrix.text.escape import escaped
from copvalue_tui.matrix.text.labels import Labels
from copvalue_tui.matrix.text.sanitize import safe
from copvalue_tui.matrix.values import Action, Indicator, Matrix, Place, Review, Row, Value
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
    walk = review_walk.begun(after, selected(after, ALL, DAY))
    walk = review_walk.verdict_said(walk)
    dropped = next(at for at, visit in enumerate(walk.visits) if visit.place == Place(3, 0, 1))
    record = review_record(
        *(WATER, after, DAY, "Core group", ("Ministry of Water",), "Budget next."),
        walk=review_walk.with_reason(walk, dropped, "no budget"),
        scope="all but the retired",
        actions=(Action("Ask the bank", "Facilitator", date(2027, 1, 15)), Action("Find a room")),
    )
    return replace(after, reviews=(record,)), record


def test_the_minutes_of_the_water_communitys_review():
    text = minutes_text(*reviewed())
    assert text.startswith(
        "# Minutes: Small-Town Water Operators Exchange\n\n"
        "- Review of 23 November 2026\n"
        "- Facilitator: Core group\n"
        "- Present: Ministry of Water\n"
        "- Scope: all but the retired\n"
        "- 4 of 37 looked at, 1 confirmed, 3 changed\n\n"
        "Budget next.\n\n"
        "## Decisions\n\n"
        "### New utility engineers\n\n"
        "- Shorter learning curve (short term): on-track → realized\n"
        "- Increased confidence (short term): owner none → Core group\n\n"
        "### Five Rivers Development Bank\n\n"
        "- Time and cost saving (short term): at-risk → retired (no budget)\n\n"
        "## At risk\n\n"
    )
    assert "- Retention of talent (Utilities Association, long term): Unchanged since" in text
    assert (
        "## Next steps\n\n| What | Who | By when |\n|---|---|---|\n"
        "| Ask the bank | Facilitator | 15 January 2027 |\n| Find a room | – | – |\n"
    ) in text
    due = text.partition("## Due before the next review\n\n")[2]
    assert due.startswith(
        "### 1 September 2026 (passed)\n\n- Facilitator: Exchange in my own language\n\n"
        "### 1 December 2026\n\n"
        "- Core group: Shorter learning curve; Increased confidence; Mentors and people to "
        "mentor; In-house capacity to convene\n- Facilitator: Peers in other countries; News"
    )
    assert "- No owner: Contacts in partner agencies\n\n### 1 March 2027\n\n" in due
    assert "Time and cost saving" not in due, "what is retired has no next date"
    assert text.endswith(
        "## Next review\n\n23 November 2027 (yearly; priority values every six months)\n"
    )


def test_only_what_is_due_before_the_next_review_is_listed_unless_all_is_asked_for():
    matrix, record = reviewed()
    soon = replace(matrix, review_cadence="monthly")
    short, full = minutes_text(soon, record), minutes_text(soon, record, full=True)
    assert "## Due before the next review" in short
    assert short.count("### 1 December 2026\n") == 1
    assert "2027" not in short.partition("## Due")[2]
    assert "## Owners and dates" in full
    assert full.count("| 1 December 2026 |") > 5
    assert full.count("| 1 March 2027 |") > 5
    assert "## Not yet agreed\n\n- Professional identity (New utility engineers" in full
    assert "## Confirmed\n\n### New utility engineers\n\n- Help with challenges" in full
    assert "Confirmed\n" not in short


def test_figures_are_a_table_and_a_change_of_one_is_told_in_words():
    reply = Indicator("reply time", 30, 12, 9.5, "hours | days", date(2026, 11, 1))
    before = Value("Rapid help", "at-risk", indicator=replace(reply, now=14))
    silent = Value("Access", indicator=Indicator("logins", target=60))
    old = Matrix((Row("Staff", (before, silent)),))
    new = Matrix((Row("Staff", (replace(before, indicator=reply), silent)),))
    record = review_record(old, new, DAY)
    english = minutes_text(new, record)
    told = "reply time: 30 → 9.5 hours \\| days, target 12 on {}"
    assert f"- Rapid help (short term): indicator “{told.format('1 November 2026')}”\n" in english
    assert f"- Rapid help (Staff, short term): {told.format('1 November 2026')}\n" in english
    assert (
        "## Figures\n\n| Indicator | At the start | Now | Target | As of | Value |\n"
        "|---|---|---|---|---|---|\n"
        "| reply time | 30 hours \\| days | 9.5 hours \\| days | 12 hours \\| days "
        "| 1 November 2026 | Rapid help (Staff, short term) |\n"
    ) in english
    assert english.count("| reply time |") == 1
    assert "logins" not in english
    spanish = minutes_text(new, record, language="es")
    assert "## Cifras" in spanish
    assert "indicador “reply time: 30 → 9,5" in spanish
    assert "meta 12 (1 de noviembre de 2026)”" in spanish.replace("\\", "")


@pytest.mark.parametrize(
    ("language", "day", "other"),
    [("en", "1 March 2027", "none"), ("fr", "1er mars 2027", "à définir")],
)
def test_dates_are_told_in_one_style(language, day, other):
    decisions = ("A · short term · 1: review by none → 2027-03-01; note “by 2027-03-01”",)
    text = minutes_text(Matrix((Row("A"),)), Review(DAY, decisions=decisions), language=language)
    assert f" {other} → {day}; note “by 2027-03-01”" in text
    wrong = ("A · short term · 1: review by 2027-02-30 → 2027-13-01",)
    assert wrong[0][-23:] in minutes_text(Matrix((Row("A"),)), Review(DAY, decisions=wrong))


def test_votes_are_told_only_when_there_were_any():
    assert "## Votes" not in minutes_text(Matrix((Row("A", (Value("x"),)),)), Review())
    row = Row("A", (Value("x", votes=2), Value("y", votes=5)))
    text = minutes_text(Matrix((row,)), Review())
    assert "## Votes\n\n- 5: y (A, short term)\n- 2: x (A, short term)\n" in text


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "es",
            (
                "# Acta: Small-Town Water Operators Exchange",
                "- Revisión del 23 de noviembre de 2026",
                "- 4 de 37 revisados, 1 confirmado, 3 cambiados",
                "- Alcance: todos menos los retirados",
                "- Time and cost saving (corto plazo): en riesgo → retirado (no budget)",
                "- Increased confidence (corto plazo): responsable sin indicar → Core group",
            ),
        ),
        (
            "fr",
            (
                "# Compte rendu : Small-Town Water Operators Exchange",
                "- Revue du 23 novembre 2026",
                "- Périmètre : toutes sauf les abandonnées",
                "- 4 sur 37 passées en revue, 1 confirmée, 3 modifiées",
                "- Time and cost saving (court terme) : à risque → abandonnée (no budget)",
                "## Prochaines étapes",
                "| Quoi | Qui |",
            ),
        ),
        ("pt", ("- Revisão de 23 de novembro de 2026", "## Próximos passos")),
    ],
)
def test_the_minutes_are_in_the_language_of_the_matrix(language, lines):
    matrix, record = reviewed()
    text = minutes_text(replace(matrix, language=language), record)
    for line in lines:
        assert line in text
    assert minutes_text(matrix, record, language=language) == text
    assert not set(re.findall(r"[a-z]+", text)) & {"looked", "confirmed", "changed", "passed"}


def test_a_review_that_changed_nothing_and_a_matrix_with_nothing_say_so():
    text = minutes_text(Matrix(), Review())
    assert text == (
        "# Minutes: value matrix\n\n- Review without a date\n\n## Decisions\n\n"
        "No changes.\n\n## Next review\n\nNo date set yet.\n"
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
    said = (f"{text} · short term · {text}: {text}", text)
    review = Review(DAY, text, (text,), text, said, text, actions=(Action(text, text, about=text),))
    matrix = Matrix((row,), title=text, review_cadence=text, reviews=(review,))
    tokens = parsed(minutes_text(matrix, review))
    kinds = {token.type for token in tokens}
    assert not kinds & {
        *("html_block", "html_inline", "link_open", "image", "code_inline", "em_open"),
        *("strong_open", "fence", "code_block", "ordered_list_open", "blockquote_open", "hr"),
    }
    assert sum(token.type == "tr_open" for token in tokens) == 2
    assert sum(token.type == "td_open" for token in tokens) == 4
    headings = [token.tag for token in tokens if token.type == "heading_open"]
    assert headings == ["h1", "h2", "h3", "h3", "h2", "h2", "h2", "h3", "h2"]


def test_what_is_at_risk_is_told_with_the_reason_of_the_review_and_never_with_an_older_note():
    def minutes(*said, note="spoke of before"):
        row = Row("A", (Value("Help", "at-risk", note=note),))
        text = minutes_text(Matrix((row,)), Review(DAY, decisions=said[:1], confirmed=said[1:]))
        return text.partition("## At risk\n\n")[2].partition("\n")[0]

    start = "A · short term · Help: "
    assert minutes() == "- Help (A, short term): spoke of before"
    assert minutes(f"{start}agreed → at-risk") == "- Help (A, short term)"
    assert minutes(f"{start}agreed → at-risk (no budget (yet))").endswith(": no budget (yet)")
    assert minutes("", f"{start}at-risk (still none)").endswith(": still none")
    assert minutes("", f"{start}at-risk").endswith(": spoke of before")
    assert minutes(f"{start}owner none → Core (north)").endswith(": spoke of before")


def test_next_steps_name_their_value_and_those_of_earlier_reviews_stay_until_they_are_done():
    about = "A · long term · Pride · of all"
    first = Review(
        date(2026, 5, 1),
        actions=(
            Action("Ask", "Bank", date(2026, 6, 1)),
            Action("Find a room", done=date(2026, 5, 2)),
        ),
    )
    now = Review(DAY, actions=(Action("Book | it", about=about),))
    later = Review(date(2027, 1, 1), actions=(Action("Later"),))
    matrix = Matrix(reviews=(first, now, later), language="es")
    assert (
        "## Próximos pasos\n\n| Qué | Quién | Para cuándo | Valor |\n|---|---|---|---|\n"
        "| Book \\| it | – | – | Pride · of all |\n\n"
        "## Pendiente de revisiones anteriores\n\n| Qué | Quién | Para cuándo |\n|---|---|---|\n"
        "| Ask | Bank | 1 de junio de 2026 (vencida) |\n\n"
    ) in minutes_text(matrix, now)
    assert "Ask" not in minutes_text(matrix, first).partition("Pendiente")[2]


def test_recorded_changes_are_told_in_the_words_and_dates_of_the_language():
    spanish = Labels("es")
    for recorded, told in (
        ("review by none → 2027-03-01", "fecha de revisión sin indicar → 1 de marzo de 2027"),
        (
            "priority low → high; evidence none → story",
            "prioridad baja → alta; evidencia ninguna → historia",
        ),
        ("owner none → story", "responsable sin indicar → story"),
        ("moved to A · long term (said so)", "trasladado a A · largo plazo (said so)"),
        ("note “agreed → none”", "nota “agreed → none”"),
        ("note removed", "nota eliminado"),
        ("reworded “at-risk → none”", "reformulado “at-risk → none”"),
        ("agreed → at-risk (by 2027-03-01)", "acordado → en riesgo (by 2027-03-01)"),
        ("review by 2027-99-99 → none", "fecha de revisión 2027-99-99 → sin indicar"),
    ):
        assert in_language(recorded, spanish) == told
    assert in_language("review by 2026-09-01 → 2027-03-01", Labels()) == (
        "review date 1 September 2026 → 1 March 2027"
    )


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
