from django.urls import path

from . import views

app_name = "followup"
urlpatterns = [
    path("", views.index, name="index"),
    path("plan/<int:pk>/ny/", views.open_cycle, name="open_cycle"),
    path("<int:pk>/", views.cycle, name="cycle"),
    path("<int:pk>/datoer/", views.move_dates, name="move_dates"),
    path("<int:pk>/mine/", views.mine, name="mine"),
    path("<int:cycle_pk>/maal/<int:goal_pk>/", views.check_in, name="check_in"),
    path("<int:pk>/frys/", views.freeze, name="freeze"),
    path("rettelse/<int:pk>/", views.correct, name="correct"),
    path("datagrundlag/<int:pk>/", views.snapshot, name="snapshot"),
]
