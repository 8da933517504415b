"""One database of one size: build, fetch, read, write; the figures as JSON. Started by bench.__main__."""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from roedtraad.core import tenancy  # noqa: E402
from roedtraad.core.actions import SYSTEM  # noqa: E402
from roedtraad.core.models import Municipality, User  # noqa: E402
from roedtraad.followup import canonical  # noqa: E402
from roedtraad.followup.models import Snapshot  # noqa: E402
from roedtraad.followup.snapshots import assemble  # noqa: E402
from roedtraad.indicators.actions import release_figures  # noqa: E402
from roedtraad.indicators.models import Indicator  # noqa: E402

from . import data, disclosure, documents, landing, lists, measures, steering  # noqa: E402
from . import figures as figures_in  # noqa: E402
from .pages import pages  # noqa: E402


def figures(taken: list[float]) -> dict[str, float]:
    """{p50_ms, p95_ms} of times in milliseconds."""
    ordered = sorted(taken)
    return {
        "p50_ms": round(statistics.median(ordered), 1),
        "p95_ms": round(ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))], 1),
    }


def milliseconds(work: Callable[[], Any], times: int) -> dict[str, float]:
    taken = []
    for _round in range(times):
        started = time.perf_counter()
        work()
        taken.append((time.perf_counter() - started) * 1000)
    return figures(taken)


def signed_in(municipality: Municipality, mail: str) -> Client:
    client = Client(SERVER_NAME="localhost")
    user = User.objects.get(municipality=municipality, email__startswith=f"{mail}@")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def fetched(client: Client, name: str, url: str) -> tuple[int, int]:
    """(queries, bytes) of one page; warm, as it is fetched once before."""
    answer = client.get(url)
    if answer.status_code != 200:
        raise SystemExit(f"{name} ({url}) answered {answer.status_code}")
    with CaptureQueriesContext(connection) as captured:
        client.get(url)
    return len(captured), len(answer.content)


def fetch(requests: int) -> list[dict[str, Any]]:
    """Every main page in municipalities spread over the data, as the one whose page it is."""
    import_module("config.wsgi")  # as it is served: what is loaded is out of the collector's way
    every = Municipality.objects.exclude(slug=steering.SLUG).order_by("pk")
    slugs = list(every.values_list("slug", flat=True))
    chosen = slugs[:: max(1, len(slugs) // 5)][:5]
    rows: dict[str, dict[str, Any]] = {}
    for slug in [*chosen, steering.SLUG]:
        municipality = Municipality.objects.get(slug=slug)
        clients = {mail: signed_in(municipality, mail) for mail in ("koordinator", "leder-0")}
        with tenancy.scope(municipality):
            addresses = steering.pages() if slug == steering.SLUG else pages()
        for name, (mail, url) in addresses.items():
            client = clients[mail]
            queries, size = fetched(client, name, url)
            row = rows.setdefault(
                name, {"page": name, "queries": 0, "kB": round(size / 1024), "taken": [], "cpu": []}
            )
            row["queries"] = max(row["queries"], queries)
            for _round in range(requests if slug == steering.SLUG else max(1, requests // len(chosen))):
                started, worked = time.perf_counter(), time.process_time()
                client.get(url)
                row["taken"].append((time.perf_counter() - started) * 1000)
                row["cpu"].append((time.process_time() - worked) * 1000)
    return [
        {
            **{name: row[name] for name in ("page", "queries", "kB")},
            **figures(row["taken"]),
            "cpu_ms": round(statistics.median(row["cpu"]), 1),
        }
        for row in rows.values()
    ]


def compare(made: dict[int, str]) -> list[dict[str, Any]]:
    """Every list with 2 and with 2,000 rows: the number of queries must be the same, and a page holds 50."""
    found: dict[str, dict[str, Any]] = {}
    for count, slug in made.items():
        municipality = Municipality.objects.get(slug=slug)
        client = signed_in(municipality, "koordinator")
        with tenancy.scope(municipality):
            addresses = lists.pages()
        for name, url in addresses.items():
            queries, size = fetched(client, name, url)
            row = found.setdefault(name, {"list": name})
            row[f"queries_{count}"] = queries
            if count == lists.MANY:
                row.update(
                    kB=round(size / 1024), **milliseconds(lambda client=client, url=url: client.get(url), 10)
                )  # type: ignore[misc]
    return list(found.values())


def same_shape() -> None:
    """The snapshots that were made in bulk are those that the program would take: the same but for the moment."""
    for municipality in (
        Municipality.objects.order_by("pk").first(),
        Municipality.objects.get(slug=steering.SLUG),
    ):
        with tenancy.scope(municipality):  # type: ignore[arg-type]
            rows = Snapshot.objects.select_related("cycle__plan__policy", "cycle__meeting__body")
            for snapshot in rows.order_by("pk")[1:40:23]:
                _same(snapshot)


def _same(snapshot: Snapshot) -> None:
    made, taken = snapshot.data, assemble(snapshot.cycle, snapshot.taken_at)
    for each in (made, taken):  # what has been decided since then differs
        each["sections"] = {"evidence": each["sections"]["evidence"]}
        each.pop("taken_at")
    if canonical.dumps(made) != canonical.dumps(taken):
        apart = [name for name in taken if taken[name] != made.get(name)]
        raise SystemExit(
            f"snapshot {snapshot.pk} is shaped otherwise than followup.snapshots.assemble: {apart}"
        )


def same_releases() -> None:
    """The releases that were made in bulk are those that the action would make: it finds nothing to release anew."""
    with tenancy.scope(Municipality.objects.order_by("pk").first()):  # type: ignore[arg-type]
        for indicator in Indicator.objects.order_by("pk")[:4]:
            if release_figures(indicator, by=SYSTEM):
                raise SystemExit(
                    f"the release of {indicator} is shaped otherwise than the action would make it"
                )


def show(rows: list[dict[str, Any]], columns: list[str]) -> None:
    widths = [max(len(column), *(len(str(row.get(column, ""))) for row in rows)) for column in columns]
    for row in [dict(zip(columns, columns, strict=True)), *rows]:
        cells = [str(row.get(column, "")) for column in columns]
        line = "  ".join(
            c.ljust(w) if i == 0 else c.rjust(w) for i, (c, w) in enumerate(zip(cells, widths, strict=True))
        )
        print(f"  {line}", flush=True)


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
    same_shape()
    same_releases()
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    pages_ = fetch(requests)
    show(pages_, ["page", "queries", "p50_ms", "p95_ms", "cpu_ms", "kB"])
    result: dict[str, Any] = {
        "migrate_s": round(migrated, 2),
        "build_s": round(built, 1),
        "load": round(load, 1),
        "rows": rows,
        "pages": pages_,
    }
    if size == 1:
        slugs = lists.build()
        result["lists"] = compare(slugs)
        print("", flush=True)
        show(
            result["lists"],
            ["list", f"queries_{lists.FEW}", f"queries_{lists.MANY}", "p50_ms", "p95_ms", "kB"],
        )
        crossings = tenancy.crossings()
        if crossings:
            raise SystemExit(f"keys cross municipalities: {crossings}")
        result["documents"] = documents.measure(milliseconds)
        print("", flush=True)
        show(result["documents"], ["what", "p50_ms", "p95_ms", "note"])
        result["measures"] = measures.measure(milliseconds) + disclosure.measure(milliseconds)
        print("", flush=True)
        show(result["measures"], ["what", "p50_ms", "p95_ms", "cpu_ms", "note"])
        result["figures"] = [*figures_in.measure(), landing.measure(slugs[lists.FEW])]
        print("", flush=True)
        show(result["figures"], ["what", "rows", "seconds", "mb", "note"])
    target.write_text(json.dumps(result, ensure_ascii=False))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
