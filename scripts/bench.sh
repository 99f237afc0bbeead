#!/bin/sh
# The figures of BENCHMARKS.md: speed, memory, resumption and quality on simulated dumps, recognition
# against bare tesseract; with `SPLINK=python` the peer of linkage; with `CORPUS=/path make bench` the outcome on a folder of real files and,
# with `TIKA=1`, Apache Tika on the same files, with `XBERG=python` xberg alone on them; with `ENCODINGS=/path` texts in old encodings.
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
    # User and system time of the children so far, this one included.
    times >"$work/times"
    spent=$(tail -1 "$work/times" | tr 'ms' '  ' | awk '{ printf "%.2f", $1 * 60 + $2 + $3 * 60 + $4 }')
    cpu=$(echo "$spent ${before:-0}" | awk '{ printf "%.2f", $1 - $2 }')
    before=$spent
    echo "$label: $(echo "$start $end" | awk '{ printf "%.2f", $2 - $1 }') s, $cpu CPU s, peak $((peak / 1024)) MB"
}

for files in 5000 20000; do
    demo="$work/demo-$files"
    measure "simulate $files files" "$candor" demo --files $files --persons 8000 --scans 0 --simulate-only --out "$demo"
    "$candor" init "$demo/case" 2>/dev/null
    cp crates/testkit/src/case.toml "$demo/case/case.toml"
    measure "intake $files files" "$candor" intake "$demo/case" "$demo/dump" --collection leak-1
    measure "run $files files" "$candor" run "$demo/case" --ocr off --json
    grep -E '"(items|read|partly_read|unread|persons|records)":' "$work/out"
    measure "run again, nothing new" "$candor" run "$demo/case" --ocr off --json
    "$candor" demo --files $((files / 100)) --persons 200 --seed 9 --scans 0 --simulate-only --out "$work/wave-$files" 2>/dev/null
    measure "intake of 1 % new files" "$candor" intake "$demo/case" "$work/wave-$files/dump" --collection leak-2
    measure "run, 1 % new files" "$candor" run "$demo/case" --ocr off --json
done
score="$work/score"
"$candor" demo --files 5000 --persons 8000 --seed 2 --scans 60 --json --out "$score" >/dev/null 2>&1
"$candor" score "$score/case" "$score/truth" 2>/dev/null
# Linkage of made-up registers; with `SPLINK=/path/to/python` Splink on the same million rows.
for rows in 100000 1000000; do
    "$candor" simulate-register --rows $rows --persons $((rows * 3 / 10)) --out "$work/register.csv"
    measure "link $rows rows" "$candor" link "$work/register.csv" --settings suite/link/register.toml --out "$work/linked.csv"
    "$candor" score-link "$work/linked.csv" --truth person
done
if [ -n "${SPLINK:-}" ]; then
    measure "Splink, the same million rows" "$SPLINK" scripts/peers/splink_link.py "$work/register.csv" "$work/linked.csv"
    "$candor" score-link "$work/linked.csv" --truth person
fi
# Recognition: the same scans through candor and through tesseract alone, two at a time.
if command -v tesseract >/dev/null 2>&1; then
    scans="$work/scans"
    "$candor" demo --files 80 --persons 400 --seed 3 --scans 40 --simulate-only --out "$scans" 2>/dev/null
    mkdir "$work/pages"
    find "$scans/dump" -name '*_[0-9]*.png' -exec cp {} "$work/pages" \;
    "$candor" init "$work/pages-case" 2>/dev/null
    "$candor" intake "$work/pages-case" "$work/pages" --collection pages 2>/dev/null
    measure "recognition of $(ls "$work/pages" | wc -l) pages, candor" "$candor" run "$work/pages-case" --json
    measure "the same, tesseract on all cores" sh -c "ls '$work'/pages/*.png | OMP_THREAD_LIMIT=1 xargs -P $(nproc) -I{} tesseract {} stdout -l jpn+vie+eng --dpi 200 tsv"
fi
if [ -n "${CORPUS:-}" ]; then
    "$candor" init "$work/corpus" 2>/dev/null
    measure "intake of $(basename "$CORPUS")" "$candor" intake "$work/corpus" "$CORPUS" --collection corpus
    measure "run" "$candor" run "$work/corpus" --ocr off --json
    cat "$work/out"
    if [ -n "${TIKA:-}" ]; then
        mkdir "$work/tika"
        measure "Apache Tika 3.3.1, start and download included" sh scripts/tika/run.sh "$CORPUS" "$work/peer.tsv" "$work/tika"
        measure "Apache Tika 3.3.1 again" sh scripts/tika/run.sh "$CORPUS" "$work/peer.tsv" "$work/tika"
        "$candor" score-coverage "$work/corpus" "$work/peer.tsv"
    fi
    if [ -n "${XBERG:-}" ]; then
        measure "xberg alone" "$XBERG" scripts/peers/xberg_extract.py "$CORPUS" "$work/xberg.tsv"
        "$candor" score-coverage "$work/corpus" "$work/xberg.tsv"
    fi
fi
if [ -n "${ENCODINGS:-}" ]; then
    "$candor" init "$work/encodings" 2>/dev/null
    "$candor" intake "$work/encodings" "$ENCODINGS" --collection encodings 2>/dev/null
    "$candor" run "$work/encodings" --ocr off --json >/dev/null 2>&1
    "$candor" score-text "$work/encodings" "$ENCODINGS/manifest.jsonl"
fi
