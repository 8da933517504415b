"""The catalogues of words: gather (makemessages), compile, check.

gather   needs gettext; writes every app's locale/<language>/LC_MESSAGES/django.po
compile  pure Python, only what changed
check    needs gettext; fails if a text is missing from a catalogue, has no Danish or quotes as English does, or is fuzzy, or if two apps
         translate the same text differently: Django joins the catalogues, and shows one of the two everywhere
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[1]
APPS = ROOT / "src" / "roedtraad"
ENGLISH_QUOTES = re.compile("[“”]")


def catalogues(folder: Path = APPS) -> list[Path]:
    return sorted(folder.glob("*/locale/*/LC_MESSAGES/django.po"))


def compile_all() -> None:
    for source in catalogues():
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            polib.pofile(str(source)).save_as_mofile(str(target))


def gather(folder: Path = APPS) -> None:
    """Gather the texts of every app below `folder` into its catalogues."""
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONPATH": str(ROOT / "src")}

    def of(app: Path) -> None:
        (app / "locale").mkdir(exist_ok=True)
        options = ("-l", "da", "-l", "en", "--no-wrap", "--no-location", "--no-obsolete", "-v", "0")
        command = (sys.executable, "-P", "-m", "django", "makemessages", *options)
        subprocess.run(command, cwd=app, env=env, check=True)

    with ThreadPoolExecutor(os.cpu_count()) as several:
        list(several.map(of, sorted(path.parent for path in folder.glob("*/apps.py"))))


def disagreements(folder: Path = APPS) -> list[str]:
    """Texts that two apps translate differently, as sentences."""
    said: dict[tuple[str, str | None, str], dict[tuple[str, ...], str]] = {}
    for path in catalogues(folder):
        app, language = path.parts[-5], path.parts[-3]
        for entry in polib.pofile(str(path)):
            words = tuple(entry.msgstr_plural.values()) if entry.msgid_plural else (entry.msgstr,)
            if not entry.obsolete and any(words):
                said.setdefault((language, entry.msgctxt, entry.msgid), {}).setdefault(words, app)
    return [
        f"“{text[:80]}” is {' but '.join(f'“{words[0]}” in {app}' for words, app in found.items())} ({language}); "
        "agree on one, or give one a context"
        for (language, _context, text), found in said.items()
        if len(found) > 1
    ]


def check() -> list[str]:
    """What is missing, as sentences."""
    if not shutil.which("xgettext"):
        return ["The catalogues cannot be checked without gettext (on Debian: apt install gettext)."]
    faults = disagreements()
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "roedtraad"
        shutil.copytree(
            APPS,
            copy,
            ignore=shutil.ignore_patterns("built", "static", "__pycache__", "node_modules", "*.mo", "tests"),
        )
        gather(copy)
        for fresh in catalogues(copy):
            kept = APPS / fresh.relative_to(copy)
            language = fresh.parts[-3]
            known = (
                {(entry.msgctxt, entry.msgid): entry for entry in polib.pofile(str(kept))}
                if kept.exists()
                else {}
            )
            for entry in polib.pofile(str(fresh)):
                name = f"{kept.relative_to(ROOT)}: “{entry.msgid[:80]}”"
                mine = known.get((entry.msgctxt, entry.msgid))
                if mine is None or mine.obsolete:
                    faults.append(f"{name} is missing; run make messages")
                elif mine.fuzzy:
                    faults.append(f"{name} is fuzzy")
                elif language == "da" and not (mine.msgstr or all(mine.msgstr_plural.values() or [""])):
                    faults.append(f"{name} has no Danish")
                elif language == "da" and ENGLISH_QUOTES.search(
                    "".join([mine.msgstr, *mine.msgstr_plural.values()])
                ):
                    faults.append(f"{name} quotes as English does; in Danish names stand as »this«")
    return faults


if __name__ == "__main__":
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    if wanted == "compile":
        compile_all()
    elif wanted == "gather":
        gather()
    elif wanted == "check":
        found = check()
        print("\n".join(found))
        sys.exit(bool(found))
    else:
        sys.exit("catalogues.py compile | gather | check")
