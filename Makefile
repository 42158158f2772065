# Everyday work. A fresh machine needs Python 3.11 or newer (with venv), git and make; the rest is installed here.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export NO_MKDOCS_2_WARNING := 1
# Compiled modules are kept, whatever the machine prefers: a build and the tests start many processes.
unexport PYTHONDONTWRITEBYTECODE
# Two builds of one commit give the same bytes: dates come from the commit, not from the clock.
export SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null || echo 1480000000)

# Tests write thousands of small files: in memory, where there is plenty.
ROOMY := $(shell df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 && $$4 > 4000000 { print "/dev/shm" }')
ifneq ($(ROOMY),)
export PYTEST_DEBUG_TEMPROOT := $(ROOMY)
endif

.PHONY: help serve build check schrijf tekst stijl netjes pdf-lib publiceerbaar test test-snel inhoud fuzz golden bench lock clean

help: ## toon wat er kan
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

$(VENV)/site: requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

NPM_CI := npm ci --silent --no-audit --no-fund --ignore-scripts

# The chart library in its small form; without npm, the build takes the large one from the Python package.
$(VENV)/chart-library: package-lock.json $(VENV)/site
	@if command -v npm >/dev/null; then $(NPM_CI) --omit=dev; \
	  else echo "npm ontbreekt: interactieve grafieken laden de grote bibliotheek (1,5 MB in plaats van 0,4 MB)"; fi
	@touch $@

$(VENV)/test: requirements-test.txt $(VENV)/site
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.txt
	@touch $@

# What keeps the style of JavaScript and CSS; the site is made without it.
$(VENV)/front-style: package-lock.json $(VENV)/chart-library
	@! command -v npm >/dev/null || { $(NPM_CI) && touch $@; }

serve: $(VENV)/site $(VENV)/chart-library ## toon de site op http://127.0.0.1:8000 en volg elke wijziging
	$(BIN)/mkdocs serve --dev-addr 127.0.0.1:8000

build: $(VENV)/site $(VENV)/chart-library ## bouw de site in site/
	BUNDELS=true $(BIN)/mkdocs build --strict

check: $(VENV)/site ## kijk de gegevens na
	@$(BIN)/python -m macros check

schrijf: $(VENV)/site ## schrijf opnieuw wat uit de code en de lijsten volgt: schema's, VELDEN.md, formulieren, ARCHITECTURE.md
	@$(BIN)/python -m macros write
	@$(BIN)/python scripts/architecture.py

# What pip does not have comes from apt, when it is missing.
SUDO := $(shell test "$$(id -u)" = 0 || echo sudo)
define need
	@command -v $(1) >/dev/null || { echo "$(1) ontbreekt en wordt nu met apt geïnstalleerd: $(2)"; \
	  $(SUDO) apt-get update -qq && $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $(2) >/dev/null; }
endef

# The shell without windows opens a page in half the time; where it is not to be had, Chromium itself does.
browser:
	@command -v chromium-headless-shell >/dev/null || command -v chromium >/dev/null || { \
	  echo "Chromium ontbreekt en wordt nu met apt geïnstalleerd: chromium-headless-shell, of anders chromium"; \
	  $(SUDO) apt-get update -qq; for package in chromium-headless-shell chromium; do \
	  $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $$package >/dev/null && break; done; }

PDF := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-lato fonts-dejavu-core

tekst: $(VENV)/site ## kijk spelling en zinslengte na
	$(call need,hunspell,hunspell hunspell-nl)
	@$(BIN)/python -m macros tekst

stijl: $(VENV)/test $(VENV)/front-style ## kijk stijl en types van de code na
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/djlint --lint --quiet macros/render/templates
	@if command -v npm >/dev/null; then node_modules/.bin/biome ci --error-on-warnings; \
	  else echo "npm ontbreekt: de stijl van JavaScript en CSS is niet nagekeken"; fi

netjes: $(VENV)/test $(VENV)/front-style ## zet code in vorm: Python, JavaScript en CSS
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	@if command -v npm >/dev/null; then node_modules/.bin/biome check --write; \
	  else echo "npm ontbreekt: JavaScript en CSS bleven zoals ze zijn"; fi

pdf-lib:
	@! command -v dpkg >/dev/null || dpkg -s $(PDF) >/dev/null 2>&1 || { echo "Voor de PDF-bundels wordt nu met apt geïnstalleerd: $(PDF)"; \
	  $(SUDO) apt-get update -qq && $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $(PDF) >/dev/null; }

publiceerbaar: $(VENV)/test $(VENV)/chart-library check tekst pdf-lib ## kijk na wat online mag: gegevens, taal, en de gebouwde site
	$(BIN)/pytest $(SPREAD) -m living

test: $(VENV)/test $(VENV)/chart-library check tekst stijl pdf-lib ## kijk alles na: gegevens, taal, stijl, types, tests, bouw
	@$(MAKE) --no-print-directory browser
	$(BIN)/pytest $(SPREAD)

inhoud: $(VENV)/test $(VENV)/chart-library ## kijk of lezers in de gegevens van nu vinden wat ze zoeken, en of een reeks klopt met wat andere bronnen drukken
	@$(MAKE) --no-print-directory browser
	$(BIN)/pytest -m content

# The tests over all cores: those of a file in one process, and the longest files first (tests/conftest.py).
SPREAD := -n auto --dist loadfile --no-loadscope-reorder

test-snel: $(VENV)/test check stijl ## kijk in minder dan een minuut na wat geen browser, bouw of PDF nodig heeft
	$(BIN)/pytest $(SPREAD) -m "not browser and not build and not pdf and not content"

fuzz: $(VENV)/test ## geef elke lezer en elke pagina duizenden vijandige teksten en bestanden; duurt lang
	$(BIN)/pytest -vv -m hypothesis --hypothesis-profile=fuzz

golden: $(VENV)/test ## schrijf de verwachte teksten opnieuw; lees het verschil
	GOLDEN=write $(BIN)/pytest tests/test_pages.py tests/test_drawings.py tests/test_authoring.py tests/test_mails.py

bench: $(VENV)/site $(VENV)/chart-library ## meet de tijd van check en bouw, naast stock Material
	$(BIN)/python scripts/bench.py

lock: $(VENV)/site ## schrijf de vaste lijsten van versies opnieuw
	$(BIN)/pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip compile pyproject.toml --extra pdf -q -o requirements.txt
	$(BIN)/uv pip compile pyproject.toml --extra test -q -c requirements.txt -o requirements-test.txt

clean: ## gooi weg wat gemaakt is
	rm -rf $(VENV) node_modules site .site-* .pytest_cache .mypy_cache .ruff_cache .hypothesis
