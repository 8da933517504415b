from django.urls import path

from . import accepting, bringing_views, minutes_views, review_views, views

app_name = "intake"
urlpatterns = [
    path("", views.document_list, name="list"),
    path("nyt/", bringing_views.upload, name="upload"),
    path("referat/<int:pk>/", minutes_views.bring_minutes, name="bring_minutes"),
    path("referat/<int:pk>/<int:document_pk>/", minutes_views.minutes, name="minutes"),
    path("laert/", review_views.lesson_list, name="lessons"),
    path("laert/<int:pk>/glem/", review_views.forget, name="forget_lesson"),
    path("<int:pk>/", views.review, name="review"),
    path("<int:pk>/staar/", bringing_views.state, name="state"),
    path("<int:pk>/side/<int:number>/<int:width>/", review_views.page, name="page"),
    path("<int:pk>/element/<str:key>/", review_views.element, name="element"),
    path("<int:pk>/element/<str:key>/del/", review_views.split, name="split"),
    path("<int:pk>/element/<str:key>/saml/", review_views.join, name="join"),
    path("<int:pk>/flere/", review_views.many, name="many"),
    path("<int:pk>/tilfoej/", review_views.add, name="add"),
    path("<int:pk>/set/", review_views.see_all, name="see_all"),
    path("<int:pk>/fortryd-rettelse/", review_views.undo_change, name="undo_change"),
    path("<int:pk>/godkend/", accepting.accept, name="accept"),
    path("<int:pk>/fortryd/", views.undo, name="undo"),
    path("<int:pk>/laes-igen/", views.read_again, name="read_again"),
    path("<int:pk>/fjern/", views.remove, name="remove"),
    path("<int:pk>/fil/", views.source, name="source"),
]
