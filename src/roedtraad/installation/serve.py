"""`roedtraad serve`: the web server and the worker, each started again if it dies.

Ends on Ctrl-C or SIGTERM, and then ends what it started, by process id.
"""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field


@dataclass
class Child:
    """One process that must always run. Restarts wait a little longer each time it dies young."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    young_deaths: int = 0
    wait_until: float = field(default=0.0)

    def keep(self, now: float, env: dict[str, str]) -> None:
        if self.process is not None:
            code = self.process.poll()
            if code is None:
                return
            self.young_deaths = self.young_deaths + 1 if now - self.started < 10 else 0
            self.wait_until = now + min(30, 2**self.young_deaths - 1)
            print(f"· {self.name} ended ({code}) and is started again", flush=True)
            self.process = None
        if now >= self.wait_until:
            self.process = subprocess.Popen(self.command, env=env)
            self.started = now

    def end(self) -> None:
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def port_is_free(host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="roedtraad serve", description="Serve web and worker.")
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (default: this machine only)"
    )
    parser.add_argument(
        "--threads", type=int, default=2 * (os.cpu_count() or 1), help="requests served at a time"
    )
    parser.add_argument("--workers", type=int, default=1, help="workers that carry out jobs")
    given = parser.parse_args(argv)
    if not port_is_free(given.host, given.port):
        print(
            f"Port {given.port} is taken by another program. Choose another, for example: PORT={given.port + 1} make run",
            file=sys.stderr,
        )
        return 1
    os.environ.setdefault("ROEDTRAAD_ORIGIN", f"http://localhost:{given.port}")
    env = dict(os.environ)
    children = [Child("the web server", _web(given))]
    children += [
        Child("the worker", [sys.executable, "-m", "roedtraad.cli", "work"]) for _ in range(given.workers)
    ]

    def stop(signum: int, frame: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    try:
        for child in children:
            child.keep(time.monotonic(), env)
        _greet(env["ROEDTRAAD_ORIGIN"])  # who can sign in is read while they start
        while True:
            for child in children:
                child.keep(time.monotonic(), env)
            time.sleep(0.5)
    except KeyboardInterrupt:
        return 0
    finally:
        for child in reversed(children):
            child.end()


def _web(given: argparse.Namespace) -> list[str]:
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", given.host, "--port", str(given.port),
        "--workers", "1", "--blocking-threads", str(given.threads), "--no-ws", "--log-level", "warning",
        "--respawn-failed-workers", "config.wsgi:application",
    ]  # fmt: skip


def _greet(origin: str) -> None:
    from roedtraad.installation.prepare import django_ready, sign_ins

    django_ready()
    print(f"\n  Rød Tråd  {origin}\n", flush=True)
    for email, password, role in sign_ins():
        print(f"  {email:<34} {password:<20} {role}", flush=True)
    print("", flush=True)
