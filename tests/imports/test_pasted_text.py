"""What becomes of a clipboard: marks, wrapped lines, cells, Markdown and HTML; no word is lost."""

from __future__ import annotations

import re
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copvalue_tui.imports.formats.html import plain_text
from copvalue_tui.imports.lines import entries
from copvalue_tui.imports.registry import importer_of
from tests.counting import calls_of

LONG = "Help with challenges that come up every day in the field and that nobody"
"""A line that a mail program may have wrapped."""


def pasted(text: str) -> tuple[str, ...]:
    return importer_of(text).read(text).texts


BULLETS = (
    *"•◦▪■□●○‣⁃∙·・∗*＊‐‑-－﹣–—−+＋>»›▸▶→➤➢✓✔☑☐☒✗🔹🔸👉",
    *("▪\ufe0f", "✔\ufe0f", "☑\ufe0f", "➡\ufe0f", "[ ]", "[x]", "[X]", "- [ ]"),
    *("1)", "(1)", "①", "1\ufe0f\u20e3", "\uf0b7", "❖", "--", "> -"),
    *"✅❌❎⭐🟢🔴⚪🟦📌",
    "⭐\ufe0f",
    "✖\ufe0f",
)


def test_a_mark_before_a_blank_goes() -> None:
    left = [
        mark + blank
        for mark, blank in product(BULLETS, (" ", "\t", "   ", "\xa0"))
        if pasted(f"{mark}{blank}Help\n  {mark}{blank}Fun") != ("Help", "Fun")
        or pasted(f"{mark}{blank}Help") != ("Help",)
    ]
    assert left == []


@pytest.mark.parametrize("mark", "o§üØvq")
def test_the_letter_of_a_symbol_font_goes_before_a_tab_or_several_blanks(mark: str) -> None:
    assert pasted(f"{mark}\tHelp\n\t{mark}\tFun") == ("Help", "Fun")
    assert pasted(f"·\xa0  Help\n{mark}\xa0\xa0 Fun\n    {mark}   Trust") == (
        "Help",
        "Fun",
        "Trust",
    )
    assert pasted(f"{mark}  218 is met") == (f"{mark} 218 is met",)
    assert pasted(f"Men{mark}\tHelp") == (f"Men{mark}", "Help")
    assert pasted(f"{mark} Help") == (f"{mark} Help",)


@pytest.mark.parametrize(
    "marks",
    [
        *("1. 2.", "8. 9.", "9. 10.", "1. 1.", "a. b.", "a) b)", "(a) (b)", "A. B.", "i. ii."),
        *("iv) v)", "I. II.", "1.1 1.2", "1.1. 1.2.", "1.9 1.10", "1. 1.1", "2.3 3.", "а) б)"),
        *("1.- 2.-", "1.) 2.)"),
        *("１． ２．", "① ②", "h. i.", "ix. x.", "١. ٢."),
    ],
)
def test_numbers_and_letters_that_run_in_order_are_marks(marks: str) -> None:
    first, second = marks.split()
    assert pasted(f"{first} Help\n{second} Fun") == ("Help", "Fun")
    assert pasted(f"{first} Help\n\n  {second} Fun\n") == ("Help", "Fun")


@pytest.mark.parametrize(
    "text",
    [
        *("5. Fachtag", "A. Smith joins", "2.5 hours saved", "i. e. less", "1.1.2027 start"),
        *("2027. Plan", "3.5 % less\n1.2 % more", "A. Smith\nD. Jones", "5. Fachtag\n3. Treffen"),
        *("-5 °C", "+10 %", "*bold* words", "> 50 people", "–15 % cost", "a.b.c", "v 2", "→on"),
        *(
            "Ask first > - answer",
            "Help - fast",
            "x • y",
            "Time 1. 2. 3.",
            "#1 in town",
            "# of calls",
        ),
        *("_x", "2 * 3 * 4", "snake_case_name", "a|b", "<name>", "x < y > z", "R&amp;D", "“Trust”"),
        *('"Trust" is all', '"Trust"', "don't", "**", "...", "?"),
    ],
)
def test_what_is_no_mark_stays(text: str) -> None:
    expected = tuple(line for line in text.split("\n") if line.strip("*"))
    assert pasted(text) == expected


def test_a_number_among_bullets_is_a_mark_where_it_counts_the_lines() -> None:
    assert pasted("- One\n* Two\n3. Three") == ("One", "Two", "Three")
    assert pasted("- One\n1. Two") == ("One", "Two")
    assert pasted("- One\n5. Fachtag") == ("One", "5. Fachtag")
    assert pasted("- One\n1.5 hours") == ("One", "1.5 hours")
    assert pasted("・知識\n・信頼") == ("知識", "信頼")


def test_a_sign_before_a_number_stays_after_a_mark() -> None:
    assert pasted("- – 15 % downtime\n- 5. Fachtag\n- + 10 %") == (
        "– 15 % downtime",
        "5. Fachtag",
        "+ 10 %",
    )


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x85", "\u2028", "\u2029", "\v", "\f"])
def test_every_kind_of_line_end_ends_a_value(end: str) -> None:
    assert pasted(f"Help{end}Fun{end}") == ("Help", "Fun")


@pytest.mark.parametrize("end", "\v\f")
def test_a_soft_break_in_a_list_item_is_a_blank(end: str) -> None:
    assert pasted(f"• Help{end}with maths\n• Fun") == ("Help with maths", "Fun")
    assert pasted(f"1. Help{end}with maths\n2. Fun") == ("Help with maths", "Fun")


@pytest.mark.parametrize(
    "text",
    [
        "• Help • Access • Trust",
        "• Help• Access•Trust",
        "•Help •Access\n•Trust",
        '<ul style="list-style-type: none"> • Help • Access • Trust ',
        '<ul style="list-style-type: none">• Help• Access• Trust',
        "● Help ● Access\t● Trust",
        "Help\t• Access • Trust",
        "▪\ufe0f Help ▪\ufe0f Access ▪\ufe0f Trust",
    ],
)
def test_several_bullets_in_a_line_begin_a_value_each(text: str) -> None:
    assert pasted(text) == ("Help", "Access", "Trust")


def test_other_signs_in_a_line_begin_none() -> None:
    assert pasted("• Help ◦ Access - Trust") == ("Help ◦ Access - Trust",)
    assert pasted("- Help - Access") == ("Help - Access",)
    assert pasted("• • • •") == ()


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (f"   - {LONG}\n   else\n   - Fun", [f"{LONG} else", "Fun"]),
        (f"   - {LONG}\nelse\n   - Fun", [f"{LONG} else", "Fun"]),
        (f"- {LONG}\nelse\n- Fun", [f"{LONG} else", "Fun"]),
        (f"- {LONG}\n{LONG}\nelse\n- Fun", [f"{LONG} {LONG} else", "Fun"]),
        (f"> - {LONG}\n> else\n> - Fun", [f"{LONG} else", "Fun"]),
        (f"- {LONG}.\nFun", [f"{LONG}.", "Fun"]),
        (f"- {LONG}\n\nFun", [LONG, "Fun"]),
        (f"{LONG}\nFun", [LONG, "Fun"]),
        ("- Help\n  else", ["Help else"]),
        ("- Help\n    else\n  more", ["Help else more"]),
        ("1. Help\n   else\n2. Fun", ["Help else", "Fun"]),
        ("10. Help\n    else\n11. Fun", ["Help else", "Fun"]),
        ("•\tHelp\n\telse\n•\tFun", ["Help else", "Fun"]),
        ("- [ ] Help\n  else\n- [x] Fun\n      and more", ["Help else", "Fun and more"]),
        ("- Help\nFun", ["Help", "Fun"]),
        ("- Help\n  else\n\n  Fun", ["Help else", "Fun"]),
        ("   - Help\n   Fun", ["Help", "Fun"]),
        ("- Help\n  ---\n  Fun", ["Help", "Fun"]),
        ("- Help\tFame\n\tFun", ["Help", "Fame", "Fun"]),
    ],
)
def test_wrapped_lines_are_one_value_again(text: str, values: list[str]) -> None:
    assert pasted(text) == tuple(values)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ('"• Help\n• Access"\t"• Trust\n• Known as ""the"" experts"', 4),
        ('"Help\nAccess"\n"Trust\n""q"""\n', 4),
        ('a\t"b\nc"\td', 4),
        ('"a\tb"\tc', 2),
        ('"Help, always","• Fun"\n"say ""a"",""b""","Trust"\n', 4),
        ('"one";"two"', 2),
        ('"say ""yes"""', 1),
        ('"a\rb"', 2),
    ],
)
def test_quoted_cells_lose_their_quotes_and_nothing_else(text: str, values: int) -> None:
    found = pasted(text)
    assert len(found) == values
    words = re.findall(r"\w+", text)
    assert re.findall(r"\w+", " ".join(found)) == words
    assert not any(each.startswith("•") for each in found)


def test_the_spreadsheet_of_a_meeting() -> None:
    text = '"• Help\n• Access"\t"• Pride\n• Known as ""the"" experts"'
    assert pasted(text) == ("Help", "Access", "Pride", 'Known as "the" experts')


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("## Notes\n- Help\n- Fun", ["Help", "Fun"]),
        ("Notes of today\n==============\n- Help", ["Help"]),
        ("Notes of today\n--------------\n\nHelp", ["Help"]),
        ("**Notes:**\n\n- Help", ["Help"]),
        ("Help\n---\nFun\n---\nTrust", ["Help", "Fun", "Trust"]),
        ("---\nHelp\n***\nFun\n=====", ["Help", "Fun"]),
        ("- **Fast** help and _much_ `fun`", ["Fast help and much fun"]),
        ("**Help**\n**Fun**", ["Help", "Fun"]),
        ("# of calls", ["# of calls"]),
        ("|---|---|\nHelp", ["Help"]),
        ("+----+----+\nHelp", ["Help"]),
        ("| Help | Fun |\n|---|---|\n| - Trust | |", ["Help", "Fun", "Trust"]),
        (
            "Help | Fun\n--- | ---\nTrust | Pride\n\nx | y",
            ["Help", "Fun", "Trust", "Pride", "x | y"],
        ),
        ("+---+---+\n| a | b |\n|   | c |\n+---+---+", ["a", "b", "c"]),
        ("| Help |\n| Fun |", ["Help", "Fun"]),
        ("|x| is small", ["|x| is small"]),
    ],
)
def test_markdown_is_read_as_it_is_meant(text: str, values: list[str]) -> None:
    assert pasted(text) == tuple(values)


def test_headings_that_are_left_out_are_told() -> None:
    read = importer_of("# Notes\n- Help\n## More\n- Fun").read("# Notes\n- Help\n## More\n- Fun")
    assert read.texts == ("Help", "Fun")
    assert read.remarks == ("2 headings were left out: “Notes” and 1 more.",)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("<ul><li>Help</li><li>R&amp;D</li></ul>", ["Help", "R&D"]),
        ("<ol>\n  <li>Help\n  <li>Fun</ol><p>Bye", ["Help", "Fun", "Bye"]),
        ("<li><p>Help</p><ul><li>Fun</li></ul></li>", ["Help", "Fun"]),
        ("<p>Help<br>Fun</p><p>Trust</p>", ["Help", "Fun", "Trust"]),
        ("<ul><li>Help<br/>me</li></ul>", ["Help me"]),
        ("Help<br>Fun\nTrust", ["Help", "Fun", "Trust"]),
        ("<p>a <b>bold</b>&nbsp;<i>word</i> of\nall</p>", ["a bold word of all"]),
        ("<p>fewer than <5 people> and <name>", ["fewer than <5 people> and <name>"]),
        ("<!--Start--><style>p {}</style><p>Help</p>", ["Help"]),
        ("<table><tr><td>a<td><li>b</li><li>c</li></tr></table><p>d</p>", ["a", "b", "c", "d"]),
        ("<h2>Notes</h2><ul><li>Help</li></ul>", ["Help"]),
        ("<p>&#27;[31mred&#x202e;</p>", ["[31mred"]),
    ],
)
def test_html_is_read_as_what_it_means(text: str, values: list[str]) -> None:
    assert pasted(text) == tuple(values)


def test_a_table_of_html_becomes_rows_of_cells() -> None:
    text = "<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td><li>2</li><li>3</li></td></tr>"
    assert plain_text(text) == 'A\tB\n1\t"• 2\n• 3"'
    assert [entry.text for entry in entries("• 2\n• 3")] == ["2", "3"]


def test_a_table_of_html_with_heads_says_where_its_values_belong() -> None:
    heads = "<tr><th></th><th>Short term</th><th>Long term</th></tr>"
    row = "<tr><td>Members</td><td><ul><li>Help</li><li>Fun</li></ul></td><td>Trust<br>Pride</td>"
    (members,) = importer_of("<p>").read(f"<table>{heads}{row}</table>").matrix.members
    assert [value.text for value in members.short_term] == ["Help", "Fun"]
    assert [value.text for value in members.long_term] == ["Trust", "Pride"]


def test_what_may_be_a_heading_is_told_apart() -> None:
    read = [
        (item.text, item.heading) for item in entries("# Notes\n\n**Members**\nHelp\nFun\n---\nx")
    ]
    assert read == [
        ("Notes", "heading"),
        ("Members", "maybe"),
        ("Help", ""),
        ("Fun", "maybe"),
        ("x", ""),
    ]


WORD = st.text("abcXYZéßđαβшщ水道ก0123456789%°€+-–.,:;!?'’“”()/@~^$§•→>✓", min_size=1, max_size=8)
MARK = st.sampled_from(
    ("", "- ", "• ", "1. ", "2. ", "3) ", "a) ", "b) ", "✔\ufe0f ", "[ ] ", "> ")
)
BODY = st.lists(WORD, max_size=5).map(lambda words: " ".join(("Help", *words, "end")))
LINE = st.tuples(st.sampled_from(("", "  ", "\t")), MARK, BODY)


@given(st.lists(LINE, min_size=1, max_size=8), st.sampled_from(("\n", "\r\n", "\n\n", "\t")))
@settings(max_examples=200)
def test_every_letter_digit_and_sign_comes_back_in_order(lines: list, end: str) -> None:
    said = "".join("".join(body.split()) for _, _, body in lines)
    text = end.join("".join(line) for line in lines)
    # A number or letter stays when no other line goes on with the next.
    found = re.sub(r"(?:[123]\.|[ab]\)|>) (?=Help)", "", " ".join(pasted(text)))
    # A bullet in a line that begins with one parts values.
    assert re.sub(r"[•\s]", "", found) == said.replace("•", "")


@given(st.text("ab cdÉ水ǅ\n\t\v\r-•*1.2)([]>|+o§\"'`~:🔹\ufe0f\u200b\x1b\u0301", max_size=60))
@settings(max_examples=400)
def test_of_any_clipboard_every_word_comes_back_in_order(text: str) -> None:
    words = re.findall(r"[^\W\d_o]{2,}", re.sub("[\u200b\ufe0f\x1b]", "", text))
    found = pasted(text)
    assert re.findall(r"[^\W\d_o]{2,}", "\n".join(found)) == words
    assert all(value == " ".join(value.split()) != "" for value in found)


@given(st.text(max_size=80))
@settings(max_examples=200)
def test_any_text_is_read(text: str) -> None:
    assert all(value.isprintable() or "\n" not in value for value in pasted(text))


JUNK = (
    *("| a\n", "|", "|a|\n|\n", "-- --\n", "a\n-- --\n", "+-+\n| a\n", '"a","', '"",""\n'),
    *("• ", "•", "-", "> ", "1. ", "a)", "[ ]", '"', '""x\n', "**a ", "_a ", "`a", "x**y ", "|-"),
    *(
        "<!--",
        "<a",
        "<p ",
        "<",
        "&",
        "<li>",
        "\v- ",
        "\t",
        "e\u0301",
        "\u200d",
        "\ud800\u202e",
        "x",
    ),
)


def test_the_work_grows_with_the_letters_and_no_faster() -> None:
    def work(junk: str, times: int) -> int:
        text = junk * times
        return calls_of(lambda: importer_of(text).read(text))

    assert [junk for junk in JUNK if work(junk, 1_000) > 4.5 * work(junk, 250) + 100] == []


def test_a_megabyte_of_junk_is_read_and_what_is_no_value_is_told() -> None:
    read = importer_of("x").read(f"Help\n{'x' * 1_000_000}\n- Fun")
    assert (read.texts, read.too_long) == (("Help", "Fun"), 1)


def test_which_format_a_long_list_has_is_found_at_a_glance() -> None:
    text = "word and word\n" * 10_000
    importer_of(text)  # the patterns are compiled once
    assert calls_of(lambda: importer_of(text)) <= 20_000
    assert calls_of(lambda: importer_of("wörd and wörd\n" * 10_000)) <= 500_000


@pytest.mark.parametrize(
    "line",
    [
        "# a{}\n", "## short a{}\n", "- a{}\n", "a{}\n\n", "a{} now: b; c|d <e>\n", "a{}\tb\tc{}\n",
        "a{},b{},c\n", "| a{} | b |\n", "long{}\n", "**a{}**\n", "tags: a{}\n", "1. a{}\nb\n",
    ],
)  # fmt: skip
def test_twice_the_text_is_twice_the_work(line: str) -> None:
    def work(count: int) -> int:
        text = "Short term\n" + "".join(line.replace("{}", str(at)) for at in range(count))
        return calls_of(lambda: importer_of(text).read(text))

    work(10)
    assert work(400) < 2.28 * work(200)
