"""Every fault has a sentence in both languages that names the same facts, and every code that is used has one."""

import ast
import string
from pathlib import Path

import pytest

from roedtraad.figures import Fault, words

PACKAGE = Path(words.__file__).parent


def names(form):
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(form) if name}


@pytest.mark.parametrize("code", sorted(words.SENTENCES))
def test_both_languages_name_the_same_facts(code):
    danish, english = words.SENTENCES[code]
    assert names(danish) == names(english)
    assert danish != english
    assert danish.endswith((".", "}.")) and english.endswith(".")  # noqa: PT018
    assert Fault(code, dict.fromkeys(names(danish), "x")).sentence("en")


def used():
    """The codes that stand first in a Fault, an error or a `say`, in the package's own code."""
    found = {}
    for path in PACKAGE.rglob("*.py"):
        if "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called not in (
                "Fault",
                "FigureError",
                "StatBankError",
                "Unread",
                "say",
                "_say",
            ) and not called.endswith("Error"):
                continue
            first = node.args[0]
            choices = [first.body, first.orelse] if isinstance(first, ast.IfExp) else [first]
            for each in choices:
                if isinstance(each, ast.Constant) and isinstance(each.value, str) and called != "ValueError":
                    found[each.value] = path.name
    return found


def test_every_code_that_is_used_has_its_sentence():
    codes = {code for code in used() if " " not in code}
    assert len(codes) > 50
    assert codes - set(words.SENTENCES) == set()


def test_what_is_only_to_be_known_is_a_fault_that_exists():
    assert set(words.NOTES) - set(words.SENTENCES) == set()


def test_a_fault_that_is_only_to_be_known_stops_nothing():
    assert not Fault("gap").blocking
    assert Fault("negative").blocking
