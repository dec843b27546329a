# Karmadex. A newcomer needs `make run`; `make help` lists the rest.
# What is installed goes into .venv/ and pwa/node_modules/, nowhere else. A second run is quick:
# each step leaves a file behind that is newer than what it was made from.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules --no-print-directory

VENV := .venv
BIN := $(CURDIR)/$(VENV)/bin
export PATH := $(BIN):$(PATH)
# Some machines forbid it; without, each of the many processes of a test compiles all of the server.
unexport PYTHONDONTWRITEBYTECODE
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes
FLASK := $(BIN)/flask --app wsgi
NPM := npm --prefix pwa
PYTEST := $(BIN)/python -m pytest
# A browser that ended by itself, and patience that a busy machine used up: such a test runs once more, and
# is named as a rerun at the end.
AGAIN := --reruns=1 --only-rerun=BrowserEndedError --only-rerun=TimeoutError -rfEsR
RESULTS := test-results

SERVER_SOURCES := config.py wsgi.py $(shell find server -name '*.py' 2>/dev/null)
APP_SOURCES := $(shell find pwa/src pwa/public pwa/scripts -type f ! -name api.d.ts 2>/dev/null) \
	$(wildcard pwa/*.html pwa/*.ts pwa/*.json pwa/.npmrc)

.PHONY: help
help: ## List what there is to make
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-24s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
run: build ## Set everything up and serve the app on http://localhost:8000
	@$(FLASK) db upgrade
	@exec $(FLASK) serve

.PHONY: dev
dev: $(VENV)/.runtime pwa/src/records/api.d.ts ## Serve what you are changing, each change at once, on http://localhost:5173
	@exec $(BIN)/python tools/dev.py

.PHONY: demo
demo: $(VENV)/.runtime ## Fill an account with a believable evening, for looking around
	@$(FLASK) db upgrade
	@$(FLASK) demo

.PHONY: install
install: $(VENV)/.runtime pwa/node_modules/.package-lock.json ## Install what the app is built and run with

.PHONY: build
build: pwa/dist/index.html ## Build the phone's app into pwa/dist

.PHONY: test
test: lint test-server test-server-postgresql test-app budget test-phone ## Run every test

.PHONY: test-quick
test-quick: $(VENV)/.dev pwa/src/records/api.d.ts ## Test in two minutes what needs no server, no browser and no database
	$(PYTEST) -n 2 --quick --ignore=tests/phone --dist=worksteal
	$(NPM) test -- --reporter=dot

.PHONY: test-later
test-later: $(VENV)/.dev build | browsers ## Test with the clocks 45 days ahead, then 400
	tools/test_later.sh $(PYTEST) $(AGAIN)

.PHONY: lint
lint: $(VENV)/.dev pwa/src/records/api.d.ts ## Read the code with ruff, import-linter, mypy, biome and tsc
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(NPM) run check

.PHONY: hooks
hooks: ## Have git run `make lint` before each commit
	git config core.hooksPath .githooks

.PHONY: test-server
test-server: $(VENV)/.dev build | browsers ## Test the server on SQLite
	$(PYTEST) -n 2 $(AGAIN) --ignore=tests/phone --database=sqlite \
		--junitxml=$(RESULTS)/sqlite.xml

# Three at once: much of it is waiting for a database that is away.
.PHONY: test-server-postgresql
test-server-postgresql: $(VENV)/.dev build | browsers ## Test the server on a PostgreSQL of its own
	$(PYTEST) -n 3 $(AGAIN) --ignore=tests/phone --database=postgresql \
		--junitxml=$(RESULTS)/postgresql.xml

.PHONY: test-app
test-app: pwa/node_modules/.package-lock.json | node ## Test the app's logic in Node
	$(NPM) test -- --reporter=dot --reporter=junit --outputFile.junit=../$(RESULTS)/app.xml

# Three at once here too: a phone waits for its server, for a slow network, for the screen to stand still.
# In the order of their names: files with few tests come last otherwise, and some of these take minutes.
.PHONY: test-phone
test-phone: $(VENV)/.dev build | browsers ## Test the app in Chromium, Firefox and WebKit
	$(PYTEST) -n 3 --dist=loadfile --no-loadscope-reorder $(AGAIN) tests/phone \
		--junitxml=$(RESULTS)/phone.xml

.PHONY: budget
budget: $(VENV)/.dev build ## Weigh what a phone loads, and fail above the budget
	$(BIN)/python tools/size_budget.py

.PHONY: bench
bench: $(VENV)/.dev build | browsers ## Run each benchmark and print its table
	@status=0; for file in $$(grep -l __main__ bench/*.py); do \
		name=$$(basename $$file .py); printf '\n== %s\n' $$name; \
		$(BIN)/python -m bench.$$name || status=1; \
	done; exit $$status

.PHONY: audit
audit: $(VENV)/.dev pwa/node_modules/.package-lock.json | node ## Ask the registries whether a package has a known fault, as far as they answer
	@tools/audit.sh

.PHONY: screenshots
screenshots: $(VENV)/.dev build | browsers ## Take the pictures of docs/screenshots/ anew
	$(BIN)/python tools/screenshots.py

.PHONY: browsers
browsers: ## Install Debian's browsers and Caddy for the tests (as root; elsewhere say what is missing)
	@tools/browsers.sh

.PHONY: clean
clean: ## Remove what was built and installed; your data in instance/ stays
	rm -rf $(VENV) pwa/node_modules pwa/dist pwa/openapi.json pwa/src/records/api.d.ts $(RESULTS)

# Steps that leave a file behind.

$(VENV)/.made:
	@echo "Making a virtual environment in $(VENV)/"
	@python=$$(tools/find_python.sh) && "$$python" -m venv --clear $(VENV)
	@touch $@

$(VENV)/.runtime: requirements.txt $(VENV)/.made
	@echo "Installing the server's packages"
	@$(PIP) -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt requirements.txt $(VENV)/.runtime
	@echo "Installing what the tests need"
	@$(PIP) -r requirements-dev.txt
	@touch $@

.PHONY: node
node: | $(VENV)/.made
	@tools/node.sh "$(PIP)"

pwa/node_modules/.package-lock.json: pwa/package.json pwa/package-lock.json | node
	@echo "Installing what the app is built with"
	@# Not "npm ci": it refuses a lock file without the binaries of all other platforms, and what
	@# writes the lock leaves out those that its registry lacks. Versions and hashes hold here too.
	@$(NPM) install --no-save --no-audit --no-fund --loglevel=error
	@touch $@

pwa/openapi.json: $(SERVER_SOURCES) $(VENV)/.runtime tools/openapi.py
	@$(BIN)/python tools/openapi.py > $@

pwa/src/records/api.d.ts: pwa/openapi.json pwa/node_modules/.package-lock.json | node
	@$(NPM) run --silent types

pwa/dist/index.html: $(APP_SOURCES) pwa/node_modules/.package-lock.json | node $(VENV)/.runtime
	@echo "Building the app"
	@$(NPM) run --silent build
	@$(BIN)/python -m whitenoise.compress --quiet pwa/dist
	@touch $@
