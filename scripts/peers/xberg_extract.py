"""The peer of reading: xberg alone over a folder, without recognition and without a cache.

Usage: xberg_extract.py FOLDER OUT.tsv    (pip install xberg==1.3.9)

Writes one line a file, its path below the folder and how many characters came out, for
`candor score-coverage`.
"""

import asyncio
import os
import sys

import xberg

folder, out = sys.argv[1], sys.argv[2]
config = xberg.ExtractionConfig(
    use_cache=False,
    disable_ocr=True,
    enable_quality_processing=False,
    extraction_timeout_secs=60,
)


async def characters(path: str) -> int:
    try:
        result = await xberg.extract(xberg.ExtractInput(kind="uri", uri=path), config)
    except Exception:  # whatever it is, the file gave nothing
        return 0
    return sum(len(document.content or "") for document in result.results)


async def main() -> None:
    with open(out, "w", encoding="utf-8", errors="surrogateescape") as lines:
        for parent, _, names in sorted(os.walk(folder)):
            for name in sorted(names):
                path = os.path.join(parent, name)
                count = await characters(path)
                lines.write(f"{os.path.relpath(path, folder)}\t{count}\n")


asyncio.run(main())
