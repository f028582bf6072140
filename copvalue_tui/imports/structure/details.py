"""Details of a value written as words: in brackets after it, or on lines of their own below it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from copvalue_tui.matrix.fields.table import BY_NAME, DETAILS, ValueField, with_contents
from copvalue_tui.matrix.fields.typed import NotUnderstood
from copvalue_tui.matrix.text.labels import LANGUAGES, Labels
from copvalue_tui.matrix.text.normalize import fold, one_line
from copvalue_tui.matrix.values import MOST_LETTERS, Value

_MARKS = re.compile(r"\A(.*\S) +(?:\*\(([^()]+)\)\*|\[([^\[\]]+)\]|\(([^()]+)\))\Z")
_DETAIL = re.compile(r"(?:[-*+•] )?([^:]{1,40}?)\s?: (.*)\Z")
_FACTS = ("title", "domain", "purpose", "stage", "review_cadence")
_SILENT = ("no_values", "no_rows")


class Detail(NamedTuple):
    """One field of a value with its content."""

    field: ValueField
    content: object


def marked_value(text: str) -> Value:
    """A value whose text may end with its status, priority and votes in brackets."""
    found = _MARKS.match(text)
    if found is None:
        return Value(text)
    contents: dict[str, object] = {}
    for word in re.split(r",\s", found[2] or found[3] or found[4]):
        mark = _mark(word)
        if mark is None:
            return Value(text)
        contents[mark.field.name] = mark.content
    return with_contents(Value(found[1]), contents)


def _mark(word: str) -> Detail | None:
    known = _mark_words().get(fold(word))
    if known is not None:
        return known
    votes = re.fullmatch(r"(\d{1,9}) (\w+)", word)
    if votes and fold(votes[2]) in _vote_words():
        return Detail(BY_NAME["votes"], int(votes[1]))
    return None


def detail_of(line: str) -> Detail | None:
    """The detail that a line below a value says: “owner: Facilitator”."""
    found = _DETAIL.match(line.strip())
    field = _detail_words().get(fold(found[1])) if found else None
    if found is None or field is None:
        return None
    content = content_of(field, found[2])
    return None if content is None else Detail(field, content)


def details_of(line: str) -> list[Detail] | None:
    """The details that a line says, one after the other: “owner: Core group · evidence: story”.

    None if it says anything else.
    """
    parts: list[str] = []
    for part in line.split(" · "):
        # A dot may also be in a text: only what begins with a label is a detail of its own.
        if parts and not _begins_detail(part):
            parts[-1] += f" · {part}"
        else:
            parts.append(part)
    found = [detail_of(part) for part in parts]
    details = [detail for detail in found if detail is not None]
    return details if len(details) == len(parts) else None


def _begins_detail(text: str) -> bool:
    found = _DETAIL.match(text.strip())
    return found is not None and fold(found[1]) in _detail_words()


def fact_of(line: str) -> tuple[str, str] | None:
    """The name of a fact of the community and what a line says of it: “Domain: water”."""
    found = _DETAIL.match(line.strip())
    name = _fact_words().get(fold(found[1])) if found else None
    return (name, one_line(found[2])) if found and name else None


def tags_of(line: str) -> tuple[str, ...]:
    """The tags of a row that a line names; none if it does not."""
    found = re.match(r"\*?([^:]+): (.+?)\*?\Z", line.strip())
    if found is None or fold(found[1]) not in _words_of("tags"):
        return ()
    return tuple(part for part in re.split(r",\s", found[2]) if part)


def is_placeholder(line: str) -> bool:
    """Whether a line only says that there is nothing yet, or is there to write on."""
    words = line.strip().strip("*_()- ").strip()
    return fold(words) in _silent_words() or not re.search(r"[^\s_.…–—-]", words)


def title_of(text: str) -> str:
    """The title that a line says; empty if it stands for a missing one."""
    kind, colon, rest = text.partition(": ")
    title = rest if colon and fold(kind.strip()) in _words_of("worksheet") else text
    return "" if fold(title.strip()) in _words_of("matrix") else title


def no_name(text: str) -> bool:
    """Whether a text stands for the missing name of a row."""
    return fold(text.strip("()")) in _words_of("no_name")


def content_of(field: ValueField, text: str) -> object:
    """The content of a field in words; None if it cannot be one."""
    text = one_line(text)[:MOST_LETTERS]
    if field.form == "word":
        return _word_contents(field.name).get(re.sub(r"[\s_]+", "-", fold(text)))
    try:
        return field.parse(text, today()) if field.form != "text" else text
    except NotUnderstood:
        return None


def today() -> date:
    """Today, for dates that people wrote without a year."""
    return datetime.now().astimezone().date()


@lru_cache(maxsize=16)
def _words_of(key: str) -> frozenset[str]:
    """A label in every language, folded."""
    return frozenset(fold(Labels(language)(key)) for language in LANGUAGES)


@lru_cache(maxsize=1)
def _silent_words() -> frozenset[str]:
    return frozenset(word for key in _SILENT for word in _words_of(key))


@lru_cache(maxsize=1)
def _vote_words() -> frozenset[str]:
    keys = ("votes.one", "votes.many")
    return frozenset(word.partition("{} ")[2] for key in keys for word in _words_of(key))


@lru_cache(maxsize=16)
def _word_contents(name: str) -> Mapping[str, str]:
    """Every spelling of the words of a field."""
    field = BY_NAME[name]
    return {
        spelling.replace(" ", "-"): word
        for word in field.words
        for said in (word, *(_words_of(f"{name}.{word}") if word else ()))
        for spelling in _of_either_gender(said)
    }


def _of_either_gender(word: str) -> tuple[str, ...]:
    """A folded word, and of a French one in its feminine form also the masculine."""
    return (word, word[:-1]) if word.endswith(("ee", "ue")) else (word,)


@lru_cache(maxsize=1)
def _mark_words() -> Mapping[str, Detail]:
    marks: dict[str, Detail] = {}
    for field in DETAILS:
        if not field.mark or not field.words:
            continue
        for word in filter(None, field.words):
            for language in LANGUAGES:
                labels = Labels(language)
                said = labels(f"{field.name}.{word}", word)
                if field.name == "priority":
                    said = labels("priority.phrase").format(said)
                marks |= dict.fromkeys(_of_either_gender(fold(said)), Detail(field, word))
    return marks


@lru_cache(maxsize=1)
def _detail_words() -> Mapping[str, ValueField]:
    return {
        fold(word): field
        for field in DETAILS
        if not field.mark
        for word in (field.word, *(Labels(each)(f"field.{field.name}") for each in LANGUAGES))
    }


@lru_cache(maxsize=1)
def _fact_words() -> Mapping[str, str]:
    return {word: name for name in _FACTS for word in _words_of(name)}
