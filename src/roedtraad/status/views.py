"""Pages of the status: write it, put it before the bodies, take it out as documents; and its set-up."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from roedtraad.core.enums import JobState
from roedtraad.core.forms import carried_out, whole_number
from roedtraad.core.jobs import enqueue
from roedtraad.core.models import Job
from roedtraad.core.reasons import ChangedMeanwhile
from roedtraad.followup.models import Snapshot
from roedtraad.matters.forms import offered_places
from roedtraad.matters.queries import earlier_items
from roedtraad.organisation.enums import BodyKind
from roedtraad.writing.docx import LARGEST, default_template

from . import actions
from .content import all_sections, document_of, draft_of
from .documents import TYPES, kept, make, takes_long, written
from .enums import ReportState
from .first_page import pages_of_first
from .forms import AnnexForm, NameForm, PointForm, PresentForm, SectionsForm, TemplateForm, WordsForm
from .models import ReportAnnex, ReportPoint, ReportText, StatusReport, WordTemplate
from .package import packed
from .pages import goal_choices, goals_first, parts_to_copy, report_page
from .permissions import may_read_status, may_write_status


def index(request: HttpRequest) -> HttpResponse:
    may_read_status.demand(request.user)
    rows = StatusReport.objects.select_related("plan", "snapshot__cycle", "matter").order_by(
        "-snapshot__taken_at", "-pk"
    )
    waiting = Snapshot.objects.exclude(pk__in=StatusReport.objects.values("snapshot")).select_related(
        "cycle__plan"
    )
    context = {
        "page": Paginator(rows, 50).get_page(request.GET.get("page")),
        "waiting": waiting.defer("content").order_by("-taken_at")[:20],
        "may_write": may_write_status.given(request.user),
    }
    return render(request, "status/index.html", context)


def new(request: HttpRequest, pk: int) -> HttpResponse:
    """Assemble a report from a snapshot; where one stands already, go on with it."""
    snapshot: Snapshot = get_object_or_404(Snapshot.objects.select_related("cycle__plan"), pk=pk)
    standing = StatusReport.objects.filter(snapshot=snapshot).first()
    if standing is not None:
        return redirect("status:report", pk=standing.pk)
    may_write_status.demand(request.user)
    if request.method == "POST":
        made = actions.assemble(snapshot, by=request.user)
        messages.success(
            request, _("The status is assembled. The words are yours; the figures are the snapshot's.")
        )
        return redirect("status:report", pk=made.pk)
    return render(request, "status/new.html", {"snapshot": snapshot})


def report(request: HttpRequest, pk: int) -> HttpResponse:
    may_read_status.demand(request.user)
    return _page(request, _report(pk))


def name(request: HttpRequest, pk: int) -> HttpResponse:
    row = _report(pk)
    may_write_status.demand(request.user, row)
    form = NameForm(request.POST or None, initial={"title": row.title, "seen_version": row.version})
    if request.method == "POST" and carried_out(form, actions.name, row, by=request.user):
        messages.success(request, _("Saved."))
        return redirect("status:report", pk=pk)
    return render(
        request, "status/name.html", {"form": form, "report": row}, status=422 if form.errors else 200
    )


def edit_text(request: HttpRequest, pk: int) -> HttpResponse:
    """One section at a time, on the sheet itself. `insert` puts a figure into the words without saving them."""
    text = get_object_or_404(ReportText.objects.select_related("report"), pk=pk)
    row = _report(text.report_id)
    may_write_status.demand(request.user, row)
    actions.refuse_unless_draft(row)
    form = WordsForm(request.POST or None, initial={"words": text.text, "heading": text.heading})
    if insert := request.POST.get("insert"):
        typed = {**request.POST.dict(), "words": f"{request.POST.get('words', '').rstrip()} {{{{{insert}}}}}"}
        form = WordsForm(initial=typed)
        return _page(request, row, text, form, version=request.POST.get("seen_version"))
    if request.method == "POST":
        try:
            seen = request.POST.get("seen_version") or text.version
            if carried_out(form, actions.edit_text, text, by=request.user, seen_version=seen):
                messages.success(request, _("Saved."))
                return redirect(reverse("status:report", args=[row.pk]) + f"#afsnit-{pk}")
        except ChangedMeanwhile as meanwhile:
            return _page(
                request, row, text, form, meanwhile=meanwhile, version=meanwhile.theirs["version"], status=409
            )
        return _page(request, row, text, form, version=request.POST.get("seen_version"), status=422)
    return _page(request, row, text, form)


def write_point(request: HttpRequest, pk: int) -> HttpResponse:
    row = _report(pk)
    may_write_status.demand(request.user, row)
    actions.refuse_unless_draft(row)
    goal = whole_number(request.GET.get("goal", ""))
    start = {"goals": [] if goal is None else [goal], "text": "at "}
    form = PointForm(request.POST or None, goals=goal_choices(row, start["goals"]), initial=start)  # type: ignore[arg-type]
    if request.method == "POST" and form.is_valid():
        number = form.cleaned_data.pop("number")
        made = carried_out(form, actions.write_point, row, by=request.user)
        if made and number:
            actions.edit_point(made, by=request.user, text=made.text, goals=made.goals, number=number)
        if made:
            messages.success(request, _("Saved."))
            return redirect(reverse("status:report", args=[pk]) + "#indstilling")
    return _page(request, row, point_form=form, status=422 if form.errors else 200)


def edit_point(request: HttpRequest, pk: int) -> HttpResponse:
    point = get_object_or_404(ReportPoint.objects, pk=pk)
    row = _report(point.report_id)
    may_write_status.demand(request.user, row)
    actions.refuse_unless_draft(row)
    start = {"text": point.text, "goals": point.goals, "number": point.number}
    form = PointForm(request.POST or None, goals=goal_choices(row, point.goals), initial=start)
    if request.method == "POST":
        try:
            seen = request.POST.get("seen_version") or point.version
            if carried_out(form, actions.edit_point, point, by=request.user, seen_version=seen):
                messages.success(request, _("Saved."))
                return redirect(reverse("status:report", args=[row.pk]) + "#indstilling")
        except ChangedMeanwhile as meanwhile:
            found = {
                "point": point,
                "point_form": form,
                "meanwhile": meanwhile,
                "version": meanwhile.theirs["version"],
            }
            return _page(request, row, status=409, **found)
    return _page(request, row, point=point, point_form=form, status=422 if form.errors else 200)


@require_POST
def drop_point(request: HttpRequest, pk: int) -> HttpResponse:
    point = get_object_or_404(ReportPoint.objects.select_related("report"), pk=pk)
    back = reverse("status:report", args=[point.report_id]) + "#indstilling"
    actions.drop_point(point, by=request.user)
    messages.success(request, _("The point is left out."))
    return redirect(back)


def add_annex(request: HttpRequest, pk: int) -> HttpResponse:
    """A document or an earlier item beside the annexes that the report brings itself."""
    row = _report(pk)
    may_write_status.demand(request.user, row)
    actions.refuse_unless_draft(row)
    form = AnnexForm(request.POST or None, items=earlier_items())
    if request.method == "POST" and carried_out(form, actions.add_annex, row, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(reverse("status:report", args=[pk]) + "#bilag")
    context = {"form": form, "report": row}
    return render(request, "status/annex.html", context, status=422 if form.errors else 200)


@require_POST
def drop_annex(request: HttpRequest, pk: int) -> HttpResponse:
    annex = get_object_or_404(ReportAnnex.objects.select_related("report"), pk=pk)
    back = reverse("status:report", args=[annex.report_id]) + "#bilag"
    actions.drop_annex(annex, by=request.user)
    messages.success(request, _("The annex is left out."))
    return redirect(back)


def present(request: HttpRequest, pk: int) -> HttpResponse:
    row = _report(pk)
    may_write_status.demand(request.user, row)
    actions.refuse_unless_draft(row)
    offered = offered_places()
    form = PresentForm(request.POST or None, offered=offered, initial=_usual_way(row, offered))
    if request.method == "POST" and form.is_valid():
        stops, kept = form.stops(), form.cleaned_data
        form.cleaned_data = {name: kept[name] for name in ("case_number", "is_open", "costs_money")}
        if matter := carried_out(form, actions.present, row, by=request.user, stops=stops):
            messages.success(request, _("It is a matter now, and its words stand as they are."))
            return redirect("matters:matter", pk=matter.pk)
        form.cleaned_data = kept
        row = _report(pk)
    first = pages_of_first(draft_of(row, list(row.texts.all()), list(row.points.all())))
    context = {"form": form, "page": report_page(row), "report": row, "first": first}
    return render(request, "status/present.html", context, status=422 if form.errors else 200)


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    actions.withdraw(_report(pk), by=request.user)
    messages.success(
        request, _("Taken back. You can write on; put it before the bodies again when it is ready.")
    )
    return redirect("status:report", pk=pk)


@require_GET
def document(request: HttpRequest, pk: int, fmt: str) -> HttpResponse:
    """The report as a file: the same report gives the same bytes, today and in ten years. A long one is made by a job."""
    may_read_status.demand(request.user)
    if fmt not in TYPES:
        raise Http404
    row = _report(pk)
    made = document_of(row)
    content = kept(row, made, fmt)
    if content is None and takes_long(made, fmt):
        return redirect("status:making", pk=pk, fmt=fmt)
    return _attached(content or make(row, made, fmt), TYPES[fmt], f"{file_name(row.title)}.{fmt}")


@require_GET
def making(request: HttpRequest, pk: int, fmt: str) -> HttpResponse:
    """How far a long report is, and the file when it has been made."""
    may_read_status.demand(request.user)
    if fmt not in TYPES:
        raise Http404
    row = _report(pk)
    made = document_of(row)
    ready = not takes_long(made, fmt) or kept(row, made, fmt) is not None
    job = None if ready else _job(request, row, fmt)
    context = {
        "report": row,
        "fmt": {"docx": "Word"}.get(fmt, fmt.upper()),
        "file": reverse("status:document", args=[pk, fmt]),
        "job": job,
        "job_url": reverse("core:job", args=[job.pk]) if job else "",
    }
    return render(request, "status/making.html", context)


def _job(request: HttpRequest, row: StatusReport, fmt: str) -> Job:
    """The job that makes it: the one under way, or a new one."""
    under_way = Job.objects.filter(
        name="status.write", about_type=row._meta.label_lower, about_id=row.pk, payload__fmt=fmt
    ).exclude(state__in=(JobState.DONE, JobState.FAILED))
    found: Job | None = under_way.order_by("-pk").first()
    return found or enqueue("status.write", about=row, by=request.user, report=row.pk, fmt=fmt)  # type: ignore[arg-type]


def _attached(content: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_GET
def package(request: HttpRequest, pk: int) -> HttpResponse:
    """Documents, agenda XML and metadata of what was put before the bodies, in one file for the case system."""
    may_read_status.demand(request.user)
    row = _report(pk)
    if row.state == ReportState.DRAFT:
        messages.info(request, _("It has not been put before a body yet, so there is no agenda to export."))
        return redirect("status:report", pk=pk)
    name = file_name(row.title)
    content = packed(row, {fmt: written(row, fmt) for fmt in TYPES}, name)
    return _attached(content, "application/zip", f"{name}.zip")


@require_GET
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """The sections one by one, to copy into the case and document system."""
    may_read_status.demand(request.user)
    row = _report(pk)
    made = document_of(row)
    context = {
        "report": row,
        "parts": parts_to_copy(made),
        "language": made.language,
        "is_presented": row.state != ReportState.DRAFT,
    }
    return render(request, "status/copy.html", context)


def file_name(title: str) -> str:
    """'Status på »Tæt på«: efterår' → 'status-paa-taet-paa-efteraar', which every case system takes."""
    letters = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "ae", "Ø": "oe", "Å": "aa"})
    return slugify(title.translate(letters))[:80] or "status"


def sections(request: HttpRequest) -> HttpResponse:
    may_write_status.demand(request.user)
    form = SectionsForm(request.POST or None, standing=all_sections())
    if request.method == "POST" and form.is_valid():
        names, kept = form.names(), form.cleaned_data
        form.cleaned_data = {}
        municipality = request.municipality  # type: ignore[attr-defined]
        if carried_out(form, actions.name_sections, municipality, by=request.user, names=names) is not None:
            messages.success(request, _("Saved. It holds for reports to come."))
            return redirect("status:sections")
        form.cleaned_data = kept
    return render(request, "status/sections.html", {"form": form}, status=422 if form.errors else 200)


def word_template(request: HttpRequest) -> HttpResponse:
    """The municipality's own Word template: which is used, bring another, go back to the built-in."""
    may_write_status.demand(request.user)
    used = WordTemplate.objects.filter(in_use=True).defer("content").first()
    form = TemplateForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and request.POST.get("do") == "leave" and used:
        actions.leave_template(used, by=request.user)
        messages.success(request, _("The built-in template is used from now on."))
        return redirect("status:word_template")
    if request.method == "POST" and form.is_valid() and _take(request, form):
        messages.success(request, _("The template is in use from now on."))
        return redirect("status:word_template")
    context = {"form": form, "used": used}
    return render(request, "status/word_template.html", context, status=422 if form.errors else 200)


@require_GET
def download_template(request: HttpRequest) -> HttpResponse:
    """The template in use: the municipality's own, or the built-in to begin from (`?indbygget=1`)."""
    may_read_status.demand(request.user)
    own = None if request.GET.get("indbygget") else WordTemplate.objects.filter(in_use=True).first()
    response = HttpResponse(bytes(own.content) if own else default_template(), content_type=TYPES["docx"])
    response["Content-Disposition"] = 'attachment; filename="skabelon.docx"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _take(request: HttpRequest, form: TemplateForm) -> Any:
    upload = form.cleaned_data.pop("template")
    if upload.size > LARGEST:
        form.add_error("template", _("%(name)s is larger than 8 MB.") % {"name": upload.name})
        return None
    municipality = request.municipality  # type: ignore[attr-defined]
    return carried_out(
        form, actions.take_template, municipality, by=request.user, name=upload.name, content=upload.read()
    )


def _report(pk: int) -> StatusReport:
    rows = StatusReport.objects.select_related(
        "snapshot__cycle__meeting", "plan", "matter", "municipality", "previous", "year_ago", "word_template"
    ).defer("word_template__content")
    return get_object_or_404(rows, pk=pk)


def _usual_way(row: StatusReport, offered: list[Any]) -> dict[str, Any]:
    """The committee's meeting that the cycle served, and the council's next one."""
    meeting = row.snapshot.cycle.meeting
    start: dict[str, Any] = {"case_number": row.matter.case_number if row.matter else ""}
    if row.matter:
        start |= {"is_open": row.matter.is_open, "costs_money": row.matter.costs_money}
    council = [place for place in offered if place.body.kind == BodyKind.COUNCIL]
    for place in offered:
        if meeting and place.pk == f"m{meeting.pk}" and place.body.kind != BodyKind.COUNCIL:
            start["executive" if place.body.kind == BodyKind.EXECUTIVE else "recommends"] = place.pk
    after = [
        place for place in council if place.meeting and (not meeting or place.meeting.date >= meeting.date)
    ]
    if after or council:
        start["decides"] = (after or council)[0].pk
    return start


def _page(
    request: HttpRequest,
    row: StatusReport,
    editing: ReportText | None = None,
    form: WordsForm | None = None,
    *,
    point: ReportPoint | None = None,
    point_form: PointForm | None = None,
    meanwhile: ChangedMeanwhile | None = None,
    version: Any = None,
    status: int = 200,
) -> HttpResponse:
    is_draft = row.state == ReportState.DRAFT
    versioned = editing or point
    context = {
        "report": row,
        "page": report_page(row, editing),
        "is_draft": is_draft,
        "may_write": may_write_status.given(request.user, row),
        "editing": editing,
        "form": form,
        "point": point,
        "point_form": point_form,
        "at_once": goals_first(row, point_form.initial.get("goals", ())) if point_form else 0,
        "meanwhile": meanwhile,
        "version": version or (versioned.version if versioned else ""),
    }
    return render(request, "status/report.html", context, status=status)
