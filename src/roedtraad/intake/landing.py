"""Where elements land: what every landing needs, and the policies that are found or made on the way."""

from __future__ import annotations

from typing import Any

from django.db import models

from roedtraad.core.actions import plain
from roedtraad.policies import actions as policies
from roedtraad.policies.enums import PolicyKind, RelationKind
from roedtraad.policies.models import Policy
from roedtraad.policies.naming import title_key

from .enums import ElementKind, ElementState
from .models import Acceptance, Element, Landing, SourceDocument
from .wishes import Wish, kind_from_words, wished_policy


class Landings:
    """Collects what an acceptance makes and finds, in order, and writes it down at the end."""

    def __init__(self, acceptance: Acceptance, document: SourceDocument, by: Any):
        self.acceptance, self.document, self.by = acceptance, document, by
        self.elements = list(document.elements.exclude(state=ElementState.DROPPED).order_by("order", "pk"))
        self.by_key = {each.key: each for each in self.elements}
        self._rows: list[Landing] = []
        self._placed: set[int] = set()
        self._left: dict[str, str] = {}

    def of(self, *types: ElementKind) -> list[Element]:
        return [each for each in self.elements if each.type in types]

    def put(
        self,
        thing: models.Model,
        element: Element | None = None,
        *,
        made: bool = True,
        before: dict[str, Any] | None = None,
    ) -> None:
        """`thing` is where the element landed; `before`: what it said of itself, where the acceptance changed it."""
        self.put_key(thing._meta.label_lower, thing.pk, element, made=made, before=before)

    def put_key(
        self,
        kind: str,
        pk: int,
        element: Element | None = None,
        *,
        made: bool = True,
        before: dict[str, Any] | None = None,
    ) -> None:
        if element is not None:
            self._placed.add(element.pk)
        self._rows.append(
            Landing(
                acceptance=self.acceptance,
                element=element,
                thing_type=kind,
                thing_id=pk,
                made=made,
                before=before or {},
            )
        )

    def leave(self, element: Element, why: str) -> None:
        """The element gets no place. `why`: as in `landed.WHY`; where nothing is said, its type tells."""
        self._left[element.key] = why

    def placed(self, element: Element) -> bool:
        return element.pk in self._placed

    def made(self, thing: models.Model) -> bool:
        """Whether the acceptance itself made the row."""
        kind = thing._meta.label_lower
        return any(row.made and row.thing_type == kind and row.thing_id == thing.pk for row in self._rows)

    def ancestors(self, element: Element) -> list[Element]:
        """What the element stands under, the nearest first."""
        return ancestors(self.by_key, element)

    def write(self) -> None:
        Landing.objects.bulk_create(self._rows)
        self.acceptance.left = {
            key: why for key, why in self._left.items() if not self.placed(self.by_key[key])
        }


def ancestors(by_key: dict[str, Element], element: Element) -> list[Element]:
    """What an element stands under, the nearest first."""
    found: list[Element] = []
    key = element.parent_key
    while key in by_key and len(found) < 20:
        found.append(by_key[key])
        key = found[-1].parent_key
    return found


def the_policy(landings: Landings, wish: Wish, element: Element | None = None, *, takes_text: bool) -> Policy:
    """The policy of the wish: chosen, found by its name, or made. A stub takes the text when its document comes."""
    policy = wished_policy(wish)
    if policy is None:
        policy, made = policies.find_or_make_stub(
            wish.title, by=landings.by, kind=wish.kind or PolicyKind.POLICY
        )
        landings.put(policy, element, made=made)
        if not takes_text or not made:
            return policy
    elif element is not None:
        landings.put(policy, element, made=False)
    return policy


def describe_policy(landings: Landings, policy: Policy, **facts: Any) -> None:
    """Fill in what the document says of its policy, and remember what stood there before."""
    changed = {
        name: value
        for name, value in facts.items()
        if value not in (None, "") and getattr(policy, name) != value
    }
    if changed:
        before = {name: plain(getattr(policy, name)) for name in changed}
        policies.describe(policy, by=landings.by, **changed)
        landings.put(policy, made=False, before=before)


def place_relations(landings: Landings, policy: Policy, *, leave: tuple[str, ...] = ()) -> None:
    """The other policies that the document names; those that nobody has brought become stubs."""
    own = title_key(policy.title)
    for element in landings.of(ElementKind.RELATION):
        if element.attributes.get("relation") in leave:
            continue
        if title_key(element.text) == own:
            landings.put(policy, element, made=False)
            continue
        other = the_named(landings, element)
        word = str(element.attributes.get("relation") or RelationKind.RELATES_TO)
        subject, thing, kind = (
            (other, policy, RelationKind.REPLACES) if word == "replaced_by" else (policy, other, word)
        )
        if kind not in RelationKind.values:
            kind = RelationKind.RELATES_TO
        stood = subject.relations.filter(kind=kind, other=thing).exists()
        relation = policies.relate(subject, by=landings.by, kind=kind, other=thing)
        landings.put(relation, element, made=not stood)


def the_named(landings: Landings, element: Element) -> Policy:
    """The policy that an element names: found, or a stub, which bears its name as it is best known."""
    name = capitalised(element.text)[:300]
    other, made = policies.find_or_make_stub(
        name, by=landings.by, kind=kind_from_words(element.text, PolicyKind.POLICY)
    )
    landings.put(other, element, made=made)
    if other.is_stub and not made:
        describe_policy(landings, other, title=best_known(other.title, name))
    return other


def best_known(one: str, other: str) -> str:
    """Of two names of one policy that nobody has brought yet, the same whichever was met first.

    The indefinite form, without whose it is: 'Handicappolitik', not 'Herning Kommunes Handicappolitik' or
    'Handicappolitikken'.
    """
    return min(
        one, other, key=lambda name: (title_key(name) != " ".join(name.casefold().split()), len(name), name)
    )


def capitalised(name: str) -> str:
    return name[:1].upper() + name[1:]
