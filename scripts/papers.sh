#!/bin/sh
# Detection on the marked papers of suite/papers: open ones and held-out ones apart, each set scored as a
# case of its own and all sets together.
set -eu

target="${CARGO_TARGET_DIR:-target}/release"
cargo build --release --locked -p candor-app -p candor-lab
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

for half in open held; do
    for set in suite/papers/*/; do
        name="$(basename "$set")"
        to="$work/$half-$name"
        "$target/candor-lab" unfold "$set" "$to" "$half" >/dev/null
        "$target/candor" init "$to/case" 2>/dev/null
        cp "$to/case.toml" "$to/case/case.toml"
        "$target/candor" intake "$to/case" "$to/dump" --collection leak-1 >/dev/null 2>&1
        "$target/candor" run "$to/case" --ocr off --json >/dev/null 2>&1
        "$target/candor" score "$to/case" "$to/truth" >"$to/score" 2>/dev/null
        awk -v set="$half $name" '/^micro: f1|^trap_rate|^person_recall|^person_precision|^doc_class_macro_f1|^language_accuracy/ {
            line = line "  " $(NF - 1) " " sprintf("%.3f", $NF) } END { print set line }' "$to/score"
        cat "$to/score" >>"$work/$half-all"
    done
    awk -v half="$half" '
        /^micro: truth/ { truth += $NF } /^micro: found/ { found += $NF }
        /^micro: reported/ { reported += $NF } /^micro: right/ { right += $NF }
        END { p = right / reported; r = found / truth
            printf "%s, all sets: precision %.3f recall %.3f F1 %.3f of %d values\n", half, p, r, 2 * p * r / (p + r), truth }' "$work/$half-all"
done
