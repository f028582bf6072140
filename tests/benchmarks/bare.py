"""What to compare with: Textual with nothing in it, or with a plain DataTable of a CSV file.

`python bare.py` is the empty app, `python bare.py FILE.csv` the table.
"""

import sys

from textual.app import App

EMPTY = "empty and ready"


class Empty(App):
    """One line of text."""

    def compose(self):
        """The line."""
        from textual.widgets import Static

        yield Static(EMPTY)


class Table(App):
    """The values of a file as rows."""

    def compose(self):
        """The table, and nothing else."""
        import csv
        from pathlib import Path

        from textual.widgets import DataTable

        table = DataTable(cursor_type="row")
        with Path(sys.argv[1]).open(encoding="utf-8", newline="") as lines:
            heads, *rows = csv.reader(lines)
        table.add_columns(*heads)
        table.add_rows(rows)
        yield table


if __name__ == "__main__":
    (Table if sys.argv[1:] else Empty)().run()
