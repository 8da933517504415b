"""What no linter knows: the house's own rules, read off the files that git knows. One line a fault."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

# A path of somebody's machine, or the host of a package registry, has no place in the project.
LEAK = re.compile(
    r"/(?:work|farm|root|home/\w+)/|file:///|pypi\.o"
    + r"rg/simple|registry\.npm"
    + r"js|files\.pythonhost"
    + r"ed"
)
INLINE = re.compile(r"<[^>{]*\s(?:style|on[a-z]+)=[\"']|<script(?![^>]*\ssrc=)[^>]*>|<style", re.IGNORECASE)
QUESTION = re.compile(r"^\s*(\{% (extends|load)[^%]*%\}\s*)*(\{#|\{% comment %\})")
LONG = 600


def tracked() -> list[Path]:
    names = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    return [ROOT / name for name in names.split("\0") if name and (ROOT / name).is_file()]


def faults() -> list[str]:
    found = []
    for path in tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        name = path.relative_to(ROOT)
        if path.name != "house_rules.py":
            for number, line in enumerate(text.splitlines(), 1):
                if LEAK.search(line):
                    found.append(f"{name}:{number} names a machine or a registry")
        if path.suffix == ".py" and "migrations" not in path.parts and text.count("\n") > LONG:
            found.append(f"{name} has {text.count(chr(10))} lines: does it tell one story?")
        if path.suffix == ".html" and "templates" in path.parts and "src" in path.parts:
            for number, line in enumerate(text.splitlines(), 1):
                if INLINE.search(line):
                    found.append(f"{name}:{number} has an inline style or script")
            if "{% extends" in text and not QUESTION.match(text):
                found.append(f"{name} does not begin with the question that the page answers")
    return found


if __name__ == "__main__":
    rows = faults()
    print("\n".join(rows))
    sys.exit(bool(rows))
