"""A program that is not ours works without a network and within limits, and leaves nothing running."""

import os
import signal
import subprocess
import sys
import time

import pytest

from roedtraad.sandbox import Failed, Limits, TookTooLong, run_program


def python(code, tmp_path, **limits):
    run_program([sys.executable, "-I", "-c", code], str(tmp_path), Limits(**{"wall": 20, **limits}))


def alive(pid):
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8") as file:
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def gone(pid, within=5.0):
    end = time.monotonic() + within
    while alive(pid) and time.monotonic() < end:
        time.sleep(0.05)
    return not alive(pid)


def test_it_works_in_its_folder_which_is_its_home(tmp_path):
    python(
        "import os; open('made', 'w').write(os.environ['HOME'] + '|' + os.getcwd()); print('hej')", tmp_path
    )
    assert (tmp_path / "made").read_text() == f"{tmp_path}|{tmp_path}"
    assert (tmp_path / "stdout").read_bytes().strip() == b"hej"


def test_it_has_no_network(tmp_path):
    python(
        "import socket\n"
        "try: socket.create_connection(('127.0.0.1', 9), 2)\n"
        "except OSError as error: open('made', 'w').write(str(error.errno))\n"
        "import os; open('links', 'w').write(' '.join(os.listdir('/sys/class/net')))",
        tmp_path,
    )
    # Network unreachable (101) where the machine gives namespaces; elsewhere nothing listens (111).
    assert (tmp_path / "made").read_text() in ("101", "111")


def test_what_it_started_ends_with_it_when_the_time_is_up(tmp_path):
    code = "import subprocess, os, time\nchild = subprocess.Popen(['sleep', '60'])\nopen('pids', 'w').write(f'{os.getpid()} {child.pid}')\ntime.sleep(60)"
    start = time.monotonic()
    with pytest.raises(TookTooLong):
        python(code, tmp_path, wall=1.5)
    assert time.monotonic() - start < 10
    assert all(gone(int(pid)) for pid in (tmp_path / "pids").read_text().split())


def test_what_it_left_running_ends_when_it_ends(tmp_path):
    python("import subprocess\nopen('pids', 'w').write(str(subprocess.Popen(['sleep', '60']).pid))", tmp_path)
    assert gone(int((tmp_path / "pids").read_text()))


def test_it_ends_when_the_one_who_asked_is_killed(tmp_path):
    code = (
        "import sys; from roedtraad.sandbox import Limits, run_program\n"
        f"run_program([sys.executable, '-c', \"import os, time; open('pids', 'w').write(str(os.getpid())); time.sleep(60)\"], {str(tmp_path)!r}, Limits(wall=60))"
    )
    asker = subprocess.Popen(
        [sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    )
    end = time.monotonic() + 15
    while not ((tmp_path / "pids").exists() and (tmp_path / "pids").read_text()) and time.monotonic() < end:
        time.sleep(0.05)
    asker.send_signal(signal.SIGKILL)
    asker.wait()
    assert gone(int((tmp_path / "pids").read_text()))


@pytest.mark.parametrize(
    ("code", "limits"),
    [
        ("raise SystemExit(3)", {}),
        ("bytearray(900_000_000)", {"memory": 300 * 1024 * 1024}),
        ("open('big', 'wb').write(bytes(5_000_000))", {"output": 1_000_000}),
        ("while True: pass", {"cpu": 1}),
    ],
)
def test_a_program_that_fails_or_wants_too_much_is_a_failure(code, limits, tmp_path):
    with pytest.raises(Failed):
        python(code, tmp_path, **limits)


def test_a_program_that_is_not_there_is_a_failure(tmp_path):
    with pytest.raises(Failed):
        run_program(["/findes/ikke"], str(tmp_path), Limits(wall=5))
