"""Whoever types --help is told what a command, its arguments and its options do."""

import click

LIBRARY = "flask db"  # Flask-Alembic's own group: not ours to word


def commands(group: click.Group, path: str = "flask"):
    for name, command in group.commands.items():
        if f"{path} {name}" == LIBRARY:
            continue
        yield f"{path} {name}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{path} {name}")


def test_every_command_says_what_it_does(app):
    found = dict(commands(app.cli))
    assert "flask serve" in found
    assert [path for path, command in found.items() if not (command.help or "").strip().endswith(".")] == []


def test_every_option_says_what_it_does(app):
    options = {
        f"{path} {option.opts[0]}": option.help
        for path, command in commands(app.cli)
        for option in command.params
        if isinstance(option, click.Option)
    }
    assert [path for path, said in options.items() if not said] == []
