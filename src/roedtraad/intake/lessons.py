"""What a person's corrections teach: labels of one municipality and what stands under them, for its next document."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from roedtraad.reading import Learned

from .enums import ElementKind, ElementState, LessonKind
from .labels import Labels, part_word
from .models import Element, Lesson, SourceDocument

FEWEST = 2  # elements under a label that must agree: one alone may be an exception
NOTHING = "related"  # the reading's role for what is to be passed over

# Types whose label the reading knows as a role; what is no type of its own (a seat, a step) is not taught.
TAUGHT = {
    each: str(each)
    for each in (
        ElementKind.VISION, ElementKind.MISSION, ElementKind.VALUE, ElementKind.PURPOSE, ElementKind.TARGET_GROUP,
        ElementKind.BACKGROUND, ElementKind.THEME, ElementKind.FOCUS_AREA, ElementKind.COMMITMENT, ElementKind.GOAL,
        ElementKind.SUCCESS_CRITERION, ElementKind.OUTPUT_TARGET, ElementKind.INDICATOR, ElementKind.ACTION,
        ElementKind.OWNER, ElementKind.FOLLOW_UP, ElementKind.INVOLVEMENT, ElementKind.RECOMMENDATION,
        ElementKind.DECISION, ElementKind.ANNEX, ElementKind.ECONOMY,
    )
}  # fmt: skip
PARTS = {ElementKind.THEME, ElementKind.FOCUS_AREA}


@dataclass(frozen=True)
class Known:
    """A lesson as it stands over all documents. `told`: the reading is told; else its documents disagree."""

    lesson: Lesson
    role: str
    taken_for: str
    times: int
    documents: list[tuple[int | None, str]]
    told: bool

    @property
    def role_words(self) -> Any:
        return dict(ElementKind.choices).get(self.role, "")

    @property
    def taken_words(self) -> Any:
        return dict(ElementKind.choices).get(self.taken_for, "")


def known() -> list[Known]:
    """Every lesson that has not been forgotten, by label. One query."""
    rows: dict[tuple[str, str], list[Lesson]] = defaultdict(list)
    for row in Lesson.objects.filter(forgotten_at__isnull=True).order_by("label", "-at", "-pk"):
        rows[row.kind, row.label].append(row)
    return [
        Known(
            lesson=same[0],
            role=same[0].role,
            taken_for=next((row.taken_for for row in same if row.taken_for), ""),
            times=len(same),
            documents=[(row.document_id, row.document_name) for row in same],
            told=len({row.role for row in same}) == 1,
        )
        for same in rows.values()
    ]


def learned() -> Learned:
    """What the reading is told before it reads a document of the municipality in scope."""
    told: dict[str, dict[str, str]] = {LessonKind.LABEL: {}, LessonKind.PART: {}}
    for each in known():
        if each.told:
            told[each.lesson.kind][each.lesson.label] = each.role
    return Learned(labels=told[LessonKind.LABEL], parts=told[LessonKind.PART])


def learn(document: SourceDocument) -> None:
    """Look at what stands under each label of the document now, and keep what the corrections say about it."""
    rows = list(Element.objects.filter(document=document).order_by("order", "pk"))
    taught = _taught(document, rows)
    standing = {(row.kind, row.label): row for row in Lesson.objects.filter(document=document)}
    for place, (role, taken_for) in taught.items():
        row = standing.pop(place, None)
        if row is None:
            Lesson.objects.create(
                document=document,
                document_name=(document.title or document.name)[:300],
                kind=place[0],
                label=place[1],
                role=role,
                taken_for=taken_for,
            )
        elif (row.role, row.taken_for) != (role, taken_for):
            # Another answer than the one that was forgotten is a new lesson.
            row.role, row.taken_for, row.forgotten_at = role, taken_for, None
            row.save()
    gone = [row.pk for row in standing.values() if row.forgotten_at is None]
    if gone:
        Lesson.objects.filter(pk__in=gone).delete()


def _taught(document: SourceDocument, rows: list[Element]) -> dict[tuple[str, str], tuple[str, str]]:
    """{(kind, label): (role, what it was taken for)} of one document."""
    told = document.header.get("learned") or {}
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for form, under in by_label(document, rows).items():
        lesson = _label_lesson(under, (told.get("labels") or {}).get(form, ""))
        if lesson:
            found[LessonKind.LABEL, form] = lesson
    for word, kinds in _parts(document, rows).items():
        (kind, count), corrected = kinds[0].most_common(1)[0], kinds[1]
        if corrected and count >= FEWEST and count * 2 > sum(kinds[0].values()):
            found[LessonKind.PART, word] = (str(kind), "")
    return found


def by_label(document: SourceDocument, rows: list[Element]) -> dict[str, list[Element]]:
    """The elements under each telling label. A heading that is an element itself is a subject, and no label."""
    topics = {
        row.block
        for row in rows
        if row.block is not None and row.state != ElementState.DROPPED and row.type not in ("relation",)
    }
    labels = Labels(document.blocks, topics, document.title)
    under: dict[str, list[Element]] = defaultdict(list)
    for row in rows:
        form = labels.over(row.block)
        if form:
            under[form].append(row)
    return under


def _was(row: Element) -> str:
    """What the reading took it for: "" for what a person added."""
    return "" if row.added else str((row.original or {}).get("type") or row.type)


def _label_lesson(under: list[Element], told: str) -> tuple[str, str] | None:
    live = [row for row in under if row.state != ElementState.DROPPED]
    if not live:
        # Nothing under it is an element: the next time it is passed over.
        return (NOTHING, "") if len(under) >= FEWEST and all(not row.added for row in under) else None
    kind, count = Counter(row.type for row in live).most_common(1)[0]
    role = TAUGHT.get(ElementKind(kind))
    if role is None or count < FEWEST or count * 2 <= len(live):
        return None
    of_kind = [row for row in live if row.type == kind]
    corrected = [row for row in of_kind if _was(row) != kind]
    if len(corrected) * 2 > count:
        taken = Counter(was for row in corrected if (was := _was(row))).most_common(1)
        return role, taken[0][0] if taken else ""
    if told == role and all(row.state == ElementState.SEEN for row in of_kind):
        return role, ""  # read so because it had been taught, and a person has agreed
    return None


def _parts(document: SourceDocument, rows: list[Element]) -> dict[str, tuple[Counter[str], bool]]:
    """Of each word that numbers headings: the types of the parts it names, and whether a person corrected one."""
    texts = {block["index"]: block["text"] for block in document.blocks if block["kind"] == "heading"}
    told = (document.header.get("learned") or {}).get("parts") or {}
    found: dict[str, tuple[Counter[str], bool]] = {}
    for row in rows:
        word = part_word(texts.get(row.block if row.block is not None else -1, ""))
        if not word or row.type not in PARTS or row.state == ElementState.DROPPED:
            continue
        counts, corrected = found.get(word, (Counter(), False))
        counts[row.type] += 1
        agreed = told.get(word) == row.type and row.state == ElementState.SEEN
        found[word] = (counts, corrected or agreed or _was(row) != row.type)
    return found


def why_known(document: SourceDocument, element: Element) -> Known | None:
    """The lesson by which the reading came to the element's type, if it was one. A query only where it may be."""
    told = document.header.get("learned") or {}
    if element.added or not (told.get("labels") or told.get("parts")):
        return None
    was = _was(element)
    text = next((block["text"] for block in document.blocks if block["index"] == element.block), "")
    word = part_word(text)
    if (told.get("parts") or {}).get(word) == was:
        kind, label = LessonKind.PART, word
    else:
        label = Labels(document.blocks, set(), document.title).over(element.block)
        kind = LessonKind.LABEL
        if (told.get("labels") or {}).get(label) != was:
            return None
    others = [each for each in known() if (each.lesson.kind, each.lesson.label) == (kind, label)]
    return others[0] if others else None
