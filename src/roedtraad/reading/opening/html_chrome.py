"""What of a web page is the page's own text, and what is the site around it.

Told by what the page says itself (landmarks, roles, what is hidden), by the names its authors gave (class and id), and by
how much of a piece is links. A name alone never takes away the greater part of a page's text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache

from lxml import etree

# Never text: programs, drawings, and what is filled in or pressed.
DROPPED = {"script", "style", "template", "noscript", "svg", "math", "iframe", "object", "embed", "head", "title", "select",
           "option", "datalist", "input", "textarea", "canvas", "video", "audio", "map", "meta", "link", "img", "progress",
           "meter", "applet", "frameset"}  # fmt: skip
# Roles of what comes up only when it is asked for, and of controls.
ON_DEMAND = {"dialog", "alertdialog", "menu", "menubar", "menuitem", "listbox", "tooltip", "toolbar", "progressbar", "slider",
             "switch", "combobox", "status", "alert"}  # fmt: skip
LANDMARKS = {"navigation", "banner", "contentinfo", "search", "tablist", "form"}
# Words in the class or id of site chrome, as Danish and English makers of sites name it.
CHROME_NAMES = frozenset(
    "breadcrumb breadcrumbs brodkrumme brodkrummer broedkrumme broedkrummer cookie cookies cookiebot cookieconsent cookiebanner "
    "consent share sharing social some skip skiplink skiplinks pagination pager related relateret relaterede newsletter nyhedsbrev feedback "
    "readspeaker sitemap topbar navbar menu submenu megamenu sidemenu leftmenu topmenu nav navigation search searchbox soeg sog login "
    "footer sidefod print printlink toplink backtotop tiltop genveje shortcuts selvbetjening chat chatbot webchat survey "
    "tilbage back dropdown toolbar oplaesning".split()
)
CONTACT_NAMES = frozenset(
    "kontakt contact kontaktboks kontaktinfo kontaktinformation contactbox vcard".split()
)
UNSEEN_NAMES = frozenset(("sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "element-invisible",
                          "screenreader-only", "u-hidden", "hidden-xs-up"))  # fmt: skip
BADGE_NAMES = frozenset("badge glyphicon icon ikon".split())
CASE_NAMES = frozenset("sagsnummer sagsnr casenumber caseno journalnummer journalnr sagsid".split())
DOCUMENT_LINK = re.compile(
    r"(?i)\.(?:pdf|docx?|odt|rtf|xlsx?|pptx?)\b|/(?:bilag|enclosure|dokument|document|attachment|media)\b"
)
HIDDEN_STYLE = re.compile(r"(?i)(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)")
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}

# Cells hold the place of their columns, and an empty heading ends what the one before it was over.
KEPT_EMPTY = {*HEADINGS, "br", "hr", "tr", "td", "th", "dt", "dd"}


class Verdict(Enum):
    """KEEP: text of the page. CHROME, CONTACT, CONTENTS: shown as furniture. DROP: not shown at all."""

    KEEP = "keep"
    CHROME = "chrome"
    CONTACT = "contact"
    CONTENTS = "contents"
    DROP = "drop"


@dataclass(slots=True)
class Size:
    """What stands in an element: letters, those of links, links, links into this page, links to documents."""

    letters: int = 0
    linked: int = 0
    links: int = 0
    inward: int = 0
    documents: int = 0
    headings: int = 0  # outside header cells
    titles: int = 0  # h1
    tables: int = 0  # below it

    def add(self, other: Size) -> None:
        self.letters += other.letters
        self.linked += other.linked
        self.links += other.links
        self.inward += other.inward
        self.documents += other.documents
        self.headings += other.headings
        self.titles += other.titles
        self.tables += other.tables

    @property
    def density(self) -> float:
        """How much of it is links, 0..1."""
        return self.linked / self.letters if self.letters else 0.0


@dataclass(slots=True)
class Judge:
    """Looks at the whole page once, then answers for each element."""

    root: etree._Element
    sizes: dict[etree._Element, Size] = field(default_factory=dict)
    by_id: dict[str, etree._Element] = field(default_factory=dict)
    controlled: frozenset[str] = frozenset()  # ids of what a button opens and closes
    main: etree._Element | None = None
    above_main: frozenset[etree._Element] = frozenset()
    kept_title: etree._Element | None = None  # the page's h1, where it stands outside the main part
    total: int = 1

    def __post_init__(self) -> None:
        elements = [each for each in self.root.iter() if isinstance(each.tag, str)]
        self.sizes = {each: Size() for each in elements}
        controlled = set()
        for each in reversed(elements):
            self._measure(each)
            if each.get("id"):
                self.by_id[each.get("id") or ""] = each
            ids = each.get("aria-controls") or ""
            if each.get("data-toggle") == "collapse" or each.get("data-bs-toggle") == "collapse":
                ids += " " + (each.get("data-target") or each.get("data-bs-target") or each.get("href") or "")
            controlled |= {id.lstrip("#") for id in ids.split()}
        self.controlled = frozenset(controlled)
        self.total = max(1, self.sizes[self.root].letters)
        self._find_main(elements)

    def _measure(self, each: etree._Element) -> None:
        size, parent = self.sizes[each], None if each is self.root else each.getparent()
        tag = each.tag
        if tag in DROPPED:
            size = self.sizes[each] = Size()
        else:
            size.letters += _letters(each.text)
            if tag == "a" and each.get("href") is not None:
                href = each.get("href") or ""
                size.linked, size.links = size.letters, 1
                size.inward = int(len(href) > 1 and href.startswith("#"))
                size.documents = int(bool(DOCUMENT_LINK.search(href)))
            elif tag in HEADINGS:
                size.headings, size.titles = int(size.letters > 0), int(tag == "h1" and size.letters > 0)
            elif tag == "th":
                size.headings = 0
        if parent is not None:
            above = self.sizes[parent]
            above.add(size)
            above.letters += _letters(each.tail)
            above.tables += tag == "table"

    def _find_main(self, elements: list[etree._Element]) -> None:
        mains = [each for each in elements if each.tag == "main" or each.get("role") == "main"]
        if not mains:
            mains = [each for each in elements if each.tag == "article"]
            mains = mains if len(mains) == 1 and self.sizes[mains[0]].letters * 2 > self.total else []
        best = max(mains, key=lambda each: self.sizes[each].letters, default=None)
        if best is None or self.sizes[best].letters < min(200, self.total * 0.3):
            return
        self.main = best
        self.above_main = frozenset(best.iterancestors())
        if not self.sizes[best].titles:
            self.kept_title = next(
                (each for each in elements if each.tag == "h1" and self.sizes[each].letters), None
            )

    def verdict(self, each: etree._Element, inside_main: bool) -> Verdict:
        """What becomes of the element and all in it. `inside_main`: it stands in the main part, where there is one."""
        tag, role, size = each.tag, (each.get("role") or "").strip().lower(), self.sizes[each]
        if tag in DROPPED or not (size.letters or tag in KEPT_EMPTY or role == "heading"):
            return Verdict.DROP
        if self._hidden(each, size):
            return Verdict.DROP
        called = names(each)
        if role in ON_DEMAND or (tag == "dialog" and each.get("open") is None) or "modal" in called:
            if "cookie" in " ".join(called):
                return Verdict.CHROME
            return Verdict.DROP if size.letters * 2 < self.total else Verdict.KEEP
        if tag in ("html", "body") or each is self.main or each in self.above_main:
            return Verdict.KEEP
        if self.main is not None and not inside_main:
            return Verdict.CHROME
        return self._of_landmark(each, role, size, inside_main) or self._of_name(
            each, called, size, inside_main
        )

    def opens_text(self, id: str) -> bool:
        """Whether what has that id is text to read, and no menu."""
        opened = self.by_id.get(id)
        if opened is None or opened.tag in ("nav", "form", "dialog"):
            return False
        return (
            self.sizes[opened].letters > 40
            and self.sizes[opened].density < 0.5
            and not names(opened) & CHROME_NAMES
        )

    def _hidden(self, each: etree._Element, size: Size) -> bool:
        classes = (each.get("class") or "").split()
        if not UNSEEN_NAMES.isdisjoint(classes):
            return True
        hidden = each.get("hidden")
        unseen = (
            (hidden is not None and hidden != "until-found")
            or each.get("aria-hidden") == "true"
            or HIDDEN_STYLE.search(each.get("style") or "") is not None
        )
        # What a button opens is only folded away: a person would open it.
        folded = each.get("id") in self.controlled and size.letters > 40 and size.density < 0.5
        return unseen and not folded

    def _of_landmark(self, each: etree._Element, role: str, size: Size, inside_main: bool) -> Verdict | None:
        tag = each.tag
        if tag == "nav" or role in LANDMARKS or tag == "search":
            if size.inward * 2 > size.links > 1:
                return Verdict.CONTENTS
            return Verdict.CHROME if size.letters * 2 < self.total or not size.headings else None
        if tag == "form":
            return Verdict.CHROME if size.letters * 2 < self.total and not size.titles else None
        loose = size.density < 0.3 and size.letters > 100
        if tag == "footer":
            return None if inside_main and loose else Verdict.CHROME
        if tag == "header":
            scoped = any(above.tag in ("article", "section", "main") for above in each.iterancestors())
            return None if scoped or size.titles or size.letters * 2 > self.total else Verdict.CHROME
        if tag == "aside" or role == "complementary":
            return None if loose and (inside_main or not size.links) else Verdict.CHROME
        return None

    def _of_name(
        self, each: etree._Element, called: frozenset[str], size: Size, inside_main: bool
    ) -> Verdict:
        if (
            size.letters * 2 < self.total
            and not size.titles
            and each.tag not in ("article", "section", "a", "td", "tr", "tbody")
        ):
            if called & CHROME_NAMES and (size.density > 0.3 or size.letters < 200):
                return Verdict.CONTENTS if size.inward * 2 > size.links > 1 else Verdict.CHROME
            if called & CONTACT_NAMES and size.letters < 1000:
                return Verdict.CONTACT
            if called & BADGE_NAMES and size.letters < 5:
                return Verdict.DROP
        if each.tag in ("ul", "ol", "div", "p", "table") and size.density > 0.85 and size.links > 2:
            if size.inward * 5 >= size.links * 4:
                return Verdict.CONTENTS
            if self.main is None and size.documents * 2 < size.links and not size.headings and size.links > 3:
                return Verdict.CHROME
        return Verdict.KEEP


def _letters(text: str | None) -> int:
    return sum(map(len, text.split())) if text else 0


def names(each: etree._Element) -> frozenset[str]:
    """The words in class and id, lower case: "CybotCookiebotDialog" holds "cookiebot", "side-menu" "menu"."""
    given, id = each.get("class"), each.get("id")
    return _words(f"{given or ''} {id or ''}"[:500]) if given or id else NOTHING


NOTHING: frozenset[str] = frozenset()
HUMP = re.compile(r"(?<=[a-zæøå])(?=[A-ZÆØÅ])")
NO_LETTERS = re.compile(r"[^A-Za-zÆØÅæøå]+")


@lru_cache(maxsize=512)
def _words(told: str) -> frozenset[str]:
    return frozenset(part.lower() for part in NO_LETTERS.split(HUMP.sub(" ", told)) if part)
