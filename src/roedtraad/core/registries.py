"""What a lower app must ask of a higher one. The higher app adds itself; core knows nobody by name.

    refusals.add("policies.adopt", why_not_adopt_while_in_hearing)      asked by the action with that verb
    thread_below.add("policies.passage", goals_below)                    what hangs on things of a kind, in bulk
    thread_beside.add("thread", indicators_beside)                       what may hang on things of any kind, in bulk
    consequences.add("policies.passage", goals_left_loose)               what hangs loose if they go
    snapshot_sections.add("decisions", decisions_section)                what a snapshot freezes
    check_in_heads.add(...)                                              what heads the next check-in
    plan_evidence.add("plan", evidence_of), goal_evidence.add(...)       what figures say of goals
    estates.add("plans", estate_of), heirs_take.add("plans.goal.owner", take_goal)   what is handed over when a unit ends
    menu.add(MenuEntry(...)), to_do.add(...), waiting.add(...)           the frame and the start page
    mail_news.add("plans.unit_goals", news_of_units)                     what the day's mail tells people of
    menu.under("policies:list", "/kommissorium/")                        pages that belong to another app's entry

Signals carry news; a registry carries answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from .reasons import Reason

F = TypeVar("F", bound=Callable[..., Any])


class Registry(Generic[F]):
    """Functions under a key, in the order in which they were added. Adding the same one twice is one."""

    def __init__(self, name: str):
        self.name = name
        self._entries: dict[str, list[F]] = {}

    def add(self, key: str, function: F) -> F:
        entries = self._entries.setdefault(key, [])
        if function not in entries:
            entries.append(function)
        return function

    def of(self, key: str) -> Sequence[F]:
        return tuple(self._entries.get(key, ()))

    def keys(self) -> Sequence[str]:
        return tuple(self._entries)


# verb → function(thing, by, **the action's arguments) -> Iterable[Reason]
refusals: Registry[Callable[..., Iterable[Reason]]] = Registry("refusals")
# kind → function(list of primary keys) -> {primary key: list[Knot]}; kinds as in core.thread
thread_below: Registry[Callable[[Sequence[int]], dict[int, list[Any]]]] = Registry("thread_below")
# 'thread' → function({kind: primary keys}) -> {(kind, primary key): list[Knot]}; asked once for a whole thread
thread_beside: Registry[Callable[[Mapping[str, Sequence[int]]], dict[tuple[str, int], list[Any]]]] = Registry(
    "thread_beside"
)
# kind → function(list of primary keys) -> list[Consequence]
consequences: Registry[Callable[[Sequence[int]], list[Consequence]]] = Registry("consequences")
# name of the section → function(cycle) -> JSON-able value
snapshot_sections: Registry[Callable[[Any], Any]] = Registry("snapshot_sections")
# 'goal' → function(list of goal keys) -> {goal key: list of HeadLine}
check_in_heads: Registry[Callable[[Sequence[int]], dict[int, list[HeadLine]]]] = Registry("check_in_heads")
# 'now' → function(goal keys) -> {goal key: GoalStatus}; 'history' → function(goal keys) -> {goal key: [CyclePoint]},
# oldest first, as many cycles as small multiples show
goal_statuses: Registry[Callable[[Sequence[int]], dict[int, Any]]] = Registry("goal_statuses")
# 'plan' → function(plan) -> list[PlanFact]; what heads the page of a plan
# (the goal, the one that carries it on in the next plan, by whom): what hangs on the goal goes with it
goal_carried_on: Registry[Callable[[Any, Any, Any], None]] = Registry("goal_carried_on")
# (a goal that was only carried on): what went with it is let go before it is taken back
goal_taken_back: Registry[Callable[[Any], None]] = Registry("goal_taken_back")
# (the plan that is closed, by whom): what was only planned under it is called off
plan_closed: Registry[Callable[[Any, Any], None]] = Registry("plan_closed")
# (the plan, the one that a revision put in its place and that runs now, by whom): what is the plan's own goes with it
plan_carried_on: Registry[Callable[[Any, Any, Any], None]] = Registry("plan_carried_on")
plan_facts: Registry[Callable[[Any], list[PlanFact]]] = Registry("plan_facts")
# 'plan' → function(plan, keys of the goals and of the passages (themes) that a page shows, user) -> PlanEvidence
plan_evidence: Registry[Callable[..., PlanEvidence]] = Registry("plan_evidence")
# 'goal' → function(goal, user) -> GoalEvidence: a part of the page of a goal, and the knots of its thread
goal_evidence: Registry[Callable[[Any, Any], GoalEvidence]] = Registry("goal_evidence")
# 'policy' → function(primary key of the policy) -> list[PolicyFact]: what a higher app knows of it, for its pages;
# 'policy_page' likewise, for its own page alone; 'list' → function(0) -> places beside the list of policies
policy_facts: Registry[Callable[[int], list[PolicyFact]]] = Registry("policy_facts")
# 'report' → function() -> the municipality's own Word template as bytes, or None where the built-in is used
word_templates: Registry[Callable[[], bytes | None]] = Registry("word_templates")
# 'title' → function(user) -> the titles of the positions that the user holds today, for the frame
who_am_i: Registry[Callable[[Any], str]] = Registry("who_am_i")
# any key → function(user) -> list[ToDo]; the start page shows them by date
to_do: Registry[Callable[[Any], list[ToDo]]] = Registry("to_do")
# any key → function(user) -> core.together.Part or None: the same as rows, which are asked for all apps in one question
waiting: Registry[Callable[[Any], Any]] = Registry("waiting")
# 'matter' → function(primary key of the matter, user) -> core.together.Part, which says (label, url): what a higher app has
# to show about it;
# 'minutes' → function(primary key) -> list[(label, url)]: how its minutes come back, for whoever keeps it;
# 'subject' → the same of what the matter is about (a policy); 'list' → function(0) -> the same for the list of matters
matter_links: Registry[Callable[..., Any]] = Registry("matter_links")
# kind of thing decided on, 'matter' → function(decisions just recorded, by) -> None: news after the fact, never a veto;
# 'corrected' → the same for a decision that was mistyped and has been mended
after_decision: Registry[Callable[[Sequence[Any], Any], None]] = Registry("after_decision")
# name of a mark in a mail's body, 'followup.link' → function(message, what stands in the mark) -> text: filled in as the
# mail goes, so that a secret never stands in the outbox. It must ask whose it is: people's own words stand in mails too.
mail_marks: Registry[Callable[[Any, str], str]] = Registry("mail_marks")
# name of the app's news → function(day, told) -> list[News]: what people are told of in the one mail that each gets a day;
# `told`: pairs (user, key) of what has been told. Asked again right before the mail goes: what is no longer so, is not sent
mail_news: Registry[Callable[[Any, Set[tuple[int, str]]], list[News]]] = Registry("mail_news")
# purpose of a mail → function(keys of messages) -> those that nobody needs any longer; asked right before they go
mail_unneeded: Registry[Callable[[Sequence[int]], set[int]]] = Registry("mail_unneeded")
# name of the app → function(Ending) -> Estate: what of its own hangs on units, positions or bodies that end, in one query
estates: Registry[Callable[[Ending], Estate]] = Registry("estates")
# kind of a Belonging → function(its key, Passing) -> None: hand it over, or end it where nobody is to have it
heirs_take: Registry[Callable[[int, Passing], None]] = Registry("heirs_take")
# 'bodies' → function() -> (label, url) or None: what a higher app has to show about the municipality's bodies
body_links: Registry[Callable[[], tuple[str, str] | None]] = Registry("body_links")
# 'organisation' → function(None) -> None: a unit, a position or a body has ended, and everything has been handed over
after_ending: Registry[Callable[[None], None]] = Registry("after_ending")


@dataclass(frozen=True)
class Consequence:
    """Something that would hang loose if a thing went: '3 goals', and where they are."""

    kind: str
    label: str
    url: str = ""


@dataclass(frozen=True)
class Ending:
    """Units, positions and bodies (primary keys) that end on a day: `on` is the first without them."""

    on: Any
    units: frozenset[int] = frozenset()
    positions: frozenset[int] = frozenset()
    bodies: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Belonging:
    """One thing that somebody must have after the one that ends.

    kind     names who takes it in `heirs_take`: 'plans.goal.owner'
    group    the heading under which the preview lists it
    each     every heir gets it (figures of a unit that splits); else one of them, who can be chosen
    may_end  it may also end with the one that ends; `ends`: that is what is suggested
    via      the position through which it hangs on a unit that ends: then the one who leads the heir has it
    page     name of the address that shows it, with `page_pk`
    """

    kind: str
    pk: int
    group: str
    title: str
    each: bool = False
    may_end: bool = False
    ends: bool = False
    via: int | None = None
    note: str = ""
    page: str = ""
    page_pk: int | None = None

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.pk}"


@dataclass(frozen=True)
class Remaining:
    """What nobody takes over, told in a sentence: history that stays, or what follows of itself."""

    number: int
    words: str


@dataclass(frozen=True)
class Estate:
    """What an app knows of those that end. `not_before`: (day, reason) of what they have signed or decided last: the
    ending comes after that day."""

    belongings: Sequence[Belonging] = ()
    remains: Sequence[Remaining] = ()
    not_before: Sequence[tuple[Any, Reason]] = ()


@dataclass(frozen=True)
class Passing:
    """How one thing is handed over. `heirs`: units, positions or bodies, as many as take it; none where it ends.

    `leader`: of a unit that takes it, the position that leads it. `leaving`: the positions that end. `on`, `reason`,
    `by`: as of the change.
    """

    heirs: Sequence[Any]
    on: Any
    reason: str
    by: Any
    leader: Any = None
    leaving: frozenset[int] = frozenset()

    @property
    def heir(self) -> Any:
        """The one who takes it; None where it ends."""
        return self.heirs[0] if self.heirs else None


@dataclass(frozen=True)
class HeadLine:
    """What came of the last report: shown on top of the next check-in."""

    label: str
    text: str
    url: str = ""
    tasks: Sequence[str] = ()


@dataclass(frozen=True)
class GoalStatus:
    """How a goal stands by its owner's latest signed word: status key, the cycle it was given in, what is needed."""

    status: str
    cycle: str
    need: str = ""
    needed: str = ""


@dataclass(frozen=True)
class CyclePoint:
    """How a goal stood in one cycle: status key, '' where nothing was signed off; `due` places it in time."""

    cycle: str
    due: Any
    status: str = ""
    needed: str = ""


@dataclass(frozen=True)
class PlanFact:
    """One short fact about a plan: 'Frozen' '23. oktober'. `value` is set bold."""

    label: Any
    value: Any
    url: str = ""


@dataclass(frozen=True)
class Evidence:
    """What one indicator says, small enough for a row: its line as a drawing, and the latest figure as it is shown.

    said     stands where there is no line: 'For få målinger'
    latest   '81 %', '24 af 24', 'færre end 5'; '' where there is none
    turn     what a rule of the control chart has found, in words; '' where none has
    mark     the sign of that as a drawing
    """

    title: str
    url: str
    line: Any = ""
    said: Any = ""
    latest: Any = ""
    turn: Any = ""
    mark: Any = ""


@dataclass(frozen=True)
class PlanEvidence:
    """What figures say of a plan: by goal, by focus area and by passage (a theme), the most pressing first.

    `any`: whether any goal of the plan has an indicator, shown on the page or not. `add`: where one is added, if a goal's key and a slash are
    written after it. `facts`
    head the page; `findings` (of plans.rules) are told while the plan is being written.
    """

    goals: Mapping[int, Sequence[Evidence]] = field(default_factory=dict)
    areas: Mapping[int, Sequence[Evidence]] = field(default_factory=dict)
    themes: Mapping[int, Sequence[Evidence]] = field(default_factory=dict)
    any: bool = False
    add: str = ""
    facts: Sequence[PlanFact] = ()
    findings: Sequence[Any] = ()


@dataclass(frozen=True)
class GoalEvidence:
    """A part of a goal's page: `template` with `context`; and what hangs on the goal's thread of it.

    `stands_for`: the provider of `thread_below` which need not be asked, as `knots` says the same.
    """

    template: str
    context: Mapping[str, Any]
    knots: Sequence[Any] = ()
    stands_for: Callable[..., Any] | None = None


@dataclass(frozen=True)
class PolicyFact:
    """One short fact about a policy: 'Ordered by' 'Kommissorium for …'. `value` is set bold, and leads to `url`."""

    label: Any
    value: Any
    url: str = ""


NEWS_LASTS = 14  # days: what is older waits on the start page, if it still waits, and is no news


@dataclass(frozen=True)
class News:
    """Something that somebody is told of in the day's mail. `user`: who. `keys`: what it tells of, each once: 'plans.remark:7'.

    title   a sentence without its full stop: the subject, where the mail tells of nothing more pressing
    lines   what it is about, one by one
    way     the words before the link: what one can do there
    url     a path
    """

    user: Any
    keys: Sequence[str]
    title: str
    lines: Sequence[str]
    way: str
    url: str


@dataclass(frozen=True)
class ToDo:
    """One thing that waits for this user: when (date or None), what, why, and the button."""

    when: Any
    title: str
    reason: str
    button: str
    url: str


@dataclass(frozen=True)
class MenuEntry:
    """An entry of the main menu. `name` is the url name, `prefix` marks it as active below that path."""

    order: int
    label: Any
    name: str
    prefix: str
    shown: Callable[[Any], bool] = field(default=lambda user: True)


class Menu:
    """The entries of the main menu, and which pages belong to each."""

    def __init__(self) -> None:
        self._entries: dict[str, MenuEntry] = {}
        self._under: dict[str, list[str]] = {}

    def add(self, entry: MenuEntry) -> None:
        self._entries[entry.name] = entry

    def under(self, name: str, prefix: str) -> None:
        """Pages below `prefix` belong to the entry `name`, whichever app has added that: a higher app has no entry of
        its own where its pages are part of what another one shows."""
        prefixes = self._under.setdefault(name, [])
        if prefix not in prefixes:
            prefixes.append(prefix)

    def is_active(self, entry: MenuEntry, path: str) -> bool:
        """Whether the page at `path` is one of the entry's. The start page is itself only."""
        if path == entry.prefix:
            return True
        below = (*(() if entry.prefix == "/" else (entry.prefix,)), *self._under.get(entry.name, ()))
        return path.startswith(below)

    def entries(self) -> list[MenuEntry]:
        return sorted(self._entries.values(), key=lambda entry: entry.order)


menu = Menu()
