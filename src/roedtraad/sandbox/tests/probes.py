"""What the tests let the sandbox run: well-behaved work, and work that misbehaves."""

import os
import socket
import subprocess
import tempfile
import time
from pathlib import Path


def double(value):
    return value * 2


def environment():
    return sorted(os.environ)


def spin():
    while True:
        pass


def sleep():
    time.sleep(600)


def hoard():
    kept = []
    while True:
        kept.append(bytearray(10_000_000))


def flood():
    return "x" * 50_000_000


def connect():
    socket.create_connection(("127.0.0.1", 9))


def start_program():
    subprocess.run(["/bin/true"], check=True)


def start(program, *args):
    return subprocess.run([program, *args], check=True, capture_output=True).stdout.decode()


def fork():
    os.fork()


def write_to(path):
    Path(path).write_text("her")


def remove(path):
    os.remove(path)


def write_inside():
    with tempfile.NamedTemporaryFile("w", delete=False) as file:
        file.write("her")
    return file.name


def open_many():
    kept = [os.open(os.devnull, os.O_RDONLY) for _ in range(1000)]
    return len(kept)


def refuse(what):
    raise ValueError(what, 7)


def die():
    os._exit(9)


_kept: list = []
LOADED = time.monotonic_ns()


def keep(word):
    _kept.append(word)
    return _kept


def loaded():
    return LOADED


def own_process():
    return os.getpid()


def open_pipes():
    return sorted(
        int(name) for name in os.listdir("/proc/self/fd") if os.path.exists(f"/proc/self/fd/{name}")
    )


def chatter():
    print("not the answer")
    return "the answer"


def remember(path):
    return os.getpid()


def wait_and_tell(seconds):
    time.sleep(seconds)
    return os.getpid()
