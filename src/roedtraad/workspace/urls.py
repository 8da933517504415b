from django.urls import path

from . import views

app_name = "workspace"
urlpatterns = [
    path("", views.start, name="start"),
    path("aarshjul/", views.year, name="year"),
]
