"""An indicator: typed on one line, told in words, and compared with its target."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from copvalue_tui.matrix.dates.calendar import day_words
from copvalue_tui.matrix.fields.typed import NotUnderstood, detail_text, typed_day
from copvalue_tui.matrix.text.sentences import quote
from copvalue_tui.matrix.values import Indicator

if TYPE_CHECKING:
    from copvalue_tui.matrix.text.labels import Labels

EXAMPLE = "answered in two days: 23 → 41 % of 40 on 2026-11-01"
"""An indicator on one line: name, first figure, current figure, unit, target and date; all but the
name are optional. `from 34 weeks, target 26` has no current figure; the unit may be behind any."""
_NUMBER = r"[+−-]?[0-9]+(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?"
_WORD = r"(?!(?:of|on|from|target)(?:\s|$))[^\s\d:\",→+.−-][^\s:\",→]*"
_UNIT = rf"{_WORD}(?: {_WORD})*"
"""A unit that needs no quotes behind a number."""
_UNITS = ("a", "b", "c", "d")


def _unit_of(name: str) -> str:
    return rf"\s*(?:(?P<{name}>{_UNIT})|\"(?P<quoted_{name}>(?:[^\"]|\"\")*)\")?\s*"


_FIGURES = (
    rf"\s*(?:from\s+(?P<origin>{_NUMBER}){_unit_of('a')}|(?P<baseline>{_NUMBER}){_unit_of('b')}"
    rf"(?:→|->))?\s*(?P<now>{_NUMBER})?{_unit_of('c')},?"
    rf"\s*(?:(?:of|target)\s+(?P<target>{_NUMBER}){_unit_of('d')})?"
    r"(?:on\s+(?P<on>[^:\"]+))?"
)
_COMMA = r"[+−-]?[0-9][0-9.]*,[0-9]+"
_ENGLISH = {"from": "from {}", "of": "of {}", "target": "target {}", "on": "on {}"}
"""The words between the figures, as `typed_indicator` reads them."""
_LARGEST = 2**63 - 1


def typed_indicator(text: str, today: date) -> Indicator | None:
    """An indicator as in `EXAMPLE`; None for an empty text.

    The figures follow the last colon; a name with a colon but without figures ends with a colon.

    Raises:
        NotUnderstood: It is not an indicator.
    """
    text = detail_text(text)
    if not text:
        return None
    name, figures = text, re.fullmatch(_FIGURES, "")
    if ":" in text:
        colons = [at for at, sign in enumerate(text) if sign == ":"]
        splits = ((at, _figures(text[at + 1 :])) for at in reversed(colons))
        at, figures = next((one for one in splits if one[1]), (colons[-1], None))
        name = text[:at].strip()
    if figures is None:
        _refuse_comma(text[len(name) :])
        raise NotUnderstood(f"{quote(text)} has no figures after its colon; type it as {EXAMPLE}")
    if not name:
        raise NotUnderstood(f"An indicator starts with its name; type it as {EXAMPLE}")
    return Indicator(
        name,
        _number(figures["baseline"] or figures["origin"]),
        _number(figures["target"]),
        _number(figures["now"]),
        _unit(figures),
        _day(figures["on"], today),
    )


def with_part(indicator: Indicator, part: str, text: str, today: date) -> Indicator | None:
    """The indicator with one of its fields as typed; None without a name.

    A unit typed behind a figure becomes the unit of all, and a new current figure is of today.

    Raises:
        NotUnderstood: It is not a number or not a date.
    """
    if part == "name":
        name = detail_text(text)
        return replace(indicator, name=name) if name else None
    if part == "unit":
        return replace(indicator, unit=detail_text(text))
    if part == "on":
        return replace(indicator, on=typed_day(text, today))
    figure, unit = _typed_figure(text)
    figures = {"unit": unit or indicator.unit, part: figure}
    changed = replace(indicator, **figures)  # type: ignore[arg-type]  # the part is a figure
    if part == "now" and figure != indicator.now:
        return replace(changed, on=None if figure is None else today)
    return changed


def part_shown(indicator: Indicator, part: str) -> str:
    """One of its fields in words that can be typed again; empty if it is not set."""
    content = getattr(indicator, part)
    if isinstance(content, date):
        return day_words(content)
    return (
        content if isinstance(content, str) else "" if content is None else _number_words(content)
    )


def _typed_figure(text: str) -> tuple[float | None, str]:
    """One figure and the unit behind it, if any; None for an empty text."""
    text = detail_text(text)
    if not text:
        return None, ""
    match = re.fullmatch(rf"(?P<number>{_NUMBER})\s*(?P<unit>{_UNIT})?", text)
    if match is None:
        _refuse_comma(text)
        raise NotUnderstood(f"{quote(text)} is not a number; type one such as 41 or 2.5")
    return _number(match["number"]), match["unit"] or ""


def indicator_words(content: object) -> str:
    """An indicator in words that can be typed again, for files; empty for None."""
    if not isinstance(content, Indicator):
        return ""
    return _named(content, _composed(content, _ENGLISH.__getitem__, date.isoformat))


def indicator_shown(content: object) -> str:
    """An indicator in words that can be typed again, for the screen; empty for None."""
    if not isinstance(content, Indicator):
        return ""
    return _named(content, _composed(content, _ENGLISH.__getitem__, day_words))


def indicator_in(label: Labels, indicator: Indicator) -> str:
    """An indicator in the language of the labels."""
    return _named(indicator, figures_in(label, indicator))


def figures_in(label: Labels, indicator: Indicator) -> str:
    """The figures of an indicator, without its name, in the language of the labels."""
    point = label("figure.point")
    return _composed(
        indicator,
        lambda word: label(f"figure.{word}"),
        label.day,
        lambda text: text.replace(".", point),
    )


def figure_in(label: Labels, number: float) -> str:
    """One figure without its unit in the language of the labels."""
    return _number_words(number).replace(".", label("figure.point"))


def is_reached(indicator: Indicator) -> bool | None:
    """Whether the current figure has reached the target; None if one of them is missing.

    A target below the first figure is reached from above: less waiting time, fewer faults.
    """
    if indicator.now is None or indicator.target is None:
        return None
    return (indicator.target - indicator.now) * _direction(indicator) <= 0


def is_receding(indicator: Indicator) -> bool:
    """Whether the current figure is further from the target than the first one was."""
    if indicator.now is None or indicator.baseline is None or indicator.target is None:
        return False
    return (indicator.now - indicator.baseline) * _direction(indicator) < 0


def _direction(indicator: Indicator) -> int:
    """1 if the figure is to rise, -1 if it is to fall."""
    start, target = indicator.baseline, indicator.target
    return -1 if start is not None and target is not None and target < start else 1


def _named(indicator: Indicator, figures: str) -> str:
    colon = ":" if figures or ":" in indicator.name else ""
    return f"{indicator.name}{colon} {figures}".rstrip()


def _composed(
    indicator: Indicator,
    word: Callable[[str], str],
    day: Callable[[date], str],
    number: Callable[[str], str] = str,
) -> str:
    """The figures with the words between them, in the order of `EXAMPLE`."""
    baseline, target, now = (
        None if each is None else number(_number_words(each))
        for each in (indicator.baseline, indicator.target, indicator.now)
    )
    unit = indicator.unit
    if unit and (not re.fullmatch(_UNIT, unit) or (baseline, target, now) == (None, None, None)):
        unit = '"' + unit.replace('"', '""') + '"'
    rising = now is not None and _direction(indicator) > 0
    start = now or ""
    if baseline is not None:
        start = f"{baseline} → {now}" if now is not None else word("from").format(baseline)
    goal = "" if target is None else word("of" if rising else "target").format(target)
    first, *others = list(filter(None, (start, goal))) or [""]
    figures = (" " if rising else ", ").join((f"{first} {unit}".strip(), *others))
    when = "" if indicator.on is None else word("on").format(day(indicator.on))
    return f"{figures} {when}".strip()


def _figures(text: str) -> re.Match[str] | None:
    """The figures of an indicator; an unquoted unit needs a number before it."""
    match = re.fullmatch(_FIGURES, text)
    return None if match and match["c"] and not match["now"] else match


def _unit(figures: re.Match[str]) -> str:
    """The unit behind the figures; the same behind all of them."""
    units = [
        figures[name] or (figures[f"quoted_{name}"] or "").replace('""', '"') for name in _UNITS
    ]
    first, *others = dict.fromkeys(filter(None, units)) or ("",)
    if others:
        raise NotUnderstood(f"{quote(first)} and {quote(others[0])}: give all figures one unit")
    return first


def _refuse_comma(text: str) -> None:
    found = re.search(_COMMA, text)
    if found:
        raise NotUnderstood(
            f"{quote(found[0])} has a comma; type decimals as in 2.5 and thousands as in 1200"
        )


def _number(text: str | None) -> int | float | None:
    if text is None:
        return None
    text = text.replace("−", "-")
    number: int | float = float(text)
    if math.isfinite(number) and not set(text) & set(".e"):
        number = int(text)
    if not math.isfinite(number) or (isinstance(number, int) and abs(number) > _LARGEST):
        raise NotUnderstood(f"{quote(text)} is too large a number; type it as {EXAMPLE}")
    return number


def _number_words(number: float) -> str:
    return str(int(number)) if number % 1 == 0 and abs(number) < 2**53 else str(number)


def _day(text: str | None, today: date) -> date | None:
    try:
        return date.fromisoformat((text or "").strip())
    except ValueError:
        return typed_day(text or "", today)
