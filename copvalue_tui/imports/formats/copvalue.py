"""Our own pages, Word documents and plain outlines, also after somebody wrote in them.

Each is read as an outline of Markdown, in which words of people are no signs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html.parser import HTMLParser
from io import BytesIO

from copvalue_tui.imports.archives import has_part, read_word
from copvalue_tui.imports.formats.markdown import markdown
from copvalue_tui.imports.imported import Imported
from copvalue_tui.imports.registry import Importer
from copvalue_tui.imports.structure.details import fact_of, marked_value, tags_of
from copvalue_tui.imports.structure.labels import read_label
from copvalue_tui.imports.structure.review_text import review_day
from copvalue_tui.matrix.text.escape import escaped, escaped_sentence
from copvalue_tui.matrix.text.labels import LANGUAGES, labels_for
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
        self._label = self._persona = ""
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
            self._close(name, kind, one_line("".join(words)))
            if name == tag:
                return

    def _close(self, tag: str, kind: str, plain: str) -> None:
        words = escaped(plain)
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
            self._label = self._persona = ""
        elif tag == "small" and "th" in inside:
            self._label, self._persona = words, escaped_sentence(plain)
        elif tag == "th" and kind == "row":
            self._title(3, escaped_sentence(plain))
            self.lines += [self._persona, ""]
            self._label = self._persona = ""
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


TYPE_CHECKING = False
if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

_PAGE = b'<meta name="generator" content="copvalue">'
_HEAD = 2_000
"""Where that stands, at the latest."""
_CREATOR = b"<dc:creator>copvalue</dc:creator>"
_PROPERTIES = "docProps/core.xml"
_MOST_PROPERTIES = 100_000


@lru_cache(maxsize=1)
def _own_head() -> re.Pattern[str]:
    """The line above a cell of our plain outline, and how the next one begins."""
    heads, nothing = (
        "|".join(re.escape(labels_for(language)(key)) for language in LANGUAGES for key in keys)
        for keys in (("short_term_words", "long_term_words"), ("no_values",))
    )
    return re.compile(rf"(?m)^  (?i:{heads})(?: \(.*\))?:\r?\n    (?:- |{nothing})")


def _is_outline(content: bytes) -> bool:
    if b"\n    " not in content:
        return False
    try:
        return _own_head().search(content.decode()) is not None
    except UnicodeDecodeError:
        return False


def outline_of_text(text: str) -> Iterator[str]:
    """The lines of our plain outline as those of one of Markdown."""
    in_review = False
    for number, line in enumerate(text.splitlines()):
        words = line.strip()
        indent = len(line) - len(line.lstrip())
        label = read_label(words.rstrip(":")) if words else None
        if not words:
            yield ""
        elif not indent and number and not fact_of(words):
            in_review = words.isupper() and review_day(words) is not None
            section = in_review or (words.isupper() and label and (label.audience or label.parked))
            title = f"## {escaped(words)}" if section else f"### {escaped_sentence(words)}"
            yield from ("", title, "")
        elif not indent:
            yield f"- {_labelled_text(words)}" if number else f"# {escaped(words)}"
        elif words.startswith("- "):
            yield f"{'' if indent <= 4 else '  '}- {_valued(words[2:])}"
        elif words.endswith(":") and (in_review or (label and label.horizon)):
            yield from ("", f"{'###' if in_review else '####'} {escaped(words[:-1])}", "")
        elif tags_of(words):
            yield words
        elif in_review or indent > 2:
            yield f"{'  ' if indent > 2 else ''}- {_labelled_text(words)}"
        else:
            yield escaped_sentence(words)


def _valued(words: str) -> str:
    """A value with its marks in brackets."""
    text = marked_value(words).text
    return escaped(text) + words[len(text) :]


def _labelled_text(words: str) -> str:
    label, colon, text = words.partition(": ")
    return f"{label}: {escaped(text)}" if colon else escaped(words)


def read_own(content: bytes) -> Imported:
    """The values of one of our own pages or documents.

    Raises:
        CannotImport: It is damaged or too large, or its library is not installed.
    """
    if _is_page(content):
        return markdown(outline_of_page(content.decode("utf-8", "replace")))
    if _is_outline(content):
        return markdown("\n".join(outline_of_text(content.decode())))
    return markdown("\n".join(read_word(content, _outline)))


def _outline(document: Document) -> Iterator[str]:
    """The document as the lines of a Markdown outline."""
    from docx.table import Table

    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield from _table(block)
            continue
        words = escaped(one_line(block.text))
        level = re.fullmatch(r"Heading (\d)", _style(block))
        if level and words:
            yield from ("", f"{'#' * int(level[1])} {words}", "")
        elif _style(block).startswith("List"):
            yield from _listed(block)
        elif words:
            yield f"- {_labelled(block)}" if block.runs and block.runs[0].bold else f"\n{words}\n"


def _table(table: Table) -> Iterator[str]:
    """Its rows: heads, the titles of audiences, and rows with their cells."""
    heads: list[str] = []
    seen: set[object] = set()
    for row in table.rows:
        cells = []
        for cell in row.cells:
            if cell._tc not in seen:
                cells.append(cell)
            seen.add(cell._tc)
        name = one_line(cells[0].paragraphs[0].text) if cells else ""
        if len(cells) == 1:
            yield from ("", f"## {escaped(name)}", "") if heads else ()
        elif not heads:
            heads = [_head(cell) for cell in cells]
        else:
            label = read_label(name)
            if label is not None and label.audience:
                yield from ("", f"## {escaped(name)}")
            yield from ("", f"### {escaped_sentence(name)}", "")
            yield from (escaped_sentence(one_line(each.text)) for each in cells[0].paragraphs[1:])
            for head, cell in zip(heads[1:], cells[1:], strict=False):
                yield from ("", f"#### {head}", "")
                yield from _values(cell)


def _head(cell: _Cell) -> str:
    return escaped(re.sub(r"\s+", " ", cell.text).strip())


def _values(cell: _Cell) -> Iterator[str]:
    for paragraph in cell.paragraphs:
        if _style(paragraph).startswith("List"):
            yield from _listed(paragraph)
        elif not all(map(_is_small, _runs(paragraph))):
            # Somebody wrote without a bullet; a question of a worksheet is all in small print.
            yield f"- {escaped(one_line(paragraph.text))}"


def _listed(paragraph: Paragraph) -> Iterator[str]:
    """A value with its marks, or the details below one."""
    if _style(paragraph) == "List Continue":
        details: list[str] = []
        for run in paragraph.runs:
            if run.bold:
                details.append("")
            if details:
                details[-1] += run.text
        yield from (f"  - {escaped(one_line(each).removesuffix(' ·'))}" for each in details)
        return
    runs = [run for run in paragraph.runs if run.text]
    marks = runs.pop().text.strip() if runs and _is_small(runs[-1]) else ""
    text = escaped(one_line("".join(run.text for run in runs)))
    if text:
        yield f"- {text} *{escaped(marks)}*" if marks else f"- {text}"


def _labelled(paragraph: Paragraph) -> str:
    return escaped(one_line(paragraph.text))


def _runs(paragraph: Paragraph) -> list[object]:
    return [run for run in paragraph.runs if run.text.strip()]


def _is_small(run: object) -> bool:
    """Whether it is in the small print of marks, details and questions."""
    from docx.shared import Pt
    from docx.text.run import Run

    return isinstance(run, Run) and run.font.size is not None and run.font.size <= Pt(8)


def _style(paragraph: Paragraph) -> str:
    return (paragraph.style.name or "") if paragraph.style else ""


def _is_own(content: bytes) -> bool:
    return _is_page(content) or _is_document(content) or _is_outline(content)


def _is_page(content: bytes) -> bool:
    return _PAGE in content[:_HEAD]


def _is_document(content: bytes) -> bool:
    if not has_part(content, _PROPERTIES):
        return False
    from zipfile import ZipFile

    try:
        with ZipFile(BytesIO(content)) as archive, archive.open(_PROPERTIES) as part:
            return _CREATOR in part.read(_MOST_PROPERTIES)
    except Exception:
        # Whatever a damaged archive raises: the reader of Word documents says what is wrong.
        return False


IMPORTER = Importer("copvalue", (), is_file=_is_own, read_file=read_own)
