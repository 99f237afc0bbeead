#!/bin/sh
# The figures of BENCHMARKS.md: speed, memory, resumption and quality on simulated dumps, and the
# outcome on a folder of real files when one is named: `CORPUS=/path make bench`.
set -eu

candor="${CARGO_TARGET_DIR:-target}/release/candor"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

# Runs a command; prints wall seconds and the peak of the summed memory of its process tree.
measure() {
    label="$1"
    shift
    start=$(date +%s.%N)
    "$@" >"$work/out" 2>"$work/err" &
    pid=$!
    peak=0
    while kill -0 "$pid" 2>/dev/null; do
        sum=$(ps -o rss= --pid "$pid" --ppid "$pid" 2>/dev/null | awk '{ s += $1 } END { print s + 0 }')
        if [ "$sum" -gt "$peak" ]; then peak=$sum; fi
        sleep 0.05
    done
    wait "$pid" || { cat "$work/err" >&2; exit 1; }
    end=$(date +%s.%N)
    echo "$label: $(echo "$start $end" | awk '{ printf "%.2f", $2 - $1 }') s, peak $((peak / 1024)) MB"
}

for files in 5000 20000; do
    demo="$work/demo-$files"
    measure "simulate $files files" "$candor" demo --files $files --persons 8000 --simulate-only --out "$demo"
    "$candor" init "$demo/case" 2>/dev/null
    cp crates/testkit/src/case.toml "$demo/case/case.toml"
    measure "intake $files files" "$candor" intake "$demo/case" "$demo/dump" --collection leak-1
    measure "run $files files" "$candor" run "$demo/case" --json
    grep -E '"(items|read|partly_read|unread|persons|records)":' "$work/out"
    measure "run again, nothing new" "$candor" run "$demo/case" --json
    "$candor" demo --files $((files / 100)) --persons 200 --seed 9 --simulate-only --out "$work/wave-$files" 2>/dev/null
    measure "intake of 1 % new files" "$candor" intake "$demo/case" "$work/wave-$files/dump" --collection leak-2
    measure "run, 1 % new files" "$candor" run "$demo/case" --json
done
score="$work/score"
"$candor" demo --files 5000 --persons 8000 --seed 2 --json --out "$score" >/dev/null 2>&1
"$candor" score "$score/case" "$score/truth" 2>/dev/null
if [ -n "${CORPUS:-}" ]; then
    "$candor" init "$work/corpus" 2>/dev/null
    measure "intake of $(basename "$CORPUS")" "$candor" intake "$work/corpus" "$CORPUS" --collection corpus
    measure "run" "$candor" run "$work/corpus" --json
    cat "$work/out"
fi
