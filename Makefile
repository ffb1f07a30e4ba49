# The house's front door. `make run` opens Bayline in the browser, `make test` runs every test; both set up first
# what they need, and only that. Stamps beside what was made remember what is done.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/stamps
BUILT := src/bayline/surfaces/static/built
PACKAGES := node_modules/.stamp
BUNDLE := $(BUILT)/.stamp
SITE := build/static/.stamp
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check --no-input
PEERS := .venv-bench
PIP_OF_PEERS := $(PIP:$(VENV)%=$(PEERS)%)
HASHED := install --no-deps --no-build-isolation --use-pep517 --require-hashes
LOCK := $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --quiet

FRONTEND := $(shell find frontend -type f)
TRANSLATIONS := $(shell find locale src -name '*.po' 2>/dev/null)
SOURCES := $(shell find src -name '*.py')
STATIC := $(shell find src/bayline -path '*/static/*' -type f -not -path '*/built/*')

export NO_MKDOCS_2_WARNING := 1

.DELETE_ON_ERROR:
.PHONY: help install run compiled test soak check bench bundle docs docs-serve lock clean

help:
	@echo "make run         build regions/jinshan and open it at http://127.0.0.1:8000 (BAYLINE_PORT)"
	@echo "make compiled    compile the reader, which then reads faster"
	@echo "make test        run every test"
	@echo "make soak        run the long fault tests"
	@echo "make check       run format, lint, types, imports, spelling, documentation and taste"
	@echo "make bench-web   measure pages and the interface over HTTP, with Datasette beside them"
	@echo "make bench       measure the reader, industry and ecology against their peers, and the record"
	@echo "make bundle      make the archive that installs without any network (EXTRAS=ocr with recognition of scans)"
	@echo "make docs        build the documentation into site/"
	@echo "make docs-serve  show the documentation while writing it"
	@echo "make install     only set up .venv with everything"
	@echo "make lock        renew the lock files after a change of dependencies"
	@echo "make clean       remove all that was made here, but no home"

install: $(STAMPS)/everything $(STAMPS)/bytecode $(STAMPS)/loops $(SITE)
	@scripts/debian-packages headless || true
	@scripts/debian-packages chromium postgresql font || true

run: $(STAMPS)/bytecode $(STAMPS)/loops $(SITE)
	@$(BIN)/bayline build regions/jinshan --keep --demo-accounts --publish
	@exec $(BIN)/bayline serve

# The compiled reader serves only the sources it was made of; without it, or its tools, the sources run.
compiled: $(STAMPS)/everything
	@PYTHON=$(BIN)/python scripts/debian-packages compiler headers || true
	@$(BIN)/python scripts/compile-reader

# A Chromium without windows of its own opens pages in a third of the time; where there is none, the other is taken.
test: $(STAMPS)/everything $(STAMPS)/bytecode $(SITE)
	@scripts/debian-packages headless || true
	@scripts/debian-packages chromium postgresql font
	@PYTHON=$(BIN)/python scripts/debian-packages compiler headers || true
	$(BIN)/pytest -n 2 --dist worksteal --durations 40 --durations-min 5 -m "not soak"

soak: $(STAMPS)/everything $(STAMPS)/bytecode $(SITE)
	@scripts/debian-packages postgresql
	$(BIN)/pytest -m soak

check: $(STAMPS)/everything $(STAMPS)/bytecode $(SITE)
	@scripts/check

bench: compiled $(PEERS)/stamp $(STAMPS)/bytecode $(SITE)
	$(BIN)/python benchmarks/run.py
	$(BIN)/python benchmarks/record.py
	$(BIN)/python benchmarks/search.py
	$(BIN)/python benchmarks/audit.py
	$(BIN)/python benchmarks/projects.py
	$(BIN)/python benchmarks/projects_pages.py
	$(BIN)/python benchmarks/projects_import.py
	$(BIN)/python benchmarks/plan.py
	$(BIN)/python benchmarks/requests.py
	$(BIN)/python benchmarks/cooperation.py
	$(BIN)/python benchmarks/industry.py
	PYTHONPATH=src $(PEERS)/bin/python benchmarks/ecology.py
	$(BIN)/python benchmarks/villages.py
	$(BIN)/python benchmarks/settlement.py
	$(BIN)/python benchmarks/settlement_clearing.py
	$(BIN)/python benchmarks/settlement_throughput.py
	$(BIN)/python benchmarks/links.py
	$(BIN)/python benchmarks/produce.py
	PYTHONPATH=src $(PEERS)/bin/python -m benchmarks.links_growth --some 100
	$(BIN)/python benchmarks/reports.py

# Pages and the interface over HTTP, at two sizes; WEB=--claims\ 5000000 measures another.
bench-web: $(PEERS)/stamp $(STAMPS)/everything $(SITE)
	@scripts/debian-packages chromium wrk
	$(BIN)/python benchmarks/web.py $(WEB)

# Everything that another machine of this kind needs, in one archive under build/bundle.
bundle: $(SITE)
	@$(BIN)/python scripts/make-bundle $(EXTRAS)

docs: $(STAMPS)/everything
	$(BIN)/mkdocs build --strict

docs-serve: $(STAMPS)/everything
	$(BIN)/mkdocs serve

lock: $(STAMPS)/everything
	$(LOCK) pyproject.toml --group build -o requirements.txt
	$(LOCK) pyproject.toml --extra ocr --extra postgresql --extra roads --group build --group dev -c requirements.txt -o requirements-dev.txt
	$(LOCK) pyproject.toml --extra postgresql -c requirements-dev.txt -o requirements-bundle.txt
	$(LOCK) pyproject.toml --extra ocr -c requirements-dev.txt -o requirements-ocr.txt
	$(LOCK) pyproject.toml --extra roads -c requirements-dev.txt -o requirements-roads.txt
	$(LOCK) benchmarks/peers.in -c requirements-dev.txt -o benchmarks/peers.txt
	$(LOCK) --group node -o requirements-node.txt
	PATH="$(CURDIR)/$(BIN):$$PATH" npm install --package-lock-only --no-progress

clean:
	rm -rf $(VENV) $(PEERS) node_modules build site $(BUILT)

# What the program needs to run: locked packages, itself, the bundled front end, translations, collected static files.

$(STAMPS)/runtime: requirements.txt pyproject.toml
	@scripts/make-venv "$(PYTHON)" $(VENV)
	@mkdir -p $(STAMPS)
	@echo "Installing Python packages"
	@$(PIP) $(HASHED) -r requirements.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(STAMPS)/everything: requirements-dev.txt $(STAMPS)/runtime
	@echo "Installing Python packages for tests, checks and documentation"
	@$(PIP) $(HASHED) -r requirements-dev.txt
	@touch $@

# Bytecode, also where the environment forbids to keep any: without it every start compiles all it imports.
$(STAMPS)/bytecode: $(SOURCES) | $(STAMPS)/runtime
	@$(BIN)/python -m compileall -q -j 0 src
	@touch $@

# Machine code of the loops of roads, so that the first ranking does not wait for it.
$(STAMPS)/loops: src/bayline/engines/loops.py $(wildcard src/bayline/engines/graph/*.py) | $(STAMPS)/runtime
	@$(BIN)/bayline links rank --roads regions/twelve-nodes > $(STAMPS)/loops.log 2>&1 || true
	@touch $@

$(PEERS)/stamp: benchmarks/peers.txt requirements.txt | $(STAMPS)/runtime
	@echo "Installing the peers to measure against, apart in $(PEERS)"
	@scripts/make-venv "$(PYTHON)" $(PEERS)
	@$(PIP_OF_PEERS) $(HASHED) -r requirements.txt
	@$(PIP_OF_PEERS) $(HASHED) -r benchmarks/peers.txt
	@touch $@

$(PACKAGES): package-lock.json .npmrc | $(STAMPS)/runtime
	@echo "Installing front-end packages"
	@scripts/front-end packages
	@touch $@

$(BUNDLE): $(FRONTEND) $(PACKAGES) | $(STAMPS)/runtime
	@scripts/front-end bundle
	@mkdir -p $(BUILT) && touch $@

$(STAMPS)/translations: $(TRANSLATIONS) | $(STAMPS)/runtime
	@scripts/compile-translations
	@touch $@

$(SITE): $(STATIC) $(BUNDLE) $(STAMPS)/translations | $(STAMPS)/runtime
	@$(BIN)/python -m django collectstatic --noinput --clear --verbosity 0 --settings bayline.site.settings
	@mkdir -p $(@D) && touch $@
