"""Work on foreign things is done apart, and whatever it tries, it ends within its limits."""

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pytest

from roedtraad.sandbox import Failed, Limits, TookTooLong, UsedTooMuch, run

PROBES = "roedtraad.sandbox.tests.probes"
SMALL = Limits(wall=5, cpu=5, memory=300 * 1024 * 1024, output=1_000_000)


SMALL_FILES = Limits(wall=5, cpu=5, output=1_000_000, programs=("/bin/cat",))


def probe(name, *args, limits=SMALL):
    return run(f"{PROBES}:{name}", *args, limits=limits)


@pytest.mark.parametrize("value", [7, "blåbær", b"\x00\xff", [1, {"a": b"x", "b": None}], 1.5, True])
def test_arguments_and_results_cross_as_they_are(value):
    assert run("copy:copy", value, limits=SMALL) == value


def test_a_sandbox_knows_nothing_of_the_environment(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "hemmelig")
    assert "SECRET_KEY" not in probe("environment")


@pytest.mark.parametrize("name", ["spin", "sleep"])
def test_work_that_does_not_end_is_ended(name):
    begun = time.monotonic()
    with pytest.raises(TookTooLong) as told:
        probe(name, limits=Limits(wall=0.8))
    assert told.value.cause == "too_long"
    assert time.monotonic() - begun < 10


def test_processor_time_is_limited_too():
    with pytest.raises(TookTooLong):
        probe("spin", limits=Limits(wall=30, cpu=1))


def test_work_that_hoards_memory_is_stopped():
    with pytest.raises(UsedTooMuch) as told:
        probe("hoard")
    assert told.value.cause == "memory"


def test_a_result_that_is_too_large_is_not_taken():
    with pytest.raises(UsedTooMuch) as told:
        probe("flood")
    assert told.value.cause == "output"


@pytest.mark.parametrize("name", ["connect", "start_program", "fork"])
def test_no_network_and_no_other_program(name):
    with pytest.raises(Failed) as told:
        probe(name)
    assert told.value.cause == "forbidden"


def test_a_program_that_the_limits_name_may_be_started_and_is_held_to_them():
    named = Limits(wall=5, cpu=5, memory=300 * 1024 * 1024, programs=("/bin/cat",))
    assert "1000000" in probe("start", "/bin/cat", "/proc/self/limits", limits=SMALL_FILES)
    with pytest.raises(Failed) as told:
        probe("start", "/bin/echo", limits=named)
    assert told.value.cause == "forbidden"


def test_nothing_outside_the_own_folder_is_written_or_removed(tmp_path):
    mine = tmp_path / "mit.txt"
    mine.write_text("urørt")
    for call in (("write_to", str(mine)), ("write_to", str(tmp_path / "nyt.txt")), ("remove", str(mine))):
        with pytest.raises(Failed) as told:
            probe(*call)
        assert told.value.cause == "forbidden"
    assert mine.read_text() == "urørt"
    assert [p.name for p in tmp_path.iterdir()] == ["mit.txt"]


def test_the_own_folder_is_writable_and_gone_afterwards():
    path = Path(probe("write_inside"))
    assert path.is_relative_to(tempfile.gettempdir())
    assert not path.exists()
    assert not path.parent.exists()


def test_open_files_are_limited():
    with pytest.raises(Failed) as told:
        probe("open_many")
    assert told.value.kind == "builtins.OSError"


def test_an_error_is_told_with_its_kind_and_values():
    with pytest.raises(Failed) as told:
        probe("refuse", "for tidligt")
    assert (told.value.kind, told.value.values) == ("builtins.ValueError", ("for tidligt", 7))
    assert told.value.cause == "raised"


def test_a_process_that_dies_is_a_failure():
    with pytest.raises(Failed) as told:
        probe("die")
    assert told.value.cause == "killed"


def test_an_unknown_function_is_a_failure():
    with pytest.raises(Failed):
        probe("findes_ikke")


def test_what_is_printed_does_not_spoil_the_answer():
    assert probe("chatter") == "the answer"


def test_what_json_cannot_carry_is_refused_before_anything_starts():
    with pytest.raises(TypeError):
        run(f"{PROBES}:double", {1, 2})


@pytest.mark.parametrize("error", [TookTooLong("too_long"), UsedTooMuch("memory"), Failed("raised")])
def test_every_cause_has_a_sentence_in_both_languages(error):
    assert error.sentence("da").endswith(".")
    assert error.sentence("en").endswith(".")
    assert error.sentence("da") != error.sentence("en")


def test_many_threads_may_ask_at_once():
    answers = []

    def ask(number):
        answers.append(probe("double", number))

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [0, 2, 4, 6, 8, 10]


@pytest.mark.skipif(sys.platform != "linux", reason="looks in /proc")
def test_the_child_dies_with_its_parent():
    """kill -9 of a worker must not leave a converter running."""
    program = (
        "from roedtraad.sandbox import run, Limits\n"
        f"run('{PROBES}:sleep', limits=Limits(wall=500, cpu=500))\n"
    )
    source = str(Path(__file__).parents[3])
    parent = subprocess.Popen([sys.executable, "-c", program], env={**os.environ, "PYTHONPATH": source})
    child = _wait(lambda: _children(parent.pid))
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    assert _wait(lambda: not any(Path(f"/proc/{pid}/cmdline").exists() and _alive(pid) for pid in child))


def _children(pid):
    return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def _wait(condition, seconds=15):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if value := condition():
            return value
        time.sleep(0.05)
    return None
