"""A million observations read as they come from StatBank Denmark (BULK): how long, and how much memory beyond what stood there.

The lines are made while they are read, so that what is measured is the reading; making them alone is measured beside it. Each in a
process of its own, since the system tells only the highest use of memory that a process has had.
"""

from __future__ import annotations

import io
import itertools
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

from roedtraad.figures.played import sample_tables
from roedtraad.figures.statbank import TableInfo
from roedtraad.figures.statbank.rows import read_rows

ROWS = 1_000_000
WAYS = {
    "lines": "the lines alone, as they are made here",
    "stream": "one row at a time",
    "cube": "gathered in memory, nine bytes a cell",
}


class Lines(io.RawIOBase):
    """An answer that is made while it is read."""

    def __init__(self, info: TableInfo) -> None:
        super().__init__()
        self._lines, self._held = self._made(info), b""

    @staticmethod
    def _made(info: TableInfo) -> Iterator[bytes]:
        yield (";".join([*(v.id.upper() for v in info.variables), "INDHOLD"]) + "\r\n").encode("utf-8-sig")
        codes = itertools.product(*([value.code for value in v.values] for v in info.variables))
        for number, row in enumerate(itertools.islice(codes, ROWS)):
            yield f"{';'.join(row)};{number % 5000}\r\n".encode()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while len(self._held) < len(buffer) and (line := next(self._lines, b"")):
            self._held += line
        taken = min(len(buffer), len(self._held))
        buffer[:taken], self._held = self._held[:taken], self._held[taken:]
        return taken


def read(way: str) -> dict[str, Any]:
    """{"rows", "seconds" of processor time, "mb" beyond what was in use}."""
    table = next(each for each in sample_tables() if each.id == "PRSTOR1")
    info = TableInfo.read(table.info("da"))
    file = io.BufferedReader(Lines(info), 64 * 1024)
    before, started = _highest(), time.process_time()
    if way == "lines":
        rows = sum(1 for _line in file) - 1
    elif way == "stream":
        rows = sum(1 for _row in read_rows(file, info))
    else:
        rows = sum(each.value is not None for each in read_rows(file, info).cube())
    return {"rows": rows, "seconds": round(time.process_time() - started, 2), "mb": _highest() - before}


def _highest() -> int:
    """The most memory this process has held, in MB. Linux counts in kB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def measure() -> list[dict[str, Any]]:
    """[{what, rows, seconds, mb, note}]."""
    found = []
    for way, note in WAYS.items():
        command = [sys.executable, "-m", "bench.figures", way]
        told = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
        found.append({"what": f"a million observations, {way}", **told, "note": note})
    return found


if __name__ == "__main__":
    print(json.dumps(read(sys.argv[1])))
