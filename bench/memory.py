"""What a reading holds at its height: `python -m bench.memory FILE` reads the file in this process and prints megabytes."""

from __future__ import annotations

import re
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from roedtraad.reading import read

BOUND = 200  # MB, the interpreter and its libraries included


def peak(data: bytes, name: str) -> int:
    """Megabytes at most while `data` is read in a process of its own. Ends the bench where that is over BOUND."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        told = subprocess.run(
            [sys.executable, "-m", "bench.memory", str(path)], capture_output=True, text=True, check=True
        )
    megabytes = int(told.stdout)
    if megabytes > BOUND:
        raise SystemExit(f"reading {name} took {megabytes} MB; the bound is {BOUND}")
    return megabytes


def held_at_most() -> int:
    """Megabytes. From /proc where there is one: the other count takes in what the parent held when it made this process."""
    status = Path("/proc/self/status")
    if status.exists():
        told = re.search(r"VmHWM:\s+(\d+) kB", status.read_text())
        if told:
            return int(told[1]) // 1024
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most // (1024 * 1024 if sys.platform == "darwin" else 1024)


def main(path: Path) -> None:
    read(path.read_bytes(), path.name)
    print(held_at_most())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
