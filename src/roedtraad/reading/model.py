"""What a reading gives: the blocks of the source, and the elements recognised in them.

Two views, both JSON: ``to_json`` is the published format (what ``roedtraad read FILE --json`` prints),
``to_full`` keeps everything, so that a reading done apart can be stored and shown beside its source, and
``from_full(to_full(d)) == d``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

FULL_VERSION = 1  # of to_full; from_full refuses a newer one


class Kind(StrEnum):
    """What a document is."""

    POLICY = "policy"
    STRATEGY = "strategy"
    ACTION_PLAN = "action_plan"
    IMPLEMENTATION_PLAN = "implementation_plan"
    TERMS_OF_REFERENCE = "terms_of_reference"
    STATUS_ITEM = "status_item"
    UNKNOWN = "unknown"


class BlockKind(StrEnum):
    """The form of a block, as the source shows it (not what it means)."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_CELL = "table_cell"  # a cell holding one paragraph; longer cells give paragraphs with `cell` set
    FOOTNOTE = "footnote"
    FURNITURE = "furniture"  # page number, contents, contact block, site chrome: shown, never recognised


class ElementType(StrEnum):
    """What a recognised element is; names as in the published format."""

    VISION = "vision"
    MISSION = "mission"
    VALUE = "value"
    PURPOSE = "purpose"
    TARGET_GROUP = "target_group"
    BACKGROUND = "background"
    LEGAL_BASIS = "legal_basis"
    THEME = "theme"
    FOCUS_AREA = "focus_area"
    COMMITMENT = "commitment"
    GOAL = "goal"
    SUCCESS_CRITERION = "success_criterion"
    OUTPUT_TARGET = "output_target"
    INDICATOR = "indicator"
    ACTION = "action"
    BODY = "body"
    MEMBER = "member"
    OWNER = "owner"
    RELATION = "relation"
    INVOLVEMENT = "involvement"
    MILESTONE = "milestone"
    FOLLOW_UP = "follow_up"
    STATUS_FINDING = "status_finding"
    RECOMMENDATION = "recommendation"
    DECISION = "decision"
    ANNEX = "annex"
    ECONOMY = "economy"
    STEP = "step"
    AGENDA_ITEM = "agenda_item"


@dataclass(slots=True, frozen=True)
class Learned:
    """What people of a municipality have corrected in earlier documents: labels and their shape, never text.

    labels  a heading, field or column header in its normal form (`lexicon.plain`) → the role of what stands under it
    parts   the word that numbers a part ("pejling" in "Pejling 2: Trivsel"), lower case → "theme" | "focus_area"
    """

    labels: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, dict[str, str]]:
        return {"labels": dict(self.labels), "parts": dict(self.parts)}

    @classmethod
    def from_json(cls, told: dict[str, dict[str, str]] | None) -> Learned:
        told = told or {}
        return cls(told.get("labels") or {}, told.get("parts") or {})


@dataclass(slots=True, frozen=True)
class Source:
    """The file that was read. `pages` is None where the format has none."""

    name: str
    sha256: str
    media_type: str
    pages: int | None = None


@dataclass(slots=True, frozen=True)
class Span:
    """A stretch of a block's text (`start` inclusive, `end` exclusive) with emphasis.

    `style`: bold | italic | underline | superscript | link.
    """

    start: int
    end: int
    style: str


@dataclass(slots=True, frozen=True)
class ListPlace:
    """Where a list item stands: the `list`'s number in the document, `depth` from 0, `position` from 1."""

    list: int
    depth: int
    position: int
    marker: str  # as printed: "-", "•", "1.", "a)"


@dataclass(slots=True, frozen=True)
class CellPlace:
    """Where a table cell stands: the `table`'s number in the document, `row` and `column` from 0."""

    table: int
    row: int
    column: int
    header: bool = False
    row_span: int = 1
    column_span: int = 1


@dataclass(slots=True, frozen=True)
class Place:
    """Where one printed line of a block stands on its page.

    page                      from 1
    left, top, right, bottom  fractions 0..1 of the page's width and height, from its upper left corner
    size                      how many characters of the block's text the line holds, so that a stretch of the text
                              can be found on the page by counting (mending moves it by a few characters at most)
    """

    page: int
    left: float
    top: float
    right: float
    bottom: float
    size: int


@dataclass(slots=True)
class Block:
    """One piece of the source in reading order.

    text      mended: no mark-up, no bullet, words joined that were broken at a line's end
    level     of a heading, 1 the highest; None otherwise
    page      1-based, None where the format has no pages
    line      1-based line of the source where the block begins (text formats), else None
    markers   what was noticed on the way: "bold", "mended", "contents", "contact", "page_number", "rule_above" …
    places    where its printed lines stand, in formats that have pages; empty elsewhere
    """

    index: int
    kind: BlockKind
    text: str
    level: int | None = None
    page: int | None = None
    line: int | None = None
    list: ListPlace | None = None
    cell: CellPlace | None = None
    spans: tuple[Span, ...] = ()
    markers: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()


@dataclass(slots=True)
class Element:
    """One recognised element.

    block, until   index of the first and of the last block it stands in
    confidence     0..1, how sure the rule is
    rule           name of the rule that found it (`roedtraad.reading.rules.explain(rule)` says what it does)
    parent         id of the element it belongs to, which precedes it
    """

    id: str
    type: ElementType
    text: str
    parent: str | None = None
    page: int | None = None
    block: int = 0
    confidence: float = 1.0
    attributes: dict[str, Any] = field(default_factory=dict)
    rule: str = ""
    until: int = 0

    def to_json(self) -> dict[str, Any]:
        """The element in the published format."""
        return {
            "id": self.id,
            "type": str(self.type),
            "text": self.text,
            "parent": self.parent,
            "page": self.page,
            "block": self.block,
            "confidence": round(self.confidence, 2),
            "attributes": self.attributes,
        }


@dataclass(slots=True, frozen=True)
class Period:
    """Validity as printed; dates are ISO 8601 of the printed precision; one end may be None."""

    start: str | None
    end: str | None

    def to_json(self) -> dict[str, str | None]:
        return {"from": self.start, "to": self.end}


@dataclass(slots=True, frozen=True)
class Adoption:
    """Who adopted this very document, and when (ISO 8601 of the printed precision)."""

    body: str | None
    date: str | None

    def to_json(self) -> dict[str, str | None]:
        return {"body": self.body, "date": self.date}


@dataclass(slots=True)
class Project:
    """A project with a partner outside that the document names; what is not printed is None.

    title         its name as printed, or the words that say what it is about
    partner       who stands outside, in the basic form of the name
    grant         the amount or the words for it, as printed
    begins, ends  ISO 8601 of the printed precision
    aims          one for each item of the list that names them
    reporting     the sentence that says what is owed to the partner
    block, page   where it is first named; `rule` and `confidence` as of an element
    """

    title: str | None = None
    partner: str | None = None
    grant: str | None = None
    begins: str | None = None
    ends: str | None = None
    aims: list[str] = field(default_factory=list)
    reporting: str | None = None
    block: int = 0
    page: int | None = None
    rule: str = ""
    confidence: float = 1.0

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(slots=True, frozen=True)
class Remark:
    """Something a person should look at: `key` names the check, `block` and `element` say where."""

    key: str
    block: int | None = None
    element: str | None = None


@dataclass(slots=True)
class Document:
    """A document that was read."""

    source: Source
    kind: Kind = Kind.UNKNOWN
    title: str | None = None
    municipality: str | None = None
    case_number: str | None = None
    period: Period | None = None
    adopted: Adoption | None = None
    blocks: list[Block] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    rules: dict[str, str] = field(default_factory=dict)  # header fact → name of the rule that found it
    projects: list[Project] = field(default_factory=list)

    def element(self, id: str) -> Element:
        """The element of that id; KeyError if there is none."""
        for element in self.elements:
            if element.id == id:
                return element
        raise KeyError(id)

    def of_type(self, *types: ElementType | str) -> Iterator[Element]:
        """The elements of these types, in document order."""
        return (element for element in self.elements if element.type in types)

    def to_json(self) -> dict[str, Any]:
        """The published format: header and elements, without blocks."""
        return {
            "source": {
                "name": self.source.name,
                "sha256": self.source.sha256,
                "media_type": self.source.media_type,
                "pages": self.source.pages,
            },
            "kind": str(self.kind),
            "title": self.title,
            "municipality": self.municipality,
            "case_number": self.case_number,
            "period": self.period.to_json() if self.period else None,
            "adopted": self.adopted.to_json() if self.adopted else None,
            "projects": [project.to_json() for project in self.projects],
            "elements": [element.to_json() for element in self.elements],
        }

    def to_full(self) -> dict[str, Any]:
        """Everything, as JSON-able values; empty fields of blocks are left out to keep it small."""
        full = self.to_json()
        full["version"] = FULL_VERSION
        full["elements"] = [
            {**element.to_json(), "rule": element.rule, "until": element.until} for element in self.elements
        ]
        full["blocks"] = [_block_to_full(block) for block in self.blocks]
        full["remarks"] = [{"key": r.key, "block": r.block, "element": r.element} for r in self.remarks]
        full["rules"] = dict(self.rules)
        return full

    @classmethod
    def from_full(cls, full: dict[str, Any]) -> Document:
        """The document that gave `full`. ValueError for what a newer version wrote."""
        if full.get("version") != FULL_VERSION:
            raise ValueError(f"a reading of version {full.get('version')!r}; this one knows {FULL_VERSION}")
        period, adopted = full["period"], full["adopted"]
        return cls(
            source=Source(**full["source"]),
            kind=Kind(full["kind"]),
            title=full["title"],
            municipality=full["municipality"],
            case_number=full["case_number"],
            period=Period(period["from"], period["to"]) if period else None,
            adopted=Adoption(adopted["body"], adopted["date"]) if adopted else None,
            blocks=[_block_from_full(block) for block in full["blocks"]],
            elements=[Element(**{**e, "type": ElementType(e["type"])}) for e in full["elements"]],
            remarks=[Remark(**remark) for remark in full["remarks"]],
            rules=dict(full["rules"]),
            projects=[Project(**project) for project in full.get("projects", ())],
        )


def _block_to_full(block: Block) -> dict[str, Any]:
    full: dict[str, Any] = {"index": block.index, "kind": str(block.kind), "text": block.text}
    for name in ("level", "page", "line"):
        if getattr(block, name) is not None:
            full[name] = getattr(block, name)
    if block.list:
        full["list"] = [block.list.list, block.list.depth, block.list.position, block.list.marker]
    if block.cell:
        cell = block.cell
        full["cell"] = [cell.table, cell.row, cell.column, cell.header, cell.row_span, cell.column_span]
    if block.spans:
        full["spans"] = [[span.start, span.end, span.style] for span in block.spans]
    if block.markers:
        full["markers"] = list(block.markers)
    if block.places:
        full["places"] = [
            [p.page, *(round(side, 4) for side in (p.left, p.top, p.right, p.bottom)), p.size]
            for p in block.places
        ]
    return full


def _block_from_full(full: dict[str, Any]) -> Block:
    return Block(
        index=full["index"],
        kind=BlockKind(full["kind"]),
        text=full["text"],
        level=full.get("level"),
        page=full.get("page"),
        line=full.get("line"),
        list=ListPlace(*full["list"]) if "list" in full else None,
        cell=CellPlace(*full["cell"]) if "cell" in full else None,
        spans=tuple(Span(*span) for span in full.get("spans", ())),
        markers=tuple(full.get("markers", ())),
        places=tuple(Place(*place) for place in full.get("places", ())),
    )
