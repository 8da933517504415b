"""The side that stands ready: it has loaded what the work needs, and makes a copy of itself for each call.

Loading takes longer than most of the work, and every copy is as this process was right after loading: nothing is left from
one file for the next. Started as a script by `prepared`; ends when its asker ends, or has not asked for a while.
"""

from __future__ import annotations

import gc
import json
import os
import select
import signal
import socket
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from typing import Any, NoReturn

# What `child` itself loads for each call.
OURS = ("ctypes", "resource", "threading", "roedtraad.sandbox.wire")


def main() -> None:
    setup = json.loads(sys.argv[1])
    sys.argv = ["sandbox"]
    sys.path[:] = setup["path"]
    sys.dont_write_bytecode = True
    from roedtraad.sandbox import child

    for module in (*OURS, setup["module"]):
        import_module(module)
    if len(os.listdir("/proc/self/task")) > 1:
        return  # a library has begun threads, which no copy would have
    gc.collect()
    gc.freeze()  # the copies share these pages as long as nobody looks through them
    Ready(socket.socket(fileno=setup["socket"]), setup["idle"], child.work).serve()


class Ready:
    """`running`: the connection of each copy, by its process. Its asker's end closes when the work is not wanted any more."""

    def __init__(self, asker: socket.socket, idle: float, work: Callable[[dict[str, Any]], None]) -> None:
        self.asker, self.idle, self.work = asker, idle, work
        self.running: dict[int, int] = {}
        self.pid = os.getpid()
        self.ended, wakes = os.pipe()
        for pipe in (self.ended, wakes):
            os.set_blocking(pipe, False)
        signal.set_wakeup_fd(wakes, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)

    def serve(self) -> None:
        while True:
            waiting = select.poll()
            for pipe in (self.asker.fileno(), self.ended, *self.running.values()):
                waiting.register(pipe, select.POLLIN)
            events = waiting.poll(None if self.running else self.idle * 1000)
            if not events:
                return
            heard = {pipe for pipe, _event in events}
            if self.ended in heard:
                with suppress(BlockingIOError):
                    os.read(self.ended, 4096)
            for pid, connection in list(self.running.items()):
                self.look(pid, unwanted=connection in heard)
            if self.asker.fileno() in heard and not self.take():
                for pid in list(self.running):
                    self.look(pid, unwanted=True)
                return

    def look(self, pid: int, *, unwanted: bool) -> None:
        """Tell how a copy ended, if it has; end it, if it is unwanted."""
        ended, status = os.waitpid(pid, os.WNOHANG)
        if not ended and unwanted:
            try:
                os.killpg(pid, signal.SIGKILL)
            except ProcessLookupError:  # so young that it is in our group still
                os.kill(pid, signal.SIGKILL)
            ended, status = os.waitpid(pid, 0)
        if ended:
            connection = self.running.pop(pid)
            with suppress(OSError):
                os.write(connection, str(os.waitstatus_to_exitcode(status)).encode())
            os.close(connection)

    def take(self) -> bool:
        """Make a copy for the call that is waiting. False when the asker is gone."""
        message, pipes, _flags, _address = socket.recv_fds(self.asker, 65536, 4)
        if not message:
            return False
        connection = pipes[3]
        try:
            pid = os.fork()
        except OSError:  # no room for another process: the asker hears that nothing was begun
            pid = -1
        if pid == 0:
            self.become(json.loads(message), pipes)
        for pipe in pipes[:3]:
            os.close(pipe)
        if pid < 0:
            os.close(connection)
        else:
            self.running[pid] = connection
            with suppress(OSError):
                os.write(connection, b"+")
        return True

    def become(self, setup: dict[str, Any], pipes: list[int]) -> NoReturn:
        """From a copy of this process to one that works: with pipes, a folder and an environment of its own."""
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            for place, pipe in enumerate(pipes[:3]):
                os.dup2(pipe, place)
            self.asker.detach()
            os.closerange(3, 65536)
            os.setsid()
            os.chdir(setup["folder"])
            os.environ.clear()
            os.environ.update(setup["environment"])
            tempfile.tempdir = None  # to be found in the new environment
            self.work({**setup, "parent": self.pid})
        finally:
            os._exit(3)


if __name__ == "__main__":
    main()
