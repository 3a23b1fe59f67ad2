# Hamkori: the two commands are `make run` and `make test`; `make setup` is their common beginning.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Of tests at once: twice as many as cores, since about half of the time a test only waits.
WORKERS = $(shell echo $$(($$(getconf _NPROCESSORS_ONLN) * 2)))

.PHONY: help setup setup-dev run test test-postgres prove check lint types content bench bench-workers bench-ask screens lock clean

help: ## say what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

# A stamp per lock file: set-up runs once, and again only when the lock changes.
$(VENV)/.runtime: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Hamkori needs Python 3.11 or newer; set PYTHON=python3.12, say.")'
	@test -x $(BIN)/python || { echo "First start, step 1 of 3: making $(VENV), a few seconds …"; $(PYTHON) -m venv $(VENV); }
	@echo "Step 2 of 3: installing $$(grep -c '^[a-z].*==' requirements.lock) packages into $(VENV), about a minute and a half …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@echo "Installed. This is not done again until requirements.lock changes."
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.runtime
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

setup: $(VENV)/.runtime ## create .venv with the locked dependencies
setup-dev: $(VENV)/.dev ## the same, with the tools for tests

run: setup ## start the bot (without BOT_TOKEN: the playground in the browser)
	@exec $(BIN)/python -m bot

test: setup-dev ## run every test
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

test-postgres: setup-dev ## the tests that need a database, each with PostgreSQL in place of SQLite
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal --database postgresql

prove: setup-dev ## kill, cut off and mislead the bot, and count (PART=kills, faults, lateness, live, updates, taps, abuse, fuzz or year; ON=sqlite, postgresql, webhook or two)
	$(BIN)/python -m tests.prove $(PART) --on $(or $(ON),sqlite)

check: lint types content ## lint, strict types and the content bank

lint: setup-dev ## ruff
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup-dev ## mypy, strict
	$(BIN)/mypy

content: setup ## check the content bank
	$(BIN)/python -m content check

# aiogram has an environment of its own: it pins other versions of aiohttp and pydantic than the bot may have.
$(VENV)-bench/.runtime: requirements-bench.lock
	@test -x $(VENV)-bench/bin/python || $(PYTHON) -m venv $(VENV)-bench
	$(VENV)-bench/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.lock
	@touch $@

bench: setup $(VENV)-bench/.runtime ## measure answers, start, memory, growth, bulk (about twenty minutes, Linux)
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks.growing
	$(BIN)/python -m benchmarks.bulk
	$(BIN)/python -m benchmarks.floors
	$(BIN)/python -m benchmarks.arriving

bench-workers: setup-dev ## measure answers by webhook over PostgreSQL, with one, two and three processes
	$(BIN)/python -m benchmarks.workers

bench-ask: setup ## measure how well free questions are answered (SET=sealed for the other half)
	$(BIN)/python -m benchmarks.ask $(or $(SET),tuning)

screens: setup-dev ## draw every screen in three languages into docs/images (needs Chromium)
	$(BIN)/python -m tests.end_to_end.contact_sheet

lock: setup-dev ## resolve the dependencies of pyproject.toml anew into the lock files (needs uv)
	uv pip compile pyproject.toml --extra authors --universal --python-version 3.11 --generate-hashes --no-annotate --no-emit-index-url --no-emit-find-links --no-header -o requirements.lock
	uv pip compile pyproject.toml --extra authors --extra dev --universal --python-version 3.11 --generate-hashes --no-annotate --no-emit-index-url --no-emit-find-links --no-header -c requirements.lock -o requirements-dev.lock

clean: ## remove what set-up and tests made (never data/)
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis .cache
