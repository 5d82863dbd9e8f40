"""The bare framework."""

from flask import Flask

app = Flask(__name__)


@app.get("/")
def hello() -> str:
    """The least that Flask can answer."""
    return "hello"
