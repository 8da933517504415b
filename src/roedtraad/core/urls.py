from django.contrib.auth.decorators import login_not_required
from django.urls import path

from . import views

app_name = "core"
urlpatterns = [
    path("tema.css", login_not_required(views.theme), name="theme"),
    path("job/<int:pk>/", views.job_progress, name="job"),
]
