#!/bin/sh
# Quality figures of BENCHMARKS.md. With `CORPORA=/path` the public sets (names, personal data,
# identifiers, contracts); always the simulator's unseen family.
set -eu

candor="${CARGO_TARGET_DIR:-target}/release/candor"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

if [ -n "${CORPORA:-}" ]; then
    cargo xtask eval "$CORPORA"
    # Linkage: pairs of rows in one cluster against the true groups.
    for set in febrl_dataset1:febrl:rec_id febrl_dataset2:febrl:rec_id febrl_dataset3:febrl:rec_id fake_1000:fake_1000:cluster; do
        table="${set%%:*}" rest="${set#*:}"
        echo "linkage of $table"
        "$candor" link "$CORPORA/er/$table.csv" --settings "suite/link/${rest%%:*}.toml" --out "$work/linked.csv" >/dev/null
        "$candor" score-link "$work/linked.csv" --truth "${rest#*:}"
    done
fi
for family in unseen unseen-no-cards; do
    "$candor" demo --files "${FILES:-5000}" --persons "${PERSONS:-8000}" --seed "${SEED:-31}" --scans 0 \
        --family $family --ocr off --json --out "$work/$family" >/dev/null 2>&1
    echo "family $family"
    "$candor" score "$work/$family/case" "$work/$family/truth" --json 2>/dev/null
done
