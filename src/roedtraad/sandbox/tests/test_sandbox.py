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

from roedtraad.sandbox import Failed, Limits, TookTooLong, UsedTooMuch, parent, prepared, run

PROBES = "roedtraad.sandbox.tests.probes"
SMALL = Limits(wall=5, cpu=5, memory=300 * 1024 * 1024, output=1_000_000)


SMALL_FILES = Limits(wall=5, cpu=5, output=1_000_000, programs=("/bin/cat",))


@pytest.fixture(params=["copied", "fresh"], autouse=True)
def _made(request, monkeypatch):
    """Whether each process is copied from one that stands ready or started fresh, nothing else is different."""
    if request.param == "fresh":
        monkeypatch.setattr(parent, "copy", lambda *_: None)


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
@pytest.mark.parametrize("way", ["copied", "fresh"])
def test_the_child_dies_with_its_parent(way):
    """kill -9 of a worker must not leave a converter running, nor one that stands ready."""
    program = (
        "from roedtraad.sandbox import run, Limits, parent\n"
        f"if {way!r} == 'fresh': parent.copy = lambda *_: None\n"
        f"run('{PROBES}:sleep', limits=Limits(wall=500, cpu=500))\n"
    )
    source = str(Path(__file__).parents[3])
    asker = subprocess.Popen([sys.executable, "-c", program], env={**os.environ, "PYTHONPATH": source})
    family = _wait(lambda: _asleep(asker.pid, generations=2 if way == "copied" else 1))
    asker.send_signal(signal.SIGKILL)
    asker.wait()
    assert _wait(lambda: not any(_alive(pid) for pid in family))


def _asleep(pid, generations):
    """All below the process when so many generations of them are there."""
    found, last = [], [pid]
    for _generation in range(generations):
        last = [child for parent in last for child in _children(parent)]
        if not last:
            return None
        found += last
    return found


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


# ---------------------------------------------------------------- the one that stands ready

linux = pytest.mark.skipif(sys.platform != "linux", reason="processes stand ready on Linux only")


@pytest.fixture
def standing():
    """The process that stands ready with the probes, after it has been asked once."""
    probe("double", 1)
    return prepared._standing[PROBES]


@linux
def test_what_one_call_leaves_behind_the_next_does_not_find():
    assert [probe("keep", "hemmeligt") for _call in range(3)] == [["hemmeligt"]] * 3


@linux
@pytest.mark.parametrize("_made", ["copied"], indirect=True)
class TestStandingReady:
    def test_the_module_is_loaded_once_for_all_calls(self, standing):
        first = probe("loaded")
        assert probe("loaded") == first
        assert probe("own_process") != probe("own_process") != standing.process.pid

    def test_one_that_was_ended_is_replaced(self, standing):
        standing.process.kill()
        standing.process.wait()
        assert probe("double", 4) == 8
        assert prepared._standing[PROBES] is not standing

    def test_where_it_ends_while_it_is_asked_the_work_is_done_by_a_fresh_process(self, standing, monkeypatch):
        standing.process.kill()
        standing.process.wait()
        monkeypatch.setattr(prepared.Prepared, "is_ours", True)
        assert probe("double", 4) == 8
        monkeypatch.undo()

    def test_it_ends_when_nobody_asks_for_a_while(self, monkeypatch):
        monkeypatch.setattr(prepared, "IDLE", 0.3)
        monkeypatch.setattr(prepared, "_standing", {})
        assert probe("double", 2) == 4
        [standing] = prepared._standing.values()
        assert standing.process.wait(10) == 0
        assert probe("double", 3) == 6
        prepared._end_all()

    def test_it_holds_no_more_of_the_environment_than_its_copies(self, standing, monkeypatch):
        told = Path(f"/proc/{standing.process.pid}/environ").read_bytes()
        assert {line.split(b"=")[0] for line in told.split(b"\0") if line} == {
            b"PATH", b"LANG", b"OPENBLAS_NUM_THREADS", b"OMP_NUM_THREADS",
        }  # fmt: skip
        assert probe("environment") == ["HOME", "LANG", "PATH", "TMPDIR"]

    def test_a_copy_has_no_way_back_to_it_or_to_the_asker(self, standing):
        assert probe("open_pipes") == [0, 1, 2]

    def test_a_copy_that_is_stopped_leaves_the_others_at_work(self, standing):
        answers = []
        slow = threading.Thread(target=lambda: answers.append(probe("wait_and_tell", 1.5)))
        slow.start()
        with pytest.raises(TookTooLong):
            probe("sleep", limits=Limits(wall=0.5))
        slow.join()
        assert len(answers) == 1

    def test_a_module_that_begins_threads_is_not_copied(self):
        assert run("roedtraad.sandbox.tests.probes_with_thread:alive", limits=SMALL) == 2

    def test_if_it_is_killed_its_copies_end_and_the_asker_is_told(self, standing):
        ending = threading.Timer(0.5, standing.process.kill)
        ending.start()
        with pytest.raises(Failed) as told:
            probe("sleep", limits=Limits(wall=30))
        assert told.value.cause == "killed"

    def test_one_that_does_not_answer_is_ended_and_the_work_is_done_once(self, standing, monkeypatch):
        monkeypatch.setattr(parent, "STARTING", 0.0)
        os.kill(standing.process.pid, signal.SIGSTOP)
        assert probe("double", 4, limits=Limits(wall=1)) == 8
        assert standing.process.wait(5) == -signal.SIGKILL
