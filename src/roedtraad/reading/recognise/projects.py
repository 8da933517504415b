"""Projects with a partner outside the municipality: with whom, paid by whom, from when to when, with what aims and duties.

Not an element: a document names one in passing, and the format has no type for it. It stands in the header, and nothing in
it is guessed: what is not printed is None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from roedtraad.language.sentences import find_sentences
from roedtraad.reading.lexicon import plain
from roedtraad.reading.model import Block, BlockKind, Project
from roedtraad.reading.outline import Section
from roedtraad.reading.recognise import project_facts, project_tables
from roedtraad.reading.recognise import project_words as words
from roedtraad.reading.recognise.collect import squeeze, trust
from roedtraad.reading.recognise.context import Context, last_sentence
from roedtraad.reading.recognise.partners import Partner, other_municipality, outsiders, together
from roedtraad.reading.rules import RULES

NEAR = 3  # blocks: what is said of one partner so close together is said of one project
REACH = 6  # blocks after a mention in which "projektet" is the one that was mentioned
AHEAD = 320  # characters before a partner's name in which the words stand that make it one
MOST = 8  # partners of a sentence that are looked at: more are a list
LONG = 900  # characters of a sentence; what is longer is a flattened page, and its words belong to nothing


@dataclass(slots=True)
class _Mention:
    """A project on its way, the section it was named in, and who is with it."""

    project: Project
    section: Section | None
    partners: list[str] = field(default_factory=list)


def read_projects(ctx: Context) -> list[Project]:
    """Every project with somebody outside that the document names, in its order, each once."""
    return _Reader(ctx).read()


class _Reader:
    def __init__(self, ctx: Context):
        self.own = ctx.facts.municipality
        self.blocks = [b for b in ctx.blocks if b.kind not in (BlockKind.FURNITURE, BlockKind.FOOTNOTE)]
        self.sections: dict[int, Section] = {}
        for section in ctx.root.walk():
            for block in ([section.heading] if section.heading else []) + section.blocks:
                self.sections[block.index] = section
        self.found: list[_Mention] = []

    def read(self) -> list[Project]:
        if not any(words.HINT.search(block.text) for block in self.blocks):
            return []
        tabled = set()
        for row in project_tables.rows(self.blocks, self.own):
            tabled |= row.blocks
            self._keep(row.project, [row.project.partner or ""])
        for block in self.blocks:
            if block.index not in tabled:
                self._read_block(block)
        self._read_aims()
        return sorted((each.project for each in self.found), key=lambda project: project.block)

    # Sentences

    def _read_block(self, block: Block) -> None:
        named: str | None = None  # the project that the sentence before named, whoever it is with
        for sentence in find_sentences(block.text):
            text = sentence.text
            if len(text) > LONG:
                continue
            now = self._now(block)
            told = self._mention(block, text, named)
            if told is None and now is not None and block.kind is not BlockKind.HEADING:
                self._more_of(now, text)
            named = project_facts.title_in(text, self.own)
            self._duty(block, text)

    def _mention(self, block: Block, text: str, named: str | None) -> _Mention | None:
        """The project that a sentence tells of; of several cues the first that fits."""
        if not words.HINT.search(text):
            return None
        partners = outsiders(text, self.own)[:MOST]
        if words.IN_GENERAL.match(text) or words.MADE_ITSELF.match(text):
            return None
        if words.MADE.search(text) and not words.PROJECT.search(text):
            return None
        for cue, pattern in zip(words.CUES, words.PATTERNS, strict=True):
            for match, partner in _fits(cue, pattern, text, partners):
                if not _worth(cue, text, partner) or self._of_others(text, partner, partners):
                    continue
                if _only_wished(text[: partner.end + (match.end() if cue.side == "before" else 0)]):
                    continue
                if block.kind is BlockKind.HEADING and cue.rule != "project-partnership":
                    continue
                return self._made(block, text, cue, match, together(text, partners, partner), named)
        pool = words.POOL.search(text)
        if pool is not None and block.kind is not BlockKind.HEADING and not _only_wished(text):
            project = self._project(block, text, "project-of-pool", 1.0, named, None)
            project.partner = words.POOLS[pool["pool"].casefold()]
            return self._keep(project, [project.partner])
        return None

    def _made(
        self,
        block: Block,
        text: str,
        cue: words.Cue,
        match: re.Match[str],
        partner: Partner,
        named: str | None,
    ) -> _Mention:
        sure = cue.sure
        likely = "like" in match.re.groupindex and match["like"]
        if likely and (project_facts.title_in(text, self.own) or words.PROJECT.search(text)):
            sure = 1.0  # it has a name, or calls itself so
        if words.PAST.search(text):
            sure *= words.TOLD_AS_OVER
        if block.kind is BlockKind.HEADING:
            sure *= 0.8  # the text below says more; alone it may be a chapter about a kind of thing
        project = self._project(block, text, cue.rule, sure, named, partner)
        names = [each.name for each in outsiders(text[partner.start : partner.end], self.own)]
        return self._keep(project, [partner.name, *names])

    def _project(
        self, block: Block, text: str, rule: str, sure: float, named: str | None, partner: Partner | None
    ) -> Project:
        begins, ends = project_facts.period(text)
        title = project_facts.title_in(text, self.own)
        if title is None and named is not None and words.GOES_ON.match(text):
            title = named
        return Project(
            title=title,
            partner=partner.name if partner else None,
            grant=project_facts.grant(text, partner),
            begins=begins,
            ends=ends,
            block=block.index,
            page=block.page,
            rule=rule,
            confidence=round(RULES[rule].sure * sure * trust(block), 2),
        )

    def _of_others(self, text: str, partner: Partner, partners: list[Partner]) -> bool:
        """Whether the sentence tells of somebody else's project: an agency that makes partnerships with seven municipalities."""
        head = text[: partner.start]
        if words.OURS.search(text) or (self.own and self.own.removesuffix(" Kommune").rstrip("s") in text):
            return False
        return any(each.end <= len(head) and each is not partner for each in partners) or other_municipality(
            head, self.own
        )

    # What is said of one and the same

    def _keep(self, project: Project, partners: list[str]) -> _Mention:
        section = self.sections.get(project.block)
        partners = [squeeze(name) for name in partners if name]
        for known in self.found:
            if self._same(known, project, partners, section):
                _fill(known.project, project)
                known.partners += [name for name in partners if name not in known.partners]
                return known
        self.found.append(_Mention(project, section, partners))
        return self.found[-1]

    def _same(self, known: _Mention, project: Project, partners: list[str], section: Section | None) -> bool:
        one, other = squeeze(known.project.title or ""), squeeze(project.title or "")
        if one and other:
            return one == other
        if not set(known.partners) & set(partners):
            return False
        near = abs(known.project.block - project.block) <= NEAR
        return (not one and not other) or near or (section is not None and known.section is section)

    def _now(self, block: Block) -> _Mention | None:
        """The project that "projektet" is here: the last one named, close by and under no other heading."""
        before = [each for each in self.found if each.project.block <= block.index]
        last = max(before, key=lambda each: each.project.block, default=None)
        if last is None or block.index - last.project.block > REACH:
            return None
        return last if self.sections.get(block.index) is last.section else None

    def _more_of(self, now: _Mention, text: str) -> None:
        project = now.project
        called = words.NAMES_IT.match(text)
        if called and project.title is None:
            project.title = called["quoted"] or called["bare"]
        if not words.ABOUT_IT.match(text):
            return
        title = project_facts.title_in(text, self.own)
        if project.title is not None and title is not None and squeeze(title) != squeeze(project.title):
            return  # another project
        project.title = project.title or title
        project.grant = project.grant or project_facts.grant(text)
        if project.begins is None and project.ends is None:
            project.begins, project.ends = project_facts.period(text)
        if words.AIMS_SENTENCE.match(text) and not text.endswith(":"):
            project.aims.append(text)

    def _duty(self, block: Block, text: str) -> None:
        """That something is to be reported, to the partner of a project or to "fonden" where one was just named."""
        if not words.REPORT.search(text):
            return
        now, named = self._now(block), [squeeze(each.name) for each in outsiders(text, self.own)]
        whose = [each for each in self.found if set(each.partners) & set(named)]
        if whose and (now in whose or words.PROJECT.search(text) or words.MONEY.search(text)):
            mention = now if now in whose else whose[-1]
        elif now is not None and words.GIVER.search(text):
            mention = now
        else:
            return
        if mention is not None and mention.project.reporting is None:
            mention.project.reporting = text

    # Lists

    def _read_aims(self) -> None:
        """What stands under "Mål med projektet", or after the colon of the sentence that tells of it."""
        for at, block in enumerate(self.blocks[:-1]):
            below = self.blocks[at + 1]
            lead = last_sentence(block.text).strip()
            mention = self._aimed(block, lead)
            if mention is None or mention.project.aims:
                continue
            if below.list is not None:
                mention.project.aims = [each.text for each in _list_at(self.blocks, at + 1)]
            elif block.kind is BlockKind.HEADING and below.kind is BlockKind.PARAGRAPH and below.cell is None:
                mention.project.aims = [below.text]

    def _aimed(self, block: Block, lead: str) -> _Mention | None:
        if block.kind is not BlockKind.HEADING and not lead.endswith(":"):
            return None
        before = [each for each in self.found if each.project.block <= block.index]
        last = max(before, key=lambda each: each.project.block, default=None)
        if words.AIMS.fullmatch(plain(lead)):
            named = [m for m in self.found if m.project.title and squeeze(m.project.title) in squeeze(lead)]
            if named:
                return named[0]
            return last if last is not None and self._no_heading_between(last, block) else None
        aiming = last is not None and last.project.block == block.index and words.AIMING.search(lead)
        return last if aiming else None

    def _no_heading_between(self, mention: _Mention, block: Block) -> bool:
        between = [b for b in self.blocks if mention.project.block < b.index < block.index]
        return not any(b.kind is BlockKind.HEADING for b in between)


def _fits(
    cue: words.Cue, pattern: re.Pattern[str], text: str, partners: list[Partner]
) -> list[tuple[re.Match[str], Partner]]:
    """Where the cue stands with a partner in its place."""
    out: list[tuple[re.Match[str], Partner]] = []
    if cue.side == "before":
        for partner in partners:
            match = pattern.match(text[partner.end :])
            if match and not partner.genitive:
                out.append((match, partner))
        return out
    for partner in partners:
        match = pattern.search(text, max(0, partner.start - AHEAD), partner.start)
        if match is None or (cue.side == "owner" and not partner.genitive):
            continue
        after = text[partner.end :]
        theirs = words.THEIR_PROJECT.match(after) or (cue.side != "owner" and words.THEIR_MONEY.match(after))
        if partner.genitive and not theirs:
            continue  # "Socialstyrelsens anbefalinger", "Socialstyrelsens Task Force"
        out.append((match, partner))
    return out


def _only_wished(head: str) -> bool:
    """Whether the words up to the partner say that nothing has come of it, or not yet."""
    if words.REFUSED.search(head):
        return True
    return bool(words.WISHED.search(head)) and not words.GIVEN.search(head)


def _worth(cue: words.Cue, text: str, partner: Partner) -> bool:
    """Whether the sentence holds what the cue needs besides."""
    if words.ROUTINE.search(text) and not words.PROJECT.search(text):
        return False
    if cue.needs == "fund":
        return partner.kind == "fund"
    if cue.needs == "project":
        return bool(words.PROJECT.search(text))
    if cue.needs == "worth":
        return bool(words.PROJECT.search(text) or words.MONEY.search(text))
    return True


def _fill(known: Project, more: Project) -> None:
    """What another sentence says of the same project, where nothing stands yet."""
    known.title, known.partner = known.title or more.title, known.partner or more.partner
    known.grant, known.reporting = known.grant or more.grant, known.reporting or more.reporting
    if known.begins is None and known.ends is None:
        known.begins, known.ends = more.begins, more.ends
    known.aims = known.aims or more.aims
    if more.confidence > known.confidence:
        known.confidence, known.rule = more.confidence, more.rule


def _list_at(blocks: list[Block], at: int) -> list[Block]:
    first = blocks[at].list
    out = []
    for block in blocks[at:]:
        if block.list is None or first is None or block.list.list != first.list:
            break
        out.append(block)
    return out
