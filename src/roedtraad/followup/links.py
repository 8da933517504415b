"""Personal links: what is in a mail opens one person's check-ins in one cycle, until the sign-off, and nothing else.

The key is signed with the installation's secret for municipality, cycle, person and a nonce. It is made when the mail
goes, so neither the outbox nor the table of links holds it: the table knows its hash. Opening the link changes nothing
(mail scanners open links too). Its page has a button, which exchanges the key for a cookie that the browser sends to
this link's pages only: the sign-in's session is never touched, two people on one device do not mix, and the key stands
in no further address.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from roedtraad.core.models import OutboxMessage, User
from roedtraad.core.outbox import address, mark
from roedtraad.organisation.models import Holding

from .models import Cycle, PersonalLink
from .standing import reporting_positions

MARK = "followup.link"
SALT = "roedtraad.followup.links"


def cookie_of(link: PersonalLink) -> str:
    return f"rt_svar_{link.pk}"


def key_of(link: PersonalLink) -> str:
    """43 letters: 256 bits, fit for an address."""
    told = f"{link.municipality_id}:{link.cycle_id}:{link.user_id}:{link.nonce}"
    digest = salted_hmac(SALT, told, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def hash_of(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def links_for(pairs: Iterable[tuple[Cycle, User]]) -> dict[tuple[int, int], PersonalLink]:
    """The living link of each (cycle, person), made where there is none: {(cycle, user): link}. Two queries."""
    wanted = {(cycle.pk, user.pk): (cycle, user) for cycle, user in pairs}
    found = {
        (link.cycle_id, link.user_id): link
        for link in PersonalLink.objects.filter(
            cycle__in={cycle for cycle, _user in wanted},
            user__in={user for _cycle, user in wanted},
            ended_at__isnull=True,
        )
    }
    fresh = [_made(*wanted[key]) for key in wanted if key not in found]
    for link in PersonalLink.objects.bulk_create(fresh):
        found[link.cycle_id, link.user_id] = link
    return {key: found[key] for key in wanted}


def _made(cycle: Cycle, user: User) -> PersonalLink:
    link = PersonalLink(cycle=cycle, user=user, nonce=secrets.token_hex(16)).claim()
    link.key_hash = hash_of(key_of(link))
    return link


def find(key: str) -> PersonalLink | None:
    """The link of that key, living or ended; None for a key that was never given here."""
    links = PersonalLink.objects.select_related("user", "cycle__plan__policy", "cycle__meeting__body")
    return links.filter(key_hash=hash_of(key)).first()


# --- in a mail


def in_mail(link: PersonalLink) -> str:
    """What stands in the body until the mail goes."""
    return mark(MARK, link.pk)


def fill_in(message: OutboxMessage, what: str) -> str:
    """The address that a mark stands for, in a mail to the very person whose it is; else nothing."""
    link = (
        PersonalLink.objects.filter(pk=int(what), user=message.to_user_id).first()
        if what.isdecimal()
        else None
    )
    return address(reverse("followup:link", args=[key_of(link)])) if link else ""


# --- in a browser


def open_in(response: HttpResponse, link: PersonalLink) -> HttpResponse:
    """Let this browser in. The cookie goes to the pages of this link only, and ends with the browser."""
    value = signing.dumps([link.pk, link.key_hash], salt=SALT)
    response.set_cookie(
        cookie_of(link),
        value,
        path=reverse("followup:answers", args=[link.pk]),
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )
    return response


def close_in(response: HttpResponse, link: PersonalLink) -> HttpResponse:
    response.delete_cookie(cookie_of(link), path=reverse("followup:answers", args=[link.pk]), samesite="Lax")
    return response


def is_open_in(request: HttpRequest, link: PersonalLink) -> bool:
    try:
        told: Any = signing.loads(
            request.COOKIES.get(cookie_of(link), ""), salt=SALT, max_age=settings.SESSION_COOKIE_AGE
        )
    except signing.BadSignature:
        return False
    return bool(told == [link.pk, link.key_hash])


# --- the end of it


def end_needless() -> int:
    """End the links of people who have left the position, or whose sign-in has been closed; returns how many.

    They open nothing from the moment that happens (`rules.why_not_open`). This is so that they never do again.
    """
    living = PersonalLink.objects.filter(
        ended_at__isnull=True, cycle__snapshot__isnull=True, cycle__sign_off__gte=timezone.localdate()
    )
    held: dict[int, set[int]] = defaultdict(set)
    for holder, position in (
        Holding.objects.on(timezone.localdate())
        .filter(person__user__in=living.values("user"))
        .values_list("person__user", "position")
    ):
        held[holder].add(position)
    reporting: dict[int, set[int]] = {}
    ended = []
    for pk, cycle, plan, user, active in living.values_list(
        "pk", "cycle", "cycle__plan", "user", "user__is_active"
    ):
        if cycle not in reporting:
            reporting[cycle] = reporting_positions(plan)
        if not active or not held[user] & reporting[cycle]:
            ended.append(pk)
    return PersonalLink.objects.filter(pk__in=ended).update(ended_at=timezone.now())
