# Every command does its own set-up: `make help` lists them.
# For GNU make 3.81 (macOS has it) or newer, a POSIX shell and python3; paths may hold spaces.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check
LOCK := requirements.lock
SERVE_AT ?= 127.0.0.1:8000

# Material prints an advertisement against MkDocs 2 at every build without it.
export NO_MKDOCS_2_WARNING := 1
# What a user's shell points Python at must not change what is built or tested.
unexport PYTHONPATH PYTHONHOME

# Looks at the Python that is to be used, and prints what the set-up depends on, in ASCII.
LOOK := import importlib, os, sys; \
  sys.version_info >= (3, 11) or sys.exit('guidepress needs Python 3.11 or newer, and $(PYTHON)' \
    ' is %d.%d. Name a newer one: make PYTHON=python3.12' % sys.version_info[:2]); \
  importlib.import_module('importlib.util').find_spec('ensurepip') or sys.exit('$(PYTHON) cannot' \
    ' make virtual environments: its venv module is missing.' \
    ' On Debian and Ubuntu: apt-get install python3-venv'); \
  print(ascii((sys.version, sys.base_prefix, os.getcwd())))

.PHONY: help site serve test audit bench eval lock clean setup packages browser signer
.DEFAULT_GOAL := help

help:
	@echo "guidepress: clinical guidelines as checked YAML, built into a site"
	@echo
	@echo "  make site    build the site into dist/site and say where to open it"
	@echo "  make serve   preview it at http://$(SERVE_AT)/ and reload on every change"
	@echo "  make test    run every check: ruff, mypy, pytest"
	@echo "  make audit   ask every checker of every page: axe, Nu, HTML_CodeSniffer, Lighthouse"
	@echo "  make bench   measure time and memory on libraries of growing size"
	@echo "  make eval    measure how often Ask and search are right; writes tests/eval/results.txt"
	@echo "  make lock    bring $(LOCK) in line with pyproject.toml"
	@echo "  make setup   only the set-up that all of these do first: $(VENV)"
	@echo "  make clean   delete everything that make made, $(VENV) included"
	@echo
	@echo "  make site PYTHON=python3.12     with another Python (3.11 or newer)"
	@echo "  make serve SERVE_AT=0.0.0.0:80  at another address"
	@echo "  make bench LARGE=1              with 1,000 guidelines, half an hour more"
	@echo "  make lock UPGRADE=1             with the newest version of everything"

site: setup
	@$(BIN)/guidepress build

serve: setup
	@$(BIN)/mkdocs serve --dirty --dev-addr "$(SERVE_AT)"

test: setup browser signer
	@echo "== ruff check";  $(BIN)/ruff check .
	@echo "== ruff format"; $(BIN)/ruff format --check .
	@echo "== mypy";        $(BIN)/mypy
	@echo "== pytest";      $(BIN)/pytest -q -n auto --dist loadfile

audit: setup browser
	@$(BIN)/python tests/audit/audit.py

bench: setup
	@$(BIN)/python tests/bench/bench.py $(if $(LARGE),--large)

eval: setup browser
	@$(BIN)/python tests/evaluation.py

# One lock for every Python and platform that we support, as names, versions and hashes only.
lock: setup
	@echo "Resolving the dependencies of pyproject.toml into $(LOCK)"
	@$(BIN)/uv pip compile pyproject.toml --group dev --output-file $(LOCK) --quiet \
	  --universal --python-version 3.11 --only-binary :all: --generate-hashes --no-config \
	  --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
	  $(if $(UPGRADE),--upgrade)

clean:
	rm -rf $(VENV) dist site .cache .mypy_cache .ruff_cache .pytest_cache
	find generator tests -name __pycache__ -type d -prune -exec rm -rf {} +

# ---- set-up ---------------------------------------------------------------------------------
# A note inside .venv says what the set-up was made for; it is written last, so that a set-up
# which was interrupted, moved or outdated is done again, from an empty folder.

packages:
	@command -v "$(PYTHON)" >/dev/null 2>&1 || { \
	  echo "guidepress needs Python 3.11 or newer, and there is no '$(PYTHON)' here." \
	    "Install it, or name yours: make PYTHON=/path/to/python3" >&2; exit 1; }
	@python="$$("$(PYTHON)" -c "$(LOOK)")" || exit 1; \
	made_for="$$python $$(cksum < $(LOCK))"; \
	if test "$$made_for" = "$$(cat $(VENV)/.packages 2>/dev/null)"; then exit 0; fi; \
	echo "Set-up 1/3: a virtual environment in $(VENV), with $$("$(PYTHON)" --version)"; \
	rm -f $(VENV)/.packages; \
	"$(PYTHON)" -m venv --clear $(VENV) || exit 1; \
	echo "Set-up 2/3: $$(grep -c == $(LOCK)) locked packages (this once; up to a minute)"; \
	$(PIP) --only-binary :all: --require-hashes -r $(LOCK) || { \
	  echo "The packages were not installed; pip says why above. This step needs the network:" \
	    "once pip can reach its package index, run the same command again." >&2; exit 1; }; \
	printf '%s\n' "$$made_for" > $(VENV)/.packages

setup: packages
	@made_for="$$(cksum < pyproject.toml)"; \
	if test "$$made_for" = "$$(cat $(VENV)/.guidepress 2>/dev/null)"; then exit 0; fi; \
	echo "Set-up 3/3: guidepress itself, from generator/"; \
	$(PIP) --no-index --no-deps --no-build-isolation --editable . || exit 1; \
	printf '%s\n' "$$made_for" > $(VENV)/.guidepress

browser:
	@for name in "$$CHROMIUM" chromium chromium-browser google-chrome google-chrome-stable \
	  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do \
	  if command -v "$$name" >/dev/null 2>&1; then exit 0; fi; \
	done; \
	if test "$$(id -u)" = 0; then root=; else root="sudo -n"; fi; \
	if command -v apt-get >/dev/null 2>&1 && $$root true >/dev/null 2>&1; then \
	  echo "Set-up: Debian's chromium, for the tests in a browser"; \
	  $$root apt-get -qq update && $$root env DEBIAN_FRONTEND=noninteractive \
	    apt-get -qq install --no-install-recommends chromium >/dev/null && exit 0; \
	fi; \
	echo "The tests need Chromium or Chrome, and none is on the PATH." \
	  "Install one, or name yours: make test CHROMIUM=/path/to/chromium" >&2; \
	exit 1

signer:
	@if command -v ssh-keygen >/dev/null 2>&1; then exit 0; fi; \
	if test "$$(id -u)" = 0; then root=; else root="sudo -n"; fi; \
	if command -v apt-get >/dev/null 2>&1 && $$root true >/dev/null 2>&1; then \
	  echo "Set-up: Debian's openssh-client, for the tests of signatures"; \
	  $$root apt-get -qq update && $$root env DEBIAN_FRONTEND=noninteractive \
	    apt-get -qq install --no-install-recommends openssh-client >/dev/null && exit 0; \
	fi; \
	echo "The tests need ssh-keygen, and none is on the PATH. Install OpenSSH." >&2; \
	exit 1
