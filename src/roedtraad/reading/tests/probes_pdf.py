"""Work that the tests of bad PDF let the sandbox do: a fault in a library of C must not end the tests."""

import random
import time

from roedtraad.reading.errors import Unreadable
from roedtraad.reading.opening.pdf import open_pdf


def mutated(data, chance):
    """The file with a few of its bytes changed, doubled, or gone."""
    out = bytearray(data)
    for _ in range(chance.choice((1, 3, 10, 40))):
        at = chance.randrange(len(out))
        form = chance.randrange(5)
        if form == 0:
            out[at] = chance.randrange(256)
        elif form == 1:
            del out[at : at + chance.randrange(1, 200)]
        elif form == 2:
            out[at:at] = out[at : at + chance.randrange(1, 200)]
        elif form == 3:
            digits = [n for n in range(at, min(at + 400, len(out))) if 48 <= out[n] <= 57]
            for n in digits[:3]:
                out[n] = chance.choice(b"0123456789")
        else:
            out = out[: max(20, at)] if chance.random() < 0.2 else out
        if len(out) < 30:
            break
    return bytes(out)


def read_mutated(data, seed, count):
    """[reason or "read"] of each; whatever else is raised ends the work."""
    chance = random.Random(seed)
    told = []
    slowest = 0.0
    for _ in range(count):
        begun = time.process_time()
        try:
            open_pdf(mutated(data, chance), "plan.pdf")
            told.append("read")
        except Unreadable as error:
            told.append(error.reason)
        slowest = max(slowest, time.process_time() - begun)
    return {"told": told, "slowest": slowest}
