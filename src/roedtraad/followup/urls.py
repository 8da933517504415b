from django.urls import path

from . import views

app_name = "followup"
urlpatterns = [
    path("", views.index, name="index"),
    path("plan/<int:pk>/ny/", views.open_cycle, name="open_cycle"),
    path("plan/<int:pk>/rytme/", views.rhythm, name="rhythm"),
    path("plan/<int:pk>/rytme/runder/", views.rounds_to_come, name="rounds"),
    path("plan/<int:pk>/spoergsmaal/", views.template, name="template"),
    path("<int:pk>/", views.cycle, name="cycle"),
    path("<int:pk>/fjern/", views.drop_round, name="drop_round"),
    path("<int:pk>/datoer/", views.move_dates, name="move_dates"),
    path("<int:pk>/mine/", views.mine, name="mine"),
    path("<int:cycle_pk>/maal/<int:goal_pk>/", views.check_in, name="check_in"),
    path("<int:cycle_pk>/maal/<int:goal_pk>/bilag/", views.attach, name="attach"),
    path("bilag/<int:pk>/", views.attachment, name="attachment"),
    path("brev/<str:key>/", views.link, name="link"),
    path("svar/<int:pk>/", views.answers, name="answers"),
    path("svar/<int:pk>/maal/<int:goal_pk>/", views.answer, name="answer"),
    path("svar/<int:pk>/maal/<int:goal_pk>/bilag/", views.answer_attach, name="answer_attach"),
    path("svar/<int:pk>/bilag/<int:attachment_pk>/", views.answer_attachment, name="answer_attachment"),
    path("svar/<int:pk>/slut/", views.close_link, name="close_link"),
    path("post/", views.mails, name="mails"),
    path("post/<int:pk>/", views.decide_on_mail, name="decide_on_mail"),
    path("<int:pk>/ark/", views.sheet_in, name="sheet_in"),
    path("<int:pk>/ark/hent/", views.sheet_out, name="sheet_out"),
    path("<int:pk>/frys/", views.freeze, name="freeze"),
    path("rettelse/<int:pk>/", views.correct, name="correct"),
    path("datagrundlag/<int:pk>/", views.snapshot, name="snapshot"),
]
