# The two commands are `make run` and `make test`; the rest are their long forms.
SHELL := /bin/bash
.PHONY: run server demo test test-pages pictures test-api bench fuzz soak package lint format clean

run: ## install what is missing, build the CLI, assess the example as found and repaired
	@scripts/run

server: ## build the server beside the CLI
	@scripts/build-server

demo: ## a made-up estate with the really assessed example in it, served on https://localhost:8443 until Ctrl-C
	@scripts/demo

test: ## every test but the long forms
	@scripts/test

test-pages: ## every page of the server in a browser: axe, three languages, light and dark, 1280 and 320 px
	@scripts/test-pages

pictures: ## the pictures of docs/pictures anew, of a made-up estate that is served
	@scripts/pictures

test-api: ## a running server against Content/api/openapi.yaml, for SCHEMATHESIS_SECONDS (60)
	@scripts/test-api

bench: ## measure; docs/benchmarks.md says what
	@scripts/bench

fuzz: ## every fuzz target for FUZZ_SECONDS (60) each
	@scripts/fuzz

soak: ## kill the writer SOAK_KILLS (200) times; every test of the server over PostgreSQL
	@scripts/soak

package: ## a tarball that runs on a bare Debian 12: the CLI, and the server where `make server` built it
	@scripts/package

lint: ## format, floors, scripts
	@scripts/lint

format: ## rewrite the sources in the house format
	@swift format --in-place --parallel --recursive Package.swift Sources Tests Benchmarks Fuzz

clean: ## remove what was built
	@. scripts/lib.sh && rm -rf "$$debug_build" "$$release_build" dist
