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


def test_the_form_of_figures_shows_no_more_than_the_release_and_leaves_what_is_hidden(
    fjordby, coordinator, signed_in
):
    indicator = with_figures([12, 11, 3], recent=True)
    client = signed_in(coordinator)
    url = reverse("indicators:write", args=[indicator.pk])
    html = client.get(url).content.decode()
    assert 'value="12"' in html
    assert 'value="3"' not in html
    assert 'placeholder="skjult"' in html
    sent, _periods = typed(indicator, {2: "11", 3: "12"})
    assert client.post(url, sent).status_code == 302
    from roedtraad.indicators.queries import released

    assert [cell.state.value for cell in released(indicator, "staff").main.cells] == [
        "value",
        "value",
        "suppressed",
    ]


def test_figures_go_out_as_csv_json_stat_and_excel_with_hidden_missing_and_zero_told_apart(
    fjordby, coordinator, signed_in
):
    import io
    import json

    import openpyxl

    indicator = with_figures([12, 3, 0, None, 14], source_words="=SUM(A1)", licence="CC BY 4.0")
    client = signed_in(coordinator)

    def fetch(fmt):
        return client.get(reverse("indicators:export", args=[indicator.pk, fmt])).content

    lines = fetch("csv").decode("utf-8-sig").splitlines()
    assert [line.split(";")[2:4] for line in lines[1:]] == [
        ["12", "vist"], ["", "skjult"], ["0", "vist"], ["", "mangler"], ["14", "vist"],
    ]  # fmt: skip
    told = json.loads(fetch("json"))
    assert told["value"] == [12, None, 0, None, 14]
    assert told["status"] == {"1": "suppressed", "3": "missing"}
    book = openpyxl.load_workbook(io.BytesIO(fetch("xlsx")))
    assert [[cell.value for cell in row[2:4]] for row in list(book.worksheets[0])[1:]] == [
        [12, "vist"], [None, "skjult"], [0, "vist"], [None, "mangler"], [14, "vist"],
    ]  # fmt: skip
    assert {cell.data_type for row in book.worksheets[1] for cell in row} <= {"s", "n"}
    assert b"=SUM(A1)" not in fetch("csv").replace(b"'=SUM", b"")
    assert client.get(reverse("indicators:export", args=[indicator.pk, "exe"])).status_code == 404


def test_units_stand_beside_each_other_and_places_beside_the_municipality(
    fjordby, coordinator, signed_in, queries_of
):
    from roedtraad.indicators.figures import Whose
    from roedtraad.organisation.models import Unit

    indicator = with_figures()
    for name in ("Åskolen", "Engskolen"):
        unit = Unit.objects.create(name=name)
        actions.record_figures(indicator, by=SYSTEM, figures=months(USUAL, whose=Whose(unit=unit.pk)))
    place = Whose(place_code="000", place_name="Hele landet")
    actions.import_figures(indicator, by=SYSTEM, figures=months(USUAL, whose=place), origin="statbank")
    client = signed_in(coordinator)
    html = page(client, "units", indicator.pk)
    assert html.index("Engskolen") < html.index("Åskolen"), "in Danish order, never ranked"
    html = page(client, "compare", indicator.pk)
    assert "Hele landet" in html
    assert queries_of(client, reverse("indicators:units", args=[indicator.pk])) <= 15


def test_a_goal_without_figures_is_scored_on_levels_that_were_written_before(fjordby, coordinator, signed_in):
    from roedtraad.indicators.models import Scale

    _plan, (goal,) = running_plan()
    client = signed_in(coordinator)
    levels = {name: f"Man ser {name}" for name in ("minus_two", "minus_one", "zero", "plus_one", "plus_two")}
    sent = {"title": "Frikvarteret", "weight": "1", "to_be_scored": ""} | levels
    assert (
        client.post(reverse("indicators:new_scale", args=[goal.pk]), sent | {"plus_two": ""}).status_code
        == 302
    )
    scale = Scale.objects.get()
    html = page(client, "attainment", goal.pk)
    assert "Disse niveauer mangler ord: meget bedre end forventet." in html
    client.post(reverse("indicators:edit_scale", args=[scale.pk]), sent | {"seen_version": scale.version})
    client.post(reverse("indicators:start_scale", args=[scale.pk]))
    scale.refresh_from_db()
    again = client.post(
        reverse("indicators:edit_scale", args=[scale.pk]), sent | {"seen_version": scale.version}
    )
    assert "Niveauerne blev skrevet, før arbejdet gik i gang, og ligger fast." in again.content.decode()
    score = {"score": "1", "on": scale.started_on.isoformat(), "evidence": "Set af to pædagoger"}
    assert (
        client.post(reverse("indicators:score_scale", args=[scale.pk]), score | {"evidence": ""}).status_code
        == 422
    )
    assert client.post(reverse("indicators:score_scale", args=[scale.pk]), score).status_code == 302
    html = page(client, "attainment", goal.pk)
    assert "Bedre end forventet" in html
    assert "T er 60 ud fra 1 skala" in html


def test_the_thread_goes_from_the_goal_to_the_indicator_and_the_plan_says_when_nothing_shows_who_is_better_off(
    fjordby, coordinator, signed_in
):
    plan, (goal,) = running_plan()
    client = signed_in(coordinator)
    url = reverse("plans:plan", args=[plan.pk])
    assert "ingen endnu: ingen kan se, om det hjælper" in client.get(url).content.decode()
    indicator = with_figures()
    actions.link(indicator, by=coordinator, to=goal, assumption="Hænger sammen")
    assert "1 indikator, ingen viser, om nogen får det bedre" in client.get(url).content.decode()
    better = make_indicator("Får det bedre", measure="better_off")
    actions.link(better, by=coordinator, to=goal, assumption="Hænger sammen")
    assert "ingen viser" not in client.get(url).content.decode()
    html = client.get(reverse("plans:goal", args=[goal.pk])).content.decode()
    assert reverse("indicators:indicator", args=[indicator.pk]) in html


def test_every_entry_of_the_catalogue_can_be_taken_once(fjordby, coordinator, signed_in):
    from roedtraad.core import tenancy
    from roedtraad.indicators import catalogue

    assert len(catalogue.entries()) >= 24
    for entry in catalogue.entries():
        made = actions.take_from_catalogue(tenancy.current(), by=SYSTEM, key=entry.key)
        made.full_clean(exclude=["municipality"])
    client = signed_in(coordinator)
    answer = client.post(reverse("indicators:take", args=["elevfravaer"]))
    assert "er allerede hentet fra kataloget" in answer.content.decode()
    html = page(client, "catalogue")
    assert html.count("Se jeres") == len(catalogue.entries())
