# Plain make (3.81 and newer) and a POSIX shell: the same on Linux and macOS.

PYTHON ?=
VENV ?= .venv
CASE ?= russia-2022
OUT ?= out/$(CASE)
WORKERS ?= 2

BIN := $(VENV)/bin
BASE := $(VENV)/.installed-base
DEV := $(VENV)/.installed-dev
SITE := $(VENV)/.installed-site

.DEFAULT_GOAL := help
.PHONY: help demo test check docs site constraints clean

help:  ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

demo: $(BASE)  ## Estimate the bundled case and write its report
	$(BIN)/counterflow run $(CASE) --out $(OUT)

test: $(DEV)  ## Run all tests, and the examples in the docstrings
	$(BIN)/python -m pytest -q --doctest-modules src
	$(BIN)/python -m pytest -q -n $(WORKERS)

check: $(DEV)  ## Lint, formatting, types, and who may import whom
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: $(DEV)  ## Write the pages of docs/ that are made from the code
	$(BIN)/python docs/generate.py

site: $(SITE)  ## Build the site of the documentation in build/site
	$(BIN)/mkdocs build --strict --quiet

constraints: $(DEV) $(SITE)  ## Pin what the environment holds now in constraints.txt
	$(BIN)/python -m pip freeze --exclude-editable --exclude counterflow \
		| grep '==' | LC_ALL=C sort -f > constraints.new
	mv constraints.new constraints.txt

clean:  ## Remove the environment, caches and outputs
	rm -rf $(VENV) out build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	rm -rf .import_linter_cache
	find src tests docs benchmarks examples -name __pycache__ -type d -prune -exec rm -rf {} +

$(BASE): pyproject.toml constraints.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet -c constraints.txt -e .
	@# Machine code of the account is made once, as other packages' is when they are installed.
	$(BIN)/python -c 'from counterflow.system.kernels import registered; registered()'
	@touch $@

$(DEV): pyproject.toml constraints.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet -c constraints.txt -e '.[app,dev,reading]'
	@touch $(BASE) $@

$(SITE): pyproject.toml constraints.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet -c constraints.txt -e '.[docs]'
	@touch $@

# A launcher may exist without the Python it promises, so each candidate is asked for its version.
$(BIN)/python:
	@for candidate in $(PYTHON) python3.11 python3.12 python3.13 python3.14 python3; do \
		if "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			echo "Making $(VENV) with $$("$$candidate" --version)"; \
			"$$candidate" -m venv $(VENV) && exit 0; \
			rm -rf $(VENV); \
			echo "$$candidate cannot make a virtual environment; on Debian and Ubuntu install" \
				"its venv package, for instance python3.11-venv" >&2; \
			exit 1; \
		fi; \
	done; \
	echo "Counterflow needs Python 3.11 or newer and found none." \
		"Install one, or name it: make $(MAKECMDGOALS) PYTHON=/path/to/python" >&2; \
	exit 1
