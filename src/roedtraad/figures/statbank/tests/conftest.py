import pytest

from roedtraad.figures.played import played, sample_tables
from roedtraad.figures.statbank import Limits, StatBank, Transport

QUICK = Limits(connect=2, silence=1, total=10, attempts=3, longest_wait=5, queue=5)


@pytest.fixture
def bank():
    with played(sample_tables()) as running:
        yield running


@pytest.fixture
def pauses():
    """The pauses that were made, none of them waited for."""
    return []


@pytest.fixture
def statbank(bank, pauses):
    return StatBank(transport=Transport(bank.base, limits=QUICK, sleep=pauses.append))
