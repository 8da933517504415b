from django.urls import path

from . import views

app_name = "steering"
urlpatterns = [
    path("", views.index, name="index"),
    path("plan/<int:pk>/", views.plan, name="plan"),
    path("plan/<int:pk>/fremdrift/", views.completion, name="completion"),
    path("forbered/<int:pk>/", views.prepare, name="prepare"),
    path("moede/<int:pk>/", views.meeting, name="meeting"),
    path("moede/<int:pk>/aabn/", views.open_meeting, name="open_meeting"),
    path("moede/<int:pk>/slut/", views.close_meeting, name="close_meeting"),
    path("moede/<int:pk>/godkend/", views.approve, name="approve"),
    path("moede/<int:pk>/fremmoede/", views.attendance, name="attendance"),
    path("moede/<int:pk>/punkt/", views.add_point, name="add_point"),
    path("moede/<int:pk>/referat.<str:fmt>", views.document, name="document"),
    path("punkt/<int:pk>/", views.point, name="point"),
    path("punkt/<int:pk>/flyt/", views.move_point, name="move_point"),
    path("punkt/<int:pk>/udgaar/", views.drop_point, name="drop_point"),
    path("punkt/<int:pk>/ret/", views.correct, name="correct"),
]
