"""Programs of others that open our files, each with a profile of its own and without a network."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Program = Callable[..., str]


def program(name: str) -> str:
    """The path of a program; a test without it is skipped, with the reason."""
    path = shutil.which(name)
    if path is None:
        pytest.skip(f"{name} is not here; .ci/run installs it")
    return path


def run(*words: str | Path) -> str:
    """What a program prints."""
    done = subprocess.run(words, capture_output=True, timeout=110, check=True)
    return done.stdout.decode("utf-8", "replace")


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., None]:
    """Converts files with LibreOffice: a kind, a folder for the results, the files or options."""
    soffice = program("soffice")
    profile = tmp_path_factory.mktemp("office").as_uri()

    def convert(kind: str, folder: Path, *files: Path | str) -> None:
        words = ("--headless", "--norestore", "--convert-to", kind, "--outdir", folder)
        run(soffice, f"-env:UserInstallation={profile}", *words, *files)

    return convert


@pytest.fixture
def chromium(tmp_path: Path) -> Program:
    """Runs headless Chromium, which finds no host whatever it asks for."""
    path = program("chromium")

    def browse(*words: str | Path) -> str:
        return run(
            path,
            *("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"),
            *("--allow-file-access-from-files", "--host-resolver-rules=MAP * ~NOTFOUND"),
            f"--user-data-dir={tmp_path / 'chromium'}",
            *words,
        )

    return browse


@pytest.fixture
def pages() -> Callable[[Path], list[str]]:
    """The text of each page of a PDF, without its line breaks."""
    pdftotext = program("pdftotext")

    def read(path: Path) -> list[str]:
        text = run(pdftotext, "-layout", path, "-")
        return [" ".join(page.split()) for page in text.split("\f")[:-1]]

    return read
