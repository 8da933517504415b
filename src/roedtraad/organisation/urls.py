from django.urls import path

from . import views

app_name = "organisation"
urlpatterns = [
    path("", views.index, name="index"),
    path("tilfoej/<str:what>/", views.add, name="add"),
    path("besaettelse/<int:pk>/slut/", views.end_holding, name="end_holding"),
]
