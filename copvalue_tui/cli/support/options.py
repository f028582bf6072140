"""The options of `copvalue edit` and `copvalue follow`."""

from __future__ import annotations

import argparse


class EditOptions(argparse.Namespace):
    """The options as parsed."""

    file: str | None
    read_only: bool = False
    linear: bool = False
    ascii: bool
    no_color: bool
    mouse: bool | None
    theme: str | None
    no_autosave: bool = False
    follow: bool = False
    """True for a screen that only shows the saves of others."""
