"""`make audit`: Lighthouse looks at four pages as a phone on a slow line does, and prints its scores.

Accessibility, best practices and SEO are to be 100; for performance 98 is the goal. Printed, not a gate: the figures for
speed depend on the machine. Needs node and Chromium; says so where one is missing.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.submit.processes import free_port, running, wait_until_it_answers

PAGES = {
    "home": "/",
    "policy": "/documents/beneficiary-relations-policy/",
    "FAQ": "/faq/",
    "form's start": "/forms/help-request/",
}
CATEGORIES = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
"""What Lighthouse judges, with our goals."""
Report = dict[str, Any]
"""What Lighthouse writes, in its own shape."""
FIGURES = {
    "largest-contentful-paint": "LCP",
    "total-blocking-time": "TBT",
    "cumulative-layout-shift": "CLS",
    "total-byte-weight": "weight",
}
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def main(lighthouse: Path) -> int:
    """Audit the pages of this checkout's site and service; 1 where a score is below its goal."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        print("Chromium is missing. Install it: apt install chromium")
        return 2
    with tempfile.TemporaryDirectory() as name:
        folder, port = Path(name), free_port()
        address = f"http://127.0.0.1:{port}"
        own = {"DATA_DIR": str(folder / "var"), "LISTEN_PORT": str(port), "PUBLIC_URL": address}
        with running(
            [Path(sys.executable).with_name("flask"), "serve"], folder=folder, name="ours", environment=own
        ) as pid:
            wait_until_it_answers(port, "/healthz", pid, folder / "ours.log")
            reports = {page: _audit(lighthouse, browser, address + path, folder) for page, path in PAGES.items()}
    _print(reports)
    short = [
        page for page, report in reports.items() if any(_score(report, each) < CATEGORIES[each] for each in CATEGORIES)
    ]
    return 1 if short else 0


def _audit(lighthouse: Path, browser: str, address: str, folder: Path) -> Report:
    report = folder / "report.json"
    command: list[str | Path] = [
        lighthouse,
        address,
        "--quiet",
        "--output=json",
        f"--output-path={report}",
        f"--only-categories={','.join(CATEGORIES)}",
        "--chrome-flags=--headless --no-sandbox --disable-gpu",
    ]
    subprocess.run(command, check=True, cwd=folder, env={**os.environ, "CHROME_PATH": browser}, timeout=180)
    found: Report = json.loads(report.read_text(encoding="utf-8"))
    return found


def _score(report: Report, category: str) -> int:
    score: float = report["categories"][category]["score"]
    return round(100 * score)


def _print(reports: dict[str, Report]) -> None:
    print(f"| page | {' | '.join(CATEGORIES)} | {' | '.join(FIGURES.values())} |")
    print(f"|---|{'--:|' * (len(CATEGORIES) + len(FIGURES))}")
    for page, report in reports.items():
        audits = report["audits"]
        scores = [str(_score(report, each)) for each in CATEGORIES]
        figures = [audits[each]["displayValue"] for each in FIGURES]
        print(f"| {page} | {' | '.join([*scores, *figures])} |")
        for each in CATEGORIES:
            if _score(report, each) < CATEGORIES[each]:
                print(f"|   {each} {_score(report, each)}: {', '.join(_faults(report, each))}")


def _faults(report: Report, category: str) -> list[str]:
    audits, refs = report["audits"], report["categories"][category]["auditRefs"]
    return [ref["id"] for ref in refs if ref["weight"] and (audits[ref["id"]]["score"] or 0) < 0.9]


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
