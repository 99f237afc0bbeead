#!/bin/sh
# Quality figures of BENCHMARKS.md. With `CORPORA=/path` the public sets (names, personal data,
# identifiers, contracts); always the simulator's unseen family.
set -eu

candor="${CARGO_TARGET_DIR:-target}/release/candor"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

if [ -n "${CORPORA:-}" ]; then
    cargo xtask eval "$CORPORA"
fi
for family in unseen unseen-no-cards; do
    "$candor" demo --files "${FILES:-5000}" --persons "${PERSONS:-8000}" --seed "${SEED:-31}" --scans 0 \
        --family $family --ocr off --json --out "$work/$family" >/dev/null 2>&1
    echo "family $family"
    "$candor" score "$work/$family/case" "$work/$family/truth" --json 2>/dev/null
done
