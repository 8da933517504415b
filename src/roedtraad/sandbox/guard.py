"""Stands over a program that is not ours while it works. Started as a script by `program`, with its orders as one argument.

It takes the network away, sets the limits of the kernel, starts the program, and kills it with all its children when the time is
up or when the process that asked for it is gone.
"""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time


def main() -> None:
    orders = json.loads(sys.argv[1])
    ends = time.monotonic() + orders["wall"]
    without_network()
    keep_limits(orders)
    with open("stdout", "wb") as out, open("stderr", "wb") as words:
        program = subprocess.Popen(
            orders["argv"], stdin=subprocess.DEVNULL, stdout=out, stderr=words, env=orders["env"]
        )
    late = False
    while program.poll() is None:
        # Standard input stays open as long as the one that asked lives.
        ready, _, _ = select.select([0], [], [], 0.05)
        gone = bool(ready) and not os.read(0, 1)
        late = time.monotonic() > ends
        if gone or late:
            break
    told = str(program.poll()) if program.poll() is not None else "late" if late else "gone"
    try:
        os.write(1, told.encode())
    finally:  # nobody may be there to be told
        os.killpg(0, signal.SIGKILL)  # what the program left running, and this process with it


def without_network() -> None:
    """An empty network, where the machine lets us make one; else the program's own settings must do."""
    if sys.platform != "linux":
        return
    import ctypes

    uid, gid = os.getuid(), os.getgid()
    libc = ctypes.CDLL(None)
    libc.prctl(38, 1, 0, 0, 0)  # PR_SET_NO_NEW_PRIVS
    libc.prctl(4, 0)  # PR_SET_DUMPABLE off is undone by exec; no core file is what the limit below is for
    if libc.unshare(0x10000000 | 0x40000000) == 0:  # CLONE_NEWUSER | CLONE_NEWNET
        for what, told in (
            ("setgroups", "deny"),
            ("uid_map", f"{uid} {uid} 1"),
            ("gid_map", f"{gid} {gid} 1"),
        ):
            try:
                with open(f"/proc/self/{what}", "w", encoding="ascii") as file:
                    file.write(told)
            except OSError:
                return


def keep_limits(orders: dict[str, int]) -> None:
    import resource

    for what, value in (
        (resource.RLIMIT_CPU, orders["cpu"]),
        (resource.RLIMIT_AS, orders["memory"]),
        (resource.RLIMIT_NOFILE, orders["files"]),
        (resource.RLIMIT_FSIZE, orders["output"]),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(what, (value, value))


if __name__ == "__main__":
    main()
