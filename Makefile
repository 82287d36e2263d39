# Few verbs: demo, test, lint, audit, bench, clean. Each sets up what it needs and can be called first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test lint audit bench clean

# The main job, played on this machine alone: no root, nothing from apt.
demo: $(VENV)/.demo
	$(BIN)/mailbot demo

# All tests, against real servers; those that are missing come from apt.
test: $(VENV)/.dev
	tests/servers/install.sh
	$(BIN)/python -m pytest $(ARGS)

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# Whether a known hole is in what constraints.txt names; a note where nobody can be asked.
audit: $(VENV)/.audit
	$(BIN)/python tools/audit.py $(VENV)/audit/bin/pip-audit

bench: $(VENV)/.dev
	$(BIN)/python -m bench

clean:
	rm -rf $(VENV) demo-out preview-out build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "mailbot needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version 2>&1). Name another one: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || \
	  { echo "Python's venv is missing; on Debian: apt-get install python3-venv" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.demo: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "Setting up (once) ..."
	@$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[demo]'
	@touch $@

$(VENV)/.dev: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "Setting up (once) ..."
	@$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@ $(VENV)/.demo

# Apart, because pip-audit brings more packages than the program has.
$(VENV)/.audit: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "Setting up (once) ..."
	@$(BIN)/python -m venv $(VENV)/audit
	@$(VENV)/audit/bin/pip install --quiet --disable-pip-version-check --constraint constraints.txt 'pip-audit>=2.9,<3'
	@touch $@
