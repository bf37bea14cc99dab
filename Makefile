# Needs Python 3.11 or newer with pip and venv, and make (GNU make 3.81 or newer). Nothing else.
# Standard output carries only what the program itself prints: setting up talks to standard error and reads nothing.

PYTHON ?= python3
UV ?= uv
WORKERS ?= auto
RVU_CMS_DIR ?= ../shared/cms

VENV := .venv
PY := $(VENV)/bin/python
# The locks are complete: nothing is resolved here, so that a release of today cannot change or break an installation.
PIP := $(PY) -m pip --disable-pip-version-check --no-input -qq install --no-deps --require-hashes
COMPILE_LOCK := $(UV) pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-strip-extras \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" pyproject.toml

# A stamp names the lock that it was built from and is written last, so that a changed lock, an interrupted
# installation or an interpreter that has gone each lead to a new environment.
sum = $(shell cksum < $(1) | cut -d ' ' -f 1)
RUN_READY := $(VENV)/ready-run-$(call sum,requirements.lock)
DEV_READY := $(VENV)/ready-dev-$(call sum,requirements.lock)-$(call sum,requirements-dev.lock)
REBUILD := $(if $(shell test -x $(PY) && echo yes),,rebuild)

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run test lint bench audit lock catalog rebuild

help: ## Show this list
	@sed -n 's/^\([a-z]*\):.*## /\1	/p' Makefile | expand -t 10

run: $(RUN_READY) ## Start the bot, or the console chat when there is no DISCORD_TOKEN
	@exec $(PY) -m bot run

test: lint ## Lint, then run the whole test suite with its coverage gate
	@exec $(PY) -m pytest -q -n $(WORKERS) --dist loadfile --max-worker-restart 0 --cov --cov-report=term-missing:skip-covered

lint: $(DEV_READY) ## Check style, format and types
	@$(PY) -m ruff check --quiet .
	@$(PY) -m ruff format --check --quiet . || { echo 'Mend the format with: $(PY) -m ruff format .' >&2; exit 1; }
	@$(PY) -m mypy --no-error-summary

bench: $(RUN_READY) ## Measure speed and memory; BENCH="--help" lists the options
	@exec $(PY) -m tests.bench.run $(BENCH)

# In an environment of its own, so that what it needs changes nothing of ours. A package that nobody could look up is no
# clean one, and without anything found its many words say only that nobody could be asked.
audit: ## Look the locked packages up among known vulnerabilities (needs the network)
	@tool=$$(mktemp -d) || exit 1; trap 'rm -rf "$$tool"' EXIT; \
	{ $(PYTHON) -m venv "$$tool" && "$$tool/bin/python" -m pip --disable-pip-version-check --no-input -qq install pip-audit; \
	} </dev/null >"$$tool/said" 2>&1 || { \
		echo 'The tool for it could not be installed: make audit needs the network.' >&2; exit 1; }; \
	"$$tool/bin/python" -m pip_audit --strict --progress-spinner off --disable-pip --require-hashes \
		-r requirements-dev.lock </dev/null >"$$tool/found" 2>"$$tool/said" && { \
		echo 'No known vulnerability in any package of the locks.'; exit 0; }; \
	if [ -s "$$tool/found" ]; then cat "$$tool/found"; else \
		echo 'Known vulnerabilities could not be looked up for every package: make audit needs the network.' >&2; fi; exit 1

lock: ## Renew both lock files (needs uv)
	@command -v $(UV) >/dev/null || { echo 'make lock needs uv: install it, or name it with UV=path' >&2; exit 1; }
	@$(COMPILE_LOCK) --output-file requirements.lock
	@$(COMPILE_LOCK) --extra test --extra lint --constraint requirements.lock --output-file requirements-dev.lock

catalog: $(RUN_READY) ## Renew the catalog's numbers from the CMS files in RVU_CMS_DIR
	@exec $(PY) -m bot.fees.catalog_generator --cms $(RVU_CMS_DIR)

$(RUN_READY): $(REBUILD)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' </dev/null 2>/dev/null || { \
		echo 'Python 3.11 or newer is needed and $(PYTHON) is not: install it, or name it, as in: make $(MAKECMDGOALS) PYTHON=python3.12' >&2; \
		exit 1; }
	@echo 'Setting up $(VENV) from requirements.lock. This happens once and takes about half a minute.' >&2
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV) </dev/null >&2
	@$(PIP) -r requirements.lock </dev/null >&2
	@touch $@

# The first stamp goes while packages are added: an interruption must not leave a half-written one behind it.
$(DEV_READY): $(RUN_READY)
	@echo 'Adding the test tools from requirements-dev.lock.' >&2
	@rm -f $(VENV)/ready-*
	@$(PIP) -r requirements-dev.lock </dev/null >&2
	@touch $(RUN_READY) $@
