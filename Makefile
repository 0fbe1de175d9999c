# Two commands do all the set-up on a fresh Debian or Ubuntu with Rust: `make demo` and `make test`.

.PHONY: help setup demo test test-model versions corpus soak bench intent-score intent-fit regenerate accept
.NOTPARALLEL:

help:
	@echo "make demo        from examples/blog.schema to a proven migration and seed, in a fresh demo/"
	@echo "make test        form, lints and all tests"
	@echo "make test-model  the tests that need a language model: builds the feature llama, fetches a small model (98 MB)"
	@echo "make versions    the tests that need a server, on each PostgreSQL from 14 to 18 (fetched with npm)"
	@echo "make corpus      real histories and schemas of other projects, read, replayed and changed: make corpus CORPUS=folder"
	@echo "make soak        the long campaigns: more kills, more generated inputs"
	@echo "make bench       the figures of docs/benchmarks.md; of long histories with CORPUS=folder"
	@echo "make intent-score  how near the drafts of free texts come to what a good modeller would make; with a model: make intent-score MODEL=file"
	@echo "make intent-fit  learns anew which nouns of a free text are things, which refer and have tables between them, and which fields are ones, from the texts in tests/intent/tuned and learned"
	@echo "make regenerate  the repository's own migrations/ and seeds/, anew from examples/blog.schema"
	@echo "make accept      take what the tests produce as expected; review it with git diff"

setup:
	@scripts/setup

demo: setup
	@scripts/demo

test: setup
	@scripts/test

test-model: setup
	@scripts/test-model

versions: setup
	@scripts/versions

corpus: setup
	@scripts/corpus

soak: setup
	@scripts/soak

bench: setup
	@scripts/bench

intent-score: setup
	@MODEL="$(MODEL)" scripts/intent-score

intent-fit: setup
	@scripts/intent-fit

regenerate: setup
	@scripts/regenerate

accept: setup
	@scripts/accept
