"""A request that is too large is refused before anything of it is kept, with a page that says what to do."""

import io

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from django.urls import reverse

from actionplans.forms.uploads import LARGEST
from ilacs.design.too_large import MOST_DRAINED, RefuseTooLargeMiddleware
from tests.factories import sent, york_plan

pytestmark = pytest.mark.django_db


def test_the_largest_file_and_its_form_fit_into_a_request():
    assert LARGEST < settings.LARGEST_REQUEST <= LARGEST + 1024 * 1024


@pytest.mark.parametrize("name", ["account_login", "acknowledgement-add", "home"])
def test_whatever_is_posted_anywhere_is_refused_when_it_is_too_large(name, york, editor, client, client_of):
    plan = sent(york_plan(york))
    address = reverse(name, args=["york", plan.pk] if name == "acknowledgement-add" else [])
    file = SimpleUploadedFile("a.pdf", bytes(settings.LARGEST_REQUEST), "application/pdf")
    for browser in (client_of(editor), client):
        answer = browser.post(address, {"attachment": file})
        page = answer.content.decode()
        assert answer.status_code == 413
        assert "That is too large to send" in page
        assert "Choose a file of at most 5 MB" in page
        file.seek(0)


def test_a_request_that_is_just_small_enough_reaches_its_page(york, editor, client_of):
    plan = sent(york_plan(york))
    address = reverse("acknowledgement-add", args=["york", plan.pk])
    answer = client_of(editor).post(address, {"attachment": SimpleUploadedFile("a.pdf", bytes(LARGEST + 1))})
    assert answer.status_code == 422
    assert "larger than 5 MB" in answer.content.decode()


class Body(io.BytesIO):
    """What a browser sends, and how much of it has been asked for at once and in all."""

    most = total = 0

    def read(self, size=-1):
        got = super().read(size)
        self.most, self.total = max(self.most, len(got)), self.total + len(got)
        return got


@pytest.mark.parametrize(("sent_bytes", "read"), [(7 * 2**20, 7 * 2**20), (MOST_DRAINED * 2, 0)])
def test_little_of_it_is_held_at_once_and_nothing_parsed(sent_bytes, read):
    body = Body(bytes(sent_bytes))
    request = RequestFactory().post("/", data=b"", content_type="multipart/form-data; boundary=x")
    request.META["CONTENT_LENGTH"] = str(sent_bytes)
    request._stream = body
    answer = RefuseTooLargeMiddleware(lambda request: pytest.fail("the page was asked"))(request)
    assert (answer.status_code, body.total) == (413, read)
    assert body.most <= 64 * 1024


@pytest.mark.parametrize("length", ["", "nonsense", "-1", "0", "²"])
def test_a_length_that_says_nothing_is_left_to_the_server(length):
    request = RequestFactory().post("/", CONTENT_LENGTH=length)
    assert RefuseTooLargeMiddleware(lambda request: "answered")(request) == "answered"
