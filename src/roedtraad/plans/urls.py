from django.urls import path

from .views import goals, plan

app_name = "plans"
urlpatterns = [
    path("", plan.index, name="index"),
    path("ny/", plan.new_plan, name="new_plan"),
    path("<int:pk>/", plan.plan, name="plan"),
    path("<int:pk>/ret/", plan.edit_plan, name="edit_plan"),
    path("<int:pk>/start/", plan.start, name="start"),
    path("<int:pk>/luk/", plan.close, name="close"),
    path("<int:pk>/fokusomraade/", plan.new_focus_area, name="new_focus_area"),
    path("fokusomraade/<int:pk>/", plan.edit_focus_area, name="edit_focus_area"),
    path("<int:pk>/maal/", goals.new_goal, name="new_goal"),
    path("maal/<int:pk>/", goals.goal, name="goal"),
    path("maal/<int:pk>/ret/", goals.edit_goal, name="edit_goal"),
    path("maal/<int:pk>/afslut/", goals.end_goal, name="end_goal"),
    path("maal/<int:pk>/genoptag/", goals.take_up_goal, name="take_up_goal"),
    path("indsats/<int:pk>/", goals.move_initiative, name="move_initiative"),
]
