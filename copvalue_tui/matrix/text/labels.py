"""The labels of everything that goes out on paper or as a file, in each of our languages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from importlib import import_module

LANGUAGES = ("en", "es", "fr", "pt")
"""The languages of the labels; the first stands in for those there is none of."""


class Labels:
    """The labels in one language."""

    def __init__(self, language: str = LANGUAGES[0]) -> None:
        self.language = language
        # Imported by name, so that an export in one language pays for no other.
        module = import_module(f"copvalue_tui.matrix.text.languages.{language}")
        self.words: Mapping[str, str] = module.WORDS

    def __call__(self, key: str, otherwise: str = "") -> str:
        """The label of this key; `otherwise`, or the key, for one that nobody has named yet."""
        return self.words.get(key) or otherwise or key

    def day(self, day: date) -> str:
        """A date as people write it: `23 November 2026`, `23 de noviembre de 2026`."""
        number = "1er" if day.day == 1 and self.language == "fr" else str(day.day)
        month = self("months").split()[day.month - 1]
        return self("date").format(d=number, m=month, y=day.year)


def labels_for(language: str) -> Labels:
    """The labels for a language code such as `es` or `pt-BR`; English if there are none."""
    code = language.strip().casefold().replace("_", "-").partition("-")[0]
    return Labels(code) if code in LANGUAGES else Labels()
