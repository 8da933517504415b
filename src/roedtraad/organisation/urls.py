from django.urls import path

from . import absence_views as away
from . import views
from .directory import views as directory

app_name = "organisation"
urlpatterns = [
    path("", views.index, name="index"),
    path("tilfoej/<str:what>/", views.add, name="add"),
    path("besaettelse/<int:pk>/slut/", views.end_holding, name="end_holding"),
    path("fravaer/<int:pk>/", away.away, name="away"),
    path("fravaer/<int:pk>/tilbage/", away.back, name="back"),
    path("katalog/", directory.bring, name="directory"),
    path("katalog/<int:pk>/", directory.differences, name="directory_file"),
    path("katalog/<int:pk>/kolonner/", directory.name_columns, name="directory_columns"),
    path("katalog/<int:pk>/tag-ind/", directory.take_in, name="directory_take_in"),
    path("katalog/<int:pk>/smid-ud/", directory.drop, name="directory_drop"),
]
