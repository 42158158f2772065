# Everyday work. A fresh machine needs Python 3.11 or newer (with venv), git and make; the rest is installed here.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export NO_MKDOCS_2_WARNING := 1
# Two builds of one commit give the same bytes: dates come from the commit, not from the clock.
export SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null || echo 1480000000)

.PHONY: help serve build check test lint types clean

help: ## toon wat er kan
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

$(VENV)/site: requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/test: requirements-test.txt $(VENV)/site
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.txt
	@touch $@

serve: $(VENV)/site ## toon de site op http://127.0.0.1:8000 en volg elke wijziging
	$(BIN)/mkdocs serve --dev-addr 127.0.0.1:8000

build: $(VENV)/site ## bouw de site in site/
	$(BIN)/mkdocs build --strict

check: $(VENV)/site ## kijk de gegevens na
	@$(BIN)/python -m macros check

test: $(VENV)/test ## kijk alles na: gegevens, stijl, types, tests, bouw
	$(BIN)/python -m macros check
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest

clean: ## gooi weg wat gemaakt is
	rm -rf $(VENV) site .pytest_cache .mypy_cache .ruff_cache .hypothesis
