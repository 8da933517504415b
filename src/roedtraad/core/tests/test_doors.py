"""The doors: host, municipality, sign-in, headers."""

import pytest
from django.test import Client

from roedtraad.core.models import User


def test_an_unknown_host_is_answered_421(db, client):
    answer = client.get("/log-ind/", headers={"host": "evil.example"})
    assert answer.status_code == 421
    assert "evil" not in answer.content.decode()


def test_an_unknown_municipality_is_404(fjordby, coordinator, signed_in):
    assert signed_in(coordinator).get("/findes-ikke/").status_code == 404


def test_another_municipalitys_address_is_404_for_its_neighbour(
    fjordby, nordby, coordinator, outsider, signed_in
):
    assert signed_in(coordinator).get("/fjordby/").status_code == 200
    assert signed_in(coordinator).get("/nordby/").status_code == 404
    assert signed_in(outsider).get("/fjordby/").status_code == 404


def test_who_is_not_signed_in_is_sent_to_the_sign_in_and_back(fjordby):
    answer = Client().get("/fjordby/politikker/")
    assert answer.status_code == 302
    assert answer["location"] == "/log-ind/?next=/fjordby/politikker/"


def test_the_front_door_leads_to_ones_own_municipality(fjordby, coordinator, signed_in):
    assert signed_in(coordinator).get("/")["location"] == "/fjordby/"
    assert Client().get("/")["location"] == "/log-ind/"


def test_one_signs_in_with_e_mail_and_password(fjordby, coordinator):
    client = Client()
    answer = client.post(
        "/log-ind/", {"username": "Signe.Holmelund@fjordby.example", "password": "hemmeligt-kodeord"}
    )
    assert answer.status_code == 302
    assert client.get("/")["location"] == "/fjordby/"


def test_guessing_passwords_locks_the_door(fjordby, coordinator):
    client = Client()
    for _try in range(8):
        answer = client.post("/log-ind/", {"username": coordinator.email, "password": "gæt"})
    assert answer.status_code == 429
    right = client.post("/log-ind/", {"username": coordinator.email, "password": "hemmeligt-kodeord"})
    assert right.status_code == 429


@pytest.mark.parametrize("path", ["/log-ind/", "/was/", "/persondata/", "/komponenter/"])
def test_the_content_security_policy_allows_nothing_inline(db, client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    policy = answer["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    html = answer.content.decode()
    assert " style=" not in html
    assert "<script>" not in html
    assert "{{" not in html
    assert "{%" not in html


def test_language_is_chosen_by_post_and_never_leads_astray(db, client):
    answer = client.post("/sprog/", {"language": "en", "next": "https://evil.example/"})
    assert answer["location"] == "/"
    assert answer.cookies["rt_sprog"].value == "en"
    assert client.get("/sprog/").status_code == 405


def test_health_tells_that_it_runs_and_not_what_it_holds(fjordby, client):
    answer = client.get("/sundhed/")
    assert answer.status_code == 200
    assert "Fjordby" not in answer.content.decode()


def test_a_form_from_elsewhere_is_refused_on_a_page_of_ours(fjordby, coordinator):
    client = Client(enforce_csrf_checks=True)
    client.force_login(coordinator, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.post("/fjordby/plan/ny/", {"title": "Plan"})
    assert answer.status_code == 403
    html = answer.content.decode()
    assert "Du har ikke adgang" in html
    assert "<style" not in html


def test_a_method_that_an_address_does_not_take_is_answered_with_a_page(db, client):
    answer = client.get("/sprog/")
    assert (answer.status_code, answer["allow"]) == (405, "POST")
    assert "Siden åbnes på en anden måde" in answer.content.decode()


def test_a_municipalitys_address_without_its_slash_leads_to_it(fjordby, client):
    assert client.get("/fjordby")["location"] == "/fjordby/"
    assert client.get("/findes-ikke").status_code == 404


def test_a_user_without_a_municipality_is_told_so_and_not_sent_in_a_circle(fjordby, signed_in):
    client = signed_in(User.objects.create_user("drift@fjordby.example", "x", name="Drift", is_operator=True))
    answer = client.get("/log-ind/", follow=True)
    assert answer.status_code == 200
    assert "hører ikke til nogen kommune" in answer.content.decode()
    assert client.get("/fjordby/").status_code == 404


def test_who_is_taken_off_or_moved_is_out_at_once(fjordby, nordby, coordinator, signed_in):
    client = signed_in(coordinator)
    assert client.get("/fjordby/").status_code == 200
    User.objects.filter(pk=coordinator.pk).update(municipality=nordby)
    assert client.get("/fjordby/").status_code == 404
    User.objects.filter(pk=coordinator.pk).update(municipality=fjordby, is_active=False)
    assert client.get("/fjordby/")["location"].startswith("/log-ind/")


def test_a_refusal_leads_back_to_our_own_pages_only(fjordby, reader, signed_in):
    client = signed_in(reader)
    page = client.get("/fjordby/import/", headers={"referer": "https://evil.example/"})
    assert page.status_code == 403
    assert "evil.example" not in page.content.decode()
    page = client.get("/fjordby/import/", headers={"referer": "http://testserver/fjordby/plan/"})
    assert 'href="http://testserver/fjordby/plan/"' in page.content.decode()


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/%00/", 404),
        ("/fjordby/historik/x%00y/1/", 404),
        ("/fjordby/import/1/element/%00/", 404),
        ("/fjordby/politikker/?find=%00", 400),
        ("/log-ind/?next=%00", 400),
    ],
)
def test_an_address_that_no_database_takes_is_a_page_and_no_fault(
    path, status, fjordby, coordinator, signed_in
):
    for answer in (signed_in(coordinator).get(path), Client().post(path)):
        assert answer.status_code == status
        assert "<h1" in answer.content.decode()
