"""Spoilt files of every format are read or refused with a sentence: no crash, no hang, no memory eaten, nothing printed.

A sample in the normal run, always the same. The slow set makes a thousand of each format from a seed that it prints:

    pytest -m slow src/roedtraad/reading/tests/test_mutations.py -s
    ROEDTRAAD_MUTATION_SEED=7 ROEDTRAAD_MUTATIONS=5000 pytest -m slow …
"""

import contextlib
import json
import os
import random
import resource
import signal
import subprocess
import sys

import pytest

from roedtraad.reading import Document, Unreadable, legacy, read, read_apart
from roedtraad.reading.check import violations
from roedtraad.reading.tests.mutations import SAMPLES, SLOW_SAMPLES, mutation, samples

SEED = os.environ.get("ROEDTRAAD_MUTATION_SEED")
COUNT = int(os.environ.get("ROEDTRAAD_MUTATIONS", "1000"))
SECONDS = 10  # of processor time, so that a busy machine makes no hang
MEMORY = 300 * 1024  # kB that a reading may need on top of what this process has

needs_libreoffice = pytest.mark.skipif(
    legacy.libreoffice() is None, reason="needs LibreOffice (soffice), not installed here"
)


class Hung(BaseException):
    """Not an Exception: nothing in the reading may catch it."""


@contextlib.contextmanager
def watched():
    def ring(*_):
        raise Hung(f"more than {SECONDS} seconds")

    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - peak < MEMORY, "too much memory"


def outcome(reader, data, name):
    """ "read" or the reason of the refusal; fails for anything else."""
    try:
        document = reader(data, name)
    except Unreadable as error:
        assert error.reason != "failed", "a fault of ours"  # noqa: PT017 - which refusal is right depends on the spoilt file
        for language in ("da", "en"):
            assert name in error.sentence(language)  # noqa: PT017
            assert "\n" not in error.sentence(language)  # noqa: PT017
        return error.reason
    assert violations(document) == []
    assert Document.from_full(json.loads(json.dumps(document.to_full()))) == document
    return "read"


def run_through(form, seed, count, reader=read):
    told = {}
    for number in range(count):
        name, data = mutation(form, seed, number)
        try:
            with watched():
                result = outcome(reader, data, name)
        except (Exception, Hung) as error:
            raise AssertionError(
                f"mutation({form!r}, {seed!r}, {number}) of {len(data)} bytes: {error!r}"
            ) from error
        told[result] = told.get(result, 0) + 1
    return told


def seed_of_today():
    seed = SEED or str(random.SystemRandom().randrange(10**6))
    print(f"\nROEDTRAAD_MUTATION_SEED={seed}")
    return seed


@pytest.mark.parametrize("form", SAMPLES)
def test_the_samples_themselves_are_read(form):
    for data in samples(form):
        assert outcome(read, data, SAMPLES[form][0]) == "read"


@pytest.mark.parametrize("form", SAMPLES)
def test_some_spoilt_files_are_read_or_refused(form):
    told = run_through(form, "sample", 20)
    assert sum(told.values()) == 20


@pytest.mark.slow
@pytest.mark.parametrize("form", SAMPLES)
def test_a_thousand_spoilt_files_are_read_or_refused(form):
    told = run_through(form, seed_of_today(), COUNT)
    print(form, told)
    assert told.get("read", 0) > COUNT // 20, "the mutations are too coarse to try the reading"


@pytest.mark.slow
@needs_libreoffice
@pytest.mark.parametrize("form", SLOW_SAMPLES)
def test_a_hundred_spoilt_old_files_are_read_or_refused(form):
    told = run_through(form, seed_of_today(), max(1, COUNT // 10), read_apart)
    print(form, told)
    assert told.get("read", 0) > 0


def command(files):
    return subprocess.run(
        [sys.executable, "-m", "roedtraad.cli", "read", "--json", *map(str, files)],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        timeout=600,
    )


def through_the_command(form, seed, count, folder):
    """Each file of a batch gives a line on standard output or one on standard error, in the files' order."""
    files = []
    for number in range(count):
        name, data = mutation(form, seed, number)
        files.append(folder / f"{number:03}-{name}")
        files[-1].write_bytes(data)
    done = command(files)
    read_names = [json.loads(line)["source"]["name"] for line in done.stdout.decode().splitlines()]
    refused = done.stderr.decode().splitlines()
    assert len(read_names) + len(refused) == count, refused
    assert done.returncode == (1 if refused else 0)
    left = [file.name for file in files if not any(file.name in line for line in refused)]
    assert read_names == left


@pytest.mark.parametrize("form", SAMPLES)
def test_a_batch_of_spoilt_files_goes_on_to_its_end(form, tmp_path):
    through_the_command(form, "batch", 3, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("form", SAMPLES)
def test_forty_spoilt_files_go_through_the_command(form, tmp_path):
    through_the_command(form, seed_of_today(), 40, tmp_path)
