"""Finding the council of a page, and the navigation at its head."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.urls import resolve

from ilacs.authorities.context import navigation
from ilacs.authorities.finding import authority_or_404


@pytest.fixture
def asked(rf):
    """A request for an address by a person, as far as the view sees it."""

    def asked(path, person):
        request = rf.get(path)
        request.user = person
        request.resolver_match = resolve(path)
        return request

    return asked


def test_a_council_is_found_by_its_people(asked, york, member):
    request = asked("/york/people/", member)
    assert authority_or_404(request, "york") == york
    assert request.authority == york


def test_a_council_does_not_exist_for_anybody_else(asked, york, outsider):
    for person in (outsider, AnonymousUser()):
        with pytest.raises(Http404):
            authority_or_404(asked("/york/people/", person), "york")


def test_the_navigation_names_the_sections_and_marks_the_one_we_are_in(asked, york, administrator):
    request = asked("/york/people/add/", administrator)
    authority_or_404(request, "york")
    shown = navigation(request)
    assert shown["authority"] == york
    assert [(each.label, each.current) for each in shown["navigation"]] == [
        ("Home", False),
        ("My actions", False),
        ("Inspections", False),
        ("Action plans", False),
        ("People", True),
        ("Settings", False),
    ]


def test_a_lead_is_shown_the_way_to_the_settings_and_not_to_the_people(asked, york, lead):
    request = asked("/york/", lead)
    authority_or_404(request, "york")
    labels = [(each.label, each.current) for each in navigation(request)["navigation"]]
    assert labels == [
        ("Home", True),
        ("My actions", False),
        ("Inspections", False),
        ("Action plans", False),
        ("Settings", False),
    ]


def test_a_page_of_no_council_has_no_navigation(asked, lead):
    assert navigation(asked("/help/", lead)) == {"authority": None, "navigation": [], "text_restored": False}


def test_a_page_costs_one_query_for_the_council_and_one_for_the_role(asked, york, lead, django_assert_num_queries):
    request = asked("/york/", lead)
    with django_assert_num_queries(2):
        authority_or_404(request, "york")
        navigation(request)
