# Every target sets up what it needs: Python >= 3.11 (with venv), make and git are enough.
PYTHON ?= python3
BIN := .venv/bin
UV_INSTALL := $(BIN)/uv pip install --quiet --python $(BIN)/python --compile-bytecode

.PHONY: help lab demo test check bench build solutions format requirements clean

help: ## show this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 20

$(BIN)/uv: requirements/setup.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; this is " + sys.version.split()[0] + ". Say which one to use: make PYTHON=python3.12 ...")'
	@echo "Setting up .venv (once; about a minute) ..."
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/setup.txt
	@touch $@

.venv/lab.stamp: requirements/lab.txt pyproject.toml autograder/pyproject.toml | $(BIN)/uv
	@$(UV_INSTALL) --require-hashes -r requirements/lab.txt
	@$(UV_INSTALL) --no-deps --no-build-isolation -e . -e autograder
	@touch $@

.venv/test.stamp: requirements/test.txt .venv/lab.stamp
	@$(UV_INSTALL) --require-hashes -r requirements/test.txt
	@touch $@

lab: .venv/lab.stamp ## open the course in JupyterLab, in your own copy (work/)
	@$(BIN)/autograder work --open

demo: .venv/lab.stamp ## train LeNet, grade a small class, write the grades: under three minutes
	@$(BIN)/autograder demo

test: .venv/test.stamp ## every test, lint and types included
	@$(BIN)/ruff check --quiet . && $(BIN)/ruff format --quiet --check . || { echo "make format mends most of these"; exit 1; }
	@$(BIN)/pyright --stats | tail -n 3
	@$(BIN)/python -m pytest -n auto --dist loadgroup --max-worker-restart 0 $(PYTEST_ARGS)

check: .venv/test.stamp ## a quick look: lint and the fast tests
	@$(BIN)/ruff check --quiet . && $(BIN)/ruff format --quiet --check .
	@$(BIN)/python -m pytest -n auto -q -m "not slow and not browser and not sandbox" $(PYTEST_ARGS)

build: .venv/lab.stamp ## solutions/*.py -> course/**/*.ipynb
	@$(BIN)/autograder build

solutions: .venv/lab.stamp ## the instructor's notebooks, executed, in build/solutions/
	@$(BIN)/autograder solutions

bench: .venv/bench.stamp ## measure next to PyTorch, which it installs; build/benchmarks/
	@$(BIN)/python -m benchmarks all

.venv/bench.stamp: .venv/test.stamp
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check torch==2.13.0
	@touch $@

format: .venv/test.stamp ## let ruff mend what it can
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format --quiet .

requirements: | $(BIN)/uv ## compile the pinned, hashed requirements again
	@for name in setup lab test; do \
	  $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	    --no-emit-find-links --no-header requirements/$$name.in -o requirements/$$name.txt || exit 1; done

clean: ## remove what was built; your work/ stays
	@rm -rf build .pytest_cache .ruff_cache .hypothesis
