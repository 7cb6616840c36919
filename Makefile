# make run: the dashboard on port 8501.  make test: every test.  make lint: style and types.
# make bench: accuracy on labelled data, and speed.  make fuzz: two minutes of arbitrary input.
# make docs: the pages of docs/reference/ that are generated.
PORT ?= 8501
PYTHON ?= python3
BIN := .venv/bin
DEMONSTRATION := data/demonstration.duckdb

.PHONY: run test lint bench docs fuzz clean

.venv/run: requirements.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

.venv/dev: requirements.txt requirements-cluster.txt requirements-signin.txt requirements-dev.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@ .venv/run

run: .venv/run
	$(BIN)/python -m analysis ingest seeds/articles --store $(DEMONSTRATION)
	$(BIN)/python -m analysis score --store $(DEMONSTRATION)
	$(BIN)/python -m streamlit run streamlit_app.py --server.port $(PORT)

test: .venv/dev
	$(BIN)/python -m pytest --numprocesses=auto --dist=worksteal --durations=10

lint: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: .venv/dev
	$(BIN)/python -m benchmarks.accuracy
	$(BIN)/python -m benchmarks.speed

docs: .venv/run
	$(BIN)/python -m docs.generate

fuzz: .venv/dev
	$(BIN)/python -m benchmarks.durability.fuzz 120

clean:
	rm -rf .venv data build sourcelight.egg-info test-results .pytest_cache .mypy_cache .ruff_cache
