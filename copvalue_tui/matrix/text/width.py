"""Measure a text in terminal cells, split it into graphemes, clip it, wrap it."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache, lru_cache

JOINER = "\u200d"
EMOJI_LOOK = "\ufe0f"
"""The variation selector that makes a symbol a coloured emoji, two cells wide."""


def _characters(ranges: str) -> frozenset[str]:
    """The characters of a list such as `23 2194-2199`, in hexadecimal."""
    pairs = (part.partition("-")[::2] for part in ranges.split())
    return frozenset(
        chr(code)
        for first, last in pairs
        for code in range(int(first, 16), int(last or first, 16) + 1)
    )


_WIDENED = _characters("""
    23 2a 30-39 a9 ae 203c 2049 2122 2139 2194-2199 21a9-21aa 2328 23cf 23ed-23ef 23f1-23f2
    23f8-23fa 24c2 25aa-25ab 25b6 25c0 25fb-25fc 2600-2604 260e 2611 2618 261d 2620 2622-2623
    2626 262a 262e-262f 2638-263a 2640 2642 265f-2660 2663 2665-2666 2668 267b 267e 2692
    2694-2697 2699 269b-269c 26a0 26a7 26b0-26b1 26c8 26cf 26d1 26d3 26e9 26f0-26f1 26f4
    26f7-26f9 2702 2708-2709 270c-270d 270f 2712 2714 2716 271d 2721 2733-2734 2744 2747
    2763-2764 27a1 2934-2935 2b05-2b07 1f170-1f171 1f17e-1f17f 1f321 1f324-1f32c 1f336 1f37d
    1f396-1f397 1f399-1f39b 1f39e-1f39f 1f3cb-1f3ce 1f3d4-1f3df 1f3f3 1f3f5 1f3f7 1f43f 1f441
    1f4fd 1f549-1f54a 1f56f-1f570 1f573-1f579 1f587 1f58a-1f58d 1f590 1f5a5 1f5a8 1f5b1-1f5b2
    1f5bc 1f5c2-1f5c4 1f5d1-1f5d3 1f5dc-1f5de 1f5e1 1f5e3 1f5e8 1f5ef 1f5f3 1f5fa 1f6cb
    1f6cd-1f6cf 1f6e0-1f6e5 1f6e9 1f6f0 1f6f3
""")
"""One cell wide alone, two cells before `EMOJI_LOOK` (Unicode's emoji variation sequences)."""

_NARROW_FORMATS = _characters("ad 600-605 6dd 70f 890-891 8e2 110bd 110cd")
"""Format characters that terminals draw: the soft hyphen and signs around numbers."""
_NOTHING = _characters("2028 2029 1160-11ff d7b0-d7c6 d7cb-d7fb 3164 ffa0 1f3fb-1f3ff")
"""No cells, though not marks: line separators, second and third parts of Hangul, skin tones."""
_WIDE = _characters("""
    2630-2637 268a-268f 2ffc-2fff 31e4-31e5 31ef 4dc0-4dff 16ff2-16ff6 187f8-187ff 18cff
    18d09-18d1e 18d80-18df2 1b132 1b155 1d300-1d356 1d360-1d376 1f6d8 1f6dc 1fa75-1fa77
    1fa87-1fa8a 1fa8e-1fa8f 1faad-1faaf 1fabb-1fabf 1fac6 1fac8 1facd-1facf 1fada-1fadc 1fadf
    1fae8-1faea 1faef 1faf7-1faf8
""")
"""Two cells in a newer Unicode than the one this Python may know."""


@lru_cache(maxsize=4096)
def _letter_width(letter: str) -> int:
    """Cells of a single code point: 0, 1 or 2."""
    if letter in _WIDE:
        return 2
    if letter in _NARROW_FORMATS:
        return 1
    category = unicodedata.category(letter)
    if category == "Cn":  # not assigned: Python's own answer for these differs between versions
        return 2 if "\U00020000" <= letter <= "\U0003fffd" else 1
    if category in ("Cc", "Cf") or category[0] == "M" or letter in _NOTHING:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def cell_width(text: str) -> int:
    """Terminal cells of `text`, as Textual lays it out.

    Control characters count as 0: make the text `safe` first.
    """
    if text.isascii() and text.isprintable():
        return len(text)
    return _cell_width(text) if len(text) < 512 else _count_cells(text)


def _count_cells(text: str) -> int:
    if JOINER not in text and EMOJI_LOOK not in text:
        return sum(map(_letter_width, text))
    total = 0
    base = ""
    letters = iter(text)
    for letter in letters:
        if letter == JOINER:
            next(letters, "")  # drawn as one with what stands before
        elif letter == EMOJI_LOOK:
            total += base in _WIDENED
            base = ""
        elif width := _letter_width(letter):
            total += width
            base = letter
    return total


_cell_width = lru_cache(maxsize=8192)(_count_cells)


SPACING = "\u0900-\u109f\u1700-\u1cff\ua800-\uabff\U00011000-\U00011fff"
"""Scripts with marks whose width differs between terminals: on some they take a cell."""


@cache
def _spacing() -> re.Pattern[str]:
    return re.compile(f"[{SPACING}]")


def room_for(text: str) -> int:
    """The most cells that `text` can take: on a terminal where each spacing mark takes one."""
    width = cell_width(text)
    if text.isascii() or _spacing().search(text) is None:
        return width
    return width + sum(unicodedata.category(letter) == "Mc" for letter in text)


def graphemes(text: str) -> tuple[str, ...]:
    """Split the text at the caret positions; joined, the parts are the text.

    A part is a letter with its accents, a joined emoji, a flag, or a Hangul syllable.
    """
    if text.isascii():
        return tuple(text)
    starts = [0]
    before = text[:1]
    for at, letter in enumerate(text[1:], 1):
        half = at - starts[-1] == 1 and _is_regional(before) and _is_regional(letter)
        if not (half or before == JOINER or not _letter_width(letter)):
            starts.append(at)
        before = letter
    return tuple(text[start:end] for start, end in zip(starts, [*starts[1:], None], strict=True))


def _is_regional(letter: str) -> bool:
    """Whether the letter is half a flag."""
    return "\U0001f1e6" <= letter <= "\U0001f1ff"


def clip(text: str, width: int) -> str:
    """The text, cut between graphemes with `…` at the end if it takes more than `width` cells."""
    if cell_width(text) <= width:
        return text
    if width < 1:
        return ""
    room = width - 1
    kept: list[str] = []
    for part in graphemes(text):
        room -= cell_width(part)
        if room < 0:
            break
        kept.append(part)
    return "".join(kept).rstrip(" ") + "…"


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
