"""``roedtraad import``: one line a file, a bad file is one sentence, and the others go on."""

from __future__ import annotations

from roedtraad.intake.command import main
from roedtraad.intake.models import SourceDocument
from roedtraad.matters.models import Matter
from roedtraad.plans.models import Plan
from roedtraad.policies.models import Edition, MatterSubject, Policy

from .conftest import POLICY
from .papers import PLAN, STATUS
from .papers import POLICY as LEISURE


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


def test_a_set_is_taken_in_with_what_others_hang_on_first_and_says_what_belongs_together(
    tmp_path, fjordby, capsys
):
    papers = {"a-status.md": STATUS, "b-plan.md": PLAN, "c-politik.md": LEISURE}
    for name, text in papers.items():
        (tmp_path / name).write_text(text)
    asked = [*(str(tmp_path / name) for name in papers), "--municipality", "fjordby", "--accept"]
    assert main(asked) == 0
    told = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in told if not line.startswith(" ")] == list(papers)
    assert "  hører sammen med: Politik for fritid (sættes i værk af dette)" in told
    assert Policy.objects.filter(is_stub=False).count() == 1
    assert Plan.objects.get().policy == MatterSubject.objects.get().policy == Edition.objects.get().policy
    again = main(asked)
    assert again == 0
    assert Edition.objects.count() == Plan.objects.count() == Matter.objects.count() == 1
