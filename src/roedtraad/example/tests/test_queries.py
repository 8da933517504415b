"""Every page that the example leads to costs few questions to the database, in the data of a real year."""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import resolve

from roedtraad.core.models import User

AT_MOST = 15
LINK = re.compile(r'<a [^>]*href="(/[^"#]*)')
OF_ONE_ROUTE = 3


def _route(url):
    """The page's name; None for what does not belong to the municipality."""
    path = urlsplit(url).path
    return (
        resolve(path.removeprefix("/fjordby"), settings.MUNICIPALITY_URLCONF).view_name
        if path.startswith("/fjordby/")
        else None
    )


def test_no_page_of_the_example_asks_more_than_fifteen_times(built, client):
    client.force_login(User.objects.get(email="signe@fjordby.example"))
    ways, seen, costs = ["/fjordby/"], {}, {}
    while ways:
        url = ways.pop(0)
        route = _route(url)
        if route is None:
            continue
        if seen.setdefault(route, []).count(url) or len(seen[route]) >= OF_ONE_ROUTE:
            continue
        seen[route].append(url)
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(url)
        if not answer.headers["Content-Type"].startswith("text/html"):
            continue
        costs[url] = len(captured)
        ways += LINK.findall(answer.content.decode())
    assert {url: cost for url, cost in costs.items() if cost > AT_MOST} == {}
    assert len(costs) > 60
