"""What the words of `copvalue edit` ask for."""

from __future__ import annotations

import argparse


class EditOptions(argparse.Namespace):
    """What the words ask for."""

    file: str | None
    read_only: bool = False
    linear: bool = False
    ascii: bool
    no_color: bool
    mouse: bool | None
    theme: str | None
    no_autosave: bool = False
    follow: bool = False
    """Whether the screen only shows what others save."""
