"""Another program set to work on a foreign file: without a network, within limits, killed with all its children.

For programs that are installed on the machine (LibreOffice, Tesseract) and need more than the Python sandbox of `run` gives, which
starts no program at all. The program sees the file system as we do: what it may open there is a matter of its own settings.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from roedtraad.sandbox.errors import Failed, TookTooLong
from roedtraad.sandbox.parent import Limits

GUARD = Path(__file__).with_name("guard.py")


def run_program(
    argv: Sequence[str], folder: str, limits: Limits, env: Mapping[str, str] | None = None
) -> None:
    """Run the program in `folder`, which is its home; what it prints stands there in the files stdout and stderr.

    `limits.output` is the size of the largest file it may write. Raises TookTooLong, or Failed when it cannot be started or
    ends with another status than 0.
    """
    own = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": folder, "TMPDIR": folder, **(env or {})}
    orders = json.dumps({**asdict(limits), "argv": list(argv), "env": own})
    process = subprocess.Popen(
        [sys.executable, "-I", "-S", "-X", "utf8", str(GUARD), orders],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
        env=own,
        close_fds=True,
        start_new_session=True,
    )
    assert process.stdin  # for the type checker: both are pipes
    assert process.stdout
    try:
        with suppress(subprocess.TimeoutExpired):
            # Not communicate(): that would close standard input, which tells the guard that we are gone.
            process.wait(limits.wall + 5)
        told = process.stdout.read(20) if process.returncode is not None else b"late"
    finally:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for pipe in (process.stdin, process.stdout, process.stderr):
            with suppress(OSError):
                pipe.close()  # type: ignore[union-attr]
    if told == b"late":
        raise TookTooLong("too_long")
    if told != b"0":
        raise Failed(
            "killed", f"{argv[0]} ended with {told.decode('ascii', 'replace') or 'nothing'}. {_words(folder)}"
        )


def _words(folder: str) -> str:
    try:
        return (Path(folder) / "stderr").read_bytes()[-2000:].decode("utf-8", "replace")
    except OSError:
        return ""
