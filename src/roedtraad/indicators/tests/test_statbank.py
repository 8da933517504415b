"""Figures from StatBank Denmark: found, chosen, looked at, saved, fetched; and every way in which that can fail."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from roedtraad.core.actions import SYSTEM
from roedtraad.core.enums import JobState
from roedtraad.core.jobs import carry_out
from roedtraad.core.models import Job
from roedtraad.figures.played import Mischief, played, sample_tables
from roedtraad.indicators import actions, bank, jobs
from roedtraad.indicators.enums import QueryState
from roedtraad.indicators.models import SourceQuery
from roedtraad.indicators.queries import released
from roedtraad.indicators.tests.making import make_indicator

TABLE = "PRUND1"


@pytest.fixture
def statbank(settings):
    """A StatBank on this machine that answers as the real one does."""
    with played(sample_tables()) as running:
        settings.STATBANK = running.base
        cache.clear()
        yield running
    cache.clear()


@pytest.fixture
def yearly(fjordby):
    fjordby.code = "820"
    fjordby.save()
    return make_indicator("Underretninger", rhythm="year", kind="population", measure="", direction="neutral")


def chosen(**more):
    return {"beside": ["country"], "since": "2015"} | more


def test_a_table_is_found_by_words_with_danish_endings(statbank, yearly, coordinator, signed_in):
    url = reverse("indicators:statbank", args=[yearly.pk])
    html = signed_in(coordinator).get(url, {"q": "underretninger"}).content.decode()
    assert TABLE in html
    html = signed_in(coordinator).get(url, {"q": "rumfart"}).content.decode()
    assert "Ingen tabel har de ord" in html


def test_what_a_choice_gives_is_shown_before_it_is_saved(statbank, yearly, coordinator, signed_in):
    client = signed_in(coordinator)
    url = reverse("indicators:statbank_table", args=[yearly.pk, TABLE])
    html = client.get(url).content.decode()
    assert "Hele Danmark" in html
    html = client.get(url, chosen()).content.decode()
    assert "Det giver den" in html
    assert "Hele kommunen" in html
    assert "Hele landet" in html
    assert not SourceQuery.objects.exists()


def test_a_saved_query_brings_the_municipalitys_figures_beside_the_countrys(
    statbank, yearly, coordinator, signed_in
):
    client = signed_in(coordinator)
    url = reverse("indicators:statbank_table", args=[yearly.pk, TABLE])
    answer = client.post(url, chosen(schedule="monthly"))
    query = SourceQuery.objects.get()
    assert answer["location"].endswith(reverse("indicators:query", args=[query.pk]))
    carry_out.call(Job.objects.get(name="indicators.ask").pk)
    query.refresh_from_db()
    assert query.state == QueryState.ACTIVE
    assert query.trouble == "" or "foreløbig" in query.trouble
    seen = released(yearly, "staff", every=True)
    assert seen.main is not None
    assert len(seen.main.cells) > 5
    assert [each.series.place_name for each in seen.series if each.series.place_code] == ["Hele landet"]
    assert query.last_result in client.get(reverse("indicators:query", args=[query.pk])).content.decode()


def asked(yearly, **selection):
    info = bank.table(TABLE)
    from roedtraad.figures.statbank import preset

    return actions.schedule_query(
        yearly, by=SYSTEM, table=TABLE, table_title=info.title,
        selection=preset(info, "820").as_json(), schedule="monthly",
    )  # fmt: skip


def test_asked_again_only_what_is_new_or_corrected_becomes_a_figure(statbank, yearly):
    query = asked(yearly)
    for _time in range(2):
        carry_out.call(actions.ask_now(query, by=SYSTEM).pk)
    query.refresh_from_db()
    assert query.last_result.startswith("0 nye, 0 ændrede")


def test_a_table_that_is_gone_is_said_as_a_sentence_and_nothing_is_lost(statbank, yearly):
    query = asked(yearly)
    carry_out.call(actions.ask_now(query, by=SYSTEM).pk)
    before = released(yearly, "staff").release.number
    statbank.lose(TABLE)
    job = actions.ask_now(query, by=SYSTEM)
    carry_out.call(job.pk)
    query.refresh_from_db()
    job.refresh_from_db()
    assert job.state == JobState.DONE
    assert query.state == QueryState.STUCK
    assert TABLE in query.trouble
    assert query.next_run > timezone.localdate()
    assert released(yearly, "staff").release.number == before


@pytest.mark.parametrize("mischief", [Mischief.HTML, Mischief.DENY, Mischief.TRUNCATE])
def test_an_answer_that_is_none_is_tried_again_and_then_said(statbank, yearly, settings, mischief):
    settings.JOB_ATTEMPTS = 1
    query = asked(yearly)
    statbank.always(mischief)
    carry_out.call(actions.ask_now(query, by=SYSTEM).pk)
    query.refresh_from_db()
    assert query.state == QueryState.STUCK
    assert query.trouble


def test_a_search_without_an_answer_tells_so_on_the_page(statbank, yearly, coordinator, signed_in):
    statbank.always(Mischief.DENY)
    url = reverse("indicators:statbank", args=[yearly.pk])
    html = signed_in(coordinator).get(url, {"q": "underretninger"}).content.decode()
    assert "Statistikbanken svarede ikke" in html


def test_a_table_in_another_rhythm_or_that_counts_where_a_share_is_meant_is_refused_in_words(
    statbank, fjordby, coordinator, signed_in
):
    monthly = make_indicator()
    share = make_indicator("Andel", rhythm="year", unit="percent")
    for indicator, sentence in [
        (monthly, "tælles ikke hver måned"),
        (share, "tæller antal, og indikatoren er en andel"),
    ]:
        url = reverse("indicators:statbank_table", args=[indicator.pk, TABLE])
        html = signed_in(coordinator).get(url, chosen()).content.decode()
        assert "Det her står i vejen" in html
        assert sentence in html


def test_what_is_due_is_asked_and_what_rests_is_not(statbank, yearly, coordinator, signed_in):
    query = asked(yearly)
    SourceQuery.objects.update(next_run=timezone.localdate())
    assert jobs.ask_due() == 1
    Job.objects.update(finished_at=timezone.now(), state=JobState.DONE)
    client = signed_in(coordinator)
    client.post(reverse("indicators:query", args=[query.pk]), {"do": "rest"})
    assert jobs.ask_due() == 0
    client.post(reverse("indicators:query", args=[query.pk]), {"do": "wake", "schedule": "weekly"})
    query.refresh_from_db()
    assert (query.state, query.schedule) == (QueryState.ACTIVE, "weekly")
    client.post(reverse("indicators:remove_query", args=[query.pk]))
    assert not SourceQuery.objects.exists()


def test_the_same_is_not_asked_for_twice(statbank, yearly):
    from roedtraad.core.reasons import Refused

    asked(yearly)
    with pytest.raises(Refused) as refused:
        asked(yearly)
    assert [reason.code for reason in refused.value.reasons] == ["asked-already"]
