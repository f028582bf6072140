"""What the terminal sends, cut into keys, pastes and bursts; whole sequences only, never halves."""

import re
from dataclasses import dataclass

from copvalue_tui.matrix.text.sanitize import acceptable

ESCAPE_DELAY = 0.25
"""Seconds an ESC waits for the rest of its sequence, where ESCDELAY does not say otherwise."""
PASTE_LIMIT = 4 * 1024 * 1024
"""Characters of a paste that are kept; the rest is left out."""
PASTE_PATIENCE = 2.0
"""Seconds without a character after which a paste whose end never came is over."""
_SEQUENCE_PATIENCE = 1.0
"""Seconds a sequence may be held up in its middle: no hand types `ESC [ 1`."""
_LATE = 2.0
"""Seconds in which the rest of a sequence that was given up may still arrive."""

_PASTE_START = "\x1b[200~"
_PASTE_END = "\x1b[201~"
_WHOLE = re.compile(
    r"\x1b\[\[[A-E]"  # function keys of the Linux console
    r"|\x1b\[M[^\x1b]{3}"  # the mouse of old terminals
    r"|\x1b\[(?![M\[])[0-?]*[ -/]*[@-~]|\x1bO[0-9;]*[A-Za-z]",
    re.DOTALL,
)
_BROKEN = re.compile(r"\x1b\[[M\[]?[0-?]*[ -/]*")
"""The begin of a sequence that goes on with what no sequence may hold."""
_STRING = re.compile(r"\x1b[\]P_^X][^\x07\x1b\x9c]*(?:\x07|\x9c|\x1b\\)|\x1b\\")
"""An answer of the terminal's to a question, or the end of one: nothing for us."""
_STRING_BEGUN = re.compile(r"\x1b(?:\][0-9]{1,4};|P[0-9!$+|<-?]|_G)")
"""What no hand types, and answers begin with: all up to their end is nothing, whenever it comes."""
_STRING_END = re.compile(r"\x07|\x9c|\x18|\x1a|\x1b\\|(?=\x1b[^\\])")
_KEY = re.compile(
    r"\x1b(?:\[\[[A-E]|\[(?!20[01]~)[0-9;]*(?:[A-DFHPQRSZu~])|O[A-Za-z])|[^\x1b\x80-\x9f]"
)
"""One key as it follows an ESC that was sent together with it."""
_CURSOR_AT = re.compile(r"\x1b\[([2-9]|[1-9][0-9]{1,3});([0-9]{1,4})R")
"""The answer to where the cursor is; in the first line it could be F3 with Shift or Alt."""
_PASTE_MODE = re.compile(r"\x1b\[\?2004;([0-4])\$y")
"""The answer to whether the terminal knows how to mark pastes: 1 to 3 say yes."""
_BEGUN = re.compile(
    r"\x1b(?:\[(?:\[|M[^\x1b]{0,2}|[0-?]{0,4096}[ -/]{0,4})?|O[0-9;]{0,16}"
    r"|\][0-9]{0,4}|[P_])?\Z",
    re.DOTALL,
)
_SHORT = frozenset(("\x1b", "\x1bO", "\x1b]", "\x1bP", "\x1b_"))
"""Begins of sequences that are also the Escape key and a letter."""
_C1 = re.compile("[\x80-\x9f]")
_C1_SEQUENCES = "\x8f\x90\x98\x9b\x9d\x9e\x9f"
"""Begins of sequences in one character; those of 7 bits are ESC and another character."""
_REST = re.compile(r"\[(?:[0-9;]*[A-DFHPQRSZu~]|\[[A-E])|\][0-9]{1,4};[^\x07\x1b]*(?:\x07|\x1b\\)")
_TORN_END = re.compile(r"\x1b(?:\[(?:2(?:0(?:1~?)?)?)?)?\Z")
_RUN = re.compile("[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Keys:
    """Characters and whole escape sequences, to be read as key presses."""

    text: str


@dataclass(frozen=True, slots=True)
class Escape:
    """The Escape key, pressed by itself."""


@dataclass(frozen=True, slots=True)
class EscapeAnd:
    """ESC and a key in one read: Alt held with the key, or Escape and then the key."""

    text: str
    """The character or whole sequence of the key."""


@dataclass(frozen=True, slots=True)
class Burst:
    """Characters that came at once, unmarked: a paste, most likely."""

    text: str


@dataclass(frozen=True, slots=True)
class Pasted:
    """A marked paste, without what may not be pasted."""

    text: str
    """Lines end in a line feed."""
    refused: int
    """Control characters left out."""
    cut: bool
    """Whether it was longer than `PASTE_LIMIT`."""


@dataclass(frozen=True, slots=True)
class CursorAt:
    """Where the cursor is, as the terminal answers; counted from 1."""

    row: int
    column: int


Piece = Keys | Escape | EscapeAnd | Burst | Pasted | CursorAt


class InputParser:
    """Reads the characters of a terminal in the order and at the times they come.

    Times are seconds of any clock that only goes forward. `escape_delay` is how long, in seconds,
    an ESC may wait for the rest of its sequence before it is the Escape key.
    """

    def __init__(self, escape_delay: float = ESCAPE_DELAY, *, marks_pastes: bool = False) -> None:
        self.escape_delay = escape_delay
        self.marks_pastes = marks_pastes
        """Whether the terminal marks pastes: then all else is keys, however fast it comes.

        Also once it has said so, or a marked paste was seen.
        """
        self._rest = ""
        self._apart = False
        """Whether the ESC that `_rest` begins with came in an earlier read than what follows."""
        self._string = False
        """Whether an answer has begun and not ended."""
        self._paste: list[str] | None = None
        self._pasted = 0
        self._last = 0.0
        self._late = ""
        """What was given up as the begin of a sequence; its rest may still come."""
        self._late_since = 0.0

    def feed(self, text: str, now: float) -> list[Piece]:
        """The pieces that are complete with these characters."""
        late, self._late = self._late, ""
        if late and now - self._late_since < _LATE and _REST.fullmatch(late[1:] + text):
            text = late + text  # `[D` on its own would be a command, and no hand is so fast
        self._last = now
        self._apart = self._apart or self._rest == "\x1b"
        text = self._rest + text
        self._rest = ""
        pieces: list[Piece] = []
        while text:
            if self._paste is not None:
                text = self._collect(text, pieces)
            elif self._string:
                text = self._pass_over(text)
            else:
                text = self._cut(text, pieces)
            self._apart = self._apart and bool(self._rest)
        return pieces

    def patience(self, now: float) -> float | None:
        """Seconds until `tick` has something to say; nothing when it waits for no more."""
        if self._paste is not None:
            wait = PASTE_PATIENCE
        elif self._rest in _SHORT and not self._string:
            wait = self.escape_delay
        elif self._rest or self._string:
            wait = max(_SEQUENCE_PATIENCE, self.escape_delay)
        else:
            return None
        return max(0.0, self._last + wait - now)

    def tick(self, now: float) -> list[Piece]:
        """The pieces that are complete because nothing more came in time."""
        patience = self.patience(now)
        if patience is None or patience > 0:
            return []
        pieces: list[Piece] = []
        rest, self._rest = self._rest, ""
        if self._string:
            self._string = False
        elif self._paste is not None:
            self._store(_TORN_END.sub("", rest))
            self._finish(pieces)
        else:
            self._late, self._late_since = rest, now
            if len(rest) < 3:
                _add_keys(self._escape(rest, pieces), pieces)
            self._apart = False
        return pieces

    def _escape(self, text: str, pieces: list[Piece]) -> str:
        """Take an ESC that begins no sequence off the front; gives what is left."""
        key = None if self._apart else _KEY.match(text, 1)
        if key is not None:
            pieces.append(EscapeAnd(key[0]))
            return text[key.end() :]
        pieces.append(Escape())
        return text[1:]

    def _cut(self, text: str, pieces: list[Piece]) -> str:
        """Take one piece off the front of the text outside a paste; gives what is left."""
        plain, escape, rest = text.partition("\x1b")
        if plain and not plain.isascii() and (match := _C1.search(plain)):
            self._add_plain(plain[: match.start()], pieces)
            begins = f"\x1b{chr(ord(match[0]) - 64)}" if match[0] in _C1_SEQUENCES else ""
            return begins + text[match.end() :]
        if plain:
            self._add_plain(plain, pieces)
            return escape + rest
        if text.startswith(_PASTE_START):
            self._paste, self._pasted, self.marks_pastes = [], 0, True
            return text[len(_PASTE_START) :]
        if match := _STRING.match(text):
            return text[match.end() :]
        if match := _STRING_BEGUN.match(text):
            self._string = True
            return text[match.end() :]
        if match := _PASTE_MODE.match(text):
            self.marks_pastes = self.marks_pastes or match[1] in "123"
            return text[match.end() :]
        if match := _CURSOR_AT.match(text):
            pieces.append(CursorAt(int(match[1]), int(match[2])))
            return text[match.end() :]
        if match := _WHOLE.match(text):
            if match[0] != _PASTE_END:
                pieces.append(Keys(match[0]))
            return text[match.end() :]
        if _BEGUN.match(text):
            self._rest = text
            return ""
        if match := _BROKEN.match(text):
            return text[match.end() :]
        return self._escape(text, pieces)

    def _pass_over(self, text: str) -> str:
        """Leave out an answer up to its end; gives what is left."""
        if match := _STRING_END.search(text):
            self._string = False
            return text[match.end() :]
        if text.endswith("\x1b"):
            self._rest = "\x1b"
        return ""

    def _collect(self, text: str, pieces: list[Piece]) -> str:
        """Take the text of a paste, up to its end mark; gives what is left."""
        inside, end, rest = text.partition(_PASTE_END)
        if not end and (torn := _TORN_END.search(inside)):
            inside, self._rest = inside[: torn.start()], torn[0]
        self._store(inside)
        if end:
            self._finish(pieces)
        return rest

    def _store(self, text: str) -> None:
        if self._paste is not None:
            self._paste.append(text[: max(0, PASTE_LIMIT - self._pasted)])
            self._pasted += len(text)

    def _finish(self, pieces: list[Piece]) -> None:
        taken = acceptable("".join(self._paste or ()))
        self._paste = None
        pieces.append(Pasted(taken.text, taken.refused, self._pasted > PASTE_LIMIT))

    def _add_plain(self, text: str, pieces: list[Piece]) -> None:
        """Add characters without ESC: keys, or bursts where nothing else tells a paste."""
        if self.marks_pastes:
            _add_keys(text, pieces)
            return
        for run in _RUN.finditer(text):
            if is_burst(run[0]):
                pieces.append(Burst(run[0]))
            else:
                _add_keys(run[0], pieces)


def _add_keys(text: str, pieces: list[Piece]) -> None:
    if not text:
        return
    if pieces and isinstance(pieces[-1], Keys) and "\x1b" not in pieces[-1].text:
        pieces[-1] = Keys(pieces[-1].text + text)
    else:
        pieces.append(Keys(text))


_LEAST = 6
"""Fewer characters at once are keys: a hand rolling over the keyboard, a repeating key."""
_LONG = 12
_ENTER = re.compile("[\r\n]")
_WORD = re.compile(r"[^\W\d_]{3,}")
_TWO_WORDS = re.compile(r"[^\W\d_]{2,}[,;:.!?)]* +[(“\"'‘«]*[^\W\d_]{2,}")
_KEYS_THEN_TEXT = re.compile(
    r"[hjklgGuUJKHL\t]*(?:[aoO][A-Z0-9À-ÖØ-Þ\u0370-\U0010ffff]|e[A-Z][a-z]|[/:])"
)


def is_burst(text: str) -> bool:
    """Whether characters that came within 30 ms are a paste a terminal did not mark as one.

    Everything the keyboard sends at once while a key repeats, two fingers roll, or a test types
    `jjjj` or `ggdd` stays keys. A burst has at least six characters and reads like language: two
    words with a space between them, a word of three letters not all alike and an Enter, or twelve
    characters of which six differ and most are letters.
    """
    if len(text) < _LEAST or not text.strip():
        return False
    if _TWO_WORDS.search(text) and _has_word(text):
        return True
    if _ENTER.search(text) and _has_word(text):
        return True
    letters = sum(letter.isalpha() for letter in text)
    return len(text) >= _LONG and letters * 2 > len(text) and len(set(text)) >= _LEAST


def _has_word(text: str) -> bool:
    """Whether three letters stand together that are not one repeating key or two taking turns."""
    return any(len(set(word[0].casefold())) >= 3 for word in _WORD.finditer(text))


def meant_as_keys(text: str) -> bool:
    """Whether a burst that reaches the grid reads as commands with a text after them.

    Programs send `jjaHelp with maths` or `/maths` at once where a person would pause. A key that
    opens typing (`a o O`, or `e`), then a capital, a digit or another script, is no English word;
    what follows it is typed, so nothing else is commanded but moves before it. Anything else that
    comes as a burst is a paste: `Help with maths` must never go left, edit and paste.
    """
    return _KEYS_THEN_TEXT.match(text) is not None
