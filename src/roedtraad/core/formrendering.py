"""Forms drawn in the design system's markup (templates core/forms/*.html)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates, TemplatesSetting
from django.utils.html import conditional_escape

# Kept: a fresh one would set up a template engine for every widget.
_django = DjangoTemplates()


class Renderer(TemplatesSetting):
    form_template_name = "core/forms/form.html"
    field_template_name = "core/forms/field.html"

    def get_template(self, template_name):  # type: ignore[no-untyped-def]
        """Ours first; widgets that we do not draw ourselves come from Django."""
        if template_name.startswith("django/forms/"):
            return _django.get_template(template_name)
        return super().get_template(template_name)

    def render(self, template_name, context, request=None):  # type: ignore[no-untyped-def]
        drawn = DRAWN.get(template_name)
        return drawn(context["widget"]) if drawn else super().render(template_name, context, request)


# The controls that stand in forms by the dozen, with the markup that Django's templates within templates give them,
# at a tenth of the time: a form offers the positions of a municipality once a row, which is thousands of options.


def select(widget: Mapping[str, Any]) -> str:
    lines = [f'<select name="{conditional_escape(widget["name"])}"{_attributes(widget["attrs"])}>']
    for group, options, _index in widget["optgroups"]:
        if group:
            lines.append(f'  <optgroup label="{conditional_escape(group)}">')
        lines += [
            f'  <option value="{conditional_escape(str(option["value"]))}"{_attributes(option["attrs"])}>'
            f"{conditional_escape(option['label'])}</option>"
            for option in options
        ]
        if group:
            lines.append("  </optgroup>")
    return "\n".join([*lines, "</select>"])


def plain_input(widget: Mapping[str, Any]) -> str:
    value = widget["value"]
    said = "" if value is None else f' value="{conditional_escape(str(value))}"'
    kind, name = conditional_escape(widget["type"]), conditional_escape(widget["name"])
    return f'<input type="{kind}" name="{name}"{said}{_attributes(widget["attrs"])}>'


def textarea(widget: Mapping[str, Any]) -> str:
    words = conditional_escape(str(widget["value"])) if widget["value"] else ""
    name = conditional_escape(widget["name"])
    return f'<textarea name="{name}"{_attributes(widget["attrs"])}>\n{words}</textarea>'


def _attributes(given: Mapping[str, Any]) -> str:
    return "".join(
        f" {conditional_escape(name)}" + ("" if value is True else f'="{conditional_escape(str(value))}"')
        for name, value in given.items()
        if value is not False
    )


_INPUTS = ("text", "number", "email", "url", "hidden", "date", "time", "checkbox", "password", "file")
DRAWN: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "django/forms/widgets/select.html": select,
    "django/forms/widgets/textarea.html": textarea,
    **{f"django/forms/widgets/{kind}.html": plain_input for kind in _INPUTS},
}
