# CoachDesk: `make demo` and `make test` each set up all they need. `make help` lists the rest.
PYTHON ?= python3
VENV_PYTHON := .venv/bin/python
N ?= 200
BENCH_PARTS = measure.py sample.py page.py window.py day_of_work.py speed_table.py big_%.py \
	bundle.py bundled.py empty_window.py x_screen.py

.PHONY: help setup setup-tests demo run test lint style types imports security torture bench speed speed-installed look guide installer try-installer clean

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 22

setup: ## .venv with the coachdesk command, and the libraries of Qt
	@$(PYTHON) tools/setup.py

setup-tests: ## the same, and the outside tools that the tests call
	@$(PYTHON) tools/setup.py --tools

demo: setup ## a coach's year, in a fresh store: import, close, package, verify, window
	.venv/bin/coachdesk demo $(ARGS)

run: setup ## open the window on your own store
	.venv/bin/coachdesk $(ARGS)

test: export PYTHONDONTWRITEBYTECODE := # what one process compiled, the hundred others take
test: setup-tests ## every test, in random order
	$(VENV_PYTHON) -m pytest -n 2 $(ARGS)

lint: style types imports security ## style, types, import order and unsafe calls

style: setup
	$(VENV_PYTHON) -m ruff check
	$(VENV_PYTHON) -m ruff format --check

types: setup
	$(VENV_PYTHON) -m mypy

imports: setup
	.venv/bin/lint-imports --no-cache

security: setup
	$(VENV_PYTHON) -m bandit -q -c pyproject.toml -r src

torture: setup-tests ## the fault tests at full size: make torture N=1000
	COACHDESK_TORTURE=$(N) $(VENV_PYTHON) -m pytest -n 2 -m torture -o faulthandler_timeout=0 $(ARGS)

bench: setup ## what each thing costs, beside its floor
	@for script in $(filter-out $(addprefix bench/,$(BENCH_PARTS)),$(wildcard bench/*.py)); do \
		echo "== $$script"; $(VENV_PYTHON) $$script || exit 1; done

speed: setup ## the benches of ten years of data, into docs/speed.md
	$(VENV_PYTHON) bench/speed_table.py

speed-installed: setup ## start, rest and memory of the installed program, into docs/speed.md
	@$(PYTHON) tools/setup.py --tools --installer
	$(VENV_PYTHON) installer/build.py bundle
	$(VENV_PYTHON) bench/speed_table.py installed

look: ## papers, bilan and window as pictures, in out/look (installs LibreOffice)
	@$(PYTHON) tools/setup.py --tools --look
	$(VENV_PYTHON) tools/look.py

guide: setup-tests ## every screen as a picture; at every size and theme: make guide ARGS=all
	$(VENV_PYTHON) tools/guide.py $(ARGS)

installer: setup ## what is installed, in dist/: folder, archive, package of Debian
	@$(PYTHON) tools/setup.py --installer
	$(VENV_PYTHON) installer/build.py $(ARGS)

try-installer: installer ## that package on a bare Debian, over an older one: make try-installer PREVIOUS=X.deb
	$(VENV_PYTHON) installer/trial.py $(if $(PREVIOUS),--previous $(PREVIOUS))

clean: ## all that can be made again
	rm -rf .venv build dist out demo .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
