"""The project's own papers say what is so."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[4]
PAPERS = [
    "README.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "CHANGELOG.md",
    *(str(path.relative_to(ROOT)) for path in sorted((ROOT / "docs").rglob("*.md"))),
]


def named_packages() -> list[str]:
    lines = [
        line.split("#")[0].strip()
        for path in sorted((ROOT / "requirements").glob("*.in"))
        for line in path.read_text().splitlines()
    ]
    python = [re.split(r"[\[<>=!~; ]", line)[0] for line in lines if line and not line.startswith("-")]
    package = json.loads((ROOT / "package.json").read_text())
    return [*python, *package.get("dependencies", {}), *package.get("devDependencies", {})]


def test_every_dependency_is_accounted_for_and_no_other():
    rows = re.findall(r"^\| (\S+) \|", (ROOT / "docs/dependencies.md").read_text(), re.M)
    told = sorted(name for name in rows if name not in ("package", "---"))
    assert told == sorted(named_packages())


@pytest.mark.parametrize("paper", PAPERS)
def test_no_paper_points_to_a_file_that_is_not_there(paper):
    text = (ROOT / paper).read_text()
    targets = {
        target.split("#")[0]
        for target in re.findall(r"\]\(([^)\s]+)\)", text)
        if not target.startswith(("http", "#", "mailto:"))
    }
    if not (ROOT / "docs/screenshots").exists():  # made by `make screenshots`
        targets = {target for target in targets if "screenshots/" not in target}
    gone = [target for target in sorted(targets) if not ((ROOT / paper).parent / target).exists()]
    assert gone == []


def test_every_environment_variable_of_the_settings_is_told_of_in_operations():
    settings = (ROOT / "src/config/settings.py").read_text()
    told = (ROOT / "docs/operations.md").read_text()
    names = set(re.findall(r"""environ\.get\(\s*["']([A-Z_]+)""", settings)) | {"DATABASE_URL"}
    assert [name for name in sorted(names) if f"`{name}`" not in told] == []


def test_the_word_document_is_the_one_its_text_gives():
    made = subprocess.run(
        [sys.executable, ROOT / "examples/fjordby/make_documents.py", "--check"], capture_output=True
    )
    assert made.returncode == 0, made.stderr.decode()


def test_no_sentence_of_a_source_document_stands_in_the_example(shared):
    def words(text: str) -> list[str]:
        return re.findall(r"\w+", text.lower())

    def runs(text: str) -> set[tuple[str, ...]]:
        found = words(text)
        return {tuple(found[at : at + 8]) for at in range(len(found) - 7)}

    theirs = set().union(
        *(runs(path.read_text(encoding="utf-8")) for path in (shared / "seeds").glob("*.txt"))
    )
    ours = [*(ROOT / "examples").rglob("*.md"), *(ROOT / "src/roedtraad/example").glob("*.py")]
    assert theirs
    assert [path.name for path in ours if runs(path.read_text(encoding="utf-8")) & theirs] == []
