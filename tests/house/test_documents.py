"""The documents: what lies at the top level, what is generated and fresh, what CI runs."""

from __future__ import annotations

import re
import subprocess

import pytest

from copvalue_tui import __version__
from tests.house.refresh import GENERATED
from tests.house.sources import PACKAGE, ROOT

DOCUMENTS = {
    *("README.md", "KEYS.md", "ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md"),
    *("SECURITY.md", "CITATION.cff", "LICENSE"),
}


@pytest.mark.parametrize("name", GENERATED)
def test_a_generated_document_is_fresh(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert text == GENERATED[name](), "run: python -m tests.house.refresh"


def test_the_readme_leads_to_the_keys():
    assert "](KEYS.md)" in (ROOT / "README.md").read_text(encoding="utf-8")


LIMITS = {"README.md": 8_000, "ARCHITECTURE.md": 12_000}
"""Document → the most bytes somebody reads through."""


def test_the_documents_are_short_enough_to_be_read():
    sizes = {name: (ROOT / name).stat().st_size for name in LIMITS}
    assert {name: size for name, size in sizes.items() if size > LIMITS[name]} == {}


def test_every_file_that_a_document_names_exists():
    gone = []
    for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        for path in re.findall(r"`((?:[a-z_]+/)+[\w.]*)`", text):
            if not (ROOT / path).exists() and not (ROOT / PACKAGE / path).exists():
                gone.append(f"{name}: {path}")
    assert gone == []


def test_the_top_level_holds_only_what_it_should():
    listed = subprocess.run(
        ["git", "ls-files"], capture_output=True, text=True, cwd=ROOT, check=False
    )
    if listed.returncode:
        pytest.skip("not a git checkout, so there is no list of the project's own files")
    tops = {line.split("/")[0] for line in listed.stdout.splitlines()}
    allowed = DOCUMENTS | {"pyproject.toml", PACKAGE, "tests", "samples"}
    assert {top for top in tops if not top.startswith(".")} <= allowed


def test_the_closure_of_dependencies_stays_small():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    block = re.search(r"^dependencies = \[(.*?)^\]", text, re.DOTALL | re.MULTILINE)
    assert block
    named = re.findall(r'"([a-z-]+)[>~]=', block[1])
    assert named == ["textual", "tomlkit", "platformdirs"]


def test_the_version_is_the_same_everywhere():
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = re.search(r"^## ([\d.]+) - \d{4}-\d\d-\d\d$", changelog, re.MULTILINE)
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert newest
    assert newest[1] == __version__
    assert f'version: "{__version__}"' in citation


def test_the_ci_runs_the_readmes_own_commands():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    commands = re.findall(r"^python3 -m venv .*$", readme, re.MULTILINE)
    assert ["demo" in commands[0], "pytest" in commands[1], len(commands)] == [True, True, 2]
    assert ci.count("$(readme_command 2)") == 2
    assert "first=$(readme_command 1)" in ci


def test_the_public_ci_runs_what_our_own_runs_and_from_the_oldest_python():
    workflow = (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
    assert re.findall(r"run: (.*)", workflow) == ["bash .ci/run", "bash .ci/run readme"]
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    oldest = re.search(r'requires-python = ">=([\d.]+)"', project)
    assert oldest
    assert f'python: ["{oldest[1]}", ' in workflow
    assert '"3.x"]' in workflow, "the newest"
