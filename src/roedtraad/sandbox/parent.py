"""The side that asks: starts the child, hands over the call, waits, and takes the result or the cause."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import IO, Any

from roedtraad.sandbox.errors import Failed, TookTooLong, UsedTooMuch
from roedtraad.sandbox.wire import pack, unpack

CHILD = Path(__file__).with_name("child.py")
MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What the work may use. Seconds, bytes, numbers."""

    wall: float = 10.0  # seconds from start to result
    cpu: int = 10  # seconds of processor time
    memory: int = 400 * MB  # address space
    files: int = 64  # open at once
    output: int = 64 * MB  # of the result, and of each file written
    programs: tuple[str, ...] = ()  # full paths of the programs it may start; each is held to the same limits


@cache
def _search_path() -> tuple[str, ...]:
    """Where the child finds modules: as here, without the working directory."""
    return tuple(dict.fromkeys(str(Path(p).resolve()) for p in sys.path if p and Path(p).exists()))


def run(function: str, *args: Any, limits: Limits | None = None, **kwargs: Any) -> Any:
    """The result of ``function(*args, **kwargs)`` done in a process of its own.

    function  "package.module:name"
    args      str, int, float, bool, None, bytes, and lists and dicts (with str keys) of them; so the result
    Raises TookTooLong, UsedTooMuch or Failed.
    """
    limits = limits or Limits()
    call = pack({"function": function, "args": list(args), "kwargs": kwargs})
    folder = tempfile.mkdtemp(prefix="roedtraad-")
    try:
        return _converse(call, folder, limits)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _converse(call: bytes, folder: str, limits: Limits) -> Any:
    setup = json.dumps({**asdict(limits), "path": _search_path(), "folder": folder, "parent": os.getpid()})
    # -I: no environment, no user site, no working directory; -S: no site-packages scan at start.
    process = subprocess.Popen(
        [sys.executable, "-I", "-S", "-X", "utf8", str(CHILD), setup],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TMPDIR": folder, "HOME": folder},
        close_fds=True,
        start_new_session=True,
    )
    assert process.stdin  # for the type checker: all three are pipes
    assert process.stdout
    assert process.stderr
    answer, words = _Capped(process.stdout, limits.output), _Capped(process.stderr, 64 * 1024)
    feeder = threading.Thread(target=_feed, args=(process.stdin, call), daemon=True)
    threads = (answer, words, feeder)
    for thread in threads:
        thread.start()
    try:
        answer.join(limits.wall)  # ends when the child closes its output, or at the cap
        late = answer.is_alive()
        if late or answer.over:
            _kill(process)
        try:
            code = process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            _kill(process)
            code = process.wait()
    finally:
        _kill(process)
        process.wait()
        for thread in threads:
            thread.join(2)
        for pipe in (process.stdin, process.stdout, process.stderr):
            with suppress(OSError):
                pipe.close()
    return _result(code, answer, words.text(), late)


def _result(code: int, answer: _Capped, words: str, late: bool) -> Any:
    if answer.over:
        raise UsedTooMuch("output")
    if late or code == -signal.SIGXCPU:
        raise TookTooLong("too_long")
    if not answer.data:
        if "MemoryError" in words:
            raise UsedTooMuch("memory", words[-500:])
        raise Failed("killed", f"exit status {code}. {words[-2000:]}".strip())
    try:
        told = unpack(bytes(answer.data))
    except ValueError as error:
        raise Failed("killed", f"unreadable answer: {error}") from error
    if told.get("ok"):
        return told["result"]
    if told["cause"] in ("memory", "output"):
        raise UsedTooMuch(told["cause"], told["detail"])
    raise Failed(told["cause"], told["detail"], told["kind"], tuple(told["values"]))


def _kill(process: subprocess.Popen[bytes]) -> None:
    if process.returncode is None:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            process.kill()


def _feed(pipe: IO[bytes], call: bytes) -> None:
    """The call goes over standard input, which then stays open: its end tells the child that we died."""
    with suppress(BrokenPipeError, ValueError):  # the child ended first; its answer says why
        pipe.write(len(call).to_bytes(8, "big") + call)
        pipe.flush()


class _Capped(threading.Thread):
    """Reads a pipe to its end, or until it has given more than `cap` bytes."""

    def __init__(self, pipe: IO[bytes], cap: int) -> None:
        super().__init__(daemon=True)
        self.pipe, self.cap, self.data, self.over = pipe, cap, bytearray(), False

    def run(self) -> None:
        try:
            while chunk := self.pipe.read1(65536):  # type: ignore[attr-defined]
                self.data += chunk
                if len(self.data) > self.cap:
                    self.over = True
                    return
        except (OSError, ValueError):
            return

    def text(self) -> str:
        return bytes(self.data).decode("utf-8", "replace")
