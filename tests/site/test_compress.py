"""Files lie compressed beside themselves, where that makes them smaller."""

import gzip

import brotli

from docs.hooks.compress import compress

TEXT = "نص يتكرر " * 200


def test_texts_are_compressed_and_what_is_small_already_is_not(tmp_path):
    for name in ("index.html", "a/b.json", "font.woff2", "document.pdf", "picture.png", ".gitignore"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(TEXT, encoding="utf-8")
    (tmp_path / "tiny.txt").write_text("نص", encoding="utf-8")
    compress(tmp_path)
    made = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.suffix in (".br", ".gz")}
    assert made == {"index.html.br", "index.html.gz", "a/b.json.br", "a/b.json.gz"}
    assert brotli.decompress((tmp_path / "index.html.br").read_bytes()).decode() == TEXT
    assert gzip.decompress((tmp_path / "index.html.gz").read_bytes()).decode() == TEXT


def test_the_same_text_gives_the_same_bytes_whatever_its_name_and_time(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.html").write_text(TEXT, encoding="utf-8")
    compress(tmp_path)
    for suffix in (".br", ".gz"):
        assert (tmp_path / "one" / f"one.html{suffix}").read_bytes() == (
            tmp_path / "two" / f"two.html{suffix}"
        ).read_bytes()


def test_a_second_run_compresses_nothing_twice(tmp_path):
    (tmp_path / "index.html").write_text(TEXT, encoding="utf-8")
    compress(tmp_path)
    compress(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"index.html", "index.html.br", "index.html.gz"}
