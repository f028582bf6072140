"""One of our own HTML pages as a Markdown outline, with everything that the page says."""

from __future__ import annotations

from html.parser import HTMLParser

from copvalue_tui.matrix.text.markdown import escaped
from copvalue_tui.matrix.text.normalize import one_line

_VOID = ("meta", "br")
_DEEPEST = 30
"""Our pages are not nearly as deep."""
_AUDIENCES = {"members": "Members", "organizations": "Organization"}


def outline_of_page(text: str) -> str:
    """The page as an outline."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return "\n".join(reader.lines)


class _Reader(HTMLParser):
    """One pass over the page: each element that ends adds its lines."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._open: list[tuple[str, str, list[str]]] = []
        """Tag, class and words of each open element."""
        self._heads: list[str] = []
        self._column = 0
        self._label = ""
        self._bullet: dict[str, list[str]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element."""
        if tag in _VOID or len(self._open) >= _DEEPEST:
            return
        found = dict(attrs)
        kind = found.get("class") or found.get("scope") or ""
        self._open.append((tag, kind, []))
        if tag == "tbody" and kind in _AUDIENCES:
            self._title(2, _AUDIENCES[kind])
        elif tag == "tr":
            self._column = 0
        elif tag == "td" and "data-head" in found:
            head = self._heads[self._column] if self._column < len(self._heads) else ""
            self._title(4, head)
            self._column += 1
        elif tag == "li":
            self._bullet = {"text": [], "mark": [], "details": []}

    def handle_data(self, words: str) -> None:
        """Keep the words of the innermost element."""
        if self._open:
            self._open[-1][2].append(words)

    def handle_endtag(self, tag: str) -> None:
        """End an element, and write down what it says."""
        if all(name != tag for name, _, _ in self._open):
            return
        while self._open:
            name, kind, words = self._open.pop()
            self._close(name, kind, escaped(one_line("".join(words))))
            if name == tag:
                return

    def _close(self, tag: str, kind: str, words: str) -> None:
        inside = [name for name, _, _ in self._open]
        if tag in ("h1", "h2", "h3"):
            self._title(int(tag[1]), words)
        elif tag == "dt":
            self._label = words
        elif tag == "dd":
            self.lines.append(f"- {self._label}: {words}")
            self._label = ""
        elif tag == "th" and "thead" in inside:
            self._heads.append(f"{words} ({self._label})" if self._label else words)
            self._label = ""
        elif tag == "small" and "th" in inside:
            self._label = words
        elif tag == "th" and kind == "row":
            self._title(3, words)
            self.lines += [self._label, ""]
            self._label = ""
        elif "li" in inside:
            self._part(tag, kind, words)
        elif tag == "li":
            self._value(words)

    def _part(self, tag: str, kind: str, words: str) -> None:
        """A part of a bullet: its text, a mark, or the label or the content of a detail."""
        if tag == "span" and kind in self._bullet:
            self._bullet[kind].append(words)
        elif tag == "b":
            self._label = words
        elif tag == "bdi":
            self._bullet["details"].append(f"{self._label}: {words}")
            self._label = ""

    def _value(self, words: str) -> None:
        text = " ".join(self._bullet["text"]) or words
        if text:
            marks = f" *({', '.join(self._bullet['mark'])})*" if self._bullet["mark"] else ""
            self.lines.append(f"- {text}{marks}")
            self.lines += [f"  - {detail}" for detail in self._bullet["details"]]

    def _title(self, level: int, words: str) -> None:
        if words:
            self.lines += ["", f"{'#' * level} {words}", ""]
