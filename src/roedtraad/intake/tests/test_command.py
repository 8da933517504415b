"""``roedtraad import``: one line a file, a bad file is one sentence, and the others go on."""

from __future__ import annotations

from roedtraad.intake.command import main
from roedtraad.intake.models import SourceDocument
from roedtraad.policies.models import Edition

from .conftest import POLICY


def test_files_are_read_and_accepted_and_a_bad_one_does_not_stop_the_rest(
    tmp_path, fjordby, coordinator, capsys
):
    (tmp_path / "god.md").write_text(POLICY)
    (tmp_path / "tom.docx").write_bytes(b"")
    (tmp_path / "cpr.md").write_text(POLICY + "\nBarn 010112-1238\n")
    names = [str(tmp_path / name) for name in ("tom.docx", "findes-ikke.md", "cpr.md", "god.md")]
    assert main([*names, "--municipality", "fjordby", "--by", coordinator.email, "--accept"]) == 1
    told = capsys.readouterr()
    assert len(told.out.splitlines()) == 1
    assert told.out.startswith("god.md: godkendt")
    lines = told.err.splitlines()
    assert [line.split(" ")[0].rstrip(":") for line in lines] == ["tom.docx", "findes-ikke.md", "cpr.md"]
    assert "1238" not in told.err
    assert Edition.objects.count() == 1


def test_importing_again_changes_nothing(tmp_path, fjordby, capsys):
    (tmp_path / "god.md").write_text(POLICY)
    for _turn in range(2):
        assert main([str(tmp_path / "god.md"), "--municipality", "fjordby", "--accept"]) == 0
    assert SourceDocument.objects.count() == Edition.objects.count() == 1
    assert "bragt før" in capsys.readouterr().out


def test_without_accept_it_waits_for_review(tmp_path, fjordby, capsys):
    (tmp_path / "god.md").write_text(POLICY)
    assert main([str(tmp_path / "god.md"), "--municipality", "fjordby"]) == 0
    assert "gennemsyn" in capsys.readouterr().out
    assert not Edition.objects.exists()


def test_an_unknown_municipality_or_user_is_said(fjordby, outsider, capsys):
    assert main(["x.md", "--municipality", "nowhere"]) == 2
    assert "fjordby" in capsys.readouterr().err
    assert main(["x.md", "--municipality", "fjordby", "--by", outsider.email]) == 2
    assert outsider.email in capsys.readouterr().err
