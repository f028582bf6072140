"""Break long texts into lines of a width in terminal cells."""

import re
from collections.abc import Callable, Iterator

from copvalue_tui.matrix.text.width import cell_width, graphemes, room_for

Measure = Callable[[str], int]
"""Text → cells; the parts of a text must take at least as many cells as the whole."""
Span = tuple[int, int]
"""Start and end offsets in a text."""

_WORDS = re.compile("[^ ]+")
_SOFT_ENDS = re.compile(r"(?<=[^\W\d][-‐–—/])(?=[^\W\d])")
"""A break inside a word: after a hyphen, dash or slash between letters."""
_OPENING = frozenset("([{«“‘（［｛「『【〔〈《〖〘｢")
_CLOSING = frozenset(
    ")]}»”’,.;:!?…、。，．・：；！？）］｝」』】〕〉》〗〙｣ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々"
)


def wrap(text: str, width: int, measure: Measure = room_for) -> tuple[str, ...]:
    """The lines of `text`, each at most `width` cells wide; at least one line.

    Lines end at spaces (which are left out there), after a hyphen, dash or slash between letters,
    and beside ideographs and emoji; a word too long for a line is cut between graphemes. A width
    below 1 counts as 1; a grapheme wider than `width` gets its own line. Marks of uncertain width
    count in full, so that the line fits on every terminal.
    """
    return tuple(text[start:end] for start, end in wrap_spans(text, width, measure))


def wrap_spans(text: str, width: int, measure: Measure = room_for) -> tuple[Span, ...]:
    """The lines of `wrap` as offsets into `text`, in order.

    There are only the spaces of the break between two spans. Spaces at the end of the text belong
    to the last line; if they do not fit, an empty last line `(len(text), len(text))` follows, for
    the caret and the next word.
    """
    width = max(width, 1)
    if measure(text) <= width:
        return ((0, len(text)),)
    spans: list[Span] = []
    start = end = used = 0
    for left, right in _chunks(text, width, measure):
        gap = left - end
        cells = measure(text[left:right])
        if end > start and used + gap + cells > width:
            spans.append((start, end))
            start, used, gap = left, 0, 0
        elif end == start and gap and gap + cells > width:  # spaces before the first word, too many
            spans.append((start, start))
            start, used, gap = left, 0, 0
        end = right
        used += gap + cells
    spans.append((start, end))
    return _with_last_spaces(spans, used, len(text), width)


def _with_last_spaces(spans: list[Span], used: int, length: int, width: int) -> tuple[Span, ...]:
    """The spans, with the spaces at the end of the text in the last line or in an extra one."""
    start, end = spans[-1]
    if end == length or used + length - end <= width:
        return (*spans[:-1], (start, length))
    return (*spans, (length, length))


def _chunks(text: str, width: int, measure: Measure) -> Iterator[Span]:
    """The pieces that stay together on a line: words or parts, cut to `width` if possible."""
    for word in _WORDS.finditer(text):
        begin = word.start()
        ends = [match.start() for match in _SOFT_ENDS.finditer(word[0])]
        for first, last in zip([0, *ends], [*ends, len(word[0])], strict=True):
            part = word[0][first:last]
            if measure(part) == len(part) <= width:
                yield begin + first, begin + last
            else:
                yield from _pieces(part, begin + first, width, measure)


def _pieces(word: str, offset: int, width: int, measure: Measure) -> Iterator[Span]:
    """One word, cut next to ideographs, and between any graphemes if it is too wide."""
    start = end = offset
    cells = 0
    before = ""
    too_wide = measure(word) > width
    for part in graphemes(word):
        size = measure(part)
        full = too_wide and cells + size > width
        if before and (full or _may_break(before, part, measure)):
            yield start, end
            start, cells = end, 0
        end += len(part)
        cells += size
        before = part
    yield start, end


def _may_break(before: str, after: str, measure: Measure) -> bool:
    """Whether a line may end between two graphemes: by an ideograph, not before a full stop."""
    if before in _OPENING or after[0] in _CLOSING:
        return False
    return _is_ideograph(before, measure) or _is_ideograph(after, measure)


def _is_ideograph(part: str, measure: Measure) -> bool:
    hangul = "\u1100" <= part[0] <= "\u115f" or "\uac00" <= part[0] <= "\ud7a3"
    spacing = cell_width(part) == 1 < room_for(part)
    return measure(part) > 1 and not hangul and not spacing
