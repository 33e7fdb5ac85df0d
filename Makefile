# The two commands: `make run` serves the demonstration, `make test` checks everything. Both start from a bare Python 3.11+.
# `make test-whole` looks at all of that of which `make test` draws a part each day (docs/decisions.md says of what).
# `make fuzz` checks 10,000 random spoiled folders of extracts (`make fuzz N=200 SEED=7`: so many, from that one on).
# `make bench` measures everything at its full size, for an hour or more, and writes docs/performance.md.
# `make sbom` writes the software bill of materials of what runs, `make licences` the page of all licences.
# `make audit` asks a public list of known weaknesses about what runs.
# `make simulate` simulates how often intervals and verdicts are right, and writes the tables into docs/statistics.md.
VENV := .venv
PYTHON := $(VENV)/bin/python
PORT ?= 8501
N ?= 10000
SEED ?= 0

.PHONY: run install test test-whole fuzz bench simulate demo lint sbom icons licences audit requirements extracts-page browser java clean

run: $(VENV)/run.installed
	@test -f "$${PIMH_RELEASES:-datasets/releases}/CURRENT" \
		|| { test -z "$$PIMH_RELEASES" && test -f datasets/demonstration/CURRENT; } \
		|| $(PYTHON) -m pimh_data demo
	@exec $(PYTHON) -m pimh_data serve --port $(PORT)

install: $(VENV)/run.installed

test: $(VENV)/spark.installed $(VENV)/sbom.installed browser java lint
	$(PYTHON) -m pytest -n 2 --dist loadscope -q --durations=10

test-whole: $(VENV)/spark.installed $(VENV)/sbom.installed browser java lint
	$(PYTHON) -m pytest -n 2 --dist loadscope -q --durations=10 --whole

fuzz: $(VENV)/dev.installed
	$(PYTHON) -m tests.secure.fuzz_extracts --number $(N) --seed $(SEED)

bench: $(VENV)/spark.installed java
	$(PYTHON) -m benchmarks --write build/measured; measured=$$?; \
		$(PYTHON) -m benchmarks.performance build/measured && exit $$measured

simulate: $(VENV)/run.installed
	$(PYTHON) -m simulations

lint: $(VENV)/dev.installed
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/lint-imports
	$(VENV)/bin/mypy

demo: $(VENV)/run.installed
	$(PYTHON) -m pimh_data demo

browser: $(VENV)/dev.installed
	@.ci/browser $(PYTHON)

java:
	@.ci/java

sbom: $(VENV)/sbom.installed
	@mkdir -p build
	$(VENV)/sbom/bin/python -W ignore -m cyclonedx_py requirements requirements.txt --pyproject pyproject.toml --output-reproducible --of JSON -o build/sbom.json

audit: $(VENV)/dev.installed
	$(VENV)/bin/uv tool run pip-audit --strict --disable-pip --require-hashes -r requirements.txt

icons: $(VENV)/dev.installed
	$(PYTHON) -m tests.icons

licences: $(VENV)/spark.installed
	$(PYTHON) -m pimh_data.commands.installation.licences

requirements: $(VENV)/dev.installed
	$(VENV)/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header requirements.in -o requirements.txt
	$(VENV)/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header -c requirements.txt requirements-dev.in -o requirements-dev.txt
	$(VENV)/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header -c requirements.txt requirements-spark.in -o requirements-spark.txt
	$(VENV)/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header requirements-sbom.in -o requirements-sbom.txt

extracts-page: $(VENV)/run.installed
	$(PYTHON) -m pimh_data.secure.template.document

clean:
	rm -rf $(VENV) datasets/extracts datasets/demonstration datasets/releases datasets/quarantine

$(VENV)/bin/python:
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed, this is " + sys.version)'
	python3 -m venv $(VENV)

$(VENV)/run.installed: $(VENV)/bin/python requirements.txt
	$(PYTHON) -m pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/dev.installed: $(VENV)/bin/python requirements-dev.txt
	$(PYTHON) -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@ $(VENV)/run.installed

$(VENV)/spark.installed: $(VENV)/dev.installed requirements-spark.txt
	$(PYTHON) -m pip install -q --disable-pip-version-check --require-hashes -r requirements-spark.txt
	@touch $@

$(VENV)/sbom.installed: $(VENV)/dev.installed requirements-sbom.txt
	$(VENV)/bin/uv venv -q --clear --python $(PYTHON) $(VENV)/sbom
	$(VENV)/bin/uv pip install -q --require-hashes --python $(VENV)/sbom/bin/python -r requirements-sbom.txt
	@touch $@
