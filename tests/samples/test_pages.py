"""The pages for facilitators and programme offices: what they say to type works as it stands."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples"
PAGES = ("facilitators.md", "programme-offices.md")
NOTES = "## Members\n\n- Answers the same week\n- Fewer mistakes\n"
REVIEW = '\n[[reviews]]\ndate = 2026-11-20\npresent = ["Core group"]\nlooked_at = 3\n'
ANSWERS = (
    "Name,New pilots: short term,Port authority: long term\n"
    "Ana,Answers the same week,Fewer accidents\n"
    "Ben,Answers the same week,\n"
)


def commands_of(page: str) -> list[str]:
    text = (SAMPLES / page).read_text(encoding="utf-8")
    blocks = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    return [line for block in blocks for line in block.splitlines()]


@pytest.mark.parametrize("page", PAGES)
def test_the_commands_of_a_page_run_in_their_order(page: str, tmp_path: Path) -> None:
    for sample in SAMPLES.glob("*.toml"):
        shutil.copy(sample, tmp_path)
    with (tmp_path / "water.toml").open("a", encoding="utf-8") as water:
        water.write(REVIEW)
    (tmp_path / "old-notes.md").write_text(NOTES, encoding="utf-8")
    (tmp_path / "answers.csv").write_text(ANSWERS, encoding="utf-8")
    tools = tmp_path / "tools"
    tools.mkdir()
    program = f'#!/bin/sh\nexec "{sys.executable}" -m copvalue_tui "$@"\n'
    (tools / "copvalue").write_text(program)
    (tools / "copvalue").chmod(0o755)
    env = os.environ | {"PATH": f"{tools}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    commands = commands_of(page)
    assert len(commands) >= 4
    for command in commands:
        done = subprocess.run(
            ["sh", "-c", command],
            cwd=tmp_path,
            env=env | {"HOME": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )
        # check has findings in the samples, and says so.
        assert done.returncode == (1 if " check " in command else 0), command + done.stderr
        made = re.search(r"(?:-o|>) (\S+)$", command)
        if made:
            assert (tmp_path / made[1]).stat().st_size > 50, command


def test_every_page_and_picture_that_a_page_names_exists() -> None:
    for page in (*PAGES, "guide.md"):
        text = (SAMPLES / page).read_text(encoding="utf-8")
        for name in re.findall(r"\]\(([^):#]+)(?:#[^)]*)?\)", text):
            assert (SAMPLES / name).exists(), (page, name)
