"""Addresses inside one municipality, below /<slug>/; core.tenancy puts the slug in front."""

from django.urls import include, path

urlpatterns = [
    path("", include("roedtraad.workspace.urls")),
    path("politikker/", include("roedtraad.policies.urls")),
    path("kommissorium/", include("roedtraad.commission.urls")),
    path("plan/", include("roedtraad.plans.urls")),
    path("indikatorer/", include("roedtraad.indicators.urls")),
    path("opfoelgning/", include("roedtraad.followup.urls")),
    path("status/", include("roedtraad.status.urls")),
    path("styring/", include("roedtraad.steering.urls")),
    path("sager/", include("roedtraad.matters.urls")),
    path("import/", include("roedtraad.intake.urls")),
    path("organisation/", include("roedtraad.organisation.urls")),
    path("", include("roedtraad.core.urls")),
]
handler400 = "roedtraad.core.views.bad_request"
handler403 = "roedtraad.core.views.forbidden"
handler404 = "roedtraad.core.views.not_found"
handler500 = "roedtraad.core.views.server_error"
