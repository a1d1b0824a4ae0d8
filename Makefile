# The lock is complete, so pip resolves nothing (--no-deps): older pips trip over extras when hashes are required.
# Every target sets up what it needs: a fresh clone, an empty home, Python 3.11 or newer and make are enough.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
JOBS ?= 2
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq --no-input
RUN_READY := $(VENV)/.ready-run
DEV_READY := $(VENV)/.ready-dev

export PREFECT_SERVER_ANALYTICS_ENABLED := false
export GX_ANALYTICS_ENABLED := false

.PHONY: run test lint types bench reference kernels lock audit sbom
.DEFAULT_GOAL := help

help: ## what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

run: $(RUN_READY) ## clean, validate and publish the sources in seeds/
	$(BIN)/copydesk run

test: $(DEV_READY) ## run all tests, in JOBS processes
	$(BIN)/python -m pytest -n $(JOBS) --dist loadfile --no-loadscope-reorder

lint: $(DEV_READY) ## ruff: style and likely mistakes
	$(BIN)/ruff check .

types: $(DEV_READY) ## strict type checking
	$(BIN)/mypy

bench: $(DEV_READY) ## throughput, memory, scaling and peers in one table; JSON to bench/results (others: python -m bench NAME)
	$(BIN)/python -m bench.throughput

reference: $(DEV_READY) ## write the reference pages in docs/ anew, from the code
	$(BIN)/python -m docs.build_reference

audit: $(DEV_READY) ## known vulnerabilities in what is locked, by the advisories of the Package Index or OSV; record in build/audit.json
	$(BIN)/python -m bench.build_audit

kernels: ## compile the inner loops again, after a change of one
	$(BIN)/python -W ignore -c "from setuptools import setup; setup()" -q build_ext --inplace

sbom: $(DEV_READY) ## a bill of materials (CycloneDX) of what is locked, in build/sbom.json
	@mkdir -p build
	$(BIN)/python -W ignore -m uv tool run --from cyclonedx-bom==7.5.0 cyclonedx-py requirements requirements.lock --pyproject pyproject.toml --output-reproducible -o build/sbom.json

lock: $(DEV_READY) ## resolve the dependencies again
	$(BIN)/python -m uv pip compile pyproject.toml --extra build --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate -q -o requirements.lock
	$(BIN)/python -m uv pip compile pyproject.toml --extra build --extra dev -c requirements.lock --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate -q -o requirements-dev.lock
	$(BIN)/python -m uv pip compile pyproject.toml --extra build --extra dev --extra models -c requirements-dev.lock --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate -q -o requirements-models.lock

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "copydesk needs Python 3.11 or newer; install it or set PYTHON=/path/to/python3" >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)

$(RUN_READY): requirements.lock pyproject.toml $(wildcard copydesk/kernels/*.p[yx][xd]) | $(BIN)/python
	@echo "Setting up (once) …"
	$(PIP) install --no-deps --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q copydesk checks flows
	@touch $@

$(DEV_READY): requirements-dev.lock $(RUN_READY)
	$(PIP) install --no-deps --require-hashes -r requirements-dev.lock
	@touch $@
