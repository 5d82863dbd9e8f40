"""What most would write: Flask-WTF, one SQLite table, Flask-Mail within the request."""

import json
import os
import sqlite3
from pathlib import Path
from typing import Any

from flask import Flask, g, redirect, render_template
from flask_mail import Mail, Message
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import (
    BooleanField,
    EmailField,
    Field,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    widgets,
)
from wtforms.validators import Email, InputRequired, Length, Optional

QUESTIONS = json.loads(Path(os.environ["QUESTIONS"]).read_text(encoding="utf-8"))
DATABASE = os.environ["DATABASE"]
STAFF = "staff@example.org"

app = Flask(__name__)
app.config.update(
    SECRET_KEY=os.urandom(32) if "SECRET_KEY" not in os.environ else os.environ["SECRET_KEY"],
    MAIL_SERVER="127.0.0.1",
    MAIL_PORT=int(os.environ["SMTP_PORT"]),
    MAIL_DEFAULT_SENDER="no-reply@example.org",
)
mail = Mail(app)


def _field(question: dict[str, Any]) -> Field:
    label, hint = question["label"], question["hint"]
    choices = [tuple(choice) for choice in question["choices"]]
    needed = [InputRequired() if question["required"] else Optional()]
    match question["kind"]:
        case "email":
            return EmailField(label, [*needed, Email(), Length(max=254)], description=hint)
        case "long":
            return TextAreaField(label, [*needed, Length(max=500)], description=hint)
        case "tick":
            return BooleanField(label, needed, description=hint)
        case "one":
            return RadioField(label, needed, choices=choices, description=hint)
        case "some":
            ticks = {"widget": widgets.ListWidget(prefix_label=False), "option_widget": widgets.CheckboxInput()}
            return SelectMultipleField(label, needed, choices=choices, description=hint, **ticks)
    return StringField(label, [*needed, Length(max=255)], description=hint)


OfferForm = type("OfferForm", (FlaskForm,), {question["name"]: _field(question) for question in QUESTIONS})


def database() -> sqlite3.Connection:
    """This request's connection, with the settings that Python's sqlite3 has by itself."""
    if "database" not in g:
        g.database = sqlite3.connect(DATABASE, timeout=30)
    return g.database


@app.teardown_appcontext
def _close(_error: BaseException | None) -> None:
    if "database" in g:
        g.database.close()


@app.route("/", methods=["GET", "POST"])
def offer() -> str | Response:
    """The form; what was sent is stored and mailed to staff before the answer."""
    form = OfferForm()
    if not form.validate_on_submit():
        return render_template("plain.html", form=form)
    answers = {question["name"]: form[question["name"]].data for question in QUESTIONS}
    database().execute(
        "INSERT INTO offers (email, answers) VALUES (?, ?)",
        (answers["email"], json.dumps(answers, ensure_ascii=False)),
    )
    database().commit()
    lines = [f"{question['label']}: {answers[question['name']]}" for question in QUESTIONS]
    mail.send(Message("عرض تطوع جديد", recipients=[STAFF], body="\n".join(lines)))
    return redirect("/thanks", 303)


@app.get("/thanks")
def thanks() -> str:
    """What follows."""
    return render_template("thanks.html")


with sqlite3.connect(DATABASE, timeout=30) as _made:
    _made.execute("CREATE TABLE IF NOT EXISTS offers (id INTEGER PRIMARY KEY, email TEXT, answers TEXT)")
