"""The pages of the plan answer."""

from django.urls import reverse

from roedtraad.plans.tests.making import make_area, make_goal, make_plan, make_policy


def test_the_pages_of_the_plan_answer(fjordby, coordinator, signed_in):
    policy, theme, (promise, _other) = make_policy()
    plan = make_plan(policy)
    area = make_area(plan, theme=theme)
    goal = make_goal(plan, passage=promise, focus_area=area)
    make_goal(plan, "Et mål uden det hele", on_policy=False, owner=None, level="")
    client = signed_in(coordinator)
    for name, key in [
        ("plans:index", None), ("plans:new_plan", None), ("plans:plan", plan.pk), ("plans:edit_plan", plan.pk),
        ("plans:close", plan.pk), ("plans:new_focus_area", plan.pk), ("plans:edit_focus_area", area.pk),
        ("plans:new_goal", plan.pk), ("plans:goal", goal.pk), ("plans:edit_goal", goal.pk), ("plans:end_goal", goal.pk),
    ]:  # fmt: skip
        response = client.get(reverse(name, args=[key] if key else []))
        assert response.status_code == 200, name
