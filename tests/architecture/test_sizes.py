"""No drawer that everything falls into: how long a module, a function, a view and a template may be, in lines."""

import ast

from tests.architecture.tree import ROOT, SERVICE, files, functions, lines, name, text

MODULE, FUNCTION, VIEW, TEMPLATE = 300, 40, 20, 120
MIGRATIONS = SERVICE / "migrations"
ROUTES = {"route", "get", "post", "put", "patch", "delete"}


def our_modules():
    return [path for path in files(".py") if not path.is_relative_to(MIGRATIONS)]  # those are generated


def is_view(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    calls = (each.func for each in node.decorator_list if isinstance(each, ast.Call))
    return any(isinstance(call, ast.Attribute) and call.attr in ROUTES for call in calls)


def longer(source: str, limit: int, *, views: bool = False) -> list[str]:
    return [
        f"{node.name}: {lines(node)}"
        for node in functions(source)
        if lines(node) > limit and (is_view(node) or not views)
    ]


def test_modules_fit_on_a_few_screens():
    assert {name(path): n for path in our_modules() if (n := text(path).count("\n")) > MODULE} == {}


def test_functions_fit_on_one_screen():
    assert {name(path): found for path in our_modules() if (found := longer(text(path), FUNCTION))} == {}


def test_views_are_thin():
    modules = (path for path in our_modules() if path.is_relative_to(SERVICE))
    assert {name(path): found for path in modules if (found := longer(text(path), VIEW, views=True))} == {}


def test_templates_fit_on_a_few_screens():
    templates = [path for path in files(".html", ".txt") if "templates" in path.parts]
    assert templates
    assert {name(path): n for path in templates if (n := text(path).count("\n")) > TEMPLATE} == {}


def test_the_measure_sees_what_is_too_long():
    source = "@pages.get('/')\ndef home():\n" + "    x = 1\n" * 20
    assert longer(source, VIEW, views=True) == ["home: 21"]
    assert longer(source, FUNCTION) == []
    assert ROOT / "forms_service" / "app.py" in our_modules()
