# Everything a newcomer needs. `make help` lists it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
export PORT
# What knows no database, or asks of it nothing that the other tests do not ask, need not be tried on the second one:
# pages ask by the queries and operations that are tried there, and test_addresses brings them whatever may be asked.
PLAIN := $(addprefix --ignore=tests/,reading vietnamese common examples house design reports portal desk systems) \
	--ignore-glob='*/test_*views.py' --ignore-glob='*/test_*pages.py'

TESTS := -m pytest tests
EVERYDAY := $(TESTS) -m "not journey and not matrix and not heavy and not slow" -n 2

.PHONY: help setup setup-tests setup-bench setup-scale run test test-fast test-scale rights check coverage lint types bench bench-reading bench-units bench-ledger bench-province bench-doubles bench-growing bench-columns bench-reports bench-directives bench-spread docs messages lock clean

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.done: requirements/run.lock pyproject.toml | $(BIN)/python
	$(BIN)/pip install -q --disable-pip-version-check --no-deps --require-hashes -r requirements/run.lock
	$(BIN)/pip install -q --disable-pip-version-check --no-deps -e .
	touch $@

$(VENV)/dev.done: requirements/dev.lock $(VENV)/run.done
	$(BIN)/pip install -q --disable-pip-version-check --no-deps --require-hashes -r requirements/dev.lock
	touch $@

setup: $(VENV)/run.done ## make .venv and install what the product needs

setup-tests: $(VENV)/dev.done ## and what its tests need (a browser and fonts from Debian's packages when that may be)
	scripts/system-packages

$(VENV)/bench.done: requirements/bench.lock $(VENV)/dev.done
	$(BIN)/pip install -q --disable-pip-version-check --no-deps --require-hashes -r requirements/bench.lock
	touch $@

setup-bench: $(VENV)/bench.done ## and the peers that the benchmarks measure beside ours

$(VENV)/scale.done: requirements/scale.lock $(VENV)/dev.done
	$(BIN)/pip install -q --disable-pip-version-check --no-deps --require-hashes -r requirements/scale.lock
	touch $@

setup-scale: $(VENV)/scale.done ## and what adds up in columns: Numba, DuckDB, ibis, Spark (which needs Java)

run: setup ## set up and open the product with its demonstration at http://localhost:8000 (PORT= changes it)
	$(BIN)/lantoa run --demo

test: setup-tests ## set up and pass the tests, browser journeys included
	$(BIN)/python $(EVERYDAY)
	$(BIN)/python $(TESTS) -m journey -n 2

test-fast: setup-tests ## the everyday tests without the browser
	$(BIN)/python $(EVERYDAY)

test-scale: setup-scale ## the same totals from columns, on DuckDB and on a Spark cluster that the test starts
	$(BIN)/python $(TESTS)/indicators -k columns -m "slow or not slow"

rights: setup-tests ## walk every address with every role, as docs/reference/rights.md says
	$(BIN)/python -m pytest tests/house/test_matrix.py -n 2

lint: setup-tests ## ruff, djlint, the order of the house
	$(BIN)/ruff check src tests examples benchmarks
	$(BIN)/ruff format --check src tests examples benchmarks
	$(BIN)/djlint src --lint --quiet
	$(BIN)/lint-imports

types: setup-tests ## mypy, strict
	$(BIN)/mypy

check: lint types ## what CI runs: the linters, the tests with the rights matrix, the second database
	$(BIN)/python $(EVERYDAY)
	$(BIN)/python $(TESTS) -m "matrix or heavy" -n 2
	$(BIN)/python $(TESTS) -m journey -n 2
	scripts/with-postgresql $(BIN)/python $(EVERYDAY) $(PLAIN)

coverage: setup-tests ## which lines the everyday tests reach; fails under 90 %
	$(BIN)/python -m slipcover --json --out $(VENV)/covered.json $(EVERYDAY)
	$(BIN)/python -m slipcover --merge $(VENV)/covered.json --out $(VENV)/covered.json --skip-covered --fail-under=90

bench: bench-reading bench-units bench-ledger bench-doubles bench-reports bench-directives bench-spread ## every benchmark

bench-reading: setup-tests ## reading speed beside the limit
	$(BIN)/python -m benchmarks.reading

bench-units: setup-tests ## loading a country, search, the tree's pages, figures on both maps beside the limit
	$(BIN)/python -m benchmarks.units

bench-ledger: bench-province bench-columns ## what the ledger costs beside peers and the limit (SIZE=small takes a minute)

bench-province: setup-tests ## figures of a province, a new line, many writers, a merger (LINES= changes the size)
	$(BIN)/python -m benchmarks.ledger

bench-doubles: setup-tests ## likely doubles of a province, kept and from the lines (LINES= changes the size)
	$(BIN)/python -m benchmarks.doubles

bench-growing: setup-scale ## the product's own database as its ledger grows (STEPS=100000,1000000,5000000 changes the sizes)
	$(BIN)/python -m benchmarks.growing

bench-columns: setup-scale ## every total of Việt Nam from nothing
	$(BIN)/python -m benchmarks.columns

bench-reports: setup-tests ## a year report of a commune and of a province: page, draft, Word, PDF (PRACTICES= PDF_PRACTICES=)
	$(BIN)/python -m benchmarks.reports

bench-directives: setup-tests ## a directive to 3,321 communes: sent, answered through the API, the board (COMMUNES=)
	$(BIN)/python -W ignore -m benchmarks.directives

bench-spread: setup-tests ## the gallery, ways worth copying and a lineage in a province of 15,000 practices (PRACTICES= KIN=)
	$(BIN)/python -W ignore -m benchmarks.spread

docs: setup-tests ## write the generated documents anew, check that the documents name what exists
	$(BIN)/python -m tests.house.matrix
	$(BIN)/python -m pytest tests/house -k docs

messages: setup-tests ## compile the Vietnamese catalogues
	$(BIN)/python scripts/messages.py

lock: ## pin the dependencies anew, names, versions and hashes only
	scripts/lock

clean: ## forget the virtual environment (never the data in var/)
	rm -rf $(VENV)
