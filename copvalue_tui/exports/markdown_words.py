"""People's words inside Markdown: they stay words, whatever signs they hold."""

from __future__ import annotations

import re

from copvalue_tui.matrix.text.sanitize import safe

_SIGNS = r"[\\`*_{}\[\]<>#|~$&!]"
"""What may begin emphasis, code, a link, an image, HTML, an entity, a heading, a table cell."""
_STARTS = r"^([-+=]|[0-9]{1,9}(?=[.)]))"
"""What begins a list, a rule or an underlined heading at the start of a line."""


def escaped(text: str) -> str:
    """The text as one line of Markdown that reads the same, with no sign that Markdown obeys.

    It may stand in a paragraph, a list, a heading or a cell of a table.
    """
    words = re.sub(_SIGNS, r"\\\g<0>", safe(text))
    return re.sub(_STARTS, _behind_a_mark, words)


def _behind_a_mark(found: re.Match[str]) -> str:
    # A number cannot be escaped itself, so the full stop behind it is.
    return f"{found[1]}\\" if found[1].isdigit() else f"\\{found[1]}"
