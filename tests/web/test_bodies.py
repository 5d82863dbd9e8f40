"""What a body may be."""

from io import BytesIO

import pytest

from forms_service.web.bodies import MAX_BODY, MAX_FIELDS

PAGE = "/forms/help-request/place"
FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"locality=%D9%86%00", FORM, 400),
        (b"locality=\x00", FORM, 400),
        (b"locality=%ED%A0%80", FORM, 400),  # a lone surrogate
        (b"locality=%FF%FE", FORM, 400),
        (b"locality=\xff", FORM, 400),
        (b"&".join(b"f%d=1" % n for n in range(20_000)), FORM, 413),
        (b"&".join(b"f%d=1" % n for n in range(MAX_FIELDS + 1)), FORM, 400),
        (b"locality=" + b"a" * MAX_BODY, FORM, 413),
        (b"locality=" + b"a" * 600_000, FORM, 413),
        (b'{"locality": "x"}', "application/json", 415),
        (b"--x\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--x--", "multipart/form-data; boundary=x", 415),
    ],
)
def test_a_body_that_no_page_sends_is_refused_with_a_page(client, body, kind, status):
    answer = client.post(PAGE, data=body, content_type=kind)
    assert answer.status_code == status
    assert '<html lang="ar" dir="rtl">' in answer.text
    assert "<h1>" in answer.text


def test_small_forms_have_smaller_limits(client):
    assert client.post("/forms/track/", data=b"reference=" + b"1" * 9000, content_type=FORM).status_code == 413
    assert client.post(PAGE, data=b"locality=" + b"1" * 9000, content_type=FORM).status_code == 400  # its token only


def test_a_body_of_unknown_length_is_limited_too(client):
    answer = client.post(
        PAGE,
        input_stream=BytesIO(b"a=" + b"1" * 200_000),
        content_type=FORM,
        headers={"Transfer-Encoding": "chunked"},
        environ_overrides={"wsgi.input_terminated": True},
    )
    assert answer.status_code in (400, 413)
