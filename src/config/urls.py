"""Addresses of the installation itself; what belongs to a municipality is in municipality_urls."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LogoutView
from django.urls import path

from roedtraad.core import views

urlpatterns = [
    path("", login_not_required(views.front_door), name="front-door"),
    path("log-ind/", views.SignIn.as_view(), name="sign-in"),
    path("log-af/", login_not_required(LogoutView.as_view()), name="sign-out"),
    path("sprog/", login_not_required(views.choose_language), name="choose-language"),
    path("sundhed/", login_not_required(views.health), name="health"),
    path("was/", login_not_required(views.accessibility_statement), name="was"),
    path("persondata/", login_not_required(views.privacy), name="privacy"),
    path(".well-known/security.txt", login_not_required(views.security_txt), name="security-txt"),
    path("komponenter/", login_not_required(views.gallery), name="gallery"),
]
handler400 = "roedtraad.core.views.bad_request"
handler403 = "roedtraad.core.views.forbidden"
handler404 = "roedtraad.core.views.not_found"
handler500 = "roedtraad.core.views.server_error"
