"""The real thing: a worker is killed in the middle of reading a document, under the real `roedtraad serve`."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from roedtraad.installation.tests.test_serve import children_of, free_port, wait_for

LINES = 2000  # a document that takes a while to read: no test of speed, only long enough to be killed in
BRING = """
from roedtraad.core import tenancy
from roedtraad.core.actions import SYSTEM
from roedtraad.core.models import Municipality
from roedtraad.intake import actions
municipality = Municipality.objects.create(name="Fjordby Kommune", slug="fjordby")
with tenancy.scope(municipality):
    text = "# Leg hele livet\\n\\n## Det vil vi\\n\\n" + "".join(f"- Vi vil bygge legeplads nummer {n}\\n" for n in range(LINES))
    actions.receive("leg.md", text.encode(), by=SYSTEM)
"""


@pytest.mark.skipif(not Path("/proc").exists(), reason="reads /proc, which only Linux has")
def test_a_document_whose_reader_is_killed_is_read_again_and_once(tmp_path):
    env = {
        **os.environ,
        "ROEDTRAAD_HOME": str(tmp_path),
        "ROEDTRAAD_EXAMPLE": "0",
        "ROEDTRAAD_JOB_LEASE": "3",
    }
    env |= {"PORT": str(free_port())}
    env.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "roedtraad.cli"]
    subprocess.run([*command, "prepare"], env=env, check=True)
    subprocess.run(
        [*command, "manage", "shell", "-v0", "-c", BRING.replace("LINES", str(LINES))], env=env, check=True
    )
    database = sqlite3.connect(f"file:{tmp_path / 'roedtraad.sqlite3'}?mode=ro", uri=True)

    def job() -> tuple[str, int]:
        return database.execute("select state, attempt from core_job where name = 'intake.read'").fetchone()

    assert job() == ("waiting", 0)
    serve = subprocess.Popen([*command, "serve"], env=env, stdout=subprocess.DEVNULL)
    try:
        wait_for(lambda: job() == ("running", 1), 60)
        [worker] = [pid for pid, line in children_of(serve.pid).items() if line.rstrip().endswith("cli work")]
        readers = list(children_of(worker))
        os.kill(worker, signal.SIGKILL)
        assert job() == ("running", 1)
        wait_for(lambda: job()[0] == "done", 90)
        assert job() == ("done", 2)
        assert not any(Path(f"/proc/{pid}").exists() for pid in readers)
    finally:
        serve.terminate()
        serve.wait(timeout=20)
    assert database.execute("select state from intake_sourcedocument").fetchall() == [("read",)]
    assert database.execute("select count(*), count(distinct key) from intake_element").fetchone()[0] >= LINES
    assert database.execute("select count(*) from core_job").fetchone() == (1,)
    database.close()
