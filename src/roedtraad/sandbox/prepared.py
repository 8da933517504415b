"""The processes that stand ready (`ready`), one for each module whose functions are asked for, on Linux.

A process that could not be made ready is no fault: the work is then done in a fresh one.
"""

from __future__ import annotations

import atexit
import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

READY = Path(__file__).with_name("ready.py")
IDLE = 60.0  # seconds after which one that nobody asks ends
# Libraries that divide their work among threads must not begin any: a copy of the process would be without them.
QUIET = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


class Copied:
    """A copy that works: what `parent` must know of it, as of a `subprocess.Popen`."""

    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection
        self.returncode: int | None = None
        self._told = b""

    def wait(self, timeout: float | None = None) -> int:
        """Its exit status, negative for a signal. Raises subprocess.TimeoutExpired."""
        self.connection.settimeout(timeout)
        try:
            while self.returncode is None:
                told = self.connection.recv(20)
                self._told += told
                if not told:  # nothing at all: the one that stood ready ended, and its copies with it
                    self.returncode = int(self._told or -9)
        except TimeoutError as error:
            raise subprocess.TimeoutExpired("sandbox", timeout or 0) from error
        return self.returncode

    def kill(self) -> None:
        """Say that it is unwanted: who made it ends it, as only that one knows that its number is still its own."""
        with suppress(OSError):
            self.connection.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        self.connection.close()


class Prepared:
    """A process that has loaded `module` and stands ready."""

    def __init__(self, module: str, path: Sequence[str]) -> None:
        self.owner = os.getpid()
        self.socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        setup = {"module": module, "path": path, "socket": theirs.fileno(), "idle": IDLE}
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-I", "-S", "-X", "utf8", str(READY), json.dumps(setup)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd="/",
                env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", **QUIET},
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )

    @property
    def is_ours(self) -> bool:
        """Not that of the process that we were divided from ourselves, and not ended."""
        return self.owner == os.getpid() and self.process.poll() is None

    def copy(self, setup: dict[str, Any], pipes: Sequence[int], patience: float) -> Copied | None:
        """A copy that works with these pipes; None where none could be made. Waits at most `patience` seconds for it."""
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                socket.send_fds(self.socket, [json.dumps(setup).encode()], [*pipes, theirs.fileno()])
            ours.settimeout(patience)
            begun = ours.recv(1) == b"+"
        except TimeoutError:
            self.process.kill()  # or it could take the call up later, beside the fresh process
            begun = False
        except OSError:
            begun = False
        if begun:
            return Copied(ours)
        ours.close()
        return None

    def end(self) -> None:
        self.socket.close()
        if self.owner != os.getpid():
            self.process.returncode = 0  # another's to wait for
            return
        try:
            # It hears that we are gone, unless we were divided and the other holds the line still.
            self.process.wait(2)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


_standing: dict[str, Prepared] = {}
_one_at_a_time = threading.Lock()


def copy(
    function: str, setup: dict[str, Any], pipes: Sequence[int], path: Sequence[str], patience: float
) -> Copied | None:
    """A process that works with these pipes, from one that has loaded the function's module; None where none can be made."""
    if sys.platform != "linux":
        return None
    module = function.partition(":")[0]
    with _one_at_a_time:
        prepared = _standing.get(module)
        if prepared is None or not prepared.is_ours:
            if prepared is not None:
                prepared.end()
            try:
                prepared = _standing[module] = Prepared(module, path)
            except OSError:
                return None
    return prepared.copy(setup, pipes, patience)


@atexit.register
def _end_all() -> None:
    for prepared in _standing.values():
        prepared.end()
    _standing.clear()
