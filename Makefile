# What may be assumed on the machine: make, git and Python 3.11 or newer.
# Everything else is installed into .venv, at the versions of constraints.txt.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/pip install --quiet --disable-pip-version-check
# pytest's worker processes, one more than there are cores, since many tests wait for a command that
# they started; `make test WORKERS=0` runs everything in one.
WORKERS ?= $(shell $(PYTHON) -c 'import os; print((os.cpu_count() or 1) + 1)')
# The version of Zensical that the pages are known to build with.
ZENSICAL := 0.0.73

# Both of MkDocs's neighbours print a banner about MkDocs's future on every run.
# We know: docs/decisions/001. These two settings are theirs, for turning it off.
export NO_MKDOCS_2_WARNING := 1
export DISABLE_MKDOCS_2_WARNING := true

.PHONY: help site serve check editions test test-browser test-mutants test-engines test-zensical fuzz screenshots \
        install install-dev install-browser install-zensical lock clean

help:
	@echo "make site          set up, check, build the site into site/"
	@echo "make editions      set up, publish this site's editions in a scratch clone, into site-editions/"
	@echo "make serve         set up and show the site while you write"
	@echo "make check         set up and check the YAML and the prose"
	@echo "make test          set up; ruff, mypy, pytest (all but the browser tests)"
	@echo "make test-browser  the tests in a real Chromium; there a skipped test fails"
	@echo "make test-mutants  take out each safety wall in turn; a test must fall each time"
	@echo "make fuzz          look for what breaks: TARGET=reader, prose or markdown, SECONDS=1800"
	@echo "make test-engines  the same pages by mkdocs and by properdocs, both strict"
	@echo "make test-zensical the same pages by Zensical $(ZENSICAL)"
	@echo "make screenshots   a picture of each kind of page, into screenshots/"
	@echo "make lock          renew constraints.txt (with Python 3.11)"
	@echo "make clean         delete what was made; .venv stays"
	@echo
	@echo "PYTHON=python3.13 make site   takes another Python for a new .venv"

# ---- the site ---------------------------------------------------------------

# The lock as the base branch has it, where CI has put one: see .ci/take-content.
BASE_LOCK := $(firstword $(wildcard .sayso/base.lock .base/site_config/captures.lock))

site: install
	$(BIN)/sayso build $(addprefix --base-lock ,$(BASE_LOCK))
	@echo
	@echo "The site is in $(CURDIR)/site"
	@echo "To read it: $(BIN)/python -m http.server --directory site, then http://localhost:8000/"
	@echo "To write with a live preview: make serve"

serve: install
	$(BIN)/sayso serve

check: install
	$(BIN)/sayso check

# The commits that an edition of this site is made of say so in their message ("Edition: 2025-01-05").
# All is done in a scratch clone: this repository's branches, and its remote, are left alone.
EDITIONS := 2024-12-31 2025-01-05 2025-01-05.2

editions: install
	@rm -rf .editions site-editions
	@git clone --quiet . .editions
	@set -e; for edition in $(EDITIONS); do \
	  commit=$$(git -C .editions log -1 --format=%H --grep="^Edition: $$edition$$"); \
	  [ -n "$$commit" ] || { echo "No commit here says 'Edition: $$edition': fetch the whole history (git fetch --unshallow)." >&2; exit 2; }; \
	  $(BIN)/sayso publish "$$edition" --root .editions --local --commit "$$commit"; \
	done
	$(BIN)/sayso editions --root .editions
	$(BIN)/sayso edition verify all --root .editions
	@set -e; for edition in $(EDITIONS); do $(BIN)/sayso edition rebuild "$$edition" --root .editions --quiet; done
	$(BIN)/sayso edition assemble site-editions --root .editions
	@rm -rf .editions
	@echo "To read them: $(BIN)/python -m http.server --directory site-editions, then http://localhost:8000/"

# ---- the tests --------------------------------------------------------------

test: install-dev
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest -m "not browser" -n $(WORKERS) --dist worksteal --durations=15

# A file's tests stay together: they share a browser and, in part, their pages. The longest stands first.
test-browser: install-browser
	$(BIN)/python -m pytest -m browser -p tests.no_skips -n auto --dist loadfile --no-loadscope-reorder --durations=15

# Takes out each wall in turn; about a quarter of an hour. PART=audit for some of them.
test-mutants: install-dev
	$(BIN)/python -m tests.mutation.run $(PART)

# What is fuzzed and what to do with what is found: docs/fuzzing.md.
TARGET  ?= reader
SECONDS ?= 600

fuzz: $(VENV)-fuzz/.installed
	$(VENV)-fuzz/bin/python tests/fuzz/run.py $(TARGET) $(SECONDS)

test-engines: install-dev
	$(BIN)/sayso pages
	$(BIN)/mkdocs build --strict --quiet --site-dir .site-mkdocs
	$(BIN)/properdocs build --strict --quiet --config-file mkdocs.yml --site-dir .site-properdocs
	@echo "mkdocs and properdocs built the same pages without a warning"

# Zensical takes its output folder only from the configuration.
test-zensical: install-zensical
	$(BIN)/sayso pages
	sed 's|^site_dir:.*|site_dir: .site-zensical|' mkdocs.yml > .site-zensical.yml
	$(VENV)-zensical/bin/zensical build --strict --clean --config-file .site-zensical.yml
	rm -f .site-zensical.yml
	test -s .site-zensical/index.html
	test -s .site-zensical/claims/index.html

screenshots: install-browser
	$(BIN)/sayso build
	$(BIN)/python tests/browser/screenshots.py

# ---- setting up -------------------------------------------------------------
# One stamp for each set of packages, older than none of the files that name them:
# a second call does nothing, a changed pyproject.toml installs again.

install: $(VENV)/.installed
install-dev: $(VENV)/.installed-dev
install-browser: $(VENV)/.installed-browser
install-zensical: install $(VENV)-zensical/.installed

$(VENV)/.made:
	@command -v $(PYTHON) >/dev/null 2>&1 || { \
	  echo "Sayso needs Python 3.11 or newer; there is no '$(PYTHON)' here." >&2; \
	  echo "Install one, or name yours:  make PYTHON=python3.12 site" >&2; exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Sayso needs Python 3.11 or newer; '$(PYTHON)' is `$(PYTHON) --version 2>&1`." >&2; \
	  echo "If you have a newer one, name it:  make PYTHON=python3.12 site" >&2; exit 2; }
	@$(PYTHON) -m venv $(VENV) || { \
	  echo "Python could not make $(VENV). On Debian and Ubuntu: apt install python3-venv" >&2; exit 2; }
	@touch $@

# The build back end is installed first, at its pinned version, so that nothing
# unpinned is fetched behind the scenes.
$(VENV)/.installed: $(VENV)/.made pyproject.toml constraints.txt
	@echo "Installing into $(VENV) (once; about a minute) ..."
	@$(PIP) -c constraints.txt hatchling
	@$(PIP) -c constraints.txt --no-build-isolation -e '.[search]'
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	@echo "Installing what the tests need ..."
	@$(PIP) -c constraints.txt --no-build-isolation -e '.[dev,properdocs,search]'
	@touch $@

$(VENV)/.installed-browser: $(VENV)/.installed-dev
	@echo "Installing what the browser tests need ..."
	@$(PIP) -c constraints.txt --no-build-isolation -e '.[dev,properdocs,browser,search]'
	@touch $@

$(VENV)-zensical/.installed: constraints.txt
	@$(PYTHON) -m venv $(VENV)-zensical
	@$(VENV)-zensical/bin/pip install --quiet --disable-pip-version-check -c constraints.txt zensical
	@touch $@

# In an environment of its own: the fuzzer is not made for every Python and every machine.
$(VENV)-fuzz/.installed: pyproject.toml constraints.txt
	@$(PYTHON) -m venv $(VENV)-fuzz
	@$(VENV)-fuzz/bin/pip install --quiet --disable-pip-version-check -c constraints.txt hatchling
	@$(VENV)-fuzz/bin/pip install --quiet --disable-pip-version-check -c constraints.txt \
	  --no-build-isolation -e '.[fuzz]'
	@touch $@

# Made with the oldest Python we promise: what it can install, the newer ones can.
lock:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || { \
	  echo "constraints.txt is made with Python 3.11: make PYTHON=python3.11 lock" >&2; exit 2; }
	rm -rf $(VENV)-lock
	$(PYTHON) -m venv $(VENV)-lock
	$(VENV)-lock/bin/pip install --quiet --disable-pip-version-check \
	  hatchling zensical==$(ZENSICAL) -e '.[dev,properdocs,browser,search]'
	{ echo "# Exact versions for CI and for make; renewed by make lock, never by hand."; \
	  $(VENV)-lock/bin/pip freeze --exclude-editable; } > constraints.new
	mv constraints.new constraints.txt
	rm -rf $(VENV)-lock

# ---- tidying up -------------------------------------------------------------

clean:
	rm -rf site site-editions .editions .site-* .sayso screenshots dist .cache .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find build/docs -mindepth 1 ! -name .gitignore -delete
