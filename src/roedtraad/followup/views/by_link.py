"""The pages behind the personal link of a mail: exactly the check-ins of one person in one cycle."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from roedtraad.core.reasons import Reason
from roedtraad.core.templatetags.rt import site_url
from roedtraad.followup import links
from roedtraad.followup.desk import Desk
from roedtraad.followup.models import PersonalLink
from roedtraad.followup.queries import coordinators, my_lines
from roedtraad.followup.rules import why_not_open
from roedtraad.followup.words import link_headline

from .attaching import attach_page, attachment_page, detach_page
from .common import form_methods
from .reporting import goal_page, mine_page

View = Callable[..., HttpResponse]


def _guarded(response: HttpResponse) -> HttpResponse:
    """Nothing of it is kept on the way or in the browser, and no other site is told its address.

    Not `no-referrer`: with that a browser sends a form from origin "null", which the CSRF check rightly refuses. The
    origin alone holds no key.
    """
    response["Referrer-Policy"] = "strict-origin"
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@login_not_required
@form_methods
def link(request: HttpRequest, key: str) -> HttpResponse:
    """Where the mail leads. Looking changes nothing; the button lets this browser in."""
    found = links.find(key)
    reasons = why_not_open(found) if found else [_unknown()]
    if found is None or reasons:
        return _dead(request, found, reasons[0])
    if request.method == "POST":
        rotate_token(request)
        return _guarded(links.open_in(redirect(_begin(found)), found))
    lines = my_lines(found.cycle, found.user)
    left = sum(1 for line in lines if not line.is_signed)
    context = {
        "link": found,
        "lines": lines,
        "left": left,
        "headline": link_headline(found.user, left),
    }
    return _guarded(render(request, "followup/link/open.html", context))


def _begin(found: PersonalLink) -> str:
    """The first goal that nobody has written about; where all are begun, the list of them."""
    desk = Desk(found.user, found.cycle, found)
    fresh = next((line.goal.pk for line in my_lines(found.cycle, found.user) if not line.check_in), None)
    return desk.goal(fresh) if fresh else desk.mine


def _unknown() -> Reason:
    return Reason(
        "link-unknown",
        _("The link is not known here; perhaps the mail program has cut it off."),
        _("Copy the whole address from the mail, or sign in."),
    )


def _dead(request: HttpRequest, found: PersonalLink | None, reason: Reason) -> HttpResponse:
    """One sentence, and the way out. Who it was for is told nobody: the mail may have been passed on."""
    there = reason.url or reverse("followup:index")
    context = {
        "reason": reason,
        "sign_in": f"{site_url('sign-in')}?{urlencode({'next': there})}",
        "asked": coordinators() if found else [],
    }
    response = render(request, "followup/link/dead.html", context, status=410 if found else 404)
    return _guarded(response)


def behind_the_link(view: View) -> View:
    """A page of the link `pk`, for the browser that it was opened in; everybody else is told to open the mail again."""

    @login_not_required
    @wraps(view)
    def page(request: HttpRequest, pk: int, **more: Any) -> HttpResponse:
        found = (
            PersonalLink.objects.select_related("user", "cycle__plan__policy", "cycle__meeting__body")
            .filter(pk=pk)
            .first()
        )
        if found is None or not links.is_open_in(request, found):
            reason = Reason(
                "link-not-open",
                _("The page is opened from the link in the mail."),
                _("Open the mail, and follow the link again. What you had typed is kept in this browser."),
            )
            return _closed(request, None, reason)
        reasons = why_not_open(found)
        if reasons:
            return _closed(request, found, reasons[0])
        return _guarded(view(request, Desk(found.user, found.cycle, found), **more))

    return page


def _closed(request: HttpRequest, found: PersonalLink | None, reason: Reason) -> HttpResponse:
    response = _dead(request, found, reason)
    response.status_code = 403  # the page that saves itself then says that the words are kept
    return response


@behind_the_link
@form_methods
def answers(request: HttpRequest, desk: Desk) -> HttpResponse:
    return mine_page(request, desk)


@behind_the_link
@form_methods
def answer(request: HttpRequest, desk: Desk, goal_pk: int) -> HttpResponse:
    return goal_page(request, desk, goal_pk)


@behind_the_link
@require_POST
def answer_attach(request: HttpRequest, desk: Desk, goal_pk: int) -> HttpResponse:
    return attach_page(request, desk, goal_pk)


@behind_the_link
@form_methods
def answer_attachment(request: HttpRequest, desk: Desk, attachment_pk: int) -> HttpResponse:
    if request.method == "POST":
        return detach_page(request, desk, attachment_pk)
    return attachment_page(desk, attachment_pk)


@login_not_required
@require_POST
def close_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Finish on this device. It takes nothing but this browser's cookie away, so it needs none."""
    response = render(request, "followup/link/finished.html")
    return _guarded(links.close_in(response, PersonalLink(pk=pk)))
