"""The `copvalue` command, for `python -m copvalue_tui` and for a zip file of the program.

`python -m zipapp FOLDER -m copvalue_tui.__main__:run` makes one of a folder with this package and
what it needs.
"""

import sys
from typing import NoReturn

from copvalue_tui.cli import main


def run() -> NoReturn:
    """Run the command and exit with its code: what a zip file starts returns to nobody."""
    sys.exit(main())


if __name__ == "__main__":
    run()
