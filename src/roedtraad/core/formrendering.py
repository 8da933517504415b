"""Forms drawn in the design system's markup (templates core/forms/*.html)."""

from __future__ import annotations

from collections.abc import Mapping
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
        if template_name == "django/forms/widgets/select.html":
            return select(context["widget"])
        return super().render(template_name, context, request)


def select(widget: Mapping[str, Any]) -> str:
    """The markup that Django's three templates of a select draw, at a tenth of the time: a form offers the
    positions of a municipality once a row, which is thousands of options."""
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


def _attributes(given: Mapping[str, Any]) -> str:
    return "".join(
        f" {conditional_escape(name)}" + ("" if value is True else f'="{conditional_escape(str(value))}"')
        for name, value in given.items()
        if value is not False
    )
