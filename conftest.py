"""Fixtures that speak the domain: a municipality in scope, another one beside it, and people in functions."""

from __future__ import annotations

import datetime
import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_urlconf, set_urlconf
from django.utils.translation import get_language, override
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from roedtraad.core import tenancy
from roedtraad.core.models import Municipality, User
from roedtraad.organisation.enums import BodyKind, Function
from roedtraad.organisation.models import Body, Holding, Person, Position

SHARED = Path(__file__).parent.parent / "shared"


def pytest_configure(config: pytest.Config) -> None:
    from django.conf import settings

    # Fast and deterministic in tests only: password hashing costs time, cached templates hide nothing.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # Each client of a test is a server of its own: it looks for a stylesheet when asked for one, not for all at its start.
    settings.WHITENOISE_AUTOREFRESH = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    # No test depends on how busy its machine is: a property holds or does not, however long an example took.
    hypothesis_settings.register_profile(
        "any-machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
    hypothesis_settings.load_profile("any-machine")


def pytest_collection_finish(session: pytest.Session) -> None:
    """What has been loaded stays: the collector need not look through it every few tests, as in `config.wsgi`."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)


@pytest.fixture
def shared() -> Path:
    """The folder of real source documents beside the project; tests that need it are skipped without it."""
    if not SHARED.exists():
        pytest.skip("needs ../shared (the real source documents) beside the project")
    return SHARED


def make_municipality(name: str, slug: str) -> Municipality:
    return Municipality.objects.create(name=name, slug=slug)


def make_user(
    municipality: Municipality,
    name: str,
    title: str = "",
    function: Function = Function.OTHER,
    *,
    position: Position | None = None,
) -> User:
    """A user who holds a position (made, unless given) since 1 January 2020."""
    with tenancy.scope(municipality):
        email = name.lower().replace(" ", ".") + "@" + municipality.slug + ".example"
        user = User.objects.create_user(email, "hemmeligt-kodeord", name=name, municipality=municipality)
        person = Person.objects.create(name=name, email=email, user=user)
        if position is None and title:
            position = Position.objects.create(title=title, function=function)
        if position is not None:
            Holding.objects.create(position=position, person=person, starts=datetime.date(2020, 1, 1))
    return user


@pytest.fixture
def fjordby(db: None) -> Iterator[Municipality]:
    """The municipality in whose scope the test works."""
    municipality = make_municipality("Fjordby Kommune", "fjordby")
    with tenancy.scope(municipality):
        yield municipality


@pytest.fixture
def nordby(db: None) -> Municipality:
    """Another municipality, whose data must never show."""
    return make_municipality("Nordby Kommune", "nordby")


@pytest.fixture
def coordinator(fjordby: Municipality) -> User:
    return make_user(fjordby, "Signe Holmelund", "Udviklingskonsulent", Function.COORDINATOR)


@pytest.fixture
def secretary(fjordby: Municipality) -> User:
    return make_user(fjordby, "Pernille Strandgaard", "Udvalgssekretær", Function.SECRETARY)


@pytest.fixture
def school_chief(fjordby: Municipality) -> User:
    """Holds the position 'Skolechef'."""
    return make_user(fjordby, "Torben Lindegaard", "Skolechef", Function.CHIEF)


@pytest.fixture
def reader(fjordby: Municipality) -> User:
    """Signed in, with a position that gives no rights."""
    return make_user(fjordby, "Mona Kildegaard", "Konsulent", Function.OTHER)


@pytest.fixture
def outsider(nordby: Municipality) -> User:
    """The policy coordinator of the other municipality."""
    return make_user(nordby, "Asger Nordentoft", "Udviklingskonsulent", Function.COORDINATOR)


@pytest.fixture
def council(fjordby: Municipality) -> Body:
    return Body.objects.create(name="Byrådet", kind=BodyKind.COUNCIL)


@pytest.fixture
def committee(fjordby: Municipality) -> Body:
    return Body.objects.create(name="Børne- og Uddannelsesudvalget", kind=BodyKind.COMMITTEE)


class VisitingClient(Client):
    """A request leaves the addresses and the language of the test's own municipality as they were."""

    def request(self, **request: Any) -> Any:
        urlconf = get_urlconf()
        try:
            with override(get_language()):
                return super().request(**request)
        finally:
            set_urlconf(urlconf)


@pytest.fixture
def signed_in() -> Callable[[User], Client]:
    def sign_in(user: User) -> Client:
        client = VisitingClient()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


@pytest.fixture
def queries_of() -> Callable[[Client, str], int]:
    """The number of database queries one page costs (warm: the page is fetched once before)."""

    def count(client: Client, url: str) -> int:
        assert client.get(url).status_code == 200, url
        with CaptureQueriesContext(
            connection,
        ) as captured:
            client.get(url)
        return len(captured)

    return count
