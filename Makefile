# Two commands do everything: `make demo` and `make test`. See README.md.

.PHONY: demo test lint eval papers law disclosures packages build bench clean

FILES ?= 400
PERSONS ?= 600
OUT ?= candor-demo

# Installs the Debian packages that are missing: a C compiler for the bundled SQLite and zstd, and
# the font in which reports are set. Does nothing, and needs no rights, when all are there.
packages:
	@sh scripts/packages.sh

build: packages
	cargo build --release --locked -p candor-app

demo: build
	@out="$(OUT)"; n=1; while [ -e "$$out" ]; do n=$$((n + 1)); out="$(OUT)-$$n"; done; \
	target="$${CARGO_TARGET_DIR:-target}"; \
	"$$target/release/candor" demo --files $(FILES) --persons $(PERSONS) --out "$$out"

test:
	@sh scripts/packages.sh test
	cargo xtask test

lint: packages
	cargo xtask lint

# Quality on public sets and on wordings not used while developing; see BENCHMARKS.md.
eval: build
	sh scripts/eval.sh

# Detection on the marked papers of suite/papers, open and held-out ones apart.
papers: packages
	sh scripts/papers.sh

# The literate cases of suite/law, and which triggers and exemptions they exercise both ways.
law: packages
	cargo xtask law

# The two literate cases of suite/disclosures at full size, from files to the last numbered report;
# DISCLOSURES names the folder that keeps them.
DISCLOSURES ?= candor-disclosures
disclosures: packages
	cargo xtask disclosures full "$(DISCLOSURES)"

bench: build
	sh scripts/bench.sh

clean:
	cargo clean
