"""``roedtraad read``: a batch goes on, what fails says so on standard error, nothing is printed for it."""

import json
import subprocess
import sys

import pytest

from roedtraad.cli import COMMANDS, main, usage
from roedtraad.reading.tests.build import POLICY, policy_in_word


@pytest.fixture
def policy(tmp_path):
    path = tmp_path / "politik.md"
    path.write_text(POLICY, encoding="utf-8")
    return str(path)


def test_json_is_the_published_format(policy, capfdbinary):
    assert main(["read", "--json", policy]) == 0
    told = json.loads(capfdbinary.readouterr().out)
    assert told["source"]["name"] == "politik.md"
    assert set(told) == {
        "source",
        "kind",
        "title",
        "municipality",
        "case_number",
        "period",
        "adopted",
        "elements",
    }
    assert {"id", "type", "text", "parent", "page", "block", "confidence", "attributes"} == set(
        told["elements"][0]
    )


def test_the_outline_indents_and_explain_names_the_rules(policy, capfdbinary):
    assert main(["read", policy]) == 0
    outline = capfdbinary.readouterr().out.decode()
    assert "\n    com1   commitment: Det vil Egekøbing Kommune: Åbne klubberne om lørdagen" in outline
    assert main(["read", "--explain", policy]) == 0
    assert "labelled-list (0.92, linje" in capfdbinary.readouterr().out.decode()


def test_a_batch_goes_on_and_tells_of_each_that_failed(policy, tmp_path, capfdbinary):
    bad = tmp_path / "tom.docx"
    bad.write_bytes(b"")
    word = tmp_path / "politik.docx"
    word.write_bytes(policy_in_word())
    assert main(["read", "--json", str(bad), policy, str(tmp_path / "væk.md"), str(word)]) == 1
    out, err = capfdbinary.readouterr()
    assert [json.loads(line)["source"]["name"] for line in out.decode().splitlines()] == [
        "politik.md",
        "politik.docx",
    ]
    first, second = err.decode().splitlines()
    assert "tom.docx er tom" in first
    assert "væk.md findes ikke" in second


def test_standard_input_is_read_and_django_is_not_loaded(policy):
    program = (
        "import sys; from roedtraad.cli import main; status = main(['read', '--json', '-']); "
        "sys.exit(status or any(m.split('.')[0] == 'django' for m in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], input=POLICY.encode(), capture_output=True)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["title"] == "Trygge veje"


def test_an_unknown_verb_is_answered_with_those_there_are(capsys):
    assert main(["læs"]) == 2
    assert "'læs' er ikke en kommando" in capsys.readouterr().err
    assert all(verb in usage() for verb in COMMANDS)
