"""The verb of the common template: word its questions, or leave one out."""

from __future__ import annotations

from roedtraad.core.actions import action
from roedtraad.followup.models import Template
from roedtraad.followup.permissions import may_run_cycles
from roedtraad.followup.question_rules import why_not_word

from .common import Actor, refuse


@action("followup.word_questions", permission=may_run_cycles)
def word_questions(
    template: Template,
    *,
    by: Actor,
    status: str = "",
    happened: str = "",
    needed: str = "",
    asks_happened: bool = True,
    asks_needed: bool = True,
) -> Template:
    """The questions of a plan from now on; an empty text is the usual words. `template`: the plan's, or a fresh one.

    What is signed off keeps the words in which it was asked, and so does what is frozen.
    """
    words = [each.strip() for each in (status, happened, needed)]
    refuse(why_not_word(template.plan, *words))
    template.question_status, template.question_happened, template.question_needed = words
    template.asks_happened, template.asks_needed = asks_happened, asks_needed
    template.save()
    return template
