"""Scripts inside pages are found, and hashed as a browser hashes them."""

import hashlib
from base64 import b64encode

from docs.hooks.inline_scripts import hashes_in, inline_scripts

PAGE = """<!doctype html><script>go("</p>")</script>
<script src="/assets/x.js"></script><script type="application/ld+json">{"a": 1}</script>
<script TYPE="module">import "/x.js"; // &amp; é</script><p>text</p>"""


def test_what_runs_is_found_and_what_is_data_or_a_file_is_not():
    assert inline_scripts(PAGE) == ['go("</p>")', 'import "/x.js"; // &amp; é']


def test_a_page_without_scripts_has_none():
    assert inline_scripts("<!doctype html><p>script</p><!-- <script>x</script> -->") == []


def test_the_hash_is_that_of_the_text_with_plain_ends_of_lines(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "index.html").write_bytes("<script>one\r\ntwo é</script>".encode())
    (tmp_path / "b.html").write_bytes(b"<script>three</script>")
    expected = {b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in ("one\ntwo é", "three")}
    assert hashes_in(tmp_path) == {f"sha256-{each}" for each in expected}


def test_the_pages_of_the_site_have_none(site):
    assert hashes_in(site) == set()
