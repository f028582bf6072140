"""Whom to thank for values that were taken from packs."""

from copvalue_tui.matrix.values import Matrix, Row, Value
from copvalue_tui.suggest.library import find_packs
from copvalue_tui.suggest.packs import Pack, Suggestion, credit_lines


def pack(name: str, *texts: str, credit: str = "") -> Pack:
    entries = tuple(Suggestion(text, text, "members", "short_term") for text in texts)
    return Pack(name, title=name.title(), credit=credit, entries=entries)


def matrix(*texts: str) -> Matrix:
    return Matrix((Row("A", tuple(Value(text) for text in texts)),))


def test_each_pack_that_worded_values_is_named_once_with_its_credit():
    packs = (pack("one", "Trust", "Speed", credit="A toolkit"), pack("two", "Pride"))
    assert credit_lines(matrix("trust", "Spéed", "Pride", "Our own"), packs) == (
        "2 values worded as in “One”: A toolkit",
        "1 value worded as in “Two”",
    )


def test_a_text_of_two_packs_is_thanked_for_once_and_own_words_owe_nothing():
    packs = (pack("one", "Trust"), pack("two", "Trust"))
    assert credit_lines(matrix("Trust"), packs) == ("1 value worded as in “One”",)
    assert credit_lines(matrix("Our own"), packs) == ()
    assert credit_lines(Matrix(), packs) == ()


def test_a_translation_is_thanked_for_like_its_original():
    packs = find_packs((), "es").packs
    spanish, english = packs[0].entries[1].text, "Help with challenges"
    (line,) = credit_lines(matrix(spanish, english), packs)
    assert line.startswith("2 values worded as in ")
