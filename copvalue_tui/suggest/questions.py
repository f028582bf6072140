"""The guiding questions of cells and of reviews, in the community's language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache

from copvalue_tui.matrix.values import Audience, Horizon
from copvalue_tui.resources import package_folder, toml_names
from copvalue_tui.suggest.packs import closest_language

ENGLISH = "en"
_FOLDER = package_folder("copvalue_tui.suggest") / "questions"


@cache
def languages() -> tuple[str, ...]:
    """The codes of the languages that have questions, English first."""
    return (ENGLISH, *(code for code in toml_names(_FOLDER) if code != ENGLISH))


def own_questions(audience: Audience, horizon: Horizon, language: str = "") -> tuple[str, ...]:
    """The questions that help to find values for such a cell; at least one.

    They are in English if there is no translation.
    """
    return _lists(_closest(language))[f"{audience}.{horizon}"]


def general_questions(language: str = "") -> tuple[str, ...]:
    """The questions to ask of any value: they help when it is reviewed, not when it is written."""
    return _lists(_closest(language))["all"]


@cache
def _closest(language: str) -> str:
    return languages()[closest_language(language, languages()) or 0]


@cache
def _lists(language: str) -> Mapping[str, tuple[str, ...]]:
    """The lists of questions of one file.

    Raises:
        OSError, ValueError: The installation is damaged.
    """
    table = tomllib.loads((_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    return {name: tuple(map(str, asked)) for name, asked in table.items()}
