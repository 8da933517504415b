"""The side that works. Started as a script by `parent`, with the limits as its one argument, or made by `ready`.

Order matters: first what ends this process when its parent ends, then the limits of the kernel, then the
namespace without a network, last the audit hook, which cannot be taken off again.
"""

from __future__ import annotations

import json
import os
import sys
import traceback  # now: when files have run out it cannot be loaded any more
from collections.abc import Callable
from typing import Any


def main() -> None:
    setup = json.loads(sys.argv[1])
    sys.argv = ["sandbox"]
    # -S left site out: the path is the parent's, and .pth files (editable installs) are on it already.
    sys.path[:] = setup["path"]
    sys.dont_write_bytecode = True
    work(setup)


def work(setup: dict[str, Any]) -> None:
    """Take the call from standard input, do it within the limits, give the answer on standard output, and end."""
    end_with_parent(setup["parent"])
    without_network()
    keep_limits(setup)
    answer, sys.stdout = sys.stdout.buffer, sys.stderr  # a stray print must not spoil the answer

    from roedtraad.sandbox.wire import pack, unpack

    call = unpack(take_call())
    watch_parent()
    try:
        function = find(call["function"])  # before the hook: libraries may load their parts of C
        watch_events(setup["folder"], setup["programs"])
        told = {"ok": True, "result": function(*call["args"], **call["kwargs"])}
        packed = pack(told)
        if len(packed) > setup["output"]:
            packed = pack(failure("output"))
    except MemoryError:
        packed = pack(failure("memory"))
    except Forbidden as error:
        packed = pack(failure("forbidden", str(error)))
    except BaseException as error:
        packed = pack(raised(error))
    answer.write(packed)
    answer.flush()
    os._exit(0)  # no finalisers: the folder is removed by the parent


def find(function: str) -> Callable[..., Any]:
    from importlib import import_module

    module, _, name = function.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), name)
    return found


def failure(cause: str, detail: str = "", kind: str = "", values: list[Any] | None = None) -> dict[str, Any]:
    return {"ok": False, "cause": cause, "detail": detail, "kind": kind, "values": values or []}


def raised(error: BaseException) -> dict[str, Any]:
    """What was raised, with its arguments where they are plain. A MemoryError behind it is the true cause."""
    behind: BaseException | None = error
    while behind is not None:
        if isinstance(behind, MemoryError):
            return failure("memory")
        if isinstance(behind, Forbidden):
            return failure("forbidden", str(behind))
        behind = behind.__cause__ or behind.__context__
    plain = [value for value in error.args if value is None or isinstance(value, str | int | float | bool)]
    values = plain if len(plain) == len(error.args) else []
    detail = "".join(traceback.format_exception(error, limit=-6))[-4000:]
    return failure("raised", detail, f"{type(error).__module__}.{type(error).__qualname__}", values)


def take_call() -> bytes:
    pipe = sys.stdin.buffer
    size = int.from_bytes(pipe.read(8), "big")
    data = pipe.read(size)
    if len(data) != size:
        os._exit(3)  # the parent died while handing over
    return data


def end_with_parent(parent: int) -> None:
    """The kernel kills us when the parent's thread ends; on other systems the watcher below does it.

    PR_SET_PDEATHSIG fires when the *thread* that started us ends, which for a pool thread may be early; it
    only ends while we are waited for if the whole process goes, since `run` waits in that thread.
    """
    if sys.platform != "linux":
        return
    import ctypes

    libc = ctypes.CDLL(None)
    libc.prctl(1, 9)  # PR_SET_PDEATHSIG, SIGKILL
    libc.prctl(38, 1, 0, 0, 0)  # PR_SET_NO_NEW_PRIVS
    libc.prctl(4, 0)  # PR_SET_DUMPABLE off: no core file with a document in it
    if os.getppid() != parent:
        os._exit(3)  # it went before we asked


def watch_parent() -> None:
    """Standard input stays open as long as the parent lives; its end ends us."""
    import threading

    def wait() -> None:
        os.read(0, 1)
        os._exit(3)

    threading.Thread(target=wait, daemon=True).start()


def without_network() -> None:
    """A network namespace of our own, empty. Needs user namespaces; where refused, the audit hook is all."""
    if sys.platform != "linux":
        return
    import ctypes

    ctypes.CDLL(None).unshare(0x10000000 | 0x40000000)  # CLONE_NEWUSER | CLONE_NEWNET


def keep_limits(setup: dict[str, Any]) -> None:
    import resource

    for what, value in (
        (resource.RLIMIT_CPU, setup["cpu"]),
        (resource.RLIMIT_AS, setup["memory"]),
        (resource.RLIMIT_NOFILE, setup["files"]),
        (resource.RLIMIT_FSIZE, setup["output"]),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        # Processor time: the soft limit sends SIGXCPU, the hard one a second later kills.
        resource.setrlimit(what, (value, value + 1 if what == resource.RLIMIT_CPU and hard < 0 else value))


class Forbidden(RuntimeError):
    """The work tried what the sandbox does not let it."""


# Audit events (docs.python.org: "Audit events table") that have no business in a converter.
REFUSED = ("socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.spawn", "os.system", "os.fork", "os.startfile",
           "pty.", "ctypes.dlopen", "ftplib.", "http.client", "urllib.", "smtplib.", "os.kill", "os.chmod",
           "os.chown", "webbrowser.", "sqlite3.connect", "syslog.", "shutil.chown")  # fmt: skip
# Events that change the file system: allowed only inside our own folder. Index of each path argument.
CHANGES = {
    "os.mkdir": (0,), "os.remove": (0,), "os.rename": (0, 1), "os.rmdir": (0,), "os.link": (0, 1),
    "os.symlink": (0, 1), "os.truncate": (0,), "shutil.rmtree": (0,), "shutil.move": (0, 1),
    "shutil.copyfile": (1,), "os.utime": (0,), "os.chflags": (0,), "os.setxattr": (0,), "os.mkfifo": (0,),
}  # fmt: skip
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def watch_events(folder: str, programs: list[str]) -> None:
    inside = os.path.realpath(folder) + os.sep
    real, fsdecode = os.path.realpath, os.fsdecode
    busy: list[int] = []  # realpath raises events itself

    def within(path: object) -> bool:
        if isinstance(path, int):
            return True  # an open file: it was judged when it was opened
        if not isinstance(path, str | bytes | os.PathLike):
            return False
        return (real(fsdecode(path)) + os.sep).startswith(inside)

    def hook(event: str, args: tuple[Any, ...]) -> None:
        if busy:
            return
        if event == "open":
            path, mode, flags = args
            writes = (isinstance(flags, int) and flags & WRITING) or (
                isinstance(mode, str) and any(letter in mode for letter in "wax+")
            )
            if writes and path != os.devnull:
                busy.append(1)
                try:
                    allowed = within(path)
                finally:
                    busy.pop()
                if not allowed:
                    raise Forbidden(f"write {path!r}")
        elif event in CHANGES:
            busy.append(1)
            try:
                allowed = all(within(args[i]) for i in CHANGES[event] if i < len(args))
            finally:
                busy.pop()
            if not allowed:
                raise Forbidden(event)
        elif event.startswith(REFUSED) and not (event == "subprocess.Popen" and args[0] in programs):
            raise Forbidden(event)

    sys.addaudithook(hook)


if __name__ == "__main__":
    main()
