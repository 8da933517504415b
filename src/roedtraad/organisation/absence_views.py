"""The page on which somebody is said to be away."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from roedtraad.core.forms import DayField, carried_out

from . import absence
from .models import Absence, Person
from .permissions import may_keep_organisation


class AwayForm(forms.Form):
    starts = DayField(label=gettext_lazy("First day away"))
    ends = DayField(label=gettext_lazy("Last day away"))


@require_http_methods(["GET", "HEAD", "POST"])
def away(request: HttpRequest, pk: int) -> HttpResponse:
    person: Person = get_object_or_404(Person.objects, pk=pk)
    absence.may_say_away.demand(request.user, person)
    form = AwayForm(request.POST or None, initial={"starts": timezone.localdate()})
    if request.method == "POST" and carried_out(form, absence.say_away, person, by=request.user):
        messages.success(request, _("It is said. Whoever deputises is asked meanwhile."))
        return redirect("organisation:away", pk)
    context = {
        "person": person,
        "form": form,
        "absences": Absence.objects.filter(person=person, ends__gte=timezone.localdate()),
        "alone": absence.without_deputy(person),
        "keeps": may_keep_organisation.given(request.user),
    }
    return render(request, "organisation/away.html", context, status=422 if form.errors else 200)


@require_POST
def back(request: HttpRequest, pk: int) -> HttpResponse:
    thing: Absence = get_object_or_404(Absence.objects.select_related("person"), pk=pk)
    person = thing.person_id
    absence.say_back(thing, by=request.user)
    messages.success(request, _("Taken away: the person is asked again."))
    return redirect("organisation:away", person)
