"""The version of the policy in force is read from the site as it is built."""

import json
import os

import pytest

from forms_service.accounts.policy import CODE, INDEX, current_policy
from tests.site.conftest import built


def write(site, *pages, changed=1):
    file = site / INDEX
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps({"pages": pages}), encoding="utf-8")
    os.utime(file, ns=(changed, changed))


def page(version="1.0", status="approved", code=CODE):
    change = {"date": {"gregorian": "2026-11-22", "hijri": "1448-06-12"}, "version": "1.0", "what": "نُشر النص."}
    record = {"code": code, "status": status, "version": version, "changes": [change]}
    return {"title": "السياسة", "url": "/documents/policy/", "document": record}


def test_the_approved_policy_is_found_among_the_pages(tmp_path):
    write(tmp_path, {"title": "x", "url": "/", "document": None}, page(code="other"), page())
    policy = current_policy(tmp_path)
    assert (policy.title, policy.version, policy.url) == ("السياسة", "1.0", "/documents/policy/")
    assert [(str(change.day), change.what) for change in policy.changes] == [("2026-11-22", "نُشر النص.")]


def test_a_new_version_is_noticed_without_a_restart(tmp_path):
    write(tmp_path, page())
    assert current_policy(tmp_path).version == "1.0"
    write(tmp_path, page("1.1"), changed=2)
    assert current_policy(tmp_path).version == "1.1"


@pytest.mark.parametrize("pages", [(), (page(status="draft"),), (page(version=None),)])
def test_nothing_is_in_force_that_is_not_approved_and_numbered(tmp_path, pages):
    write(tmp_path, *pages)
    assert current_policy(tmp_path) is None


def test_without_a_site_nothing_is_in_force(tmp_path):
    assert current_policy(tmp_path) is None


def test_the_site_that_we_build_names_it(tmp_path):
    policy = current_policy(built(tmp_path))
    assert policy.version
    assert policy.url == f"/documents/{CODE}/"
    assert policy.changes[0].version == policy.version
