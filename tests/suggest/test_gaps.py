"""What a matrix says nothing about yet."""

from __future__ import annotations

from dataclasses import replace

from copvalue_tui.editor.suggestions.explanations import empty_words, lacking
from copvalue_tui.matrix.values import BLANK, Matrix, Place, Row, Value
from copvalue_tui.matrix.vocabulary import VALUE_CYCLES
from copvalue_tui.suggest.coverage import covered_cycles, empty_cells, next_empty, open_cycles
from copvalue_tui.suggest.library import find_packs

PACKS = find_packs([]).packs


def row(short: str, long: str = "", status: str = "proposed") -> Row:
    def cell(texts: str) -> tuple[Value, ...]:
        return tuple(Value(text, status) for text in texts.split("; ") if text)

    return Row("Staff", cell(short), cell(long))


def matrix(*rows: Row) -> Matrix:
    return replace(BLANK, members=rows)


def test_a_value_carries_the_cycle_of_the_suggestion_it_is_a_twin_of():
    assert covered_cycles(row("Knows who knows what"), PACKS) == {"orienting"}
    assert covered_cycles(row("Acesso a conhecimento especializado"), PACKS) == {"potential"}
    assert covered_cycles(row("Cake on Fridays"), PACKS) == set()


def test_both_cells_of_a_row_count_and_what_is_retired_does_not():
    both = row("Help with challenges", "Professional identity")
    assert covered_cycles(both, PACKS) == {"immediate", "transformative"}
    assert covered_cycles(row("Help with challenges", status="retired"), PACKS) == set()
    assert open_cycles(both, PACKS) == tuple(
        cycle for cycle in VALUE_CYCLES if cycle not in ("immediate", "transformative")
    )


def test_a_row_is_told_what_it_lacks_in_one_sentence():
    here = Place(0, 0)
    assert lacking(matrix(row("Help with challenges")), here, PACKS) == "Not covered yet: long term"
    nearly = row(
        "Help with challenges; Access to expertise; Trusted second opinion; Less time spent"
        " searching; Say in what we discuss",
        "Professional identity",
    )
    assert lacking(matrix(nearly), here, PACKS) == (
        "Not covered yet: support to take part, a view of the field"
    )
    few = row("Help with challenges", "Extended network")
    assert lacking(matrix(few), here, PACKS) == (
        "Not covered yet: use in daily work, results that count, lasting change and 3 more"
    )
    assert lacking(matrix(row("Cake", "More cake")), here, PACKS) == ""
    assert lacking(BLANK, here, PACKS) == ""


def test_empty_cells_are_found_one_after_another_round_and_round():
    there = matrix(row("Help"), row("", "Help"))
    assert empty_cells(there) == (Place(0, 1), Place(1, 0), Place(2, 0), Place(2, 1))
    assert next_empty(there, Place(0, 0)) == Place(0, 1)
    assert next_empty(there, Place(1, 0, 0)) == Place(2, 0)
    assert next_empty(there, Place(2, 1)) == Place(0, 1)
    assert next_empty(Matrix(members=(row("a", "b"),)), Place(0, 0)) is None
    assert empty_words(there, Place(0, 0)) == "4 other cells are empty"


def test_a_row_of_a_hundred_thousand_values_is_not_searched_for_gaps():
    huge = Row("All", tuple(Value(f"Value {number}") for number in range(6_000)))
    assert covered_cycles(huge, PACKS) == set(VALUE_CYCLES)
