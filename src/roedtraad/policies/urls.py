from django.urls import path

from . import views

app_name = "policies"
urlpatterns = [
    path("", views.policy_list, name="list"),
    path("<int:pk>/", views.policy, name="policy"),
    path("udgave/<int:pk>/", views.edition, name="edition"),
    path("udgave/<int:pk>/vedtagelse/", views.record_adoption, name="record_adoption"),
    path("tekst/<int:pk>/ret/", views.correct, name="correct"),
]
