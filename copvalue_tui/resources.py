"""The files that come with the package: on disk, or inside a zip file that runs as it is."""

from __future__ import annotations

import sys
from pathlib import Path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def package_folder(package: str) -> Traversable:
    """The folder of an imported package.

    It is a `Path` where there is one: importing `importlib.resources` takes longer than reading
    the files, so only a program that runs from a zip file does.
    """
    folder = Path(sys.modules[package].__path__[0])
    if folder.is_dir():
        return folder
    from importlib.resources import files

    return files(package)


def toml_names(folder: Traversable) -> list[str]:
    """The names of its TOML files without their ending, sorted."""
    return sorted(
        one.name.removesuffix(".toml") for one in folder.iterdir() if one.name.endswith(".toml")
    )


def path_on_disk(package: str, name: str) -> Path:
    """The path of a file of a package, for a library that reads only paths.

    From a zip file it is a temporary copy, deleted when the program ends.
    """
    file = package_folder(package) / name
    if isinstance(file, Path):
        return file
    import atexit
    from contextlib import ExitStack
    from importlib.resources import as_file

    copies = ExitStack()
    atexit.register(copies.close)
    return copies.enter_context(as_file(file))
