"""The headline of a plan: the answer, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from .enums import PlanState
from .queries import CoveragePage, PlanPage, UnitsPage

# Numbers up to twelve are written in letters at the beginning of a sentence.
_NUMBERS = {
    1: gettext_noop("One"),
    2: gettext_noop("Two"),
    3: gettext_noop("Three"),
    4: gettext_noop("Four"),
    5: gettext_noop("Five"),
    6: gettext_noop("Six"),
    7: gettext_noop("Seven"),
    8: gettext_noop("Eight"),
    9: gettext_noop("Nine"),
    10: gettext_noop("Ten"),
    11: gettext_noop("Eleven"),
    12: gettext_noop("Twelve"),
}


def number(n: int) -> str:
    """'Five' as a sentence begins; figures above twelve."""
    return _(_NUMBERS[n]) if n in _NUMBERS else str(n)


def headline(page: PlanPage) -> str:
    """How is it going with the goals? In one or two short sentences."""
    if not page.total:
        return _("The plan has no goals yet")
    goals = ngettext("%(n)s goal.", "%(n)s goals.", page.total) % {"n": page.total}
    return f"{goals} {_rest(page)}"


def _rest(page: PlanPage) -> str:
    if page.plan.state == PlanState.DRAFT:
        if not page.incomplete:
            return _("The plan can start.")
        return ngettext(
            "%(n)s lacks something before the plan can start.",
            "%(n)s lack something before the plan can start.",
            page.incomplete,
        ) % {"n": number(page.incomplete)}
    if page.plan.state == PlanState.CLOSED:
        return _("The plan is closed.")
    if page.unreported == page.total:
        return _("Nobody has reported yet.")
    if page.attention:
        return ngettext("%(n)s needs something done.", "%(n)s need something done.", page.attention) % {
            "n": number(page.attention)
        }
    return _("None of them is at risk or off course.")


def units_headline(page: UnitsPage) -> str:
    """How far are the units? In one or two short sentences."""
    if not page.lines:
        return _("No unit has a leader yet")
    have = _("%(n)s of %(all)s units have a goal of their own.") % {
        "n": page.with_goals or _("None"),
        "all": len(page.lines),
    }
    if not page.submitted:
        return have
    waits = ngettext("%(n)s goal waits for approval.", "%(n)s goals wait for approval.", page.submitted)
    return f"{have} {waits % {'n': number(page.submitted)}}"


def coverage_headline(page: CoveragePage) -> str:
    """How far has the policy come out? In one or two short sentences."""
    if not page.lines:
        return _("No unit has a leader yet")
    said = _("%(n)s of %(all)s units have talked about the policy.") % {
        "n": page.covered or _("None"),
        "all": len(page.lines),
    }
    if not page.waiting:
        return said
    waits = ngettext("%(n)s waits for help.", "%(n)s wait for help.", len(page.waiting))
    return f"{said} {waits % {'n': len(page.waiting)}}"
