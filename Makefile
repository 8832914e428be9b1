# Every target starts from a fresh clone: it makes what it needs first.

# The first Python that is new enough.
PYTHON ?= $(shell for p in python3 python3.11 python3.12 python3.13; do \
  $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help env serve test eval reader clean

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

# Where the reader's two courses keep their checkpoints.
WORK := build/reader
READER := data/models/reader
TRAINING := $(BIN)/python -m service.training

# Told before anything is installed.
ifneq ($(filter reader,$(MAKECMDGOALS)),)
ifeq ($(and $(DATA),$(wildcard $(DATA)/*.jsonl.gz)),)
$(error no data sets in DATA='$(DATA)'; name the folder that holds what $(READER)/README.md \
  lists: make reader DATA=FOLDER [WORK=FOLDER])
endif
endif

reader: $(WORK)/second/.trained  ## train the reader anew, from the data sets in the folder DATA=…
	$(TRAINING) export '$(WORK)/second' $(READER)
	$(TRAINING) evaluate '$(DATA)' $(READER) --work '$(WORK)/second'

# A course that was stopped goes on from its checkpoint; the stamp says that it came to its end.
$(WORK)/first/.trained: | $(VENV)/.installed-training
	$(TRAINING) train '$(DATA)' '$(WORK)/first' --rounds 2 --steps 4400
	@touch '$@'

$(WORK)/second/.trained: $(WORK)/first/.trained | $(VENV)/.installed-training
	$(TRAINING) --seed 29 train '$(DATA)' '$(WORK)/second' \
	  --after '$(WORK)/first' --rate 1e-4 --steps 3600
	@touch '$@'

# The reader's checkpoints stay: they took hours.
clean:  ## remove what the other targets made, but for the reader
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
	@touch $@ $(VENV)/.installed $(VENV)/.installed-training

$(VENV)/.installed-training: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[training]'
	@touch $@ $(VENV)/.installed
