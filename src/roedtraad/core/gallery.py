"""The component gallery: every component once, with content as it will be, so that pages are built from what is here.

The content is Danish in every language: it is an example, not the interface.
"""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.paginator import Paginator

from .enums import StatusKey
from .gallery_charts import chart_context
from .reasons import Reason
from .registries import ToDo
from .thread import Knot, line

TODAY = dt.date(2026, 10, 7)
COPENHAGEN = ZoneInfo("Europe/Copenhagen")


class ExampleForm(forms.Form):
    """Each kind of field, as a page of ours would ask."""

    title = forms.CharField(
        label="Målets navn", help_text="Skriv det, som I ville sige det til byrådet.", max_length=200
    )
    owner = forms.ChoiceField(
        label="Ansvarlig stilling",
        choices=[("", "Vælg en stilling"), ("1", "Skolechefen"), ("2", "Familiechefen")],
    )
    starts = forms.DateField(label="Begynder", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    level = forms.MultipleChoiceField(
        label="Niveau",
        choices=[("general", "Almen"), ("preventive", "Forebyggende"), ("targeted", "Målrettet")],
        widget=forms.CheckboxSelectMultiple,
    )
    public = forms.ChoiceField(
        label="Hvem må se målet?",
        choices=[("all", "Alle"), ("staff", "Kun medarbejdere")],
        widget=forms.RadioSelect,
    )
    told = forms.BooleanField(label="Lederne er orienteret", required=False)


class AnswerForm(forms.Form):
    """The three questions of a check-in."""

    status = forms.ChoiceField(
        label="Hvordan går det med målet?",
        choices=StatusKey.choices,
        widget=forms.RadioSelect,
        initial="risk",
    )
    happened = forms.CharField(
        label="Hvad er der sket siden juni?",
        help_text="Vi har skrevet det, I selv har registreret. Ret frit.",
        widget=forms.Textarea(attrs={"rows": 4}),
        initial="Kontaktlærerne ringer hjem på tredjedagen. To klasser har prøvet en rolig start om mandagen.",
    )
    answer = forms.ChoiceField(
        label="Vores svar",
        choices=[
            ("followed", "Imødekommes"),
            ("partly", "Imødekommes delvist"),
            ("not", "Imødekommes ikke"),
            ("noted", "Tages til efterretning"),
        ],
        widget=forms.RadioSelect,
        initial="followed",
    )
    document = forms.FileField(
        label="Dokument", help_text="Word, Markdown eller ren tekst, højst 20 MB.", required=False
    )


def _goal(title: str, status: str, *below: Knot, label: str = "Mål") -> Knot:
    return Knot("plans.goal", 0, label, title, "#maal", status=status, below=list(below))


def _missing(title: str, url: str = "#mangler") -> Knot:
    return Knot("", 0, "Her er tråden brudt", title, url, missing=True)


def _tree() -> list[Knot]:
    decision = Knot(
        "matters.decision",
        0,
        "Beslutning, 9. september 2026",
        "Fremmødesamtaler på alle skoler hele skoleåret",
    )
    area = Knot(
        "plans.focus_area", 0, "Fokusområde", "Fremmøde og trivsel", "#fokus", note="Tovholder: skolechefen",
        below=[
            _goal("Skolen handler senest efter fem dages fravær", "on", decision),
            _goal("Færre elever har bekymrende fravær", "risk", _missing("Ingen beslutning endnu")),
        ],
    )  # fmt: skip
    return [
        Knot(
            "policies.passage", 0, "Tema", "Lyst til at lære",
            below=[
                Knot("policies.passage", 0, "3.1", "Ingen elev skal savnes i mere end fem dage", "#31", below=[area]),
                Knot("policies.passage", 0, "3.3", "Plads til hænder, krop og fællesskab", "#33", below=[_missing("Intet mål")]),
            ],
        )
    ]  # fmt: skip


def gallery_context() -> dict[str, Any]:
    """What core/gallery.html shows."""
    tree = _tree()
    refused = ExampleForm({"title": "", "owner": "1", "starts": "32. marts", "level": [], "public": "all"})
    refused.is_valid()
    return {
        "charts": chart_context(),
        "statuses": list(StatusKey.values),
        "crumbs": [("Politikker", "#politikker"), ("Hele vejen sammen", "#politik"), ("Plan 2025–2028", "")],
        "tree": tree,
        "line": line(tree[0].below[0].below),
        "thread_line": [
            {"label": "3.1", "title": "Ingen elev skal savnes i mere end fem dage", "url": "#31"},
            {"label": "Fokusområde", "title": "Fremmøde og trivsel", "url": "#fokus"},
            {"label": "Mål", "title": "Færre elever har bekymrende fravær", "here": True},
            {"label": "Beslutning", "title": "Ikke truffet endnu", "missing": True},
        ],
        "counts": [("on", 4), ("done", 2), ("risk", 3), ("off", 2), ("unknown", 2), ("idle", 1)],
        "themes": [
            {"title": title, "goals": [{"title": goal, "status": key, "url": "#maal"} for goal, key in goals]}
            for title, goals in [
                ("Stærke børnefællesskaber", [("Elever hører til i klassen", "on"), ("Fritid til flere børn", "risk")]),
                ("Lyst til at lære", [("Mindre bekymrende fravær", "risk"), ("Alderssvarende sprog", "on")]),
                ("Gode overgange", [("Alle møder deres nye skole", "done"), ("Støtten følger barnet", "unknown")]),
                ("Hjælp i tide", [("Svar inden syv dage", "off"), ("Færre skift for anbragte børn", "unknown")]),
                ("Børn og unge er med", [("Ungerådet bliver hørt", "on"), ("Elevråd får svar", "idle")]),
            ]
        ],
        "rows": [
            {
                "title": "Flere elever oplever, at de hører til i klassen", "owner": "Skolechefen", "status": "on",
                "latest": "81 %", "levels": ["general"],
                "cycle": [("juni 2025", "idle"), ("okt. 2025", "unknown"), ("feb. 2026", "on"), ("juni 2026", "on")],
            },
            {
                "title": "Flere børn går til noget i fritiden, uanset familiens indkomst", "owner": "Kultur- og fritidschefen",
                "status": "risk", "latest": "62 %", "levels": ["general", "preventive"],
                "cycle": [("juni 2025", "idle"), ("okt. 2025", "on"), ("feb. 2026", "on"), ("juni 2026", "risk")],
            },
            {
                "title": "Elevråd får svar på det, de sender til byrådet", "owner": "Ungekoordinatoren", "status": "idle",
                "latest": "", "levels": ["general"], "missing": "Ingen indikator",
                "cycle": [("juni 2025", "idle"), ("okt. 2025", "idle"), ("feb. 2026", "idle"), ("juni 2026", "idle")],
            },
        ],
        "to_do": [
            ToDo(dt.date(2026, 10, 16), "23 af 61 statusmeldinger mangler", "Tre enheder har ikke svaret på to rykkere.", "Se hvem der mangler", "#1"),
            ToDo(dt.date(2026, 11, 4), "To mål er ude af kurs og mangler en indstilling", "Udvalget skal have noget at tage stilling til.", "Skriv indstilling", "#2"),
            ToDo(None, "Tråden er brudt to steder i planen", "Et løfte har intet mål, og et mål har ingen indikator.", "Se bruddene", "#3"),
        ],
        "today": TODAY,
        "due": dt.datetime(2026, 10, 30, 12, tzinfo=COPENHAGEN),
        "saved_at": dt.datetime(2026, 10, 7, 9, 42, tzinfo=COPENHAGEN),
        "contents": [
            {"url": "#t1", "number": "1", "title": "Vores børnesyn"},
            {"url": "#t2", "number": "2", "title": "Stærke børnefællesskaber"},
            {"url": "#t3", "number": "3", "title": "Lyst til at lære", "here": True},
            {"url": "#t31", "number": "", "title": "Det vil vi", "level": 2},
            {"url": "#t4", "number": "4", "title": "Gode overgange"},
        ],
        "form": ExampleForm(auto_id="id_%s"),
        "refused_form": ExampleForm(refused.data, auto_id="bad_%s"),
        "answer_form": AnswerForm(auto_id="svar_%s"),
        "why_not": [
            Reason("hearing-open", "Høringen er åben til 30. oktober kl. 12.00.", "Vent, eller forkort den med en begrundelse.", "#hoering")
        ],
        "page": Paginator(range(1, 1001), 50).page(7),
        "facts": [("Ejer", "Familiechefen"), ("Kilde", "Danmarks Statistik, tabel UDDAKT60"), ("Mål", ""), ("Opdateret", "2. oktober 2026")],
        "readings": [("Hele udkastet", "#hele", True), ("Kort og enkelt", "#kort", False)],
        "upload_limit": 20 * 1024 * 1024,
    }  # fmt: skip
