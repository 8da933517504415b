"""``roedtraad read``: a batch goes on, what fails says so on standard error, nothing is printed for it."""

import json
import os
import pty
import subprocess
import sys
import threading

import pytest

from roedtraad.cli import COMMANDS, main, usage
from roedtraad.reading.tests.build import POLICY, policy_in_word

HERE = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}  # the program under test is this checkout's


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
        "projects",
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
    done = subprocess.run(
        [sys.executable, "-c", program], input=POLICY.encode(), capture_output=True, env=HERE
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["title"] == "Trygge veje"


def test_many_files_are_printed_in_their_order_whichever_is_read_first(tmp_path, capfdbinary):
    files = []
    for number in range(9):
        files.append(tmp_path / f"{number}.md")
        files[-1].write_text(POLICY * (40 if number % 3 == 0 else 1), encoding="utf-8")
    assert main(["read", "--json", *map(str, files)]) == 0
    lines = capfdbinary.readouterr().out.decode().splitlines()
    assert [json.loads(line)["source"]["name"] for line in lines] == [file.name for file in files]


def test_each_way_to_call_it_wrongly_gives_status_2_and_prints_nothing(policy, capfdbinary):
    for arguments in ([], ["--json", "--explain", policy], ["--findes-ikke", policy], ["-", "-"]):
        with pytest.raises(SystemExit) as ended:
            main(["read", *arguments])
        assert ended.value.code == 2
        out, err = capfdbinary.readouterr()
        assert out == b""
        assert err


def test_a_file_that_fails_prints_one_line_with_the_path_as_it_was_written(tmp_path, capfdbinary):
    odd = tmp_path / "et\nmærkeligt navn.docx"
    odd.write_bytes(policy_in_word()[:2000])
    for form in ("--json", "--outline", "--explain"):
        assert main(["read", form, str(odd)]) == 1
        out, err = capfdbinary.readouterr()
        assert out == b""
        assert err.decode().count("\n") == 1
        assert "et mærkeligt navn.docx er beskadiget" in err.decode()
    assert main(["read", str(tmp_path), "--language", "en"]) == 1
    assert "does not exist or cannot be opened" in capfdbinary.readouterr().err.decode()


def through_a_terminal(arguments):
    """(exit status, standard output, what a terminal on standard error was sent)."""
    master, slave = pty.openpty()
    program = f"import sys; from roedtraad.cli import main; sys.exit(main({arguments!r}))"
    sent = bytearray()

    def listen():
        while True:
            try:
                piece = os.read(master, 4096)
            except OSError:  # Linux tells the end of a terminal this way
                return
            if not piece:
                return
            sent.extend(piece)

    listener = threading.Thread(target=listen, daemon=True)
    listener.start()
    done = subprocess.run(
        [sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        stderr=slave,
        stdin=subprocess.DEVNULL,
        env=HERE,
    )
    os.close(slave)
    listener.join(10)
    os.close(master)
    return done.returncode, done.stdout.decode(), sent.decode("utf-8", "replace")


def test_a_bar_on_the_terminal_says_how_far_it_is_and_is_taken_away(tmp_path):
    files = []
    for number in range(8):
        files.append(tmp_path / f"nummer-{number}.md")
        files[-1].write_text(POLICY.replace("Trygge veje", f"Politik {number}") * 200, encoding="utf-8")
    bad = tmp_path / "tom.md"
    bad.write_bytes(b"")
    status, out, sent = through_a_terminal(["read", "--json", *map(str, files), str(bad)])
    assert status == 1
    assert len(out.splitlines()) == 8
    assert "/9 " in sent
    assert "█" in sent
    assert sent.replace("\r\n", "\n").split("\x1b[K")[-1].strip().endswith("prøv på ny.")
    assert "█" not in out
    _, out, sent = through_a_terminal(["read", "--json", str(bad)])
    assert (out, sent.count("\n")) == ("", 1)


def test_an_unknown_verb_is_answered_with_those_there_are(capsys):
    assert main(["læs"]) == 2
    assert "'læs' er ikke en kommando" in capsys.readouterr().err
    assert all(verb in usage() for verb in COMMANDS)
