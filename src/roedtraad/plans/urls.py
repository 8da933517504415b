from django.urls import path

from .views import agreements, goals, plan, units

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
    path("<int:pk>/enheder/", units.units, name="units"),
    path("<int:pk>/enheder/<int:unit_pk>/", units.unit, name="unit"),
    path("<int:pk>/enheder/<int:unit_pk>/maal/", units.new_unit_goal, name="new_unit_goal"),
    path("<int:pk>/enheder/<int:unit_pk>/aftale/", agreements.new_agreement, name="new_agreement"),
    path("aftale/<int:pk>/", agreements.agreement, name="agreement"),
    path("aftale/<int:pk>/ret/", agreements.edit_agreement, name="edit_agreement"),
    path("aftale/<int:pk>/underskriv/", agreements.sign_agreement, name="sign_agreement"),
    path("aftale/<int:pk>/tag-tilbage/", agreements.take_back_signature, name="take_back_signature"),
    path("aftale/<int:pk>/fil/<slug:fmt>/", agreements.agreement_document, name="agreement_document"),
    path("opsaetning/", agreements.set_up, name="set_up"),
    path("enhedsmaal/<int:pk>/ret/", units.edit_unit_goal, name="edit_unit_goal"),
    path("enhedsmaal/<int:pk>/indsend/", units.submit_unit_goal, name="submit_unit_goal"),
    path("enhedsmaal/<int:pk>/godkend/", units.approve_unit_goal, name="approve_unit_goal"),
    path("enhedsmaal/<int:pk>/send-tilbage/", units.return_unit_goal, name="return_unit_goal"),
    path("enhedsmaal/<int:pk>/kommentar/", units.comment_unit_goal, name="comment_unit_goal"),
    path("enhedsmaal/<int:pk>/fjern/", units.remove_unit_goal, name="remove_unit_goal"),
    path("indsats/<int:pk>/", goals.move_initiative, name="move_initiative"),
]
