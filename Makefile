# The two that matter: `make run` and `make test`. Both install what they need first.
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for python in .venv/bin/python python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c '$(NEW_ENOUGH)' 2>/dev/null && echo $$python && break; done)
BIN := .venv/bin
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header

TOOL = $(if $(PYTHON),$(PYTHON),$(error Dengta needs Python 3.11 or newer)) -m tools.setup

.PHONY: run test eval-safety fuzz check setup setup-test format translations schema reference lock help

run: setup ## Serve the desk with believable data on an embedded PostgreSQL
	@$(BIN)/dengta serve --demo

test: setup-test check ## Every check and every test, on each PostgreSQL the machine has
	@$(BIN)/python -m pytest --postgres=both

eval-safety: setup-test ## How many secrets are found and how many ordinary messages are mistaken, with intervals
	@$(BIN)/python -m pytest tests/evals/test_safety.py tests/evals/test_outgoing.py -s -q -p no:randomly

fuzz: setup-test ## Ten thousand texts for each property of the search for secrets
	@$(BIN)/python -m pytest tests/property/test_safety_redaction.py --timeout=3600 --hypothesis-profile=fuzz

check: setup-test ## Lint, types, module contracts, translations, schema
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy --no-error-summary
	@PYTHONPATH=src $(BIN)/lint-imports --no-cache > .import-contracts.log || { cat .import-contracts.log; exit 1; }
	@$(BIN)/python -m tools.translations
	@$(BIN)/python -m tools.schema
	@$(BIN)/python -m tools.reference
	@$(BIN)/python -m pytest tests/arch

setup: ## Install what the desk needs
	@$(TOOL) run

setup-test: ## Install what the tests need as well
	@$(TOOL) test

format: setup-test ## Lay out the code and apply the safe fixes
	@$(BIN)/ruff check --quiet --fix . ; $(BIN)/ruff format --quiet .

translations: setup-test ## Bring the catalogues to what the source says, keeping translations
	@$(BIN)/python -m tools.translations --update

schema: setup-test ## Write src/dengta/migrations/schema.sql anew
	@$(BIN)/python -m tools.schema --update

reference: setup-test ## Write the reference pages that list what code defines
	@$(BIN)/python -m tools.reference --update

lock: ## Pin the newest versions that pyproject.toml and package.json allow (needs uv and npm)
	@$(LOCK) --upgrade pyproject.toml -o requirements/run.txt
	@$(LOCK) --upgrade pyproject.toml --extra dev --extra traces -c requirements/run.txt -o requirements/dev.txt
	@$(LOCK) --upgrade pyproject.toml --extra traces -c requirements/run.txt -o requirements/traces.txt
	@$(LOCK) --upgrade requirements/node.in -o requirements/node.txt
	@$(LOCK) --upgrade requirements/scan.in -o requirements/scan.txt
	@npm install --package-lock-only

help: ## This list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 14
