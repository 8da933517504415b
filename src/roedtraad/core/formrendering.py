"""Forms drawn in the design system's markup (templates core/forms/*.html)."""

from django.forms.renderers import DjangoTemplates, TemplatesSetting

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
