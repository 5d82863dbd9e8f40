"""You know the test's file before you look: forms_service/<room>/<file>.py is tested in tests/<room>/test_<file>.py.

Asked of every module that can be called: one with a public function, or a public class with a method (a property is read,
not called). A small module may share a test of its room that imports it; tests/<room>/test_<package>.py serves a package.
"""

import ast
from pathlib import Path

from tests.architecture.tree import ROOT, SERVICE, files, name, text

# Tested elsewhere, each with its reason.
ELSEWHERE: dict[str, str] = {}
LABELS = {"N_"}  # gettext's mark on a text does nothing


def can_be_called(source: str) -> bool:
    """Whether a module offers a function, or a class with behaviour, to others."""
    body = ast.parse(source).body
    classes = [node for node in body if isinstance(node, ast.ClassDef) and not node.name.startswith("_")]
    found = [node for part in (body, *(node.body for node in classes)) for node in part]
    functions = [node for node in found if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")]
    return any(node.name not in LABELS and not is_property(node) for node in functions)


def is_property(node: ast.FunctionDef) -> bool:
    return any(getattr(each, "id", getattr(each, "attr", "")) in ("property", "setter") for each in node.decorator_list)


def places(module: Path) -> list[Path]:
    """Where the test of a module may be."""
    path = module.relative_to(SERVICE)
    own = ROOT / "tests" / path.parent / f"test_{path.stem}.py"
    packages = [parent for parent in path.parents[:-1] if parent.parent != Path()]
    return [own, *(ROOT / "tests" / parent.parent / f"test_{parent.name}.py" for parent in packages)]


def imported_by_its_room(module: Path) -> bool:
    """Whether a test beside the place where its own would be imports the module by name."""
    dotted = ".".join(module.relative_to(ROOT).with_suffix("").parts)
    parent, _, last = dotted.rpartition(".")
    wanted = {f"import {dotted}", f"from {dotted} import", f"from {parent} import {last}"}
    tests = places(module)[0].parent
    return (
        any(words in text(path) for path in files(".py", under=tests) for words in wanted) if tests.exists() else False
    )


def is_tested(module: Path) -> bool:
    return any(map(Path.exists, places(module))) or imported_by_its_room(module)


def modules() -> list[Path]:
    found = (path for path in files(".py", under=SERVICE) if "migrations" not in path.parts)
    return [path for path in found if path.name != "__init__.py" and can_be_called(text(path))]


def test_every_module_has_its_test_where_it_is_looked_for():
    wanted = [path for path in modules() if path.relative_to(SERVICE).as_posix() not in ELSEWHERE]
    assert {name(path): name(places(path)[0]) for path in wanted if not is_tested(path)} == {}


def test_what_is_tested_elsewhere_still_is():
    assert [path for path in ELSEWHERE if not (SERVICE / path).exists()] == []
    assert [path for path in ELSEWHERE if is_tested(SERVICE / path)] == []


def test_the_rule_knows_what_can_be_called():
    assert can_be_called("def ask(): ...")
    assert can_be_called("class Vault:\n    def seal(self): ...")
    assert not can_be_called("class Row:\n    name: str\n\ndef _inner(): ...")
    assert not can_be_called(
        "class Row:\n    @property\n    def name(self): ...\n    @name.setter\n    def name(self, new): ..."
    )
