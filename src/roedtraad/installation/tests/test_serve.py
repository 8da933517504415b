"""One command serves web and worker, and starts again what dies."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def children_of(pid: int) -> dict[int, str]:
    """Processes started by `pid`: {process id: command line}."""
    found = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            stat = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            if int(stat[1]) == pid:
                found[int(entry.name)] = (entry / "cmdline").read_text().replace("\0", " ")
        except OSError:
            continue
    return found


def wait_for(what, seconds=30):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = what()
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError("waited in vain")


@pytest.fixture
def served(tmp_path):
    port = free_port()
    env = {
        **os.environ,
        "ROEDTRAAD_HOME": str(tmp_path),
        "ROEDTRAAD_EXAMPLE": "0",
        "DATABASE_URL": "",
        "PORT": str(port),
    }
    env.pop("DATABASE_URL")
    subprocess.run([sys.executable, "-m", "roedtraad.cli", "prepare"], env=env, check=True)
    process = subprocess.Popen(
        [sys.executable, "-m", "roedtraad.cli", "serve"], env=env, stdout=subprocess.DEVNULL
    )
    with process:  # closes its pipe, too
        yield process, port, env
        process.terminate()
        process.wait(timeout=20)


@pytest.mark.skipif(not Path("/proc").exists(), reason="reads /proc, which only Linux has")
def test_web_and_worker_are_served_and_a_killed_worker_is_started_again(served):
    process, port, env = served

    def answer():
        try:
            with urllib.request.urlopen(f"http://localhost:{port}/sundhed/", timeout=2) as page:
                return page.read().decode()
        except OSError:
            return ""

    assert "ok" in wait_for(answer)

    def worker():
        return [
            pid
            for pid, command in children_of(process.pid).items()
            if command.rstrip().endswith("roedtraad.cli work")
        ]

    [first] = wait_for(worker)
    os.kill(first, signal.SIGKILL)
    [second] = wait_for(lambda: [pid for pid in worker() if pid != first])
    assert second != first
    taken = subprocess.run(
        [sys.executable, "-m", "roedtraad.cli", "serve"], env=env, capture_output=True, text=True
    )
    assert taken.returncode == 1
    assert f"Port {port} is taken" in taken.stderr
    started = children_of(process.pid)
    process.terminate()
    assert process.wait(timeout=20) == 0
    assert not any(Path(f"/proc/{pid}").exists() for pid in started)
