"""What hand-written files get wrong is named by what it is, with what to write instead."""

import pytest

from copvalue_tui.files.session.read import read
from copvalue_tui.files.toml.errors import NotReadable

START = 'format = 1\n[[members]]\nname = "A"\n'


def complaint(text: str) -> str:
    with pytest.raises(NotReadable) as refused:
        read(text)
    return refused.value.complaints[0].message


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[members]]\nname = “Engineers”\n", "a curly quote (“) is here"),
        ("[[members]]\nname = „Leute“\n", "a curly quote („) is here"),
        ("[[members]]\nname = «Gens»\n", "a curly quote («) is here"),
        ("[[members]]\nname = ‘x’\n", "a curly quote (‘) is here"),
        (START + "short_term = [ “Fewer calls” ]\n", "a curly quote (“) is here"),
        (START + "short_term = [ { text = “a” } ]\n", "a curly quote (“) is here"),
        ('[[members]]\nname = "Engineers”\n', "ends with ”"),
        (START + 'short_term ＝ ["a"]\n', "a full-width sign (＝) is here. Write a plain one: ="),
        (
            START + 'short_term = ["a"，"b"]\n',
            "a full-width sign (，) is here. Write a plain one: ,",
        ),
        (
            START + 'short_term = ["a"；"b"]\n',
            "a full-width sign (；) is here. Write a plain one: ,",
        ),
        (START + 'short_term = ［"a"］\n', "a full-width sign (［) is here. Write a plain one: ["),
        (START + 'short_term = ["a"］\n', "a full-width sign (］) is here. Write a plain one: ]"),
        ("[[members]]\nname\u00a0= 'x'\n", "no-break space (U+00A0)"),
        ("[[members]]\nname =\u00a0'x'\n", "no-break space (U+00A0)"),
        ("[[members]]\nname =\u3000'x'\n", "ideographic space (U+3000)"),
        ("[[members]]\n\u200bname = 'x'\n", "zero width space (U+200B)"),
        ("\u202f[[members]]\n", "narrow no-break space (U+202F)"),
        (START + '<<<<<<< HEAD\nshort_term = ["a"]\n=======\n>>>>>>> x\n', "git left a conflict"),
        (START + '=======\nshort_term = ["a"]\n', "git left a conflict"),
        (START + ">>>>>>> theirs\n", "git left a conflict"),
        (START + 'short_term = [{ text = "a", review_by = 2027-3-1 }]\n', "Write 2027-03-01."),
        (
            START + 'short_term = [{ text = "a", review_by = 01/03/2027 }]\n',
            "2027-03-01 or 2027-01-03",
        ),
        (START + 'short_term = [{ text = "a", review_by = 31.12.2027 }]\n', "Write 2027-12-31."),
        (START + 'short_term = [{ text = "a", review_by = 5/7/27 }]\n', "2027-07-05 or 2027-05-07"),
        ("[[reviews]]\ndate = 2027-3-1\n", "Write 2027-03-01."),
        ("[[reviews]]\ndate = 2027–03–01\n", "Write 2027-03-01."),
        *(
            (
                f'{START}short_term = [{{ text = "a", {day} }}]\n',
                "year-month-day, such as 2027-03-01",
            )
            for day in (
                *("review_by = 2027-03", "review_by = 03/2027", "review_by=1 March 2027"),
                *("review_by = tomorrow", "review_by = 2027-03-01T10", "review_by = 2027 03 01"),
            )
        ),
        ("[[members]]\nname: 'x'\n", "“=” belongs after a key"),
    ],
)
def test_a_mistake_is_named_with_what_to_write(text: str, said: str):
    assert said in complaint(text)


@pytest.mark.parametrize(
    "text",
    [
        '[[members]]\nname = "“Engineers” said"\n',
        '[[members]]\nname = "no\u00a0break"\n',
        '[[members]]\nname = "1/2/2027"\n# <<<<<<< HEAD\n',
        "[[members]]\nname = 'a'\nshort_term = ['''\n=======\n''']\n",
    ],
)
def test_what_stands_in_a_text_is_no_mistake(text: str):
    assert read(text).members


@pytest.mark.parametrize(
    "text", ["a = [", "= 1", "a", '"', "[", "a = 1979-13-99", "\x00", "a = 1\nb = ]"]
)
def test_what_is_none_of_these_is_still_told(text: str):
    assert complaint(text)
