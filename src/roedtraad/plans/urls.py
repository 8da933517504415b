from django.urls import path

from . import views

app_name = "plans"
urlpatterns = [
    path("", views.index, name="index"),
    path("ny/", views.new_plan, name="new_plan"),
    path("<int:pk>/", views.plan, name="plan"),
    path("<int:pk>/ret/", views.edit_plan, name="edit_plan"),
    path("<int:pk>/start/", views.start, name="start"),
    path("<int:pk>/luk/", views.close, name="close"),
    path("<int:pk>/fokusomraade/", views.new_focus_area, name="new_focus_area"),
    path("fokusomraade/<int:pk>/", views.edit_focus_area, name="edit_focus_area"),
    path("<int:pk>/maal/", views.new_goal, name="new_goal"),
    path("maal/<int:pk>/", views.goal, name="goal"),
    path("maal/<int:pk>/ret/", views.edit_goal, name="edit_goal"),
    path("maal/<int:pk>/afslut/", views.end_goal, name="end_goal"),
    path("maal/<int:pk>/genoptag/", views.take_up_goal, name="take_up_goal"),
    path("indsats/<int:pk>/", views.move_initiative, name="move_initiative"),
]
