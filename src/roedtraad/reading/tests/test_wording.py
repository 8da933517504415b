"""What is passed by for want of a stem could not have fitted: proved from the patterns themselves, for every wording there is."""

import re
from importlib import import_module
from pkgutil import iter_modules
from re import _constants as op
from re import _parser as parser

import pytest

from roedtraad.reading import lexicon, recognise
from roedtraad.reading.recognise import law, mentions
from roedtraad.reading.wording import Wording, holds

GAP = "\0"  # any letters, or none
FEW = 8  # letters of a set that are tried one by one


def unproved(parts, stems, before=("",)):
    """Ends of what may have been matched so far, each in small letters, where no stem needs to stand in it."""
    found = set(before)
    for kind, told in parts:
        if kind is op.LITERAL:
            found = {text + chr(told).casefold() for text in found}
        elif kind is op.IN and len(told) <= FEW and all(each is op.LITERAL for each, _ in told):
            found = {text + chr(code).casefold() for text in found for _, code in told}
        elif kind is op.BRANCH:
            found = set().union(*(unproved(branch, stems, found) for branch in told[1]))
        elif kind is op.SUBPATTERN:
            found = unproved(told[-1], stems, found)
        elif kind in (op.MAX_REPEAT, op.MIN_REPEAT):
            least, most, repeated = told
            once = unproved(repeated, stems, found)
            if most > 1:
                once = {text + GAP for text in once}
            found = once if least else found | once
        elif kind is op.ASSERT:
            if not unproved(told[1], stems):
                return set()
        elif kind not in (op.AT, op.ASSERT_NOT):
            found = {text + GAP for text in found}
        longest = max(map(len, stems))
        found = {text[-longest:] for text in found if not any(stem in text for stem in stems)}
    return found


def wordings():
    modules = [
        lexicon,
        *(import_module(f"{recognise.__name__}.{m.name}") for m in iter_modules(recognise.__path__)),
    ]
    for module in modules:
        for name, value in vars(module).items():
            if isinstance(value, Wording):
                yield pytest.param(value.pattern, value.stems, id=name)
    for kind, wording in lexicon.INVOLVEMENTS:
        yield pytest.param(wording.pattern, wording.stems, id=kind)
    yield pytest.param(law.SECTION, law.SIGNS, id="SECTION")
    for name in ("TITLE", "PROGRAMME", "QUOTED", "OURS", "COMPOUND", "NAMED_AFTER", "LED_BY", "ENUMERATED"):
        yield pytest.param(getattr(mentions, name), mentions.HINTS, id=name)


@pytest.mark.parametrize(("pattern", "stems"), list(wordings()))
def test_every_text_that_a_wording_fits_holds_one_of_its_stems(pattern, stems):
    assert all(stem == stem.casefold() for stem in stems)
    assert not unproved(parser.parse(pattern.pattern, pattern.flags), stems)


@pytest.mark.parametrize("pattern", [r"borger(?:møde)?", r"borger\w+møde", r"møder?|dialog", "borgerdag"])
def test_a_stem_that_a_text_may_lack_is_seen(pattern):
    assert unproved(parser.parse(pattern), ("borgermøde",))


def test_a_stem_is_found_whatever_the_case_of_its_letters():
    assert holds("ÅRLIG STATUS", ("årlig",))
    assert holds("Årlig status", ("evaluering", "status"))
    assert not holds("Årlig fest", ("evaluering", "status"))


def test_a_wording_fits_what_its_pattern_fits():
    wording = Wording(r"\bkr\.|\bbudget\w*", "kr.", "budget")
    assert wording.search("Det koster 2 KR. om året")[0] == "KR."
    assert wording.match("Budgettet er lagt")[0] == "Budgettet"
    assert wording.match("Et budget") is None
    assert [match[0] for match in wording.finditer("Budget 2026 og budget 2027")] == ["Budget", "budget"]
    assert not list(wording.finditer("Det koster intet"))
    assert wording.search("Det koster intet") is None
    assert isinstance(wording.pattern, re.Pattern)
