from django.urls import path

from . import views

app_name = "commission"
urlpatterns = [
    path("", views.terms_list, name="list"),
    path("ny/", views.new_terms, name="new_terms"),
    path("<int:pk>/", views.terms, name="terms"),
    path("<int:pk>/ret/", views.edit_facts, name="edit_facts"),
    path("<int:pk>/afsnit/", views.new_section, name="new_section"),
    path("afsnit/<int:pk>/", views.edit_section, name="edit_section"),
    path("afsnit/<int:pk>/fjern/", views.remove_section, name="remove_section"),
    path("<int:pk>/gruppe/", views.new_body, name="new_body"),
    path("gruppe/<int:pk>/", views.edit_body, name="edit_body"),
    path("gruppe/<int:pk>/fjern/", views.leave_out_body, name="leave_out_body"),
    path("<int:pk>/trin/", views.new_step, name="new_step"),
    path("trin/<int:pk>/", views.edit_step, name="edit_step"),
    path("trin/<int:pk>/udfoert/", views.finish_step, name="finish_step"),
    path("trin/<int:pk>/genoptag/", views.take_up_step, name="take_up_step"),
    path("trin/<int:pk>/fjern/", views.remove_step, name="remove_step"),
    path("<int:pk>/politik/", views.relate, name="relate"),
    path("<int:pk>/vedtagelse/", views.record_adoption, name="record_adoption"),
    path("<int:pk>/luk/", views.close, name="close"),
    path("<int:pk>/genoptag/", views.take_up, name="take_up"),
    path("projekter/", views.projects, name="projects"),
    path("projekter/ny/", views.new_project, name="new_project"),
    path("projekter/<int:pk>/", views.project, name="project"),
    path("projekter/<int:pk>/ret/", views.edit_project, name="edit_project"),
]
