# demo: the example crisis as a record and a page. test: what CI runs. bench: every figure the project claims. train: the engine
# from the corpora. screenshots: the pictures in the README. docs: the generated pages of docs/.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PYTEST_ARGS ?= -n 2
CORPORA ?=

.PHONY: demo serve test bench train screenshots docs clean

demo: $(VENV)/demo
	mkdir -p demo
	$(BIN)/accordingto build examples/port-merrin -o demo/port-merrin.db
	$(BIN)/accordingto report demo/port-merrin.db -o demo/port-merrin.html
	@echo
	@echo "The example crisis:"
	@echo "  demo/port-merrin.html   one page, opens in any browser"
	@echo "  demo/port-merrin.db     the record, a SQLite file: $(BIN)/accordingto show demo/port-merrin.db"
	@echo "  make serve              the record in the browser, at http://127.0.0.1:8010/"

serve: $(VENV)/demo
	$(BIN)/accordingto serve demo/port-merrin.db

test: $(VENV)/dev
	$(BIN)/ruff check src tests bench training examples docs
	$(BIN)/mypy
	$(BIN)/python -m pytest $(PYTEST_ARGS)

bench: $(VENV)/dev
	@for task in $$($(BIN)/python -c 'import sys; sys.path.insert(0, "."); from bench.accuracy import tasks; print(*tasks())'); do \
	  echo "== $$task"; $(BIN)/python bench/accuracy.py $$task $(if $(CORPORA),--corpora $(CORPORA)); done

train: $(VENV)/train
	$(BIN)/python -m training $(if $(CORPORA),--corpora $(CORPORA))

screenshots: $(VENV)/dev
	$(BIN)/python tools/screenshots.py

docs: $(VENV)/dev
	$(BIN)/python docs/generate.py

clean:
	rm -rf $(VENV) demo build dist .pytest_cache .mypy_cache .ruff_cache

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

# One stamp an extra: pip runs again only when the project's dependencies changed.
$(VENV)/demo: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[web]'
	touch $@

$(VENV)/dev: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	touch $@ $(VENV)/demo

$(VENV)/train: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[train]'
	touch $@
