"""Recorded answers of the real StatBank lie beside the project; tests that need them are skipped where they do not."""

import json
from pathlib import Path

import pytest

RECORDED = Path(__file__).resolve().parents[5].parent / "shared" / "data" / "statbank"


def recorded(name):
    path = RECORDED / name
    if not path.is_file():
        pytest.skip("the recorded answers are not here")
    return json.loads(path.read_text(encoding="utf-8-sig"))
