# Everything a developer runs. `make` alone lists it.
.DEFAULT_GOAL := help
.PHONY: help setup demo test fast check lint formatted style types layers languages docs lock

PY := .venv/bin/python
WORKERS ?= 2
PURE := core policy quality forecasts
PURE_TESTS := $(wildcard $(PURE:%=tests/%))

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' Makefile

setup: ## The virtual environment in .venv, with moked in it
	@scripts/setup

demo: setup ## A day of a service centre playing, and its report opened
	@.venv/bin/moked demo

test: setup ## Everything set up, every test
	@scripts/chromium
	@$(PY) -m pytest -n $(WORKERS)

fast: setup ## The pure half alone, with its gate: every branch covered
	@$(PY) -m pytest -n $(WORKERS) --dist worksteal -m "not data" $(PURE_TESTS) $(PURE:%=--cov=src/moked/%) --cov-report=term --cov-fail-under=100

check: lint test ## Formatting, lint, types, layers, then every test

lint: formatted style types layers languages docs ## Formatting, lint, types, layers, languages, docs; `make -k lint` shows all that is wrong

formatted: setup
	@$(PY) -m ruff format --check --quiet

style: setup
	@$(PY) -m ruff check

types: setup
	@$(PY) -m mypy

layers: setup
	@.venv/bin/lint-imports --no-logo

languages: setup
	@$(PY) -m moked.ui.translations --check

docs: setup
	@$(PY) scripts/docs --check

lock: setup ## Pin every version again, with hashes
	@scripts/lock
