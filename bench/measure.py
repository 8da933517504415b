"""One database of one size: build, fetch, read, write; the figures as JSON. Started by bench.__main__."""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402

from roedtraad.core import tenancy  # noqa: E402
from roedtraad.core.models import Municipality, User  # noqa: E402

from . import data, documents  # noqa: E402


def milliseconds(work: Callable[[], Any], times: int) -> dict[str, float]:
    taken = []
    for _round in range(times):
        started = time.perf_counter()
        work()
        taken.append((time.perf_counter() - started) * 1000)
    taken.sort()
    return {
        "p50_ms": round(statistics.median(taken), 1),
        "p95_ms": round(taken[min(len(taken) - 1, int(len(taken) * 0.95))], 1),
    }


def pages() -> dict[str, str]:
    """The main pages of the municipality in scope, by name."""
    from roedtraad.followup.models import CheckIn, Cycle
    from roedtraad.intake.models import SourceDocument
    from roedtraad.matters.models import Matter
    from roedtraad.plans.models import Goal, Plan
    from roedtraad.policies.models import Edition, Policy

    plan = Plan.objects.order_by("pk").first()
    unit_plan = Plan.objects.order_by("pk").last()
    cycle = Cycle.objects.filter(plan=plan).order_by("pk").last()
    unit_cycle = Cycle.objects.filter(plan=unit_plan).order_by("pk").last()
    check_in = CheckIn.objects.filter(cycle=cycle).first()
    assert None not in (plan, unit_plan, cycle, unit_cycle, check_in)
    found = {
        "start page": reverse("workspace:start"),
        "policies": reverse("policies:list"),
        "policy": reverse("policies:policy", args=[Policy.objects.order_by("pk").first().pk]),
        "edition, 150 passages with their thread": reverse(
            "policies:edition", args=[Edition.objects.order_by("pk")[2].pk]
        ),
        "plans": reverse("plans:index"),
        "plan, 40 goals": reverse("plans:plan", args=[plan.pk]),
        "plan, 600 unit goals": reverse("plans:plan", args=[unit_plan.pk]),
        "goal": reverse("plans:goal", args=[Goal.objects.order_by("pk").first().pk]),
        "follow-up": reverse("followup:index"),
        "cycle, 40 goals": reverse("followup:cycle", args=[cycle.pk]),
        "cycle, 600 unit goals": reverse("followup:cycle", args=[unit_cycle.pk]),
        "check-in": reverse("followup:check_in", args=[cycle.pk, check_in.goal_id]),
        "status reports": reverse("status:index"),
        "matters": reverse("matters:list"),
        "matter": reverse("matters:matter", args=[Matter.objects.order_by("pk").first().pk]),
        "imports": reverse("intake:list"),
        "organisation": reverse("organisation:index"),
    }
    document = SourceDocument.objects.order_by("pk").first()
    if document:
        found["review of a document"] = reverse("intake:review", args=[document.pk])
    return found


def fetch(requests: int) -> list[dict[str, Any]]:
    """Every main page, as the coordinator of municipalities spread over the data."""
    slugs = list(Municipality.objects.order_by("pk").values_list("slug", flat=True))
    chosen = slugs[:: max(1, len(slugs) // 5)][:5]
    rows: dict[str, dict[str, Any]] = {}
    for slug in chosen:
        municipality = Municipality.objects.get(slug=slug)
        user = User.objects.get(municipality=municipality, email__startswith="koordinator")
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        with tenancy.scope(municipality):
            addresses = pages()
        for name, url in addresses.items():
            answer = client.get(url)
            if answer.status_code != 200:
                raise SystemExit(f"{name} ({url}) answered {answer.status_code}")
            with CaptureQueriesContext(connection) as captured:
                client.get(url)
            row = rows.setdefault(
                name, {"page": name, "queries": 0, "kB": round(len(answer.content) / 1024), "taken": []}
            )
            row["queries"] = max(row["queries"], len(captured))
            for _round in range(max(1, requests // len(chosen))):
                started = time.perf_counter()
                client.get(url)
                row["taken"].append((time.perf_counter() - started) * 1000)
    for row in rows.values():
        taken = sorted(row.pop("taken"))
        row["p50_ms"] = round(statistics.median(taken), 1)
        row["p95_ms"] = round(taken[min(len(taken) - 1, int(len(taken) * 0.95))], 1)
    return list(rows.values())


def freeze() -> list[dict[str, Any]]:
    """A cycle of 600 goals frozen, and the freezing taken back: that of the first municipality."""
    from django.db import transaction
    from django.utils import timezone

    from roedtraad.followup import snapshots
    from roedtraad.followup.models import Cycle

    def once(cycle: Cycle) -> None:
        with transaction.atomic():
            snapshots.take(cycle, timezone.now(), "bench", "")
            transaction.set_rollback(True)

    with tenancy.scope(Municipality.objects.order_by("pk")[0]):
        cycle = Cycle.objects.order_by("pk").last()
        return [{"what": "freeze a cycle of 600 goals", **milliseconds(lambda: once(cycle), 5), "note": ""}]


def show(rows: list[dict[str, Any]], columns: list[str]) -> None:
    widths = [max(len(column), *(len(str(row.get(column, ""))) for row in rows)) for column in columns]
    for row in [dict(zip(columns, columns, strict=True)), *rows]:
        cells = [str(row.get(column, "")) for column in columns]
        print(
            "  "
            + "  ".join(
                c.ljust(w) if i == 0 else c.rjust(w)
                for i, (c, w) in enumerate(zip(cells, widths, strict=True))
            ),
            flush=True,
        )


def main(size: int, requests: int, target: Path) -> None:
    started = time.perf_counter()
    call_command("migrate", verbosity=0)
    migrated = time.perf_counter() - started
    rows = data.build(size)
    built = time.perf_counter() - started - migrated
    print(
        f"  migrate from nothing {migrated:.1f} s; {sum(rows.values()):,} rows in {built:.0f} s, {rows['CheckIn']:,} check-ins",
        flush=True,
    )
    crossings = tenancy.crossings() if size < 10 else {}
    if crossings:
        raise SystemExit(f"keys cross municipalities: {crossings}")
    fetched = fetch(requests)
    show(fetched, ["page", "queries", "p50_ms", "p95_ms", "kB"])
    result: dict[str, Any] = {
        "migrate_s": round(migrated, 2),
        "build_s": round(built, 1),
        "rows": rows,
        "pages": fetched,
    }
    if size == 1:
        result["documents"] = [*freeze(), *documents.measure(milliseconds)]
        print("", flush=True)
        show(result["documents"], ["what", "p50_ms", "p95_ms", "note"])
    target.write_text(json.dumps(result, ensure_ascii=False))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
