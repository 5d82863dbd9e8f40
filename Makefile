# Everything a person does with this project, from a fresh clone: Python 3.11 or newer and make, no root.
# `make` lists the targets. PYTHON=/path/to/python chooses another interpreter.

BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --no-input --disable-pip-version-check --use-pep517 --require-hashes
TEMPLATES = $(wildcard forms_service/templates docs/templates)
TYPED = forms_service $(wildcard docs/hooks)
SITE_SOURCES = $(shell find docs -path docs/decisions -prune -o -name __pycache__ -prune -o -print 2>/dev/null) \
	$(wildcard .env forms_service/formkit/*.py forms_service/*/form.py forms_service/arabic/*.py forms_service/search/*.py forms_service/renderers/*) \
	mkdocs.yml association.yml forms_service/association.py forms_service/web/headers.py

export PYTHONUTF8 := 1
export NO_MKDOCS_2_WARNING := 1 # the theme's end of support is known: docs/decisions/0005

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run demo test check preview site exit shots keys fmt lock fonts bench bench-search bench-queue audit clean

help: ## List what can be done
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-7s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: .venv/.run site/index.html ## Start the site and the service on this computer; Ctrl+C stops it
	@exec $(BIN)/flask serve

demo: .venv/.run site/index.html ## Try it with made-up people in var/demo, kept until FRESH=1; Ctrl+C stops it
	@$(if $(FRESH),rm -rf var/demo)
	@$(DEMO) $(BIN)/flask seed --keep
	@exec env $(DEMO) $(BIN)/flask serve

test: .venv/.test site/index.html ## Run every test
	@$(BIN)/python -m pytest -n auto --dist loadfile

check: .venv/.test ## Check style, types, floors, sizes and templates
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check --quiet || { echo "Not formatted as agreed; make fmt does it."; exit 1; }
	@$(BIN)/mypy $(TYPED)
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/djlint --quiet --lint $(TEMPLATES)
	@$(BIN)/python -m pytest --quiet tests/architecture

preview: .venv/.run ## Show the pages while you edit them, at 127.0.0.1:8001; Ctrl+C stops it
	@$(BIN)/python -m mkdocs serve --no-strict --livereload --dev-addr 127.0.0.1:8001

exit: .venv/.test .cache/exit/.made ## Build the site with ProperDocs, where it could move to, and compare
	@$(BIN)/python -m pytest --quiet tests/site/test_exit.py

site: site/index.html ## Build the public site into site/

shots: .venv/.test ## Take the README's screenshots anew (needs Chromium)
	@$(BIN)/python -m tests.journeys.shots

keys: .venv/.run ## Make the keys of a new installation (make run does so by itself, ENVIRONMENT=production does not)
	@$(BIN)/python -m forms_service.cli.keys

fmt: .venv/.test ## Put code into the agreed format
	@$(BIN)/ruff check --fix-only --quiet
	@$(BIN)/ruff format --quiet

fonts: .venv/.test ## Cut the web fonts anew from the font package
	@$(BIN)/python -m docs.hooks.fonts

lock: .cache/uv/bin/uv ## Lock the dependencies with hashes; UPGRADE=1 takes newer ones
	@echo "Locking requirements/run.txt, test.txt and exit.txt ..."
	@$(LOCK) -o requirements/run.txt
	@$(LOCK) --extra test -o requirements/test.txt
	@$(LOCK) --extra exit --no-emit-package mkdocs --no-emit-package mkdocs-material -o requirements/exit.txt

bench: .cache/bench/ours/.made .cache/bench/wagtail/.made ## Measure beside peers (ten minutes); the table goes to benchmarks/RESULTS.md
	@.cache/bench/ours/bin/python -m benchmarks.submit --wagtail .cache/bench/wagtail/bin/python --write

bench-search: .venv/.test ## Measure the search beside the theme's own (needs Chromium); the table goes to benchmarks/RESULTS.md
	@$(BIN)/python -m benchmarks.search --write

bench-queue: .venv/.test ## Measure the queue of staff at a thousand cases and a million (half an hour, 10 GB); the table goes to benchmarks/RESULTS.md
	@$(BIN)/python -m benchmarks.queue --write

audit: .venv/.test site/index.html .cache/audit/.made ## Let Lighthouse look at four pages (needs node and Chromium)
	@$(BIN)/python -m benchmarks.audit $(CURDIR)/.cache/audit/node_modules/.bin/lighthouse

clean: ## Remove what can be built again (.venv, site, caches); data in var/ stays
	@rm -rf .venv .cache .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	@find site -mindepth 1 ! -name .gitignore -delete
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# --- how -------------------------------------------------------------------------------------------------------------

# The demo has settings of its own: neither .env nor what a shell exports may lead made-up people into a real database.
DEMO = FLASK_APP=forms_service.app:from_command_line FLASK_SKIP_DOTENV=1 SETTINGS_FILE=/dev/null ENVIRONMENT=local \
	DATA_DIR=var/demo DATABASE_URL= SECRETS_DIR= SMTP_HOST= STAFF_TOTP=optional PUBLIC_URL=

site/index.html: .venv/.run $(SITE_SOURCES)
	@echo "Building the site ..."
	@$(BIN)/python -m docs.hooks.publish

.venv/.run: .venv/.made requirements/run.txt
	@echo "Installing what the service needs (the first time takes a minute) ..."
	@$(PIP) -r requirements/run.txt
	@touch $@

.venv/.test: .venv/.run requirements/test.txt
	@echo "Installing what the tests need ..."
	@$(PIP) -r requirements/test.txt
	@touch $@

# An environment that was left half-made (no pip in it) is made anew; a whole one is kept.
.venv/.made:
	$(NEEDS_PYTHON)
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || { \
		echo "Making an environment in .venv with $(FOUND) ..."; \
		rm -rf .venv; "$(FOUND)" -m venv .venv || { rm -rf .venv; exit 1; }; }
	@touch $@

LOCK = $(CURDIR)/.cache/uv/bin/uv pip compile pyproject.toml --quiet --universal --generate-hashes \
	--python-version 3.11 --custom-compile-command "make lock" \
	$(if $(UPGRADE),--upgrade)

.cache/uv/bin/uv:
	$(NEEDS_PYTHON)
	@"$(FOUND)" -m venv .cache/uv
	@.cache/uv/bin/python -m pip install --quiet --no-input --disable-pip-version-check uv

# ProperDocs, and nothing of MkDocs and its theme.
.cache/exit/.made: requirements/exit.txt
	$(NEEDS_PYTHON)
	@echo "Installing ProperDocs ..."
	@"$(FOUND)" -m venv --clear .cache/exit
	@.cache/exit/bin/python -m pip install --quiet --no-input --disable-pip-version-check --require-hashes --no-deps -r $<
	@touch $@

# The benchmark's own environments: what it needs beside the service is installed nowhere else.
.cache/bench/ours/.made: requirements/run.txt benchmarks/submit/ours.txt
	$(NEEDS_PYTHON)
	@echo "Installing what the benchmark needs ..."
	@"$(FOUND)" -m venv --clear .cache/bench/ours
	@.cache/bench/ours/bin/python $(BENCH_PIP) --require-hashes -r requirements/run.txt
	@.cache/bench/ours/bin/python $(BENCH_PIP) -r benchmarks/submit/ours.txt
	@touch $@

.cache/bench/wagtail/.made: benchmarks/submit/wagtail.txt
	$(NEEDS_PYTHON)
	@echo "Installing Wagtail, the peer ..."
	@"$(FOUND)" -m venv --clear .cache/bench/wagtail
	@.cache/bench/wagtail/bin/python $(BENCH_PIP) -r benchmarks/submit/wagtail.txt
	@touch $@

.cache/audit/.made: benchmarks/audit/package-lock.json
	@command -v npm >/dev/null || { echo "node and npm are missing. On Debian: apt install nodejs npm"; exit 1; }
	@echo "Installing Lighthouse ..."
	@mkdir -p .cache/audit
	@cp benchmarks/audit/package.json benchmarks/audit/package-lock.json .cache/audit/
	@npm ci --prefix .cache/audit --no-audit --no-fund --silent
	@touch $@

BENCH_PIP = -m pip install --quiet --no-input --disable-pip-version-check

# The first interpreter that starts, is new enough and can make environments. Asked only where one is needed.
PYTHONS = $(if $(PYTHON),"$(PYTHON)",python3.13 python3.12 python3.11 python3)
FIRST = $(shell for python in $(PYTHONS); do \
	"$$python" -c '$(1)' >/dev/null 2>&1 && { echo "$$python"; break; }; done)
NEW_ENOUGH = import sys; sys.exit(sys.version_info < (3, 11))
COMPLETE = import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))
FOUND = $(call FIRST,$(COMPLETE))
VERSION = $(shell "$(call FIRST,$(NEW_ENOUGH))" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
NEEDS_PYTHON = $(if $(FOUND),,$(error $(if $(call FIRST,$(NEW_ENOUGH)),$(NO_VENV),$(NO_PYTHON))))
NO_PYTHON = Python 3.11 or newer is needed$(if $(PYTHON), and "$(PYTHON)" is not one,). \
	Install it or name one: make PYTHON=/path/to/python3.12
NO_VENV = Python $(VERSION) is here without its venv module. \
	On Debian and Ubuntu: sudo apt install python$(VERSION)-venv
