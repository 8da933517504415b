from django.urls import path

from . import views, way_views

app_name = "matters"
urlpatterns = [
    path("", views.matters, name="list"),
    path("ny/", views.new_matter, name="new_matter"),
    path("moeder/", way_views.meetings, name="meetings"),
    path("moeder/<int:pk>/", way_views.meeting, name="meeting"),
    path("journal/", views.dispatches, name="dispatches"),
    path("journal/<int:pk>/", views.file, name="file"),
    path("<int:pk>/", views.matter, name="matter"),
    path("<int:pk>/ret/", views.edit_matter, name="edit_matter"),
    path("<int:pk>/vej/", way_views.route, name="route"),
    path("vej/<int:pk>/", way_views.stop, name="stop"),
    path("<int:pk>/indstilling/", views.write_recommendation, name="write_recommendation"),
    path("<int:pk>/bilag/", views.add_annex, name="add_annex"),
    path("<int:pk>/beslutning/", views.record_decision, name="record_decision"),
    path("beslutning/<int:pk>/ret/", views.correct_decision, name="correct_decision"),
    path("beslutning/<int:pk>/opgave/", views.add_task, name="add_task"),
    path("opgave/<int:pk>/", views.task, name="task"),
]
