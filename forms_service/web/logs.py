"""One line of JSON per request: id, method, rule, status, time. Never a path, an address, a form or a name.

The rule is the route's pattern («/staff/help-requests/<reference>»), so that no reference reaches a log.
"""

import json
import logging
import secrets
import sys
import time

from flask import Flask, Response, g, request

requests_log = logging.getLogger("forms_service.requests")


class JsonLines(logging.Formatter):
    """A log record as one line of JSON; of an exception only its type and where it arose, never its text."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "facts", {}),
        }
        if record.exc_info and record.exc_info[0]:
            line["exception"] = record.exc_info[0].__name__
            line["at"] = _where(record)
        return json.dumps(line, ensure_ascii=False)


def _where(record: logging.LogRecord) -> list[str]:
    frames = []
    trace = record.exc_info[2] if record.exc_info else None
    while trace is not None:
        code = trace.tb_frame.f_code
        frames.append(f"{code.co_filename.rpartition('/')[2]}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return frames[-6:]


def init_logs(app: Flask, level: str) -> None:
    """Log every request of the app, and the service's own lines, as JSON on standard error."""
    root = logging.getLogger("forms_service")
    if not root.handlers:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(JsonLines())
        root.addHandler(handler)
        root.propagate = False
    root.setLevel(level)

    @app.before_request
    def _begin() -> None:
        g.begun = time.perf_counter()
        g.request_id = secrets.token_hex(6)

    @app.after_request
    def _end(response: Response) -> Response:
        response.headers["X-Request-ID"] = request_id()
        facts = {
            "id": request_id(),
            "method": request.method,
            "rule": request.url_rule.rule if request.url_rule else "-",
            "status": response.status_code,
            "ms": round((time.perf_counter() - g.get("begun", time.perf_counter())) * 1000, 1),
        }
        requests_log.info("request", extra={"facts": facts})
        return response


def request_id() -> str:
    """The id of the current request: what the 500 page shows and the log names."""
    if "request_id" not in g:
        g.request_id = secrets.token_hex(6)
    return str(g.request_id)
