"""A name says what lives there. These say nothing, so everything ends up in them."""

from tests.architecture.tree import files, name

SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc"}


def test_no_module_or_template_has_a_name_that_says_nothing():
    paths = files(".py", ".html", ".css", ".js")
    assert paths
    assert [name(path) for path in paths if SAY_NOTHING & {*path.parent.parts, *path.stem.lower().split("_")}] == []
