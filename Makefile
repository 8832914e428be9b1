# Every target starts from a fresh clone: it makes what it needs first.

# The first Python that is new enough.
PYTHON ?= $(shell for p in python3 python3.11 python3.12 python3.13; do \
  $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help env serve test eval clean

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-6s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

env: $(VENV)/.installed  ## make .venv with the command wenju in it

serve: env  ## index data/reports and answer at http://127.0.0.1:8000
	$(BIN)/wenju serve --reports data/reports

test: $(VENV)/.installed-test  ## check style and types, then run every test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest

eval: env  ## ask the project's questions of data/reports and print the table
	$(BIN)/wenju index data/reports --library data/library
	$(BIN)/wenju eval tests/evaluation/questions/guizhou.jsonl --library data/library --failures 10

clean:  ## remove what the other targets made
	rm -rf $(VENV) data/library *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(BIN)/python:
	@test -n '$(PYTHON)' || { \
	  echo 'error: no Python 3.11 or newer; name one: make env PYTHON=/path/to/python' >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

# The stamps hold the time of the last install: a changed pyproject.toml installs again.
$(VENV)/.installed: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.installed-test: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@ $(VENV)/.installed
