"""`make bench [ARGS]`: builds the data, fetches the main pages, reads, writes reports; prints a table and
writes bench/results.json. SQLite always; PostgreSQL too where DATABASE_URL is given (a server on which it may make a database).

--sizes 1,98    how many municipalities      --requests 40   fetches of each page
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[1]
SCRATCH = ROOT / "build" / "bench"


@contextmanager
def database_of_its_own(url: str, name: str) -> Iterator[str]:
    """A new database beside the one that the URL names; dropped afterwards."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}"')
        server.execute(f'CREATE DATABASE "{name}"')
    try:
        yield urlsplit(url)._replace(path=f"/{name}").geturl()
    finally:
        with psycopg.connect(url, autocommit=True) as server:
            server.execute(f'DROP DATABASE IF EXISTS "{name}"')


def measured(size: int, requests: int, url: str | None) -> dict[str, object]:
    """One database and size, in a process of its own: settings are read once."""
    home = SCRATCH / f"home-{size}"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    env = {
        **os.environ,
        "ROEDTRAAD_HOME": str(home),
        "ROEDTRAAD_EXAMPLE": "0",
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
    }
    env.pop("DATABASE_URL", None)
    out = home / "result.json"
    command = [sys.executable, "-m", "bench.measure", str(size), str(requests), str(out)]
    if url:
        with database_of_its_own(url, f"roedtraad_bench_{size}") as own:
            subprocess.run(command, env={**env, "DATABASE_URL": own}, cwd=ROOT, check=True)
    else:
        subprocess.run(command, env=env, cwd=ROOT, check=True)
    result: dict[str, object] = json.loads(out.read_text())
    shutil.rmtree(home)
    return result


def additions() -> float:
    """Seconds for ten million additions in a loop, the least of three: how fast this Python is on this machine today.

    A Python built without its optimisations, as some version managers do, takes half as long again as Debian's.
    """
    found = []
    for _round in range(3):
        started, total = time.perf_counter(), 0
        for number in range(10_000_000):
            total += number
        found.append(round(time.perf_counter() - started, 2))
    return min(found)


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="make bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", default="1,98")
    parser.add_argument("--requests", type=int, default=40)
    given = parser.parse_args()
    results: dict[str, object] = {
        "machine": {
            "python": platform.python_version(),
            "system": platform.system(),
            "cores": os.cpu_count(),
            "ten_million_additions_s": additions(),
        },
        "runs": [],
    }
    databases = [("sqlite", None)]
    if os.environ.get("DATABASE_URL"):
        databases.append(("postgresql", os.environ["DATABASE_URL"]))
    for name, url in databases:
        for size in (int(part) for part in given.sizes.split(",")):
            print(f"\n{name}, {size} {'municipality' if size == 1 else 'municipalities'}", flush=True)
            run = {"database": name, "municipalities": size, **measured(size, given.requests, url)}
            results["runs"].append(run)  # type: ignore[attr-defined]
    target = ROOT / "bench" / "results.json"
    target.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n")
    print(f"\nwritten to {target.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
