from django.urls import path

from . import accepting, views

app_name = "intake"
urlpatterns = [
    path("", views.document_list, name="list"),
    path("nyt/", views.upload, name="upload"),
    path("<int:pk>/", views.review, name="review"),
    path("<int:pk>/element/<str:key>/", views.element, name="element"),
    path("<int:pk>/tilfoej/", views.add, name="add"),
    path("<int:pk>/set/", views.see_all, name="see_all"),
    path("<int:pk>/fortryd-rettelse/", views.undo_change, name="undo_change"),
    path("<int:pk>/godkend/", accepting.accept, name="accept"),
    path("<int:pk>/fortryd/", views.undo, name="undo"),
    path("<int:pk>/laes-igen/", views.read_again, name="read_again"),
    path("<int:pk>/fjern/", views.remove, name="remove"),
    path("<int:pk>/fil/", views.source, name="source"),
]
