"""The small things that stand in rows: status, cycle dots, level of prevention, dates, form fields.

They are tags and not components because a page shows hundreds of them: one costs a few microseconds.
The library is loaded in every template (settings, builtins).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.forms import BoundField, widgets
from django.templatetags.static import static
from django.urls import get_resolver
from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from roedtraad.core import theme
from roedtraad.core.days import long_day
from roedtraad.core.enums import Level, StatusKey
from roedtraad.core.quoting import quoted

register = template.Library()

Text = str | Promise
_STATUS_KEYS = frozenset(StatusKey.values)


@lru_cache(maxsize=1)
def _sprite() -> str:
    return static("core/built/sprite.svg")


@lru_cache(maxsize=64)
def _shape(key: str, css: str) -> SafeString:
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}#s-{}"/></svg>', css, _sprite(), key)


def _key(key: object) -> str:
    """The key itself, so that a fault in the data fails at once instead of showing a shape nobody knows."""
    name = str(key) if key else StatusKey.UNKNOWN.value
    if name not in _STATUS_KEYS:
        raise ValueError(f"{name!r} is no status key; they are {', '.join(sorted(_STATUS_KEYS))}")
    return name


@register.simple_tag
def status(key: object, size: str = "", word: Text = "", lower: bool = False) -> SafeString:
    """Shape, colour and word of a status key: {% status goal.status %}.

    size: "" (15 px), "s" in lists and tables, "l" on public pages. word: another word than the usual one,
    for example a whole clause. lower: the word inside a sentence.
    """
    name = _key(key)
    if word:
        return _status(name, size, lower, str(word))
    return _usual_status(name, size, lower, get_language())


@lru_cache(maxsize=256)
def _usual_status(name: str, size: str, lower: bool, language: str | None) -> SafeString:
    """Kept by language: a plan shows the same six statuses hundreds of times."""
    return _status(name, size, lower, str(StatusKey(name).label))


def _status(name: str, size: str, lower: bool, text: str) -> SafeString:
    if lower:
        text = text[:1].lower() + text[1:]
    css = f"rt-status rt-status--{name}" + (f" rt-status--{size}" if size else "")
    return format_html('<span class="{}">{}{}</span>', css, _shape(name, ""), text)


@register.simple_tag
def shape(key: object) -> SafeString:
    """The shape alone; only where the word stands beside it or in an aria-label of what is around."""
    name = _key(key)
    return _shape(name, f"rt-shape rt-shape--{name}")


@register.simple_tag
def cycle_dots(points: Iterable[tuple[Text, object]]) -> SafeString:
    """The status of one goal over the cycles: pairs (name of the cycle, status key), oldest first."""
    pairs = [(str(name), _key(key)) for name, key in points]
    label = ", ".join(f"{name}: {StatusKey(key).label.lower()}" for name, key in pairs)
    dots = format_html_join("", "{}", ((_shape(key, f"rt-shape rt-shape--{key}"),) for _name, key in pairs))
    return format_html('<span class="rt-cycle" role="img" aria-label="{}">{}</span>', label, dots)


@register.simple_tag
def levels(served: object) -> SafeString:
    """Which levels of prevention a goal serves, as letters in boxes. Takes one key or several."""
    keys = {str(served)} if isinstance(served, str) else {str(each) for each in served or ()}  # type: ignore[attr-defined]
    return _levels(frozenset(keys), get_language() or "")


@lru_cache  # a list draws the same few again and again
def _levels(keys: frozenset[str], _language: str) -> SafeString:
    boxes = (Level.GENERAL, Level.PREVENTIVE, Level.TARGETED)
    on = [box for box in boxes if box.value in keys]
    label = " + ".join(str(box.label) for box in on) or _("no level of prevention")
    cells = format_html_join(
        "",
        "<span{}>{}</span>",
        ((mark_safe(' class="on"') if box in on else "", str(box.label)[:1].upper()) for box in boxes),
    )
    return format_html('<span class="rt-gfm" role="img" aria-label="{}">{}</span>', label, cells)


@register.simple_tag
def tally(counts: Mapping[object, int] | Iterable[tuple[object, int]]) -> SafeString:
    """How many goals of each status, none left out that has any: pairs (status key, number)."""
    pairs = counts.items() if isinstance(counts, Mapping) else counts
    rows = [(count, status(key, lower=True)) for key, count in pairs if count]
    return format_html('<ul class="rt-tally">{}</ul>', format_html_join("", "<li><b>{}</b>{}</li>", rows))


@register.simple_tag
def symbol(name: str) -> SafeString:
    """A mark of the sprite that is no status: crest, plus, check."""
    return format_html('<svg aria-hidden="true"><use href="{}#{}"/></svg>', _sprite(), name)


@register.simple_tag
def theme_rules(municipality: Any) -> SafeString:
    """The municipality's colours as CSS; every value has been parsed as #rrggbb."""
    rules = theme.rules(municipality.primary, municipality.primary_dark, municipality.primary_darker)
    return mark_safe(rules)  # noqa: S308


@register.simple_tag
def site_url(name: str) -> str:
    """The address of a page of the installation itself, from inside a municipality too: {% site_url "was" %}."""
    return "/" + get_resolver(settings.ROOT_URLCONF).reverse(name)


# Dates as people write them; the language decides the words and the order.


@register.filter
def day(value: dt.date | dt.datetime | None) -> str:
    """'12. december 2026'."""
    if value is None:
        return ""
    local = _local(value)
    return long_day(local.date() if isinstance(local, dt.datetime) else local)


# Dansk Sprognævn's abbreviations; Django's Danish writes them with a capital and without the full stop.
_SHORT_MONTHS = (
    "jan.",
    "feb.",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "aug.",
    "sep.",
    "okt.",
    "nov.",
    "dec.",
)


@register.filter
def short_day(value: dt.date | dt.datetime | None) -> str:
    """'16. okt.', where the year is known from what is around."""
    if value is None:
        return ""
    local = _local(value)
    if get_language() == "da":
        return f"{local.day}. {_SHORT_MONTHS[local.month - 1]}"
    return formats.date_format(local, "j M")


@register.filter
def clock(value: dt.datetime | None) -> str:
    """'9.42' in Danish, '9:42' in English."""
    return (
        ""
        if value is None
        else formats.date_format(_local(value), "G.i" if get_language() == "da" else "G:i")
    )


@register.filter
def moment(value: dt.datetime | None) -> str:
    """A deadline always has weekday, date and clock time: 'fredag 30. oktober 2026 kl. 12.00'."""
    if value is None:
        return ""
    danish = get_language() == "da"
    return formats.date_format(_local(value), r"l j. F Y \k\l. H.i" if danish else r"l j F Y \a\t H:i")


def _local(value: Any) -> Any:
    return timezone.localtime(value) if isinstance(value, dt.datetime) and timezone.is_aware(value) else value


@register.filter
def days_left(value: dt.date | dt.datetime | None, today: dt.date | None = None) -> str:
    """'i dag', 'om 9 dage', '3 dage over tiden', counted in Danish days."""
    if value is None:
        return ""
    local = _local(value)
    date = local.date() if isinstance(local, dt.datetime) else local
    days = (date - (today or timezone.localdate())).days
    if days == 0:
        return _("today")
    if days > 0:
        return ngettext("in %(days)d day", "in %(days)d days", days) % {"days": days}
    return ngettext("%(days)d day overdue", "%(days)d days overdue", -days) % {"days": -days}


# The thread and the steps


@register.filter
def threaded(items: Iterable[Any]) -> list[dict[str, Any]]:
    """The knots of a thread line, dicts or core.thread.Knot, with the class each needs: cut before what is missing."""
    fields = ("label", "title", "url", "here", "missing", "cut")
    knots = [
        {
            name: (item.get(name) if isinstance(item, Mapping) else getattr(item, name, None))
            for name in fields
        }
        for item in items
    ]
    for knot, after in zip(knots, [*knots[1:], {}], strict=False):
        knot["css"] = (
            "is-missing" if knot["missing"] else "is-cut" if knot["cut"] or after.get("missing") else ""
        )
    return knots


@register.filter
def cut_before_missing(knots: Iterable[Any]) -> list[tuple[Any, bool]]:
    """Knots of a vertical thread, each with whether the line stops after it."""
    listed = list(knots)
    return [
        (knot, after is not None and after.missing)
        for knot, after in zip(listed, [*listed[1:], None], strict=False)
    ]


@register.simple_tag
def thread(knots: Iterable[Any], label: Text = "") -> SafeString:
    """The thread from top to bottom, as `c-thread` draws it, where a page shows one a row: {% thread check.knots %}."""
    named = format_html(' aria-label="{}"', label) if label else ""
    return format_html('<ol class="rt-thread"{}>{}</ol>', named, thread_knots(knots))


@register.simple_tag
def thread_knots(knots: Iterable[Any]) -> SafeString:
    """The knots of a vertical thread: hollow where something is missing, the line cut before it."""
    return format_html_join("", "{}", ((_knot(knot, cut),) for knot, cut in cut_before_missing(knots)))


def _knot(knot: Any, cut: bool) -> SafeString:
    css = ' class="is-missing"' if knot.missing else ' class="is-cut"' if cut else ""
    label = f'<span class="rt-label">{conditional_escape(knot.label)}</span>' if knot.label else ""
    title: str = conditional_escape(knot.title)
    stands: str = status(knot.status, "s") if knot.status else ""
    if stands and knot.kind == "followup.status":
        title, stands = stands, ""
    elif knot.url:
        title = f'<a href="{conditional_escape(knot.url)}">{title}</a>'
    elif knot.kind == "matters.decision":
        title = f"<b>{title}</b>"
    if stands:
        stands = f' <span class="rt-note-line">{stands}</span>'
    note = (
        f'<span class="rt-note-line rt-small rt-muted">{conditional_escape(knot.note)}</span>'
        if knot.note
        else ""
    )
    drawn = conditional_escape(knot.picture()) if knot.picture else ""
    return mark_safe(f"<li{css}>{label}{title}{stands}{drawn}{note}</li>")  # noqa: S308 (each part is escaped above)


@register.filter
def step_states(done: int, total: int) -> list[str]:
    """The class of each step: 'on' for what is done, 'now' for the next, '' for the rest."""
    return ["on" if number < done else "now" if number == done else "" for number in range(int(total))]


@register.filter
def unlocalize_number(value: float) -> str:
    """A number for a machine: point and no separators, whatever the language."""
    return f"{value:.4f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


# Forms


@register.simple_tag
def dk_field(field: BoundField) -> SafeString:
    """The control of a field with the design system's class. Help and error are tied to it by Django itself."""
    widget = field.field.widget
    if isinstance(widget, widgets.Select):
        css = "form-select"
    elif isinstance(widget, widgets.CheckboxInput):
        css = "form-checkbox"
    elif isinstance(widget, widgets.FileInput):
        css = "rt-file"
    else:
        css = "form-input"
    given = widget.attrs.get("class", "")
    return field.as_widget(attrs={"class": f"{css} {given}".strip()})


@register.filter
def kind_of(field: BoundField) -> str:
    """How a field is drawn: checkbox | radios | checkboxes | parts | plain."""
    widget = field.field.widget
    if isinstance(widget, widgets.CheckboxSelectMultiple):
        return "checkboxes"
    if isinstance(widget, widgets.RadioSelect):
        return "radios"
    if isinstance(widget, widgets.CheckboxInput):
        return "checkbox"
    return "parts" if field.use_fieldset else "plain"


@register.filter
def is_status(key: object) -> bool:
    """Whether a choice is one of the six status keys and gets its shape."""
    return str(key) in _STATUS_KEYS


@register.filter
def first_id(field: BoundField) -> str:
    """Where the link of the error summary leads: the control, or the first of a group."""
    if kind_of(field) in ("radios", "checkboxes"):
        return f"{field.auto_id}_0"
    return field.id_for_label or str(field.auto_id)


@register.simple_tag
def error_lines(form: Any) -> list[tuple[str, str, str]]:
    """Every error of a form as (id of its field or "", label with its mark, sentence), in the order of the fields."""
    lines = [("", "", str(error)) for error in form.non_field_errors()]
    for bound in form:
        where = "" if bound.is_hidden else first_id(bound)
        label = str(bound.label)
        label += "" if label.endswith(("?", ":")) else ":"
        lines += [(where, "" if bound.is_hidden else label, str(error)) for error in bound.errors]
    return lines


@register.filter
def with_pages(page: Any) -> Sequence[Any]:
    """The numbers to show below a list, with gaps: 1 2 … 7 8 9 … 20."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


@register.filter
def percent_of(value: float, total: float) -> int:
    """Whole percent, for the width of a bar; 0 when there is nothing to divide by."""
    return round(100 * float(value) / float(total)) if total else 0


@register.filter
def or_dash(value: object) -> object:
    """A dash for what is not there, so that an empty cell is not mistaken for a fault."""
    return (
        value if value not in (None, "") else mark_safe('<span class="rt-muted" aria-hidden="true">–</span>')
    )


@register.filter("quoted")
def quoted_in_page(value: object) -> SafeString:
    return mark_safe(quoted(conditional_escape(str(value))))  # noqa: S308 (escaped here)
