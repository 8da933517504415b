from django.urls import path

from . import views
from .handover import views as handover

app_name = "status"
urlpatterns = [
    path("", views.index, name="index"),
    path("ny/<int:pk>/", views.new, name="new"),
    path("<int:pk>/", views.report, name="report"),
    path("<int:pk>/navn/", views.name, name="name"),
    path("<int:pk>/punkt/", views.write_point, name="write_point"),
    path("<int:pk>/bilag/", views.add_annex, name="add_annex"),
    path("bilag/<int:pk>/udgaar/", views.drop_annex, name="drop_annex"),
    path("<int:pk>/forelaeg/", views.present, name="present"),
    path("<int:pk>/tag-tilbage/", views.withdraw, name="withdraw"),
    path("<int:pk>/dokument.<str:fmt>", views.document, name="document"),
    path("<int:pk>/fil/<str:fmt>/", views.making, name="making"),
    path("<int:pk>/sagssystem.zip", views.package, name="package"),
    path("<int:pk>/kopier/", views.copy, name="copy"),
    path("afsnit/<int:pk>/", views.edit_text, name="edit_text"),
    path("punkt/<int:pk>/", views.edit_point, name="edit_point"),
    path("punkt/<int:pk>/udgaar/", views.drop_point, name="drop_point"),
    path("overlevering/", handover.handover, name="handover"),
    path("overlevering/kladde.<str:fmt>", handover.draft, name="handover_draft"),
    path("overlevering/overlever/", handover.hand_over, name="hand_over"),
    path("overlevering/<int:pk>/", handover.handed_over, name="handed_over"),
    path("overlevering/<int:pk>/dokument.<str:fmt>", handover.document, name="handed_over_document"),
    path("opsaetning/afsnit/", views.sections, name="sections"),
    path("opsaetning/word/", views.word_template, name="word_template"),
    path("opsaetning/word/skabelon.docx", views.download_template, name="download_template"),
]
