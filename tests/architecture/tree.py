"""The files of the project as the architecture tests see them: what is kept in git, not what was built or stored."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SERVICE = ROOT / "forms_service"
_NOT_OURS = {".git", ".venv", ".cache", "var", "site", "__pycache__"}
_CACHES = ("_cache", ".hypothesis")


def files(*suffixes: str, under: Path = ROOT) -> list[Path]:
    """Every file under a folder whose name ends in one of these, in a stable order."""
    return sorted(path for path in _walk(under) if path.name.endswith(suffixes))


def _walk(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if not path.is_dir():
            yield path
        elif not (path.name.endswith(_CACHES) or (path.name in _NOT_OURS and path.parent != ROOT / "tests")):
            yield from _walk(path)


def name(path: Path) -> str:
    """The path as people write it, from the project's folder."""
    return path.relative_to(ROOT).as_posix()


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def functions(source: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a module, however deep."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """The lines of a function with its docstring, without its decorators."""
    return (node.end_lineno or node.lineno) - node.lineno + 1
