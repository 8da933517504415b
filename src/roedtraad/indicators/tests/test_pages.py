"""What the pages of the indicators show and do with what is typed."""

from __future__ import annotations

import pytest
from django.urls import reverse

from roedtraad.core.actions import SYSTEM
from roedtraad.indicators import actions
from roedtraad.indicators.models import Break, Indicator, IndicatorLink, Rebase, Target
from roedtraad.indicators.tests.making import USUAL, make_indicator, months, with_figures
from roedtraad.organisation.models import Position
from roedtraad.plans.tests.making import running_plan


def page(client, name, *args):
    return client.get(reverse(f"indicators:{name}", args=args)).content.decode()


def test_the_list_puts_what_develops_in_the_wrong_direction_first_and_says_so(
    fjordby, coordinator, signed_in
):
    with_figures(title="A, som varierer", recent=True)
    with_figures([*USUAL, 30], title="Å, som stiger", recent=True)
    make_indicator("Uden tal")
    html = page(signed_in(coordinator), "index")
    assert "3 indikatorer. Én udvikler sig i forkert retning." in html
    assert html.index("Å, som stiger") < html.index("Uden tal") < html.index("A, som varierer")


@pytest.mark.parametrize(
    "path", ["", "?turn=worse", "?kind=better_off", "?text=venter", "?owner=abc", "?page=9"]
)
def test_the_list_costs_the_same_for_two_and_for_two_thousand(
    fjordby, coordinator, signed_in, queries_of, path
):
    client = signed_in(coordinator)
    for number in range(2):
        with_figures(title=f"Familier, der venter {number}")
    few = queries_of(client, reverse("indicators:index") + path)
    Indicator.objects.bulk_create(
        Indicator(title=f"Nummer {number}", definition="…", rhythm="month") for number in range(1998)
    )
    assert queries_of(client, reverse("indicators:index") + path) == few <= 15


def test_the_page_says_in_words_what_the_picture_shows(fjordby, coordinator, signed_in):
    indicator = with_figures([*USUAL, 30], subject="Antallet af familier")
    html = page(signed_in(coordinator), "indicator", indicator.pk)
    assert "Udvikling i forkert retning" in html
    assert "Antallet af familier er 30 i september 2025" in html
    assert "over øvre grænse" in html
    assert html.count("<svg") >= 2


def test_a_page_without_figures_teaches_what_is_needed(fjordby, coordinator, signed_in):
    html = page(signed_in(coordinator), "indicator", make_indicator().pk)
    assert "Der er ingen tal endnu" in html
    assert "Indikatoren hænger ikke på noget endnu" in html


def test_the_page_costs_no_more_with_many_series(fjordby, coordinator, signed_in, queries_of):
    from roedtraad.indicators.figures import Whose
    from roedtraad.organisation.models import Unit

    indicator = with_figures()
    client = signed_in(coordinator)
    url = reverse("indicators:indicator", args=[indicator.pk])
    few = queries_of(client, url)
    for number in range(12):
        unit = Unit.objects.create(name=f"Skole {number}")
        actions.record_figures(indicator, by=SYSTEM, figures=months(USUAL[:8], whose=Whose(unit=unit.pk)))
    assert queries_of(client, url) == few <= 15


def typed(indicator, values, **more):
    """What the form of figures sends: the newest period first."""
    from django.utils import timezone

    from roedtraad.indicators.forms.figures import offered_periods

    periods = offered_periods(indicator, timezone.localdate())
    sent = {
        "figures-TOTAL_FORMS": len(periods),
        "figures-INITIAL_FORMS": len(periods),
        "reason": "",
    }
    for at, period in enumerate(periods):
        sent[f"figures-{at}-start"] = period.start.isoformat()
        sent[f"figures-{at}-value"] = values.get(at, "")
    return sent | more, periods


def test_figures_are_typed_with_a_comma_and_not_counted_is_not_zero(fjordby, coordinator, signed_in):
    from roedtraad.indicators.queries import released

    indicator = make_indicator(unit="score", decimals=1)
    sent, periods = typed(indicator, {1: "12,5", 2: "0"}, **{"figures-3-missing": "on"})
    response = signed_in(coordinator).post(reverse("indicators:write", args=[indicator.pk]), sent)
    assert response.status_code == 302, response.content.decode()
    cells = {cell.start: cell for cell in released(indicator, "staff").main.cells}
    assert cells[periods[1].start].value == 12.5
    assert cells[periods[2].start].value == 0
    assert cells[periods[3].start].state == "missing"
    assert periods[4].start not in cells


def test_a_figure_that_is_no_number_is_answered_at_its_field_and_every_word_is_kept(
    fjordby, coordinator, signed_in
):
    indicator = make_indicator()
    sent, _periods = typed(indicator, {0: "mange", 1: "7"})
    response = signed_in(coordinator).post(reverse("indicators:write", args=[indicator.pk]), sent)
    html = response.content.decode()
    assert response.status_code == 422
    assert "Det er ikke et tal. Skriv det som 12,5 eller 1.234." in html
    assert 'value="mange"' in html
    assert 'value="7"' in html


def test_an_indicator_is_made_edited_connected_marked_and_retired_without_scripts(
    fjordby, coordinator, signed_in
):
    _plan, (goal,) = running_plan()
    client = signed_in(coordinator)
    chief = Position.objects.get(title="Skolechef")
    words = {
        "title": "Elevfravær", "definition": "Timer væk", "subject": "Fraværet", "kind": "population", "measure": "",
        "unit": "percent", "decimals": "1", "direction": "down", "rhythm": "month", "owner": chief.pk,
        "minimum_count": "5", "reach": "council",
    }  # fmt: skip
    assert client.post(reverse("indicators:new"), words).status_code == 302
    indicator = Indicator.objects.get()
    sent = words | {"title": "Fravær", "seen_version": indicator.version}
    assert client.post(reverse("indicators:edit", args=[indicator.pk]), sent).status_code == 302
    link = {"to": f"g{goal.pk}", "assumption": "Færre går glip af undervisning", "confidence": "low"}
    assert client.post(reverse("indicators:link", args=[indicator.pk]), link).status_code == 302
    mark = {"on": "2025-08-01", "reason": "Ny registrering. Nu tælles timer.", "series": ""}
    assert client.post(reverse("indicators:mark_break", args=[indicator.pk]), mark).status_code == 302
    assert client.post(reverse("indicators:rebase", args=[indicator.pk]), mark).status_code == 302
    aim = {"value": "5,5", "starts": "2025-01-01", "reached_by": "2026-12-31", "words": "Højst 5,5"}
    assert client.post(reverse("indicators:target", args=[indicator.pk]), aim).status_code == 302
    html = page(client, "indicator", indicator.pk)
    for each in ("Fravær", "Ny registrering", "5,5", "Færre går glip af undervisning", goal.title):
        assert each in html
    for name, row in [
        ("unlink", IndicatorLink.objects.get()), ("remove_break", Break.objects.get()),
        ("remove_rebase", Rebase.objects.get()), ("remove_target", Target.objects.get()),
    ]:  # fmt: skip
        assert client.post(reverse(f"indicators:{name}", args=[row.pk])).status_code == 302
    gone = {"reason": "Tælles ikke længere"}
    assert client.post(reverse("indicators:retire", args=[indicator.pk]), gone).status_code == 302
    assert "Tælles ikke længere" in page(client, "indicator", indicator.pk)
    assert client.post(reverse("indicators:take_up", args=[indicator.pk])).status_code == 302
    assert Indicator.objects.get().retired_on is None


def test_small_counts_are_hidden_on_the_page_and_zero_is_not(fjordby, coordinator, signed_in):
    indicator = with_figures([11, 13, 0, 3, 12, 14, 11, 12])
    html = page(signed_in(coordinator), "indicator", indicator.pk)
    assert "færre end 5" in html
    assert "April 2024 er skjult, ikke nul." in html or "April er skjult, ikke nul." in html
