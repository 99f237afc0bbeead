# Two commands do everything: `make demo` and `make test`. See README.md.

.PHONY: demo test packages build bench ci clean

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

test: packages
	cargo xtask ci

bench: build
	sh scripts/bench.sh

clean:
	cargo clean
