"""The journeys are told in a real Chromium against the real server and worker, each story in a house of its own.

They run with ROEDTRAAD_BROWSER=1 (`make stories`) where Chromium is installed, and are skipped with a sentence
elsewhere. ROEDTRAAD_SCREENSHOTS=1 (`make screenshots`) also writes the pages to docs/screenshots.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from .visitor import Visitor

ROOT = Path(__file__).resolve().parents[1]
# The shell is the same browser without its windows, which nobody looks at here: the stories take a quarter less.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next((path for name in BROWSERS if (path := shutil.which(name))), None)
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--font-render-hinting=none",
]  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    reason = None
    if os.environ.get("ROEDTRAAD_BROWSER") != "1":
        reason = "told in a real browser: run `make stories`"
    elif CHROMIUM is None:
        reason = "needs Chromium (on Debian: apt install chromium-headless-shell), then `make stories`"
    for item in items:
        if Path(item.fspath).is_relative_to(ROOT / "e2e"):
            item.add_marker(pytest.mark.browser)
            if reason:
                item.add_marker(pytest.mark.skip(reason=reason))


@dataclass(frozen=True)
class House:
    """A served installation: where it answers, and the folder that it lives in."""

    origin: str
    home: Path


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _command(home: Path, *words: str) -> None:
    env = {**os.environ, "ROEDTRAAD_HOME": str(home)}
    env.pop("DATABASE_URL", None)
    subprocess.run([sys.executable, *words], env=env, cwd=ROOT, check=True)


def _prepared_once(factory: pytest.TempPathFactory, name: str, *options: str) -> Path:
    """An installation that the first worker who needs it prepares, and all the others copy."""
    base = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent  # what the workers share
    home = base / f"prepared-{name}"
    with (base / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (base / f"{name}.done").exists():
            shutil.rmtree(home, ignore_errors=True)
            home.mkdir()
            _command(home, "-m", "roedtraad.cli", "prepare", *options)
            (base / f"{name}.done").touch()
    return home


@pytest.fixture(scope="session")
def organisation_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Fjordby with its people, bodies and meetings, before any document has been brought."""
    return _prepared_once(tmp_path_factory, "organisation", "--example", "organisation")


@pytest.fixture(scope="session")
def example_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Fjordby as `make run` builds it: with its policy, plan, cycles and decisions."""
    return _prepared_once(tmp_path_factory, "example")


def _serve(home: Path, **settings: str) -> Iterator[House]:
    port = _free_port()
    env = {**os.environ, "ROEDTRAAD_HOME": str(home), "PORT": str(port), **settings}
    env.pop("DATABASE_URL", None)
    env.pop("ROEDTRAAD_ORIGIN", None)
    log = (home / "serve.log").open("w")
    process = subprocess.Popen(
        [sys.executable, "-m", "roedtraad.cli", "serve"],
        env=env,
        cwd=ROOT,
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    origin = f"http://localhost:{port}"
    try:
        for _try in range(150):
            try:
                urllib.request.urlopen(f"{origin}/sundhed/", timeout=1)
                break
            except OSError:
                time.sleep(0.2)
        else:
            raise AssertionError((home / "serve.log").read_text())
        yield House(origin, home)
    finally:
        process.terminate()
        process.wait(timeout=30)
        log.close()


@pytest.fixture(scope="session")
def quiet_house(organisation_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Fjordby's organisation, served once for every test that only looks and leaves nothing behind."""
    home = tmp_path_factory.mktemp("quiet") / "house"
    shutil.copytree(organisation_home, home)
    yield from _serve(home)


@pytest.fixture
def house(organisation_home: Path, tmp_path: Path) -> Iterator[House]:
    """A fresh copy of Fjordby's organisation, served."""
    home = tmp_path / "house"
    shutil.copytree(organisation_home, home)
    yield from _serve(home)


@pytest.fixture
def example_house(example_home: Path, tmp_path: Path) -> Iterator[House]:
    """A fresh copy of the whole example, served."""
    home = tmp_path / "house"
    shutil.copytree(example_home, home)
    yield from _serve(home)


@pytest.fixture(scope="session")
def browser():  # type: ignore[no-untyped-def]
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(params=[1280, 390], ids=["1280px", "390px"])
def width(request: pytest.FixtureRequest) -> int:
    return request.param


@pytest.fixture
def visit(browser, width, request):  # type: ignore[no-untyped-def]
    """Open a house as a new visitor with a clean browser: `visit(house)`."""
    contexts = []
    visitors = []

    def open_house(house: House, **options) -> Visitor:  # type: ignore[no-untyped-def]
        context = browser.new_context(
            viewport={"width": width, "height": 844 if width < 700 else 900},
            locale="da-DK", timezone_id="Europe/Copenhagen", reduced_motion="reduce", has_touch=False, **options,
        )  # fmt: skip
        context.set_default_timeout(10_000)
        contexts.append(context)
        visitors.append(Visitor(context.new_page(), house.origin, width))
        return visitors[-1]

    yield open_house
    for context in contexts:
        context.close()
    findings = list(dict.fromkeys(finding for visitor in visitors for finding in visitor.findings))
    if findings:
        pytest.fail("What was found on the pages:\n" + "\n".join(findings), pytrace=False)
