"""An agreement as a document: made from the goals as they are written, so that nothing is written twice."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from roedtraad.core.tenancy import current
from roedtraad.writing.model import Block, Column, Heading, Note, Paragraph, Report, Section, Table

from .models import Agreement, Goal, PlanSetup, Signature


def agreement_word() -> str:
    """What the municipality calls it: kontrakt, aftale, virksomhedsplan; one query."""
    own = PlanSetup.objects.values_list("agreement_word", flat=True).first()
    return own or _("agreement")


def document_of(agreement: Agreement) -> Report:
    """The frozen document where both sides have signed; until then a draft of what stands today."""
    if agreement.document:
        return Report.from_json(agreement.document)
    return draft_of(agreement, draft=True)


def draft_of(agreement: Agreement, *, draft: bool = False) -> Report:
    """The document of today's words."""
    taken = agreement.taken_in.select_related(
        "goal__parent", "goal__focus_area", "goal__plan__policy", "goal__owner"
    )
    word = agreement_word()
    return Report(
        title=f"{word[:1].upper()}{word[1:]}: {agreement.unit.name}",
        municipality=current().name,
        language="da" if (get_language() or "da").startswith("da") else "en",
        kicker=_("%(from)s – %(to)s, under %(plan)s")
        % {"from": _day(agreement.starts), "to": _day(agreement.ends), "plan": agreement.plan.title},
        sections=tuple(
            section
            for section in (
                Section("goals", _("What we agree to reach"), _goals([row.goal for row in taken])),
                Section("dialogue", _("What we talked about"), _paragraphs(agreement.dialogue)),
                Section(
                    "signatures", _("Signed"), _signed(list(agreement.signatures.select_related("position")))
                ),
            )
            if section.blocks
        ),
        footer=agreement.plan.title,
        colour=current().primary,
        draft=draft,
    )


def _goals(goals: Sequence[Goal]) -> list[Block]:
    if not goals:
        return [Note(_("No goal is taken in yet."))]
    blocks: list[Block] = []
    for goal in goals:
        rows = [
            (_("Contributes to"), _under(goal)),
            (_("How we live up to it"), goal.how),
            (_("How we follow up"), goal.followed_by),
            (_("Which indicators show it"), goal.measured_by),
            (_("Expected"), goal.due.danish() if goal.due else ""),
        ]
        blocks.append(Heading(goal.title))
        blocks.append(
            Table(
                [Column(_("Question"), share=3), Column(_("Answer"), share=9)],
                [(name, words) for name, words in rows if words],
            )
        )
    return blocks


def _under(goal: Goal) -> str:
    thing = goal.parent or goal.focus_area
    area = goal.focus_area.title if goal.focus_area and goal.parent else ""
    return " › ".join(each for each in (goal.plan.policy.title, area, thing.title if thing else "") if each)


def _paragraphs(text: str) -> list[Block]:
    return [Paragraph(part.strip()) for part in text.split("\n\n") if part.strip()]


def _signed(signatures: Sequence[Signature]) -> list[Block]:
    if not signatures:
        return [Note(_("Nobody has signed yet."))]
    return [
        Table(
            [Column(_("Position"), share=4), Column(_("Name"), share=4), Column(_("Signed on"), share=3)],
            [
                (str(each.position or each.get_side_display()), each.name, _day(each.at))
                for each in signatures
            ],
        )
    ]


def _day(value: object) -> str:
    return date_format(value, "DATE_FORMAT")  # type: ignore[arg-type]
