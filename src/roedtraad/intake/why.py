"""Why the reading took something for what it did, in words a person can judge. Same names as roedtraad.reading.rules."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from .enums import DOUBT
from .shapes import speaks_against

RULE_WORDS: dict[str, Any] = {
    "labelled-section": _("The text stands under a heading that names its type."),
    "labelled-list": _("A list under a heading that names the type of its items."),
    "labelled-paragraph": _("A paragraph under a heading that names its type."),
    "lead-in-list": _("A list whose lead-in names the type of its items."),
    "list-of-names": _("A list of the themes or focus areas, announced as such."),
    "numbered-heading": _("A heading that calls itself theme, track, focus area and the like."),
    "heading-over-commitments": _("A heading over what the municipality will do or reach."),
    "heading-in-account": _(
        "A heading in a report, where the text says that it reports on focus areas or themes."
    ),
    "value-heading": _("A heading in a view of the child or a set of principles."),
    "table-column": _("A table cell under a column header that names its type."),
    "table-field": _("A cell beside a label in a table of two columns."),
    "sentence-names-itself": _("A sentence that names itself goal, purpose, vision or criterion."),
    "sentence-of-decision": _("A sentence saying that a political body decided something."),
    "sentence-of-involvement": _("A sentence saying who took part, was heard or contributed."),
    "sentence-of-follow-up": _("A sentence announcing status, evaluation or revision."),
    "sentence-of-deadline": _("A sentence with something to be done and a time for it."),
    "sentence-of-duty": _("A sentence or item saying what someone is to do."),
    "target-sentence": _("A paragraph saying whom the document is for."),
    "citation": _("A sentence that cites a law and a section of it."),
    "named-body": _("A heading or label that names a body set up here."),
    "seat": _("A seat in the body above: a line, a list item, or one of several in a sentence."),
    "owner-line": _("A line naming the function that answers for what stands with it."),
    "named-document": _("Another policy, strategy or plan, mentioned by its name."),
    "own-subject": _("The policy that this document orders, reports on or puts into practice."),
    "timetable-row": _("A row, item or sentence of a timetable."),
    "annex-row": _("A line of the list of annexes, or a mention 'Bilag 2'."),
    "recommendation": _("What somebody recommends ('indstiller, at …')."),
    "decision-heading": _("The text under 'Beslutning', printed in the minutes."),
    "status-prose": _("A sentence about how it stands, in a report on progress."),
    "vision-after-name": _("The statement that follows 'visionen er, at:'."),
    "agenda-item": _("A numbered heading over the parts of an agenda item, one of several."),
    "ladder-step": _("A step of the intervention ladder."),
    "title-printed": _("The first heading of the highest level."),
    "title-field": _("The text beside the label 'Titel'."),
    "title-line": _("The first line that can be a title."),
    "kind-from-title": _("The title or subtitle says what the document is."),
    "kind-from-labels": _("The labels used are those of this kind of document."),
    "kind-from-text": _("The text calls itself so again and again."),
    "municipality-named": _("The municipality named first and most often."),
    "case-number-printed": _("A case number as printed near the top."),
    "period-printed": _("Validity as printed in the title or beside 'gældende'."),
    "adoption-printed": _("A line saying who adopted the document, and when."),
    "project-partnership": _("A sentence saying that one takes part in a project with somebody outside."),
    "project-grant": _("A sentence saying that somebody outside pays, or has given money."),
    "project-with-fund": _("Something done together with a fund, without a word for what it is."),
    "project-of-pool": _("A project that is called after the pool of the state that pays it."),
    "project-row": _("A row of a table of projects, with a partner outside."),
    "part-by-its-text": _("The text under the heading says that it is the first, second … focus area."),
}


def rule_words(name: str) -> Any:
    """What the rule looked for; empty for an element that a person added."""
    return RULE_WORDS.get(name, "")


# What in the sentence itself speaks against its type; keys as `shapes.speaks_against` gives them.
AGAINST: dict[str, Any] = {
    "number-and-year": _("But it has a number and a year, as an output target has."),
    "number": _("But it has a number, as what is measured has."),
    "measure": _("But it begins with what is counted, as an indicator does."),
    "no-promise": _("But it does not say that the municipality will do something."),
    "nothing-to-count": _("But it has neither a number nor a time, and an output target has one of them."),
    "something-to-do": _("But it begins with something to be done, as an action does."),
    "end-state": _("But it tells how things shall be, as a goal does, and not what is to be done."),
    "too-long": _("But it is a whole sentence, and a name is as a rule a few words."),
    "a-person": _("But it looks like a person's name. What is kept is the position."),
    "too-short": _("But it is too short to stand alone."),
    "opens-a-list": _("But it ends with a colon, and may only introduce what follows."),
    "hole": _("And something is missing in the document at this place."),
}
NOT_SURE = _("The rule is wrong more often than others.")


def against_words(kind: str, text: str, confidence: float) -> list[Any]:
    """What speaks against the type; where the words say nothing and the rule is unsure, that it is."""
    found = [AGAINST[key] for key in speaks_against(kind, text)]
    return found or ([NOT_SURE] if confidence < DOUBT else [])


# The button that takes the other type; for each that `shapes.SECOND` gives.
IT_IS: dict[str, Any] = {
    "output_target": _("It is an output target"),
    "indicator": _("It is an indicator"),
    "action": _("It is an action"),
    "goal": _("It is a goal"),
    "success_criterion": _("It is a success criterion"),
}
