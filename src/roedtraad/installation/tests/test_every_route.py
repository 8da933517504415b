"""Every route, as everybody: nobody is let in who may not, nothing of another municipality shows, nothing breaks.

The routes are read from the urls themselves. A new route fails here until it says which thing it is about and who
may use it.
"""

from __future__ import annotations

import copy
import datetime
import re
from typing import Any, NamedTuple

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from conftest import make_municipality, make_user
from roedtraad import example
from roedtraad.commission.models import ExternalProject, Step, TermsBody, TermsOfReference, TermsSection
from roedtraad.core import tenancy
from roedtraad.core.actions import SYSTEM
from roedtraad.core.models import Job, Municipality, OutboxMessage, User
from roedtraad.figures.played import played, sample_tables
from roedtraad.followup.enums import AttachmentKind, CheckInState
from roedtraad.followup.models import Attachment, CheckIn, Cycle, PersonalLink, Rhythm, Snapshot
from roedtraad.followup.queries import REMINDER
from roedtraad.followup.reminders import remind
from roedtraad.indicators import actions as indicator_actions
from roedtraad.indicators.figures import Figure, Whose
from roedtraad.indicators.models import (
    Break,
    FigureFile,
    Indicator,
    IndicatorLink,
    Rebase,
    Scale,
    Series,
    SheetTemplate,
    SourceQuery,
    Target,
)
from roedtraad.intake.models import Element, Lesson, PageImage, SourceDocument
from roedtraad.intake.picture import PDF
from roedtraad.matters.models import Decision, Dispatch, Matter, Meeting, Recommendation, Routing, Task
from roedtraad.organisation.changing import plan_change
from roedtraad.organisation.enums import BodyKind, ChangeKind, Function
from roedtraad.organisation.models import (
    Absence,
    Body,
    Change,
    DirectoryFile,
    Holding,
    Person,
    Position,
    Unit,
)
from roedtraad.plans.actions import begin_revision
from roedtraad.plans.models import (
    Agreement,
    Discussion,
    FocusArea,
    Goal,
    GoverningDocument,
    Initiative,
    Plan,
    PlanDate,
    PlanRevision,
    YearlyTarget,
)
from roedtraad.policies.models import Edition, PassageText, Policy
from roedtraad.status.handover.verbs import hand_over
from roedtraad.status.models import CouncilHandover, ReportAnnex, ReportText, StatusReport
from roedtraad.steering.models import Point, Sitting

# Asked for here, as the world is made by a fixture of the module: without it no database of its own would be made.
pytestmark = pytest.mark.django_db
URLCONF = "config.municipality_urls"
PUBLIC = {"core:theme"}
# Open to whoever has the key of a mail's link, signed in or not; to everybody else they answer this.
BY_LINK = {
    "followup:link": {404},
    "followup:close_link": {200, 405},
    **{f"followup:answer{what}": {403} for what in ("", "s", "_attach", "_attachment")},
}

ROLES = {
    "coordinator": "signe", "chief": "torben", "writer": "emil", "secretary": "pernille", "administrator": "ole", "reader": "rune",
}  # fmt: skip


def routes(resolver=None, namespace=""):
    for pattern in (resolver or get_resolver(URLCONF)).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, f"{pattern.namespace}:" if pattern.namespace else namespace)
        elif isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}", pattern


ROUTES = dict(routes())


def about_one_thing(name):
    """Whether the address names a row: only then can it name another municipality's."""
    return any(key.endswith("pk") for key in ROUTES[name].pattern.regex.groupindex)


def first(model, **filters):
    return model.objects.filter(**filters).order_by("pk").first()


OF_TERMS = "terms edit_facts new_section new_body new_step relate record_adoption close take_up".split()
OF_AN_INDICATOR = (
    "indicator edit retire take_up link write look mark_break rebase target statbank statbank_table units compare export sheet survey"
).split()
OF_A_UNIT = "unit new_unit_goal new_agreement tell_of_discussion handout".split()
OF_A_REVISION = "revision keep_rest end_revision give_up_revision".split()
OF_AN_AGREEMENT = "agreement edit_agreement sign_agreement take_back_signature agreement_document".split()
OF_THE_PLAN = "units table table_file bring_table matrix yearly_targets new_yearly_target documents new_document coverage dates new_date".split()
OF_A_UNIT_GOAL = [f"{verb}_unit_goal" for verb in "edit submit approve return comment remove".split()]
OF_A_SITTING = "meeting open_meeting close_meeting approve attendance add_point document".split()
OF_A_POINT = "point move_point drop_point correct".split()
OF_A_STEP = "edit_step finish_step take_up_step remove_step".split()


def specimen(name):
    """The arguments of a route about something of the municipality in scope; None where it needs none."""
    about = {
        "policies:policy": Policy, "policies:edition": Edition, "policies:record_adoption": Edition, "policies:correct": PassageText,
        **dict.fromkeys((f"commission:{name}" for name in OF_TERMS), TermsOfReference),
        **dict.fromkeys(("commission:edit_section", "commission:remove_section"), TermsSection),
        **dict.fromkeys(("commission:edit_body", "commission:leave_out_body"), TermsBody),
        **dict.fromkeys((f"commission:{name}" for name in OF_A_STEP), Step),
        "commission:project": ExternalProject, "commission:edit_project": ExternalProject,
        "plans:plan": Plan, "plans:edit_plan": Plan, "plans:start": Plan, "plans:close": Plan, "plans:new_focus_area": Plan,
        "plans:edit_focus_area": FocusArea, "plans:new_goal": Plan, "plans:goal": Goal, "plans:edit_goal": Goal,
        "plans:end_goal": Goal, "plans:take_up_goal": Goal, "plans:move_initiative": Initiative,
        **dict.fromkeys((f"plans:{name}" for name in OF_A_UNIT), Unit),
        **dict.fromkeys((f"plans:{name}" for name in OF_A_UNIT_GOAL), Goal),
        **dict.fromkeys((f"plans:{name}" for name in OF_THE_PLAN), Plan),
        **dict.fromkeys((f"plans:{name}" for name in OF_AN_AGREEMENT), Agreement), "plans:give_help": Discussion,
        "plans:begin_revision": Plan, "plans:settle": Goal, "plans:lives": Policy,
        **dict.fromkeys((f"plans:{name}" for name in OF_A_REVISION), PlanRevision),
        "plans:edit_table": FocusArea, "plans:cross": FocusArea, "plans:edit_yearly_target": YearlyTarget,
        "plans:edit_document": GoverningDocument, "plans:initiative": Initiative,
        "plans:edit_date": PlanDate, "plans:remove_date": PlanDate,
        **dict.fromkeys((f"indicators:{name}" for name in OF_AN_INDICATOR), Indicator),
        "indicators:edit_link": IndicatorLink, "indicators:unlink": IndicatorLink, "indicators:hand_over": Series,
        "indicators:remove_break": Break, "indicators:remove_rebase": Rebase, "indicators:remove_target": Target,
        "indicators:query": SourceQuery, "indicators:remove_query": SourceQuery, "indicators:file": FigureFile,
        "indicators:drop_file": FigureFile, "indicators:forget_layout": SheetTemplate, "indicators:attainment": Goal,
        "indicators:new_scale": Goal, "indicators:connect": Goal, "indicators:edit_scale": Scale, "indicators:start_scale": Scale, "indicators:score_scale": Scale,
        "followup:open_cycle": Plan, "followup:cycle": Cycle, "followup:move_dates": Cycle, "followup:mine": Cycle,
        "followup:freeze": Cycle, "followup:correct": CheckIn, "followup:snapshot": Snapshot, "followup:sheet_in": Cycle,
        "followup:sheet_out": Cycle, "followup:attachment": Attachment, "followup:answers": PersonalLink,
        "followup:close_link": PersonalLink, "followup:rhythm": Plan, "followup:template": Plan, "followup:drop_round": Cycle,
        "organisation:away": Person, "organisation:back": Absence,
        "status:new": Snapshot, "status:report": StatusReport, "status:name": StatusReport, "status:write_point": StatusReport,
        "status:present": StatusReport, "status:withdraw": StatusReport, "status:document": StatusReport,
        "status:add_annex": StatusReport, "status:drop_annex": ReportAnnex, "status:package": StatusReport,
        "status:copy": StatusReport, "status:making": StatusReport, "intake:bring_minutes": Matter, "intake:minutes": Matter,
        "status:edit_text": ReportText, "status:edit_point": Recommendation, "status:drop_point": Recommendation,
        "steering:plan": Plan, "steering:completion": Plan, "steering:prepare": Meeting,
        **dict.fromkeys((f"steering:{name}" for name in OF_A_SITTING), Sitting),
        **dict.fromkeys((f"steering:{name}" for name in OF_A_POINT), Point),
        "matters:meeting": Meeting, "matters:file": Dispatch, "matters:matter": Matter, "matters:edit_matter": Matter,
        "matters:route": Matter, "matters:write_recommendation": Matter, "matters:add_annex": Matter,
        "matters:stop": Routing, "matters:correct_decision": Decision,
        "matters:record_decision": Matter, "matters:add_task": Decision, "matters:task": Task,
        "intake:review": SourceDocument, "intake:element": SourceDocument, "intake:add": SourceDocument,
        "intake:see_all": SourceDocument, "intake:undo_change": SourceDocument, "intake:accept": SourceDocument,
        "intake:undo": SourceDocument, "intake:read_again": SourceDocument, "intake:remove": SourceDocument,
        "organisation:directory_file": DirectoryFile, "organisation:directory_columns": DirectoryFile,
        "organisation:directory_take_in": DirectoryFile, "organisation:directory_drop": DirectoryFile,
        "organisation:change": Change, "organisation:call_off_change": Change, "organisation:carry_out_change": Change,
        "organisation:unit": Unit, "status:handed_over": CouncilHandover, "status:handed_over_document": CouncilHandover,
        "intake:source": SourceDocument, "intake:state": SourceDocument, "intake:page": SourceDocument,
        "intake:split": SourceDocument, "intake:join": SourceDocument, "intake:many": SourceDocument,
        "intake:forget_lesson": Lesson, "organisation:end_holding": Holding, "core:job": Job,
    }  # fmt: skip
    if name == "followup:link":
        return {"key": "x" * 43}
    if name == "followup:decide_on_mail":
        return {"pk": first(OutboxMessage, purpose=REMINDER).pk}
    if name == "followup:rounds":
        return {"pk": first(Rhythm).plan_id}
    if name == "followup:attachment":
        return {"pk": first(Attachment, kind=AttachmentKind.FILE).pk}
    if name in ("followup:answer", "followup:answer_attach"):
        return {"pk": first(PersonalLink).pk, "goal_pk": first(Goal).pk}
    if name == "followup:answer_attachment":
        return {"pk": first(PersonalLink).pk, "attachment_pk": first(Attachment, kind=AttachmentKind.FILE).pk}
    if name in ("followup:check_in", "followup:attach"):
        goal = first(Goal)
        running = Cycle.objects.open_on(timezone.localdate()).get()
        return {"cycle_pk": running.pk, "goal_pk": goal.pk}
    if name == "organisation:new_change":
        return {"what": "enhed"}
    if name == "status:handover_draft":
        return {"fmt": "html"}
    if name == "organisation:add":
        return {"what": "body"}
    if name == "indicators:take":
        return {"key": "elevfravaer"}
    if name.removeprefix("plans:") in OF_A_UNIT:
        school = Unit.objects.get(name="Vestervang Skole")
        what = {"what": "plakat"} if name == "plans:handout" else {}
        return {"pk": first(Plan).pk, "unit_pk": school.pk, **what}
    if name == "plans:cross":
        here, there = FocusArea.objects.order_by("pk")[:2]
        return {"pk": here.pk, "other_pk": there.pk}
    if name.removeprefix("plans:") in OF_A_UNIT_GOAL:
        return {"pk": first(Goal, unit__isnull=False).pk}
    pattern = ROUTES[name]
    keys = set(pattern.pattern.regex.groupindex)
    if not keys:
        return None
    if about[name]._meta.app_label == "indicators":
        thing = (
            about[name].objects.order_by("pk").last()
        )  # of the specimen, which came after the example's own
    else:
        thing = first(about[name], media_type=PDF) if name == "intake:page" else first(about[name])
    arguments = {"pk": thing.pk}
    if name == "intake:minutes":
        arguments["document_pk"] = first(SourceDocument).pk
    if name == "indicators:statbank_table":
        arguments["table"] = "PRUND1"
    if name == "indicators:export":
        arguments["fmt"] = "csv"
    if name in ("status:document", "status:making", "status:handed_over_document"):
        arguments["fmt"] = "html"
    if name in ("plans:agreement_document", "steering:document"):
        arguments["fmt"] = "pdf"
    if name == "intake:page":
        arguments |= {"number": 1, "width": 800}
    if name in ("intake:element", "intake:split", "intake:join"):
        arguments["key"] = first(Element, document=thing).key
    return arguments


def an_indicator_with_everything():
    """An indicator of the school chief's, with a unit's figures and one of everything that has an address."""
    chief = Position.objects.get(title="Skolechef")
    indicator = indicator_actions.create_indicator(
        tenancy.current(), by=SYSTEM, title="Elevfravær", definition="Dage væk", rhythm="year", owner=chief
    )
    unit = first(Unit)
    years = [datetime.date(year, 1, 1) for year in range(2015, 2024)]
    figures = [
        Figure(day, 20 + day.year % 3, whose=whose)
        for day in years
        for whose in (Whose(), Whose(unit=unit.pk))
    ]
    indicator_actions.record_figures(indicator, by=SYSTEM, figures=figures)
    indicator_actions.link(indicator, by=SYSTEM, to=first(Goal), assumption="Færre mangler i timerne")
    indicator_actions.set_target(indicator, by=SYSTEM, value=15, starts=years[0])
    for verb in (indicator_actions.mark_break, indicator_actions.rebase):
        verb(indicator, by=SYSTEM, on=years[4], reason="Ny opgørelse")
    indicator_actions.schedule_query(
        indicator,
        by=SYSTEM,
        table="PRUND1",
        table_title="Underretninger",
        selection={"table": "PRUND1"},
        schedule="once",
    )
    indicator_actions.receive(
        indicator, "tal.csv", "År;Antal\n2022;41\n2023;38\n".encode(), "sheet", by=SYSTEM
    )
    SheetTemplate.objects.create(indicator=indicator, name="Årets tal")
    indicator_actions.write_scale(first(Goal), by=SYSTEM, title="Frikvarteret", zero="De fleste er med")


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """The whole example, and another municipality with somebody in it; built once for all routes."""
    bank = played(sample_tables())
    with (
        bank as statbank,
        override_settings(STATBANK=statbank.base),
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        fjordby = example.build()
        nordby = make_municipality("Nordby Kommune", "nordby")
        outsider = make_user(nordby, "Asger Nordentoft", "Udviklingskonsulent", Function.COORDINATOR)
        with tenancy.scope(fjordby):
            DirectoryFile.objects.create(
                name="katalog.csv",
                sha256="0" * 64,
                rows=[["Enhed", "Stilling"], ["Skoler", "Skolechef"]],
                columns=["unit", "title"],
            )
            first_document = first(SourceDocument)
            Job.objects.create(name="intake.read", about_id=first_document.pk if first_document else None)
            with_pages = SourceDocument.objects.create(
                name="leg.pdf",
                sha256="0" * 64,
                size=4,
                media_type=PDF,
                content=b"%PDF",
                header={"source": {"pages": 1}},
            )
            PageImage.objects.create(document=with_pages, page=1, width=800, png=b"\x89PNG")
            begin_revision(first(Plan), by=SYSTEM, why="Perioden slutter.", title="Den næste plan")
            an_indicator_with_everything()
            plan_change(
                Unit.objects.get(name="Ungeindsatsen"), by=SYSTEM, kind=ChangeKind.MERGE,
                heirs=[Unit.objects.get(name="PPR")], on=timezone.localdate() + datetime.timedelta(30), reason="Ét sted at ringe til",
            )  # fmt: skip
            hand_over(first(Body, kind=BodyKind.COUNCIL), by=SYSTEM, on=timezone.localdate())
            remind()
            away = first(Person, user__isnull=False)
            Absence.objects.create(person=away, starts=timezone.localdate(), ends=timezone.localdate())
            Attachment.objects.create(
                check_in=CheckIn.objects.filter(
                    goal__owner__title="Skolechef", state=CheckInState.SUBMITTED
                ).get(),
                kind=AttachmentKind.FILE,
                name="referat.txt",
                content=b"Alle var enige.",
            )
            Lesson.objects.create(
                kind="label", label="sådan mærkes det", role="goal", document_name="Leg hele livet"
            )
        yield fjordby, nordby, outsider
        transaction.set_rollback(True)


def as_user(user):
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def visit(world, django_db_blocker):
    """Fetch or post as somebody; nothing that a POST does stays."""

    def go(client: Client, method: str, url: str):
        with django_db_blocker.unblock(), transaction.atomic():
            answer = getattr(client, method)(url)
            transaction.set_rollback(True)
        return answer

    return go


def address(municipality: Municipality, name: str) -> str:
    with tenancy.scope(municipality):
        return reverse(name, kwargs=specimen(name))


@pytest.fixture(scope="module")
def keys_of_roles(world) -> dict[str, Any]:
    """The cookies with which each role is signed in."""
    return {
        role: as_user(User.objects.get(email=f"{who}@fjordby.example")).cookies for role, who in ROLES.items()
    }


class Answer(NamedTuple):
    status: int
    faults: list[str]


def judged(answer: HttpResponse) -> Answer:
    if answer.status_code != 200 or "html" not in answer["content-type"]:
        return Answer(answer.status_code, [])
    html = answer.content.decode()
    faults = {
        "an unrendered tag": "{{" in html or "{%" in html,
        "inline style or script": re.search(r"<[^>]+\s(style|on\w+)=", html),
    }
    return Answer(200, [fault for fault, is_there in faults.items() if is_there])


@pytest.fixture(scope="module")
def answers() -> dict[tuple[str, str, str], Answer]:
    return {}


@pytest.fixture
def answered(world, visit, keys_of_roles, answers):
    """What a role is answered at a route: `answered(name, role, method)`. Asked once, whoever wants to know."""

    def ask(name: str, role: str, method: str) -> Answer:
        if (name, role, method) not in answers:
            client = Client()
            client.cookies = copy.deepcopy(keys_of_roles[role])  # some pages sign one out
            answers[name, role, method] = judged(visit(client, method, address(world[0], name)))
        return answers[name, role, method]

    return ask


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_who_is_not_signed_in_sees_only_what_is_public(world, visit, name, django_db_blocker):
    fjordby, _nordby, _outsider = world
    with django_db_blocker.unblock():
        url = address(fjordby, name)
    for method in ("get", "post"):
        answer = visit(Client(), method, url)
        if name in PUBLIC:
            assert answer.status_code in (200, 405)
        elif name in BY_LINK:
            assert answer.status_code in BY_LINK[name], (name, method)
            assert "Torben" not in answer.content.decode()
        else:
            assert answer.status_code == 302, (name, method)
            assert answer["location"].startswith("/log-ind/")


@pytest.mark.parametrize("name", sorted(set(ROUTES) - PUBLIC - BY_LINK.keys()))
def test_another_municipalitys_address_and_things_are_404(world, visit, name, django_db_blocker):
    fjordby, _nordby, outsider = world
    with django_db_blocker.unblock():
        url = address(fjordby, name)
        client = as_user(outsider)
    for method in ("get", "post"):
        assert visit(client, method, url).status_code == 404, (name, method)
    if about_one_thing(name):
        own = re.sub("^/fjordby/", "/nordby/", url)
        for method in ("get", "post"):
            assert visit(client, method, own).status_code in (404, 405), (name, method)


@pytest.mark.parametrize(
    "name",
    sorted(name for name in ROUTES if name not in PUBLIC | BY_LINK.keys() and not about_one_thing(name)),
)
def test_pages_without_a_thing_show_nothing_of_a_neighbour(world, visit, name, django_db_blocker):
    fjordby, _nordby, outsider = world
    with django_db_blocker.unblock():
        url = re.sub("^/fjordby/", "/nordby/", address(fjordby, name))
        answer = visit(as_user(outsider), "get", url)
    assert answer.status_code in (200, 302, 405), name
    text = answer.content.decode(errors="replace")
    assert "Fjordby" not in text
    assert "Hele vejen sammen" not in text


@pytest.mark.parametrize("name", sorted(set(ROUTES) - PUBLIC - BY_LINK.keys()))
def test_everybody_gets_a_page_or_a_sentence_and_never_a_fault(answered, name):
    for role in ROLES:
        for method in ("get", "post"):
            status, faults = answered(name, role, method)
            assert status in (200, 302, 400, 403, 405, 409, 422), (name, role, method, status)
            assert not faults, (name, role, method)


COORDINATOR, KEEPERS, ORGANISERS = (
    {"coordinator"},
    {"coordinator", "secretary"},
    {"coordinator", "administrator"},
)
OF_KEEPERS = (
    "new take edit retire take_up link connect unlink target remove_target statbank statbank_table query remove_query"
).split()
OF_WRITERS = (
    "write edit_link mark_break rebase remove_break remove_rebase sheet survey file drop_file forget_layout new_scale edit_scale start_scale"
    " score_scale"
).split()
READ_IN_THE_ORGANISATION = {f"organisation:{name}" for name in "index changes change unit".split()}
READ_BY_ALL = {f"commission:{name}" for name in "list terms projects project record_adoption".split()}
# Who may use what. What is not listed is for everybody who is signed in. The goal and the indicator of the specimen are
# the school chief's, for whom the writer deputises.
MAY = {
    "status:hand_over": KEEPERS,
    "followup:check_in": {"chief", "writer"},
    **{f"followup:{name}": {"chief", "writer"} for name in "correct attach attachment".split()},
    **dict.fromkeys([f"indicators:{name}" for name in OF_KEEPERS], COORDINATOR),
    **{f"indicators:{name}": {"coordinator", "chief", "writer"} for name in OF_WRITERS},
    "indicators:look": {"chief", "writer"},
    "indicators:hand_over": ORGANISERS,
    # A goal of Vestervang Skole: the reader leads the school, the chief is the line manager and owns the focus area.
    **{
        key: {"coordinator", "reader"}
        for key in ("plans:new_unit_goal", "plans:edit_unit_goal", "plans:remove_unit_goal")
    },
    **dict.fromkeys(
        [f"plans:{name}" for name in "begin_revision settle keep_rest end_revision give_up_revision".split()],
        COORDINATOR,
    ),
    # The agreement is the school's too; the first discussion as well.
    **{
        key: {"coordinator", "reader", "chief", "writer"}
        for key in ("plans:new_agreement", "plans:edit_agreement", "plans:tell_of_discussion")
    },
    **{key: {"reader", "chief", "writer"} for key in ("plans:sign_agreement", "plans:take_back_signature")},
    "plans:give_help": {"coordinator", "chief", "writer"},
    "plans:submit_unit_goal": {"reader"},
    "plans:approve_unit_goal": {"chief", "writer"},
    "plans:return_unit_goal": {"chief", "writer"},
    "plans:comment_unit_goal": {"coordinator", "chief", "writer", "reader"},
    "matters:task": {"coordinator", "chief", "writer", "secretary"},
    "matters:meetings": KEEPERS,
    "policies:record_adoption": KEEPERS,
    "commission:record_adoption": KEEPERS,
    **dict.fromkeys(
        [f"followup:{name}" for name in "freeze move_dates open_cycle mails decide_on_mail".split()]
        + [f"followup:{name}" for name in "rhythm rounds template drop_round".split()]
        + ["policies:correct"]
        + [name for name in ROUTES if name.startswith("intake:") and "minutes" not in name]
        + [name for name in ROUTES if name.startswith("commission:") and name not in READ_BY_ALL]
        + [
            f"plans:{name}"
            for name in "close edit_focus_area edit_goal edit_plan end_goal new_focus_area new_goal".split()
        ]
        + [
            f"plans:{name}"
            for name in "new_plan start take_up_goal set_up bring_table edit_table cross".split()
        ]
        + [
            f"plans:{name}"
            for name in "new_yearly_target edit_yearly_target new_document edit_document initiative new_date edit_date remove_date".split()
        ]
        + [
            f"status:{name}"
            for name in "drop_point edit_point edit_text name present sections withdraw write_point".split()
        ]
        + ["status:add_annex", "status:drop_annex"]
        + ["status:word_template"],
        COORDINATOR,
    ),
    **dict.fromkeys(
        [
            f"matters:{name}"
            for name in "add_annex add_task edit_matter file meeting new_matter record_decision route".split()
        ]
        + [f"matters:{name}" for name in "correct_decision stop write_recommendation".split()]
        + ["intake:bring_minutes", "intake:minutes"],
        KEEPERS,
    ),
    # The steering group: the chief has a seat in it, for which the writer stands in.
    **dict.fromkeys(["steering:meeting", "steering:document"], {"chief", "writer"} | KEEPERS),
    **dict.fromkeys(
        [
            f"steering:{name}"
            for name in "prepare open_meeting close_meeting approve attendance add_point".split()
        ]
        + [f"steering:{name}" for name in OF_A_POINT],
        KEEPERS,
    ),
    **dict.fromkeys(
        [
            name
            for name in ROUTES
            if name.startswith("organisation:") and name not in READ_IN_THE_ORGANISATION
        ],
        ORGANISERS,
    ),
}


@pytest.mark.parametrize("name", sorted(set(ROUTES) - PUBLIC - BY_LINK.keys()))
def test_who_may_not_is_answered_403_and_who_may_is_not(answered, name):
    method = "get" if answered(name, "coordinator", "post").status == 405 else "post"
    let_in = {role for role in ROLES if answered(name, role, method).status != 403}
    assert let_in == MAY.get(name, set(ROLES))


@pytest.mark.parametrize("name", sorted(BY_LINK))
def test_behind_a_link_nobody_comes_without_its_key_whoever_they_are(world, visit, name, django_db_blocker):
    fjordby, _nordby, outsider = world
    with django_db_blocker.unblock():
        url = address(fjordby, name)
        clients = [as_user(outsider), as_user(User.objects.get(email="signe@fjordby.example"))]
    for client in clients:
        for method in ("get", "post"):
            for there in (url, re.sub("^/fjordby/", "/nordby/", url)):
                answer = visit(client, method, there)
                assert answer.status_code in BY_LINK[name] | {403, 404}, (name, there)
                assert "Torben" not in answer.content.decode()
