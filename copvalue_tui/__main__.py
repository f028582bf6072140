"""`python -m copvalue_tui` is the `copvalue` command."""

import sys

from copvalue_tui.cli import main

if __name__ == "__main__":
    sys.exit(main())
