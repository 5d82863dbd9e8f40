"""Makes the database and the page with the questions in the file QUESTIONS."""

import json
import os
from pathlib import Path

import django
from django.core.management import call_command

KINDS = {"line": "singleline", "long": "multiline", "email": "email", "one": "radio", "some": "checkboxes"}
KINDS["tick"] = "checkbox"


def main() -> None:
    """Migrate, then publish one form page as the site's root."""
    migrations = Path(os.environ["BENCH_FOLDER"]) / "form_page_migrations"
    migrations.mkdir()
    (migrations / "__init__.py").touch()
    django.setup()
    call_command("makemigrations", "wagtail_site", verbosity=0)
    call_command("migrate", verbosity=0)
    _publish()


def _publish() -> None:
    from wagtail.models import Page, Site  # can only be imported once Django is set up

    from benchmarks.submit.peers.wagtail_site.models import FormField, FormPage

    mails = {"to_address": "staff@example.org", "from_address": "no-reply@example.org", "subject": "عرض تطوع جديد"}
    form = FormPage(title="التطوع", slug="form", **mails)
    Page.objects.get(depth=1).add_child(instance=form)
    questions = json.loads(Path(os.environ["QUESTIONS"]).read_text(encoding="utf-8"))
    for order, question in enumerate(questions):
        FormField.objects.create(
            page=form,
            sort_order=order,
            clean_name=question["name"],
            label=question["label"],
            help_text=question["hint"],
            required=question["required"],
            field_type=KINDS[question["kind"]],
            choices="\n".join(name for _, name in question["choices"]),
        )
    Site.objects.all().delete()
    Site.objects.create(hostname="127.0.0.1", root_page=form, is_default_site=True)


if __name__ == "__main__":
    main()
