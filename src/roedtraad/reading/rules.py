"""The rules by name: what each one looks for, and how sure it is. `--explain` prints these sentences.

The words and patterns the rules use are in `lexicon`, each with its reason.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """`sure`: 0..1, how often the rule is right where it fires, judged on real documents."""

    sure: float
    says: str


RULES: dict[str, Rule] = {
    # elements
    "labelled-section": Rule(0.92, "The text stands under a heading that names its type."),
    "labelled-list": Rule(0.92, "A list under a heading that names the type of its items."),
    "labelled-paragraph": Rule(0.85, "A paragraph under a heading that names its type."),
    "lead-in-list": Rule(0.92, "A list whose lead-in names the type of its items."),
    "list-of-names": Rule(0.95, "A list of the themes or focus areas, announced as such."),
    "numbered-heading": Rule(0.9, "A heading that calls itself theme, track, focus area and the like."),
    "part-by-its-text": Rule(
        0.88, "The text under the heading says that it is the first, second … focus area."
    ),
    "heading-over-commitments": Rule(0.85, "A heading over what the municipality will do or reach."),
    "heading-in-account": Rule(
        0.75, "A heading in a report, where the text says that it reports on focus areas or themes."
    ),
    "value-heading": Rule(0.8, "A heading in a view of the child or a set of principles."),
    "table-column": Rule(0.95, "A table cell under a column header that names its type."),
    "table-field": Rule(0.85, "A cell beside a label in a table of two columns."),
    "sentence-names-itself": Rule(0.8, "A sentence that names itself goal, purpose, vision or criterion."),
    "sentence-of-decision": Rule(0.85, "A sentence saying that a political body decided something."),
    "sentence-of-involvement": Rule(0.8, "A sentence saying who took part, was heard or contributed."),
    "sentence-of-follow-up": Rule(0.85, "A sentence announcing status, evaluation or revision."),
    "sentence-of-deadline": Rule(0.85, "A sentence with something to be done and a time for it."),
    "sentence-of-duty": Rule(0.75, "A sentence or item saying what someone is to do."),
    "target-sentence": Rule(0.85, "A paragraph saying whom the document is for."),
    "citation": Rule(0.9, "A sentence that cites a law and a section of it."),
    "named-body": Rule(0.9, "A heading or label that names a body set up here."),
    "seat": Rule(0.88, "A seat in the body above: a line, a list item, or one of several in a sentence."),
    "owner-line": Rule(0.9, "A line naming the function that answers for what stands with it."),
    "named-document": Rule(0.8, "Another policy, strategy or plan, mentioned by its name."),
    "own-subject": Rule(0.85, "The policy that this document orders, reports on or puts into practice."),
    "timetable-row": Rule(0.85, "A row, item or sentence of a timetable."),
    "annex-row": Rule(0.95, "A line of the list of annexes, or a mention 'Bilag 2'."),
    "recommendation": Rule(0.92, "What somebody recommends ('indstiller, at …')."),
    "decision-heading": Rule(0.95, "The text under 'Beslutning', printed in the minutes."),
    "status-prose": Rule(0.75, "A sentence about how it stands, in a report on progress."),
    "vision-after-name": Rule(0.85, "The statement that follows 'visionen er, at:'."),
    "agenda-item": Rule(0.95, "A numbered heading over the parts of an agenda item, one of several."),
    "ladder-step": Rule(0.9, "A step of the intervention ladder."),
    # projects with a partner outside
    "project-partnership": Rule(
        0.9, "A sentence saying that one takes part in a project with somebody outside."
    ),
    "project-grant": Rule(0.9, "A sentence saying that somebody outside pays, or has given money."),
    "project-with-fund": Rule(0.6, "Something done together with a fund, without a word for what it is."),
    "project-of-pool": Rule(0.75, "A project that is called after the pool of the state that pays it."),
    "project-row": Rule(0.92, "A row of a table of projects, with a partner outside."),
    # header facts
    "title-printed": Rule(0.95, "The first heading of the highest level."),
    "title-field": Rule(0.95, "The text beside the label 'Titel'."),
    "title-line": Rule(0.8, "The first line that can be a title."),
    "kind-from-title": Rule(0.95, "The title or subtitle says what the document is."),
    "kind-from-labels": Rule(0.85, "The labels used are those of this kind of document."),
    "kind-from-text": Rule(0.7, "The text calls itself so again and again."),
    "municipality-named": Rule(0.9, "The municipality named first and most often."),
    "case-number-printed": Rule(0.95, "A case number as printed near the top."),
    "period-printed": Rule(0.85, "Validity as printed in the title or beside 'gældende'."),
    "adoption-printed": Rule(0.9, "A line saying who adopted the document, and when."),
}


def explain(name: str) -> str:
    """What the rule of that name does."""
    return RULES[name].says
