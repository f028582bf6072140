"""Copying, cutting, pasting; text from outside becomes words or values, never commands."""

import asyncio

import pytest

from copvalue_tui.editor.commands.suggestions import LONGEST_QUERY
from copvalue_tui.editor.keys.runner import Runner
from copvalue_tui.imports.formats.bullets import bullets
from tests.counting import calls_of
from tests.editor.stories import ScriptedHost, parse, play, tell


@pytest.mark.parametrize(
    ("start", "keys", "end"),
    [
        ("A | > 1; 2 |", "y p", "A | 1; > 1; 2 |"),
        ("A | > 1; 2 |", "y P", "A | > 1; 1; 2 |"),
        ("A | > 1; 2 |", "x", "A | > 2 |"),
        ("A | > 1; 2 | 3", "x l p", "A | 2 | 3; > 1"),
        ("A | > 1 |", "x p", "A | > 1 |"),
        ("A | > 1; 2 | ", "space space x l p", "A |  | 1; > 2"),
        ("A | > 1; 2 | ", "x u", "A | > 1; 2 |"),
        ("A | > 1; 2 | ", "Y l p", "A | 1; 2 | 1; > 2"),
        ("A | > 1; 2 | ", "Y l p p", "A | 1; 2 | 1; 2; 1; > 2"),
        ("A | > 1; 2 | ", "Y l p P", "A | 1; 2 | 1; > 1; 2; 2"),
        ("A | > 1 |", "y p u p", "A | 1; > 1 |"),
    ],
)
def test_values_are_copied_cut_and_pasted(start, keys, end):
    assert play(start, keys) == end


def test_what_is_copied_goes_out_as_words_or_bullets():
    host = tell("A | > Help; Fun |", "y Y x").host
    assert host.copied == ["Help", "- Help\n- Fun\n", "Help"]


def test_copied_values_keep_their_details():
    from dataclasses import replace

    from copvalue_tui.matrix import edits
    from copvalue_tui.matrix.values import Place, Value, value_at

    state = parse("A | > Help |")
    rich = edits.set_value(state.matrix, Place(0, 0), Value("Help", status="agreed", votes=3))
    state = replace(state, scene=replace(state.scene, matrix=rich))
    after = tell(state, "y l p").state
    assert value_at(after.matrix, Place(0, 1)) == Value("Help", status="agreed", votes=3)


def paste(start, text, *answers, keys=""):
    host = ScriptedHost(list(answers))
    state = tell(start, keys, host=ScriptedHost()).state
    runner = Runner(state, host.keymap, host, lambda *_: None)
    talk = runner.paste(text)
    assert talk is not None
    asyncio.run(_run(talk))
    assert not host.answers
    return runner.state, host


def test_a_long_paste_is_said_while_it_is_read_and_asked_about_as_any_other():
    text = "\n".join(f"value number {number}" for number in range(10_000))
    state, host = paste("A | > x |", text, "Add all")
    assert host.states[0].message == f"Reading {len(text) // 1000} kB from your clipboard…"
    assert len(state.matrix.rows[0].short_term) == 10_001
    assert state.message.startswith("Added 10,000 values.")


async def _run(talk):
    await talk


def drawn(state):
    from tests.editor.stories import draw

    return draw(state)


def test_one_line_pasted_in_the_grid_is_one_value():
    state, _ = paste("A | > 1 |", "- Help with maths\r\n")
    assert drawn(state) == "A | 1; > Help with maths |"
    assert state.message == "Added “Help with maths”. u to undo."


@pytest.mark.parametrize(
    "line",
    ["Members, Help, Access", "Short term: Help", "Sponsors; members; donors", "1. Members: x"],
)
def test_one_line_is_one_value_whatever_words_and_commas_it_has(line):
    state, host = paste("A | > 1 |", f"{line}\r\n")
    assert (drawn(state), host.asked) == (f"A | 1; > {line} |", [])
    state, host = paste("A | > 1 |", line, keys="a 'Ask '")
    assert (drawn(state), host.asked) == (f"A | 1; >[Ask {line}_] |", [])


MEETING = "* Help\r- [ ] Faster repairs\r1. Trust\r\r  • Help\r"


def test_several_lines_are_offered_and_doubles_named():
    state, host = paste("A | > Trust |", MEETING, "Add 2 values, without")
    assert drawn(state) == "A | Trust; Help; > Faster repairs |"
    assert host.asked == [
        "4 values from your clipboard for A · short term: “Help”, “Faster repairs”, “Trust” and"
        " 1 more. Duplicates: “Trust” and “Help”."
    ]
    assert len(state.history.done) == 1


def test_all_lines_or_one_value_or_nothing_can_be_taken():
    assert drawn(paste("A | > 1 |", "x\ny", "Add all 2")[0]) == "A | 1; x; > y |"
    assert drawn(paste("A | > 1 |", "x\ny", "Add as")[0]) == "A | 1; > x y |"
    state, _ = paste("A | > 1 |", "x\ny", None)
    assert (drawn(state), state.message) == ("A | > 1 |", "")


def test_a_line_pasted_while_typing_goes_to_the_caret():
    state, _ = paste("A | > 1 |", "with maths", keys="a 'Help '")
    assert drawn(state) == "A | 1; >[Help with maths_] |"


def test_in_the_middle_of_words_a_line_keeps_its_dash_and_a_wrapped_one_is_one():
    state, _ = paste("A | > 1 |", "- maths", keys="a 'Help '")
    assert drawn(state) == "A | 1; >[Help - maths_] |"
    state, _ = paste("A | > 1 |", "- maths and\n  more\n", keys="a 'Help with '")
    assert drawn(state) == "A | 1; >[Help with maths and more_] |"


def test_a_typed_line_takes_no_more_than_a_value_holds():
    state, _ = paste("A | > 1 |", "x" * 9_999, keys="a 'Help'")
    assert drawn(state) == "A | 1; >[Help_] |"
    assert state.message == "A value has 10,000 letters at most."


def test_lines_pasted_while_typing_keep_the_words_first():
    state, _ = paste("A | > 1 |", "x\ny", "Add all 2", keys="a 'Help'")
    assert drawn(state) == "A | 1; Help; x; > y |"


def test_control_characters_are_left_out_and_it_is_said():
    state, _ = paste("A | > |", "Help\x1b[2J\x07 now\u202e")
    assert drawn(state) == "A | > Help[2J now |"
    assert state.message.endswith("3 control characters in it were left out.")


@pytest.mark.parametrize("junk", ["", "\n\n", "- \n* \n", "\x1b\x07", "   \t  "])
def test_pasting_nothing_changes_nothing(junk):
    state, _ = paste("A | > 1 |", junk)
    assert drawn(state) == "A | > 1 |"
    assert state.message.startswith("Nothing to paste.")


def test_a_pasted_table_gives_a_value_a_column():
    state, _ = paste("A | > |", "Help\tFame\nFun\tPay\n", "Add all 4")
    assert drawn(state) == "A | Help; Fame; Fun; > Pay |"


def test_a_pasted_novel_is_no_value():
    state, _ = paste("A | > |", "x" * 20_000 + "\nHelp")
    assert drawn(state) == "A | > Help |"
    assert "1 line of over 10,000 letters was left out" in state.message


def test_what_is_told_of_a_long_value_still_says_how_to_take_it_back():
    state, _ = paste("A | > |", "y" * 3000 + "\n" + "x" * 20_000)
    assert state.message == (
        f"Added “{'y' * 59}…”. u to undo. 1 line of over 10,000 letters was left out."
    )
    after = tell(state, "a 'Help' enter escape e ctrl+u 'z' enter").state
    for message in (after.message, tell(after, "u").message, tell(state, "R", "n" * 500).message):
        assert len(message) < 160
        assert "u to undo." in message or "U to redo." in message


def test_a_paste_into_the_filter_of_the_panel_is_one_line():
    state, _ = paste("A | > |", "net\nwork\n", keys="s /")
    assert state.in_panel.query == "net work"
    assert drawn(state) == "A | > |"


def test_a_novel_pasted_into_the_panel_filters_it_by_its_begin_only():
    state, _ = paste("A | > |", "network " * 1000, keys="s /")
    assert state.in_panel.query == ("network " * 1000)[:LONGEST_QUERY]
    assert tell(state, "x").state.in_panel.query == state.in_panel.query


@pytest.mark.parametrize("keys", ["s", "T", "r", "V", "V tab tab"])
def test_where_letters_are_keys_a_paste_is_offered_to_the_cell_under_the_cursor(keys):
    before = tell("A | > 1 | 2", keys, *(("All",) if keys == "r" else ())).state
    host = ScriptedHost([None, "enter"])
    runner = Runner(before, host.keymap, host, lambda *_: None)
    for _ in range(2):
        talk = runner.paste("d")
        assert talk is not None
        asyncio.run(_run(talk))
        if host.answers:
            assert (runner.state.matrix, runner.state.pane) == (before.matrix, before.pane)
    assert host.asked == ["1 value from your clipboard for A · short term: “d”."] * 2
    assert [value.text for value in runner.state.matrix.rows[0].short_term] == ["1", "d"]
    assert len(runner.state.history.done) == len(before.history.done) + 1


def test_a_text_that_lost_its_end_is_told():
    host = ScriptedHost(["enter"])
    runner = Runner(parse("A | > 1 |"), host.keymap, host, lambda *_: None)
    asyncio.run(_run(runner.paste("x\ny", cut=True)))
    assert host.asked[0].endswith("The end of so long a text was left out.")


def test_what_nobody_sees_hides_no_double():
    state, host = paste("A | > Acc\u200bess to\u200e |", "Access to\nac\xadcess to\nHelp", "Add 1")
    assert drawn(state) == "A | Acc\u200bess to\u200e; > Help |"
    assert host.asked[0].endswith("Duplicates: “Access to” and “access to”.")


def test_so_much_text_is_not_offered_as_one_value():
    _, host = paste("A | > 1 |", f"{'x' * 6_000}\n{'y' * 6_000}", None)
    assert host.shown == ["Add all 2 values"]


def test_one_paste_after_another_keeps_the_order():
    state, _ = paste("A | > 1; 2 |", "x\ny", "enter")
    state, _ = paste(state, "- v\n- w", "enter")
    assert drawn(state) == "A | 1; x; y; v; > w; 2 |"


def test_words_that_were_begun_go_on_when_the_paste_is_not_taken():
    state, _ = paste("A | > 1 |", "x\ny", None, keys="a 'Help'")
    assert drawn(state) == "A | 1; >[Help_] |"


def test_what_was_copied_here_comes_back_as_it_was():
    values = ["– 15 % downtime", "5. Fachtag der Praktiker", "✓ certified"]
    start = f"A | > {'; '.join(values)} |"
    copied = tell(start, "Y l")
    (text,) = copied.host.copied
    state, _ = paste(copied.state, text.replace("\n", "\r\n"), "enter")
    assert [value.text for value in state.cell] == values
    one = tell(start, "y l")
    state, _ = paste(one.state, one.host.copied[0])
    assert [value.text for value in state.cell] == values[:1]


TABLE = "\tShort term\tLong term\nMembers\tHelp\t• Trust • Pride\nOrganization\tSpeed\t\n"
EMPTY = "Members | > help |\n--\nOrganization | |"


def test_a_table_goes_to_its_cells_after_one_question():
    state, host = paste(EMPTY, TABLE, "enter")
    assert drawn(state) == "Members | help; > Help | Trust; Pride\n--\nOrganization | Speed |"
    assert host.asked == [
        "4 values → 3 cells, 1 looks like a double: Members · short term 1, long term 2;"
        " Organization · short term 1. Duplicates: “Help”."
    ]
    assert host.shown == [
        "Add all 4 values",
        "Add 3 values, without the doubles",
        "Add all to Members · short term",
    ]
    assert state.message == "Added 4 values to 3 cells. u to undo."
    assert len(state.history.done) == 1


def test_a_table_may_also_go_without_doubles_or_into_one_cell_or_nowhere():
    assert drawn(paste(EMPTY, TABLE, "Add 3")[0]).startswith("Members | help | > Trust; Pride")
    flat = "Members | help; Help; Trust; Pride; > Speed |\n--\nOrganization |  |"
    assert drawn(paste(EMPTY, TABLE, "Add all to")[0]) == flat
    assert drawn(paste(EMPTY, TABLE, None)[0]) == drawn(parse(EMPTY))


def test_the_rows_of_a_table_are_found_or_made_and_what_fits_nowhere_is_parked():
    text = "\tShort term\tSome day\nNurses\tHelp\tLater\n"
    state, host = paste(EMPTY, text, "enter")
    assert "New row: “Nurses”." in host.asked[0]
    assert "2 values → 1 cell and parking lot (1)" in host.asked[0]
    assert [value.text for value in state.matrix.parking_lot] == ["Later"]
    assert state.message.startswith("Added 2 values to 1 cell and the parking lot. u to undo.")


@pytest.mark.parametrize(
    "text",
    [
        "Short term\tLong term\nHelp\tTrust\n",
        "## Short-term value\n- Help\n## Long-term value\n- Trust",
        "<table><tr><th>Short term</th><th>Long term</th></tr><tr><td>Help<td>Trust</table>",
        "| Corto plazo | Largo plazo |\n|---|---|\n| Help | Trust |",
    ],
)
def test_where_no_row_is_named_it_is_the_row_of_the_cursor(text):
    state, host = paste("Members | |\nNurses | |\n--\nBank | > |", text, "enter")
    assert drawn(state) == "Members |  |\nNurses |  |\n--\nBank | > Help | Trust"
    assert host.asked == ["2 values → 2 cells: Bank · short term 1, long term 1."]


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("## Members\n- x\n## Bank\n- y", "Members |  | > x\nNurses |  |\n--\nBank |  | y"),
        ("**Members:**\n\n- x\n\n", "Members |  | > x\nNurses |  |\n--\nBank |  |"),
        ("# nurses\r\n* x\r\n* y\r\n", "Members |  |\nNurses |  | > x; y\n--\nBank |  |"),
        ("MEMBERS\r\n- x\r\nBank:\r\n- y", "Members |  | > x\nNurses |  |\n--\nBank |  | y"),
        ("Members\tSponsor: Bank\nx\ty\n", "Members |  | > x\nNurses |  |\n--\nBank |  | y"),
    ],
)
def test_headings_that_name_only_an_audience_or_a_row_mean_the_horizon_of_the_cursor(text, end):
    state, host = paste("Members | |\nNurses | | >\n--\nBank | |", text, "enter")
    assert drawn(state) == end
    assert "long term" in host.asked[0]
    assert "left out" not in host.asked[0]


def test_the_template_pasted_as_text_gives_itself():
    from pathlib import Path

    from copvalue_tui.files.session.read import read
    from copvalue_tui.files.session.templates import template_text

    folder = Path(__file__).parent.parent / "imports" / "template"
    text = (folder / "template.txt").read_text(encoding="utf-8")
    state, host = paste("Members | > |\n--\nOrganization | |", text, "enter")
    assert state.matrix == read(template_text("toolkit"))
    assert host.asked[0].startswith("24 values → 4 cells: Members · short term 6,")
    blank = text[: text.rindex("CoP Value Template")]
    state, host = paste("Members | > |\n--\nOrganization | |", blank)
    assert (host.asked, state.message[:17]) == ([], "Nothing to paste.")


def test_a_table_of_names_alone_adds_its_rows():
    state, host = paste("A | > |", "\tShort term\tLong term\nNurses\t\t\n", "Add 1 row")
    assert drawn(state) == "A | > |\nNurses |  |"
    assert host.asked == ["The table has no values. New row: “Nurses”."]


def test_nothing_is_pasted_into_a_read_only_file():
    from dataclasses import replace

    state, _ = paste(replace(parse("A | > 1 |"), read_only=True), "x")
    assert drawn(state) == "A | > 1 |"


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("A. Smith joins", "A. Smith joins"),
        ("a) first", "a) first"),
        ("(3) third", "third"),
        ("5. Fachtag", "5. Fachtag"),
        ("2027 plan", "2027 plan"),
        ("-5 % cost", "-5 % cost"),
        ("•Help", "Help"),
        ("– Help – fast", "Help – fast"),
        ("[x] done", "done"),
        ("☐ open", "open"),
        ("- - twice", "twice"),
        ("*bold* words", "*bold* words"),
    ],
)
def test_bullets_go_and_words_stay(line, text):
    assert bullets(line).texts == (text,)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("·\tHelp\no\tFun\n§\tPay\n\uf0b7\tFame\nØ\tRest", "Help Fun Pay Fame Rest"),
        ("1.\tHelp\na.\tFun\niv.\tPay\n2)\tFame", "Help Fun Pay Fame"),
        ("\uf0b7 Help\n\uf0a7Fun\n➢ Pay\n→ Fame\n✅ Rest", "Help Fun Pay Fame Rest"),
        ("\to\tHelp\n\t\t§\tFun", "Help Fun"),
        ("o\tHelp\tFun", "Help Fun"),
    ],
)
def test_the_lists_of_word_processors_are_values_without_their_marks(text, values):
    assert bullets(text).texts == tuple(values.split())


def test_quoted_mail_is_read_without_its_marks():
    assert bullets("> - Help\n>> * Fun\n\nAnna wrote:").texts == ("Help", "Fun", "Anna wrote:")
    assert bullets("> Help\n>\n> > Fun").texts == ("Help", "Fun")
    assert bullets("> 50 people\nFun").texts == ("> 50 people", "Fun")
    assert bullets("> 50 people").texts == ("> 50 people",)


def test_what_a_mail_program_wrapped_is_one_value_again():
    wrapped = "• A value that\n  was wrapped\n  twice\n- Help\n1. Third\n   and more"
    assert bullets(wrapped).texts == ("A value that was wrapped twice", "Help", "Third and more")
    assert bullets("  - Help\n    and more").texts == ("Help and more",)
    assert bullets("- Help\n    and more").texts == ("Help and more",)


@pytest.mark.parametrize("text", ["- Help\n Fun", "- Help\n  - Fun", "- Help\nFun", "Help\n  Fun"])
def test_what_stands_elsewhere_is_a_value_of_its_own(text):
    assert bullets(text).texts == ("Help", "Fun")


def test_many_thousand_lines_of_one_bullet_are_told_to_be_too_long_and_each_is_read_once():
    text = "- Help\n" + "  more\n" * 60_000
    taken = bullets(text)
    assert (taken.texts, taken.too_long) == ((), 1)
    assert calls_of(lambda: bullets(text)) <= 15 * 60_000
