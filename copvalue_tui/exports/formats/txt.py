"""Plain text: a table wrapped to a width, or an outline with every detail."""

from __future__ import annotations

from copvalue_tui.exports.registry import Exporter, ExportOptions
from copvalue_tui.matrix.values import Matrix


def plain_text(matrix: Matrix, options: ExportOptions) -> str:
    """The matrix as lines that a terminal, a mail or a screen reader can show."""
    # Imported here, because each of the two needs what the other does not.
    if options.outline or options.blank:
        from copvalue_tui.exports.outline import outline_text

        return outline_text(matrix, options)
    from copvalue_tui.exports.table import table_text

    return table_text(matrix, options)


EXPORTER = Exporter(
    "txt",
    (".txt", ".text"),
    "plain text: a table, or an outline with --outline",
    plain_text,
    loses=("facts", "personas", "tags", "details", "votes", "reviews", "settings", "unprintable"),
    one_way="A table of plain text cannot be imported again; the outline can.",
    loses_in_outline=("settings", "unprintable"),
    worksheet=True,
    title="plain text",
)
