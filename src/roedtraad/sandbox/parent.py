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
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import IO, Any

from roedtraad.sandbox.errors import Failed, TookTooLong, UsedTooMuch
from roedtraad.sandbox.prepared import Copied, copy
from roedtraad.sandbox.wire import pack, unpack

CHILD = Path(__file__).with_name("child.py")
MB = 1024 * 1024
STARTING = 10.0  # seconds that a process may take to stand ready, when the machine is busy


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
        with ExitStack() as pipes:
            return _converse(call, _begin(function, folder, limits, pipes), limits)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class _Work:
    """A process that works, and our ends of its pipes."""

    process: subprocess.Popen[bytes] | Copied
    call: IO[bytes]
    answer: IO[bytes]
    words: IO[bytes]


def _begin(function: str, folder: str, limits: Limits, pipes: ExitStack) -> _Work:
    """A process within the limits, which waits for its call: copied from one that stands ready, or else a fresh one."""
    environment = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TMPDIR": folder, "HOME": folder}
    setup = {**asdict(limits), "folder": folder, "environment": environment}
    theirs, ours = [], []
    for mode in ("wb", "rb", "rb"):
        read, write = os.pipe()
        mine, other = (write, read) if mode == "wb" else (read, write)
        ours.append(pipes.enter_context(_closing(os.fdopen(mine, mode))))
        theirs.append(other)
    try:
        copied = copy(function, setup, theirs, _search_path(), limits.wall + STARTING)
        if copied is not None:
            pipes.callback(copied.close)
        return _Work(copied or _fresh(setup, theirs), *ours)
    finally:
        for pipe in theirs:
            os.close(pipe)


def _fresh(setup: dict[str, Any], pipes: Sequence[int]) -> subprocess.Popen[bytes]:
    told = json.dumps({**setup, "path": _search_path(), "parent": os.getpid()})
    # -I: no environment, no user site, no working directory; -S: no site-packages scan at start.
    return subprocess.Popen(
        [sys.executable, "-I", "-S", "-X", "utf8", str(CHILD), told],
        stdin=pipes[0],
        stdout=pipes[1],
        stderr=pipes[2],
        cwd=setup["folder"],
        env=setup["environment"],
        close_fds=True,
        start_new_session=True,
    )


@contextmanager
def _closing(pipe: IO[bytes]) -> Iterator[IO[bytes]]:
    try:
        yield pipe
    finally:
        with suppress(OSError):  # what could not be written to one that has ended
            pipe.close()


def _converse(call: bytes, work: _Work, limits: Limits) -> Any:
    process = work.process
    answer, words = _Capped(work.answer, limits.output), _Capped(work.words, 64 * 1024)
    feeder = threading.Thread(target=_feed, args=(work.call, call), daemon=True)
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


def _kill(process: subprocess.Popen[bytes] | Copied) -> None:
    if process.returncode is not None:
        return
    if isinstance(process, Copied):
        process.kill()
    else:
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
