"""What every back-office page must be: a whole Arabic document, one h1 that begins the title, nothing inline, kept by nobody."""

import re

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.support.office import Browser, add_help_request, add_person, add_volunteer


@pytest.fixture
def opened(app: Flask, colleague: Browser, stranger: Browser) -> list[TestResponse]:
    """Every kind of page, signing in, its refusal and the refusal of a right included."""
    case, person = add_help_request(app), add_volunteer(app)
    add_person(app, "admin@example.org", "admin")
    admin = Browser(app.test_client())
    admin.signs_in("admin@example.org")
    own = ("/staff/", "/staff/volunteers/", f"/staff/help-requests/{case}", f"/staff/volunteers/{person}")
    refused = stranger.signs_in("officer@example.org", "كلمة ليست هي أبدًا")
    ended = stranger.opens("/staff/sign-in?ended=1")
    people = ("/staff/people/", "/staff/people/1", "/staff/people/invite", "/staff/account", "/staff/confirm")
    wrong = [
        admin.types("/staff/people/invite", full_name="1"),
        admin.types("/staff/people/1", branch=""),
        admin.types("/staff/confirm", password="كلمة ليست هي أبدًا"),
        admin.posts("/staff/people/2/disable", "/staff/people/2"),
    ]
    assert {page.status_code for page in wrong} == {422}
    shut = admin.opens("/staff/volunteers/")
    assert shut.status_code == 403
    return [
        *map(colleague.opens, own), *map(admin.opens, people), *wrong, shut, stranger.opens("/staff/sign-in"), refused, ended
    ]  # fmt: skip


def test_pages_are_whole_documents_in_arabic(opened: list[TestResponse]) -> None:
    for page in opened:
        assert page.text.startswith('<!doctype html>\n<html lang="ar" dir="rtl">')
        assert page.text.rstrip().endswith("</html>")
        assert '<meta name="robots" content="noindex">' in page.text


def test_one_heading_begins_the_title(opened: list[TestResponse]) -> None:
    for page in opened:
        (heading,) = re.findall(r"<h1[^>]*>(.*?)</h1>", page.text, re.DOTALL)
        (title,) = re.findall(r"<title>(.*?)</title>", page.text, re.DOTALL)
        plain = re.sub(r"<[^>]+>", "", heading)
        assert title.removeprefix("خطأ: ").startswith(plain)


def test_a_refused_sign_in_leads_to_the_field(opened: list[TestResponse]) -> None:
    (page,) = [page.text for page in opened if "<title>خطأ: تسجيل الدخول" in page.text]
    assert page.index('role="alert"') < page.index("<h1>")
    assert '<a href="#email">' in page
    assert page.count('aria-invalid="true" aria-describedby="email-error"') == 2


def test_nothing_is_inline(opened: list[TestResponse]) -> None:
    for page in opened:
        assert re.search(r"<style|<script|\sstyle=|\son[a-z]+=|javascript:", page.text) is None


def test_no_id_stands_twice(opened: list[TestResponse]) -> None:
    for page in opened:
        ids = re.findall(r'\sid="([^"]+)"', page.text)
        assert len(ids) == len(set(ids))


def test_nobody_keeps_a_copy(opened: list[TestResponse]) -> None:
    for page in opened:
        assert page.headers["Cache-Control"] == "no-store"
        assert "style-src 'self'" in page.headers["Content-Security-Policy"]


def test_a_form_that_changes_anything_carries_a_token(opened: list[TestResponse]) -> None:
    for page in opened:
        forms = re.findall(r'<form[^>]*method="post".*?</form>', page.text, re.DOTALL)
        assert forms
        assert all('name="csrf_token"' in form for form in forms)
