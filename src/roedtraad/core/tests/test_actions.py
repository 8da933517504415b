"""Actions: permission, lock, refusal, record; and nothing half-done."""

import pytest
import rules

from roedtraad.core import actions, registries
from roedtraad.core.actions import action
from roedtraad.core.models import ActionLog
from roedtraad.core.permissions import Permission
from roedtraad.core.reasons import ChangedMeanwhile, NotPermitted, Reason, Refused
from roedtraad.core.tenancy import WrongMunicipality, scope
from roedtraad.matters.models import Matter, Recommendation

coordinator_only = Permission(
    "test.only", rules.predicate(lambda user, thing: user.name.startswith("Signe")), "Only Signe may."
)


@action("test.rename", permission=coordinator_only)
def rename(matter, *, by, title):
    matter.title = title
    matter.save()
    if title == "brist":
        raise RuntimeError("in the middle")
    return matter


@action("test.reword", permission=coordinator_only)
def reword(recommendation, *, by, text):
    recommendation.text = text
    recommendation.save()
    return recommendation


@pytest.fixture
def matter(fjordby):
    return Matter.objects.create(title="Årlig status")


def test_an_action_is_on_record_with_who_what_before_and_after(matter, coordinator):
    rename(matter, by=coordinator, title="Årlig status 2026")
    entry = ActionLog.objects.get()
    assert (entry.verb, entry.by, entry.by_name) == ("test.rename", coordinator, "Signe Holmelund")
    assert (entry.before, entry.after) == ({"title": "Årlig status"}, {"title": "Årlig status 2026"})
    assert (entry.thing_type, entry.thing_id) == ("matters.matter", matter.pk)


def test_who_may_not_is_told_why_and_nothing_is_changed(matter, reader):
    with pytest.raises(NotPermitted, match=r"Only Signe may\."):
        rename(matter, by=reader, title="Andet")
    matter.refresh_from_db()
    assert matter.title == "Årlig status"
    assert not ActionLog.objects.exists()


def test_a_higher_app_can_refuse_a_lower_apps_verb(matter, coordinator, monkeypatch):
    monkeypatch.setitem(
        registries.refusals._entries,
        "test.rename",
        [lambda thing, by, title: [Reason("test", f"“{title}” is taken.")]],
    )
    with pytest.raises(Refused, match="is taken"):
        rename(matter, by=coordinator, title="Ny")
    assert [reason.code for reason in actions.why_not("test.rename", matter, coordinator, title="Ny")] == [
        "test"
    ]


def test_a_fault_in_the_middle_leaves_nothing_half_done(matter, coordinator):
    with pytest.raises(RuntimeError):
        rename(matter, by=coordinator, title="brist")
    assert Matter.objects.get().title == "Årlig status"
    assert not ActionLog.objects.exists()


def test_an_action_on_another_municipalitys_thing_is_refused(matter, coordinator, nordby):
    with scope(nordby), pytest.raises(WrongMunicipality):
        rename(matter, by=coordinator, title="Overtaget")


def test_the_second_of_two_who_edit_the_same_is_told_who_was_first_and_what_now_stands(matter, coordinator):
    recommendation = Recommendation.objects.create(
        matter=matter, number=1, text="at status tages til efterretning"
    )
    seen = recommendation.version
    reword(recommendation, by=coordinator, text="at status godkendes", seen_version=seen)
    with pytest.raises(ChangedMeanwhile) as told:
        reword(recommendation, by=coordinator, text="at status drøftes", seen_version=seen)
    assert "Signe Holmelund" in str(told.value)
    assert told.value.theirs["text"] == "at status godkendes"
    reword(recommendation, by=coordinator, text="at status drøftes", seen_version=recommendation.version)
    assert Recommendation.objects.get().text == "at status drøftes"


def test_a_version_that_no_page_showed_is_a_change_and_not_a_fault(fjordby, coordinator):
    matter = Matter.objects.create(title="Årlig status")
    point = Recommendation.objects.create(matter=matter, number=1, text="at status tages til efterretning")
    for sent in ("abc", "", "9" * 5000, -1):
        with pytest.raises(ChangedMeanwhile):
            reword(point, by=coordinator, text="at andet", seen_version=sent)
    reword(point, by=coordinator, text="at noget", seen_version="1")


@action("test.found", permission=coordinator_only)
def found(municipality, *, by):
    return municipality


def test_nothing_is_made_in_the_name_of_another_municipality(fjordby, nordby, coordinator):
    assert found(fjordby, by=coordinator) == fjordby
    with pytest.raises(WrongMunicipality):
        found(nordby, by=coordinator)


def test_what_is_on_record_is_never_changed_nor_taken_away(matter, coordinator):
    rename(matter, by=coordinator, title="Årlig status 2026")
    entry = ActionLog.objects.get()
    for attempt in (
        entry.save,
        entry.delete,
        ActionLog.objects.all().delete,
        lambda: ActionLog.objects.update(by_name="En anden"),
    ):
        with pytest.raises(TypeError, match="on record"):
            attempt()
    entry.refresh_from_db()
    assert entry.by_name == "Signe Holmelund"
