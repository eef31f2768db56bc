# `make run` and `make test` need only python3 and make.

HOST    ?= 127.0.0.1
PORT    ?= 8000
WORKERS ?= 1

BIN    := .venv/bin
PYTHON := $(BIN)/python
TYPED  := $(wildcard core app tests bench scripts)

# A stamp is newer than its lock once that lock is installed, so a second `make` starts at once.
RUN     := .venv/run.stamp
DEV     := .venv/dev.stamp
BROWSER := .venv/browser.stamp
NODE    := node_modules/.stamp
TORCH   := .venv-torch/.stamp

PIP_INSTALL := $(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes -r

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

##@ Use

.PHONY: run
run: $(RUN) ## Serve on HOST and PORT with WORKERS processes (127.0.0.1, 8000, 1)
	$(PYTHON) -m app --host $(HOST) --port $(PORT) --workers $(WORKERS)

##@ Develop

.PHONY: develop
develop: $(RUN) ## Serve with our modules one by one, as they are written
	MODULES=1 $(PYTHON) -m app --host $(HOST) --port $(PORT)

.PHONY: test
test: $(if $(ARGS),,test-js) $(DEV) $(NODE) $(BROWSER) ## Run every test (ARGS="-k delta" for some of pytest's)
	$(PYTHON) -m pytest -n 2 --dist worksteal --durations 15 $(ARGS)

.PHONY: test-js
test-js: $(DEV) ## Run the tests of the page's modules that need no browser
	$(BIN)/node --test --test-isolation=none --import ./tests/js/guard.js 'tests/js/*.test.js'

.PHONY: test-engines
test-engines: $(DEV) $(BROWSER) ## Run the first minute in Chromium, Firefox and WebKit
	scripts/install_engines.sh
	$(PYTHON) -m pytest tests/engines $(ARGS)

.PHONY: lint
lint: $(DEV) $(NODE) ## Check style, format and types of the Python and the JavaScript
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy $(TYPED)
	$(BIN)/node node_modules/typescript/bin/tsc --project jsconfig.json

.PHONY: fix
fix: $(DEV) ## Repair style and format
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

.PHONY: bench
bench: $(DEV) $(BROWSER) ## Measure what people wait for, and print it beside the aims
	$(PYTHON) -m bench

.PHONY: torch-check
torch-check: $(DEV) $(TORCH) ## Run exported PyTorch scripts and compare (several GB the first time)
	TORCH_PYTHON=.venv-torch/bin/python $(PYTHON) -m pytest -rP -k torch tests/api/test_scripts.py

.PHONY: screenshot
screenshot: $(DEV) $(BROWSER) ## Take new screenshots for the documentation
	$(PYTHON) -m scripts.screenshot

.PHONY: image-check
image-check: ## Build the container image, start it and ask it for a step
	python3 -m scripts.image_check

.PHONY: lock
lock: $(DEV) ## Renew requirements/*.txt (ARGS=--upgrade for the newest releases)
	scripts/lock.sh $(ARGS)

.PHONY: clean
clean: ## Remove everything that make created
	rm -rf .venv .venv-torch node_modules .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -prune -exec rm -rf {} +

.PHONY: help
help: ## List these commands
	@awk -F ':.*## ' '/^##@/ {print "\n" substr($$0, 5)} \
	    /^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' Makefile

# Setup, repeated when something is missing or its lock has changed

$(PYTHON):
	scripts/make_venv.sh

$(RUN): requirements/run.txt $(PYTHON)
	@echo "Installing the packages that run the app"
	$(PIP_INSTALL) $<
	@touch $@

$(DEV): requirements/dev.txt $(RUN)
	@echo "Installing the packages that test the app"
	$(PIP_INSTALL) $<
	@touch $@

$(BROWSER): $(DEV)
	scripts/install_browser.sh
	@touch $@

$(TORCH): requirements/torch.txt $(PYTHON)
	@echo "Installing PyTorch"
	$(PYTHON) -m venv --clear .venv-torch
	.venv-torch/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

# npm comes with the Python packages; its versions are exact in package.json, so it needs no lock.
$(NODE): package.json $(DEV)
	PATH="$(CURDIR)/$(BIN):$$PATH" npm install --no-package-lock --no-audit --no-fund --loglevel=error
	@touch $@
