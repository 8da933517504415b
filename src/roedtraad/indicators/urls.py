from django.urls import path

from .views import figures, files, reading, statbank, writing

app_name = "indicators"
urlpatterns = [
    path("", reading.index, name="index"),
    path("ny/", writing.new, name="new"),
    path("katalog/", reading.catalogue, name="catalogue"),
    path("katalog/<slug:key>/", writing.take, name="take"),
    path("<int:pk>/", reading.indicator, name="indicator"),
    path("<int:pk>/ret/", writing.edit, name="edit"),
    path("<int:pk>/udfas/", writing.retire, name="retire"),
    path("<int:pk>/genoptag/", writing.take_up, name="take_up"),
    path("<int:pk>/tilknyt/", writing.link, name="link"),
    path("tilknytning/<int:pk>/", writing.edit_link, name="edit_link"),
    path("tilknytning/<int:pk>/fjern/", writing.unlink, name="unlink"),
    path("<int:pk>/tal/", figures.write, name="write"),
    path("<int:pk>/smaa-tal/", figures.look, name="look"),
    path("serie/<int:pk>/overdrag/", figures.hand_over, name="hand_over"),
    path("<int:pk>/brud/", writing.mark_break, name="mark_break"),
    path("brud/<int:pk>/fjern/", writing.remove_break, name="remove_break"),
    path("<int:pk>/graenser/", writing.rebase, name="rebase"),
    path("graenser/<int:pk>/fjern/", writing.remove_rebase, name="remove_rebase"),
    path("<int:pk>/maaltal/", writing.target, name="target"),
    path("maaltal/<int:pk>/fjern/", writing.remove_target, name="remove_target"),
    path("<int:pk>/statbank/", statbank.search, name="statbank"),
    path("<int:pk>/statbank/<slug:table>/", statbank.choose, name="statbank_table"),
    path("<int:pk>/regneark/", files.bring, {"kind": "sheet"}, name="sheet"),
    path("<int:pk>/spoergeskema/", files.bring, {"kind": "survey"}, name="survey"),
    path("fil/<int:pk>/", files.file, name="file"),
    path("fil/<int:pk>/smid-ud/", files.drop, name="drop_file"),
    path("opstilling/<int:pk>/glem/", files.forget, name="forget_layout"),
    path("kilde/<int:pk>/", statbank.query, name="query"),
    path("kilde/<int:pk>/fjern/", statbank.remove_query, name="remove_query"),
]
