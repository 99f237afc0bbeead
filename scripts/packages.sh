#!/bin/sh
# Installs what a build and a report need and this machine lacks; with `test`, what tests need too.
# Works as root and with sudo.
set -eu

missing=""
command -v cc >/dev/null 2>&1 || missing="$missing gcc libc6-dev"
font=""
for file in /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc /usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc; do
    if [ -e "$file" ]; then font="$file"; fi
done
[ -n "$font" ] || missing="$missing fonts-noto-cjk"
# Recognition of text in pictures, with Japanese, Vietnamese and English.
command -v tesseract >/dev/null 2>&1 ||
    missing="$missing tesseract-ocr tesseract-ocr-jpn tesseract-ocr-jpn-vert tesseract-ocr-vie"

# What only tests need: a server to keep a shared ledger in, and the peer of time-stamps.
if [ "${1:-}" = test ]; then
    ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$missing postgresql"
    command -v openssl >/dev/null 2>&1 || missing="$missing openssl"
fi

if [ -z "$missing" ]; then
    exit 0
fi
if ! command -v apt-get >/dev/null 2>&1; then
    echo "please install by hand:$missing (see README.md, \"What is installed\")" >&2
    exit 1
fi
as_root=""
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null 2>&1; then
        echo "please install as root:$missing" >&2
        exit 1
    fi
    as_root="sudo"
fi
echo "installing:$missing" >&2
$as_root apt-get update -qq
# shellcheck disable=SC2086
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $missing
