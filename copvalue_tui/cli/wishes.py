"""What the words of `copvalue edit` ask for."""

from __future__ import annotations

import argparse


class Wishes(argparse.Namespace):
    """What the words ask for."""

    file: str | None
    read_only: bool
    linear: bool
    ascii: bool
    no_color: bool
    mouse: bool | None
    theme: str | None
    no_autosave: bool
