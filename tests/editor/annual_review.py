"""A whole annual review, as keys to press and texts to type, in English and in Spanish.

36 values: 30 confirmed (two of them with the next date of the cadence), 6 changed, 2 reasons and
2 next steps. It is cut in the middle and ends with the minutes.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).with_name("annual")
"""The Spanish matrix, and the minutes in both languages."""
WATER = Path(__file__).parents[2] / "samples" / "water.toml"
OPERADORES = FOLDER / "operadores.toml"


class Asked(NamedTuple):
    """A question and its answer: an option and its key, or a text that is typed."""

    question: str
    """What the screen shows before anything is answered."""
    answer: str
    key: str = ""
    """Of the option; empty for a text, which Enter ends."""


class Words(NamedTuple):
    """What is typed in one language."""

    reasons: tuple[str, str]
    steps: tuple[tuple[str, str, str], tuple[str, str, str]]
    facilitator: str
    present: str
    note: str


Script = tuple[str | Asked, ...]
CONFIRMED, CHANGED, VALUES = 30, 6, 36


def before_the_cut(words: Words) -> Script:
    """The keys for the first 18 values."""
    return (
        *("r", Asked("All but the retired", "All but the retired", "enter")),
        *("c", "c", "c", *_step(words.steps[0]), "c", "D"),
        *("3", "y", Asked("Why?", words.reasons[0]), "2", *"cccccccc"),
        *("4", "y", Asked("Why?", words.reasons[1]), "c", "c", "2"),
    )


def after_the_cut(words: Words, path: str) -> Script:
    """The keys for the other 18 values, the form at the end and the minutes."""
    form = "Record the review: 30 confirmed, 6 changed, 2 next steps"
    return (
        *("r", "c", "c", *_step(words.steps[1]), "c", "D", "c", "c", "5", *"ccccc", "3", *"cccccc"),
        *("escape", Asked(form, "Facilitator", "f")),
        *(Asked("Who facilitates?", words.facilitator), Asked(form, "Present", "p")),
        *(Asked("Who is present?", words.present), Asked(form, "Note", "n")),
        *(Asked("A note for the minutes", words.note), Asked(form, "Record, and save", "m")),
        Asked("Save the minutes as", path),
    )


def _step(step: tuple[str, str, str]) -> Script:
    questions = ("(1 of 3): what?", "(2 of 3): who?", "(3 of 3): by when?")
    return (">", *(Asked(*pair) for pair in zip(questions, step, strict=True)))


def presses(script: Script) -> int:
    """How many keys the script takes, the letters of typed texts aside."""
    return len(script)


ENGLISH = Words(
    reasons=("18 certificates this year, none last year", "No topic since March"),
    steps=(
        ("Ask the bank for an interpreter", "Facilitator", "2027-01-15"),
        ("Agree on a baseline or drop it", "Sponsor office", "2027-03-31"),
    ),
    facilitator="Core group",
    present="Utilities Association, Ministry of Water",
    note="The bank sends somebody next time.",
)
SPANISH = Words(
    reasons=("18 certificados este año, ninguno el anterior", "Ningún tema desde marzo"),
    steps=(
        ("Pedir un intérprete al banco", "Facilitadora", "2027-01-15"),
        ("Acordar una línea de base o retirarlo", "Oficina del banco", "2027-03-31"),
    ),
    facilitator="Grupo núcleo",
    present="Asociación de operadores, Ministerio de Agua",
    note="El banco enviará a alguien la próxima vez.",
)
