# Mnemon's commands. `make help` lists them.
.DEFAULT_GOAL := help
.PHONY: help demo test lint contracts bench docs train lock clean env env-test
MAKEFLAGS += --no-print-directory

VENV := .venv
PY := $(VENV)/bin/python
CODE := $(wildcard src tests bench training)

help: ## list these commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 20

demo: env ## read the example reports into demo/mnemon.db, show their claims and events
	@scripts/demo $(VENV)/bin/mnemon

test: lint ## everything that must hold before a change goes in: lint, types, contracts, tests
	@scripts/system-packages
	@$(PY) -m pytest --quiet

lint: env-test ## the quick checks alone: ruff, mypy, import contracts
	@$(VENV)/bin/ruff check --quiet $(CODE) && echo "ruff: no finding"
	@$(PY) -m mypy --no-error-summary && echo "mypy: no finding"
	@scripts/contracts $(VENV)/bin/lint-imports

bench: env-test ## measure against the gold, refuse to go below the pinned floors
	@$(PY) -m bench.gate

docs: ## build the documentation site into site/ (open site/index.html; nothing in it is loaded from elsewhere)
	@scripts/environment .venv-docs requirements/docs.lock
	@.venv-docs/bin/python -m mkdocs build --strict --quiet && echo "site/index.html"

train: ## make the model again: make train NER=FOLDER OUT=FOLDER (installs torch in .venv-train; some 100 minutes)
	@scripts/train "$(NER)" $(OUT)

lock: ## renew requirements/*.lock; make lock UPGRADE=1 takes the newest versions
	@scripts/lock $(if $(UPGRADE),--upgrade)

clean: ## remove environments, caches and the demo's record; nothing else
	@rm -rf site .venv .venv-docs .venv-train .venv-lock .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	@rm -rf demo/mnemon.db* demo/mnemon.archive

env:
	@scripts/environment $(VENV) requirements/run.lock

env-test:
	@scripts/environment $(VENV) requirements/test.lock
