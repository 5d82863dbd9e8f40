"""Writes .br and .gz beside each file that grows smaller by it, so that no server compresses while people wait."""

from pathlib import Path

from whitenoise.compress import Compressor

SMALL_ALREADY = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "pdf", "sqlite3")


def compress(folder: Path) -> None:
    """Compress every file under a folder. The same bytes come out each time: no file name and no time is written."""
    compressor = Compressor(extensions=SMALL_ALREADY, quiet=True)
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith(".") and compressor.should_compress(path.name):
            compressor.compress(str(path))
