"""From a fresh checkout to a running system, with the standard library alone. Started by ./run and make.

Every step is skipped when what it depends on has not changed, so that a second start takes seconds.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / "python"
PORT = os.environ.get("PORT", "8000")


def say(text: str) -> None:
    print(f"· {text}", flush=True)


def fail(text: str) -> None:
    print(text, file=sys.stderr)
    sys.exit(1)


def run(*command: object, quiet: bool = False, env: dict[str, str] | None = None) -> None:
    """Run a command of ours; on failure show what it said and stop."""
    words = [str(word) for word in command]
    done = subprocess.run(
        words,
        cwd=ROOT,
        env={**os.environ, **(env or {})},
        stdout=subprocess.PIPE if quiet else None,
        stderr=subprocess.STDOUT if quiet else None,
        text=True,
        check=False,
    )
    if done.returncode:
        if quiet:
            print(done.stdout, file=sys.stderr)
        fail(f"This step did not succeed: {' '.join(words)}")


def fingerprint(*paths: Path) -> str:
    digest = hashlib.sha256(sys.version.encode())
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def unless_done(name: str, mark: str) -> bool:
    """True if the step must run; call `done(name, mark)` after it."""
    stamp = VENV / f".{name}"
    return not stamp.exists() or stamp.read_text() != mark


def done(name: str, mark: str) -> None:
    (VENV / f".{name}").write_text(mark)


def environment(kind: str = "run") -> None:
    """The virtual environment with the pinned packages, checked by their hashes."""
    if not PYTHON.exists():
        say("making the virtual environment .venv")
        run(sys.executable, "-m", "venv", VENV)
    files = [ROOT / "requirements" / "run.txt"]
    if kind == "dev":
        files.append(ROOT / "requirements" / "dev.txt")
    for path in files:
        mark = fingerprint(path)
        if unless_done(path.stem, mark):
            say(f"installing the pinned packages of requirements/{path.name}")
            run(
                PYTHON,
                "-m",
                "pip",
                "install",
                "-q",
                "--disable-pip-version-check",
                "--require-hashes",
                "-r",
                path,
            )
            done(path.stem, mark)
    mark = fingerprint(ROOT / "pyproject.toml") + str(ROOT)
    if unless_done("project", mark) or not (BIN / "roedtraad").exists():
        run(
            PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check",
            "--no-deps", "--no-build-isolation", "-e", ROOT,
        )  # fmt: skip
        done("project", mark)


def assets() -> None:
    """The design system, fonts and our own styles and scripts; the catalogues of words."""
    run(PYTHON, ROOT / "tools" / "build_assets.py")
    run(PYTHON, ROOT / "tools" / "catalogues.py", "compile")


def database() -> None:
    """The database brought up to date, and the example municipality where there is none yet."""
    run(BIN / "roedtraad", "prepare")


def setup() -> None:
    environment()
    assets()
    database()


def serve() -> None:
    setup()
    os.execv(str(BIN / "roedtraad"), [str(BIN / "roedtraad"), "serve", "--port", PORT])


def extra_arguments() -> list[str]:
    return [*sys.argv[2:], *os.environ.get("PYTEST", "").split()]


def workers() -> list[str]:
    return ["-n", os.environ.get("WORKERS", str(min(4, os.cpu_count() or 1)))]


def telling() -> list[str]:
    return ["-m", "pytest", "e2e", *workers(), "--dist", "worksteal", *extra_arguments()]


def test() -> None:
    environment("dev")
    assets()
    run(PYTHON, "-m", "pytest", *workers(), "--dist", "loadfile", *extra_arguments())


def stories() -> None:
    environment("dev")
    assets()
    run(PYTHON, *telling(), env={"ROEDTRAAD_BROWSER": "1"})


def screenshots() -> None:
    environment("dev")
    assets()
    run(PYTHON, *telling(), env={"ROEDTRAAD_BROWSER": "1", "ROEDTRAAD_SCREENSHOTS": "1"})


def check() -> None:
    environment("dev")
    steps: list[tuple[str, list[object]]] = [
        ("types", [BIN / "mypy", "src"]),
        ("catalogues", [PYTHON, "tools/catalogues.py", "check"]),
        ("style", [BIN / "ruff", "check", "."]),
        ("format", [BIN / "ruff", "format", "--check", "-q", "."]),
        ("layers", [BIN / "lint-imports", "--no-logo"]),
        ("migrations", [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"]),
        ("templates", [BIN / "djlint", "src", "--lint", "--quiet"]),
        ("house rules", [PYTHON, "tools/house_rules.py"]),
    ]

    def carry_out(step: tuple[str, list[object]]) -> None:
        name, command = step
        started = time.monotonic()
        run(*command, quiet=True)
        say(f"{name} ({time.monotonic() - started:.0f} s)")

    with ThreadPoolExecutor(os.cpu_count()) as several:
        list(several.map(carry_out, steps))


def bench() -> None:
    environment("dev")
    assets()
    run(PYTHON, "-m", "bench", *sys.argv[2:])


def read_score() -> None:
    environment("dev")
    run(PYTHON, "-m", "tools.read_score", *sys.argv[2:], *os.environ.get("SCORE", "").split())


def messages() -> None:
    environment("dev")
    run(PYTHON, "tools/catalogues.py", "gather")


def lock() -> None:
    """Pin anew. No address of a registry may end up in the files."""
    environment("dev")
    base = [
        BIN / "uv", "pip", "compile", "-q", "--universal", "--python-version", "3.11", "--generate-hashes",
        "--no-emit-index-url", "--no-emit-find-links", "--no-annotate", "--no-header", "--upgrade",
    ]  # fmt: skip
    for name in ("run", "node", "pdfua"):
        run(*base, f"requirements/{name}.in", "-o", f"requirements/{name}.txt")
    run(*base, "-c", "requirements/run.txt", "requirements/dev.in", "-o", "requirements/dev.txt")


COMMANDS = {
    "run": serve,
    "setup": setup,
    "test": test,
    "stories": stories,
    "screenshots": screenshots,
    "check": check,
    "bench": bench,
    "read-score": read_score,
    "messages": messages,
    "lock": lock,
}

if __name__ == "__main__":
    wanted = sys.argv[1] if len(sys.argv) > 1 else "run"
    if wanted not in COMMANDS:
        fail(f"“{wanted}” is none of: {', '.join(COMMANDS)}.")
    try:
        COMMANDS[wanted]()
    except KeyboardInterrupt:
        sys.exit(130)
