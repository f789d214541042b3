# Daogou's targets; `make` alone lists them. Each does all of its own set-up, from CPython 3.11 with pip.
# A stamp file (.synced) says which lock an environment was made from, so a second run does nothing.

UV_VERSION := 0.13.9
DIALOGUE := bot/dialogue/.venv
PEERS := benchmarks/recommender/.venv
# A uv of the same minor version is used if there is one; otherwise pip brings the pinned one into .uv.
UV := $(shell uv --version 2>/dev/null | grep -q '^uv 0\.13\.' && command -v uv || echo $(CURDIR)/.uv/bin/uv)
# Asked only when an environment must be made: the first real 3.11, one that has pip before one that has not.
PYTHON = $(shell for pip in pip sys; do for name in python3.11 python3 python; do \
  "$$name" -c "import sys, $$pip; sys.version_info[:2] == (3, 11) or sys.exit(1); print(sys.executable)" 2>/dev/null \
  && exit; done; done)
NEED_PYTHON = python="$(PYTHON)"; [ -n "$$python" ] || { echo \
  "Daogou needs CPython 3.11 and found none as python3.11, python3 or python: install it (Debian: apt install python3.11 python3-pip) and run make again." >&2; exit 2; }

export UV_PYTHON_DOWNLOADS := never
# Without bytecode Rasa's imports take 15 s at every start instead of 6 s.
unexport PYTHONDONTWRITEBYTECODE VIRTUAL_ENV PYTHONPATH PYTHONHOME

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup dev-env dialogue-env run test test-talks test-rest test-web pictures units lint lock bench editor widget

help:  ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1|/' | awk -F'|' '{printf "make %-14s %s\n", $$1, $$2}'

setup: .venv/.synced $(DIALOGUE)/.synced  ## both environments, .venv and bot/dialogue/.venv, from the locks

dialogue-env: $(DIALOGUE)/.synced  ## Rasa's environment alone (`bot serve` calls this while its page is already up)

dev-env: .venv/.synced-dev  ## .venv with what tests and lint need besides

run: .venv/.synced  ## set-up, the demo shop if there is none, and the shop on http://127.0.0.1:8000
	@.venv/bin/bot serve

# Tests that talk to a whole shop, and all others: side by side on two processors, each with shops of its own.
TALKS := $(addprefix tests/,actions console dialogue gateway nlu processes promises recommender simulation stories storefront understanding)

test: .venv/.synced-dev $(DIALOGUE)/.synced  ## every test but the browser's: a trained model, a real database
	@$(MAKE) --no-print-directory --jobs=2 test-talks test-rest

test-talks: .venv/.synced-dev $(DIALOGUE)/.synced
	.venv/bin/python -m pytest $(TALKS)

test-rest: .venv/.synced-dev $(DIALOGUE)/.synced
	.venv/bin/python -m pytest --ignore=tests/browser --ignore=tests/widget $(addprefix --ignore=,$(TALKS))

test-web: .venv/.synced-dev $(DIALOGUE)/.synced  ## widget and staff's pages in a real Chromium, by keyboard, judged by axe
	@.venv/bin/python -m pytest tests/widget; widget=$$?; .venv/bin/python -m pytest tests/browser && exit $$widget

pictures: .venv/.synced-dev $(DIALOGUE)/.synced  ## docs/pictures anew: the widget and staff's pages in Chromium
	.venv/bin/python -m pytest tests/browser/pictures.py tests/browser/widget_pictures.py

units: .venv/.synced-dev  ## the factors of knowledge_graph/units.csv anew, worked out by pint
	.venv/bin/python tests/knowledge_graph/unit_table.py

lint: .venv/.synced-dev $(DIALOGUE)/.synced  ## format, lint, types, and the direction of imports
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/mypy --config-file bot/dialogue/pyproject.toml --python-executable $(DIALOGUE)/bin/python
	.venv/bin/mypy --config-file benchmarks/recommender/pyproject.toml
	.venv/bin/lint-imports

bench: .venv/.synced-dev $(DIALOGUE)/.synced $(PEERS)/.synced  ## a turn beside the starter bot's, simulated shoppers, the widget, the recommender beside its peers: tables
	.venv/bin/python -m benchmarks
	.venv/bin/python -m benchmarks simulate
	.venv/bin/python -m benchmarks widget
	.venv/bin/python -m benchmarks recommender

editor:  ## the studio's editor anew from bot/studio/editor (needs Node.js; its built file is in the repository)
	cd bot/studio/editor && npm install --no-package-lock --no-audit --no-fund && npm run build

# The first line of the types says of which contract they are; a test compares it.
CONTRACT := .venv/bin/python tests/widget/contract.py
TYPES := src/contract/openapi.d.ts

widget: .venv/.synced-dev  ## the shopper's widget anew from bot/widget, weighed (needs Node.js; its built files are in the repository)
	cd bot/widget && npm ci
	$(CONTRACT) > bot/widget/openapi.json
	cd bot/widget && npm run --silent types
	rm bot/widget/openapi.json
	{ echo "// $$($(CONTRACT) --fingerprint)"; cat bot/widget/$(TYPES); } > bot/widget/types.tmp && mv bot/widget/types.tmp bot/widget/$(TYPES)
	cd bot/widget && npm run --silent build

lock: $(UV)  ## renew all locks: hash-pinned, host-free
	echo "uv==$(UV_VERSION)" | $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-annotate --no-header --output-file requirements-setup.lock -
	$(UV) lock --quiet --upgrade
	$(UV) export --quiet --frozen --no-emit-project --no-default-groups --format requirements-txt --output-file requirements.lock
	$(UV) export --quiet --frozen --no-emit-project --all-groups --format requirements-txt --output-file requirements-dev.lock
	$(UV) lock --quiet --upgrade --project bot/dialogue
	$(UV) export --quiet --frozen --no-emit-project --project bot/dialogue --format requirements-txt \
	  --output-file bot/dialogue/requirements.lock
	$(UV) lock --quiet --upgrade --project benchmarks/recommender
	$(UV) export --quiet --frozen --no-emit-project --project benchmarks/recommender --format requirements-txt \
	  --output-file benchmarks/recommender/requirements.lock

$(CURDIR)/.uv/bin/uv: requirements-setup.lock
	@$(NEED_PYTHON); "$$python" -m pip --version >/dev/null 2>&1 || { echo \
	  "$$python has no pip, which brings uv: install pip (Debian: apt install python3-pip) or uv, and run make again." >&2; exit 2; }; \
	  echo "Bringing uv $(UV_VERSION) into .uv"; \
	  "$$python" -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --require-hashes --upgrade --target .uv -r requirements-setup.lock
	@touch $@

.venv/.synced: requirements.lock pyproject.toml | $(UV)
	@$(NEED_PYTHON); echo "Installing .venv"; \
	  [ -x .venv/bin/python ] || $(UV) venv --quiet --clear --python "$$python" .venv
	@$(UV) pip sync --quiet --require-hashes --python .venv requirements.lock
	@$(UV) pip install --quiet --no-deps --python .venv --editable .
	@touch $@

.venv/.synced-dev: requirements-dev.lock .venv/.synced
	@echo "Installing what tests and lint need"
	@$(UV) pip sync --quiet --require-hashes --python .venv requirements-dev.lock
	@$(UV) pip install --quiet --no-deps --python .venv --editable .
	@touch $@

$(DIALOGUE)/.synced: bot/dialogue/requirements.lock | $(UV)
	@$(NEED_PYTHON); echo "Installing Rasa's environment, $(DIALOGUE)"; \
	  [ -x $(DIALOGUE)/bin/python ] || $(UV) venv --quiet --clear --python "$$python" $(DIALOGUE)
	@$(UV) pip sync --quiet --require-hashes --python $(DIALOGUE) bot/dialogue/requirements.lock
	@touch $@

$(PEERS)/.synced: benchmarks/recommender/requirements.lock | $(UV)
	@$(NEED_PYTHON); echo "Installing Surprise, implicit and lenskit (5 GB, of which torch), $(PEERS)"; \
	  [ -x $(PEERS)/bin/python ] || $(UV) venv --quiet --clear --python "$$python" $(PEERS)
	@$(UV) pip sync --quiet --require-hashes --python $(PEERS) benchmarks/recommender/requirements.lock
	@touch $@
