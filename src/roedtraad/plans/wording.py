"""The words of a policy's passages as they stand now: what goals are written under, and picked from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from roedtraad.policies.enums import PROMISING_KINDS, PassageKind
from roedtraad.policies.models import Edition, PassageText, Revision

# Passages that a goal may be written under beside the promises: what the policy is for, and its themes as a whole.
UNDER_WHICH = {
    *PROMISING_KINDS,
    PassageKind.THEME,
    PassageKind.VISION,
    PassageKind.MISSION,
    PassageKind.VALUE,
    PassageKind.CHILD_VIEW,
    PassageKind.PURPOSE,
    PassageKind.FOLLOW_UP,
}


@dataclass(frozen=True)
class Words:
    """A passage in the revision that counts now. `parent`: the passage above it, or None."""

    passage: int
    kind: str
    number: str
    heading: str
    text: str
    raw: str
    parent: int | None

    @property
    def short(self) -> str:
        """The one line that names the passage: a heading where it has one, else its first words."""
        words = self.heading or self.raw or self.text
        return f"{words[:157].rstrip()}…" if len(words) > 158 else words

    @property
    def line(self) -> str:
        return f"{self.number} {self.short}".strip()


class Wording:
    """The words of passages of the revision that counts now, by passage; a passage that is not in it has none."""

    def __init__(self, policy: int, edition: int | None, words: Iterable[Words]):
        self.policy = policy
        self.edition = edition
        self.words = {each.passage: each for each in words}

    @cached_property
    def revision(self) -> Revision | None:
        """The revision with its edition; one query, for those few that say more of it than its words."""
        return current_revision(self.policy)

    def __getitem__(self, passage: int | None) -> Words | None:
        return self.words.get(passage) if passage else None

    def above(self, passage: int | None) -> Iterator[Words]:
        """The passage and what it stands under, innermost first."""
        seen: set[int] = set()
        while passage and passage not in seen and passage in self.words:
            seen.add(passage)
            yield self.words[passage]
            passage = self.words[passage].parent

    def theme_of(self, passage: int | None) -> Words | None:
        """The theme that a passage stands under, or is."""
        return next((words for words in self.above(passage) if words.kind == PassageKind.THEME), None)

    def choices(self) -> list[tuple[str, list[tuple[int, str]]]]:
        """What a goal may hang on, grouped by theme, in the order of the policy: (theme, [(passage, sentence)])."""
        kinds = set(UNDER_WHICH)
        if not any(each.kind in PROMISING_KINDS for each in self.words.values()):
            kinds.add(PassageKind.PARAGRAPH)
        groups: dict[str, list[tuple[int, str]]] = {}
        for each in self.words.values():
            if each.kind not in kinds or not each.short:
                continue
            theme = self.theme_of(each.passage)
            name = theme.short if theme else str(_("The policy as a whole"))
            line = (
                _("The whole theme: %(theme)s") % {"theme": each.short}
                if each.kind == PassageKind.THEME
                else each.line
            )
            groups.setdefault(name, []).append((each.passage, line))
        return list(groups.items())

    def themes(self) -> list[tuple[int, str]]:
        return self._lines({PassageKind.THEME})

    def over_areas(self) -> list[tuple[int, str]]:
        """What a focus area may stand under: a theme, or the vision that is written for it."""
        return self._lines({PassageKind.THEME, PassageKind.VISION})

    def _lines(self, kinds: set[PassageKind]) -> list[tuple[int, str]]:
        return [
            (each.passage, each.line) for each in self.words.values() if each.kind in kinds and each.short
        ]


COLUMNS = ("passage_id", "passage__kind", "number", "heading", "text", "raw", "parent_id")  # those of Words


def _best_first(policy_id: int) -> QuerySet[Revision]:
    in_force = Edition.objects.in_force(timezone.localdate()).filter(pk=OuterRef("edition"))
    return (
        Revision.objects.filter(edition__policy=policy_id)
        .annotate(holds=Exists(in_force))
        .order_by("-holds", "-edition__number", "-number")
    )


def current_revision(policy_id: int) -> Revision | None:
    """The latest text of the edition in force today; where none is, of the latest edition. One query."""
    return _best_first(policy_id).select_related("edition").first()


def wording_of(policy_id: int) -> Wording:
    """The words that count now. One query; a second where nothing is written."""
    rows = PassageText.objects.filter(revision=Subquery(_best_first(policy_id).values("pk")[:1]))
    found = list(rows.order_by("order").values_list("revision__edition_id", *COLUMNS))
    words = [Words(*row[1:]) for row in found]
    if not found:
        revision = current_revision(policy_id)
        return Wording(policy_id, revision.edition_id if revision else None, words)
    return Wording(policy_id, found[0][0], words)


def words_of(policy_id: int, passages: Iterable[int]) -> dict[int, Words]:
    """The words of some passages as they count now, by passage. One query."""
    revision = Subquery(_best_first(policy_id).values("pk")[:1])
    rows = PassageText.objects.filter(revision=revision, passage__in=list(passages))
    return {row[0]: Words(*row) for row in rows.order_by("order").values_list(*COLUMNS)}
