# One configuration for everything: the demo and the tests share one build.
SWIFT ?= swift
# Where the build goes; an absolute path or one from here.
SCRATCH ?= .build
KEEP ?=
# Arguments of the benchmarks; "--help" lists them.
BENCH ?=
# Of the fault suite: how many episodes, the first one's seed, how many run at a time (default: processors + 1).
EPISODES ?= 200
SEED ?= 1
JOBS ?= 0
# Of the fuzzer: how long, all parsers together.
MINUTES ?= 10
# Further arguments of the fault suite, and those of the simulated year; "--help" lists them.
FAULT ?=
YEAR ?=

# Whole-fleet tests that make test runs on PostgreSQL as well, with two aggregators and four workers.
on_postgresql = killedWorkerAndAggregator|inspectorsSubmit|rectificationIsVerified|reportsAreTakenIn

swift_build = $(SWIFT) build -c release --scratch-path $(SCRATCH)
# All tests at once leave each so little of two processors that it waits for its answers in vain.
few_at_once = $(if $(findstring -maximum-parallelization-width,$(shell $(SWIFT) test --help-hidden)),--experimental-maximum-parallelization-width 8)
swift_test = $(SWIFT) test -c release --scratch-path $(SCRATCH) --skip-build $(few_at_once)
postgresql_test = HAZARDFLEET_TEST_STORE=postgresql $(swift_test)
programs = $(abspath $(SCRATCH))/release
sources = Package.swift Sources Tests
browser_suite = cd Tests/Browser && HAZARDFLEET_BIN=$(programs) ../../.venv/bin/python -B -m browsersuite
year_suite = cd Tests/Simulation && HAZARDFLEET_BIN=$(programs) ../../.venv/bin/python -B -m yearsuite
deploy_suite = cd Tests/Deploy && PYTHONPATH=../Browser HAZARDFLEET_BIN=$(programs) ../../.venv/bin/python -B -m deploysuite
docs_suite = cd Tests/Docs && PYTHONPATH=../Browser HAZARDFLEET_BIN=$(programs) ../../.venv/bin/python -B -m docsuite
fault_suite = cd Tests/Faults && HAZARDFLEET_BIN=$(programs) ../../.venv/bin/python -B -m faultsuite --jobs $(JOBS)

.DEFAULT_GOAL := help
.PHONY: help setup setup-browser setup-deploy build test test-postgresql browser screenshots deploy-check contract docs fault year fuzz demo demo-stop bench format lint clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-16s %s\n", $$1, $$2 }' Makefile

setup: ## Install what is missing: system packages, and the development broker in .venv
	@scripts/setup.sh

setup-browser: ## The same, and Chromium for the tests of the dashboard
	@scripts/setup.sh --browser

setup-deploy: setup ## The same, and validators of what deploy/ holds
	@scripts/setup.sh --deploy

build: setup ## Build the programs
	$(swift_build)

test: setup-browser ## Build and run all tests, the end-to-end ones on a real broker
	$(swift_build) --build-tests
	$(swift_test) --skip EndToEndTests
	$(swift_test) --filter EndToEndTests
	$(postgresql_test) --filter '$(on_postgresql)'
	$(browser_suite)
	$(deploy_suite)
	$(docs_suite)
	$(year_suite)
	$(fault_suite) --short

test-postgresql: setup ## Run all end-to-end tests and a share of the fault suite on PostgreSQL, with two aggregators and four workers
	$(swift_build) --build-tests
	$(postgresql_test) --filter EndToEndTests
	$(fault_suite) --episodes 16 --store postgresql --only-scenarios hosts

browser: setup-browser build ## Walk through the dashboard with a browser
	$(browser_suite)

screenshots: setup-browser build ## Make the pictures in docs/images anew
	$(browser_suite) --screenshots ../../docs/images

deploy-check: setup-deploy build ## Hold deploy/ against schemas, linters and the programs; make test does so with what is there
	$(deploy_suite)

contract: setup-deploy build ## Hold the API's answers against its OpenAPI document by thousands of made-up requests
	$(browser_suite) --contract 60

docs: build ## Make docs/commands.md anew from the programs, and the tables of settings, metrics and capacities from the code
	scripts/commands_page.py $(programs) > docs/commands.md
	$(swift_build) --build-tests
	HAZARDFLEET_WRITE_DOCS=1 $(swift_test) --filter 'thePageListsEvery|thePageShows' || true
	$(swift_test) --filter 'thePageListsEvery|thePageShows'

fault: build ## Run the fleet under seeded faults; EPISODES=200 SEED=1 choose, JOBS=2 how many at a time
	$(fault_suite) --episodes $(EPISODES) --seed $(SEED) $(FAULT)

year: build ## Simulate a year of 2,000 sites on the whole fleet; YEAR="--sites 200 --seed 7" chooses
	$(year_suite) $(YEAR)

fuzz: setup ## Give every parser damaged input; MINUTES=10 SEED=1 choose
	$(swift_build) --build-tests
	HAZARDFLEET_FUZZ_MINUTES=$(MINUTES) HAZARDFLEET_FUZZ_SEED=$(SEED) $(swift_test) --filter FuzzTests

demo: build ## Inspect a made-up district from end to end; KEEP=1 leaves the fleet running
	@KEEP=$(KEEP) HAZARDFLEET_BIN=$(programs) scripts/demo.sh

demo-stop: ## Stop the fleet that KEEP=1 left running
	@scripts/demo.sh --stop

bench: build ## Measure the fleet beside plain librdkafka; BENCH="--parts chain --runs 1" chooses
	@cd Benchmarks && HAZARDFLEET_BIN=$(programs) python3 -B -m suite $(BENCH)

format: ## Format the sources
	$(SWIFT) format --in-place --recursive --parallel $(sources)

lint: ## Check the sources' format
	$(SWIFT) format lint --strict --recursive --parallel $(sources)

clean: ## Remove everything that was built or installed here
	rm -rf $(SCRATCH) .venv var
