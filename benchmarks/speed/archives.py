"""How fast a WARC archive is read, and whether memory use stays flat.

    python -m benchmarks.speed.archives [GIGABYTES]

Writes an archive of invented pages, gzipped record by record as crawls are (uncompressed size in gigabytes, 0.1 by
default), and reads it twice: all of its records, and a sample of them all the way to articles.
"""

from __future__ import annotations

import gzip
import io
import random
import resource
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

from fastwarc.warc import WarcRecord, WarcRecordType

from analysis.ingest.archive import pages, read_archive

#: bytes of a page with everything around the article: the usual size of a news page in a crawl
PAGE_BYTES = 100_000
#: pages that are read all the way to articles
SAMPLE = 200
WORDS = (
    "council harbour minister budget report vote storm river school strike court market election repair mayor bridge "
    "committee said would after before between during which that their first second people year week city region"
).split()


def page(number: int) -> bytes:
    """Return an invented page of about ``PAGE_BYTES`` bytes: an article between navigation and scripts."""
    pick = random.Random(number)  # noqa: S311  # invented text, no secret
    paragraphs = "".join(f"<p>{' '.join(pick.choices(WORDS, k=60)).capitalize()}.</p>" for _ in range(12))
    script = "".join(f'"{pick.getrandbits(60):x}",' for _ in range((PAGE_BYTES - 7_000) // 18))
    return (
        f"<!doctype html><html lang=en><head><title>Page {number} | The Aldenport Ledger</title>"
        f"<script>var a=[{script}0]</script></head><body><nav><a href=/>Home</a></nav><article><h1>Page {number}</h1>"
        f"{paragraphs}</article><footer>The Aldenport Ledger</footer></body></html>"
    ).encode()


def write(path: Path, size: int) -> int:
    """Write pages until they have ``size`` bytes together; return their number."""
    number = written = 0
    with open(path, "wb") as file:
        while written < size:
            html = page(number)
            record = WarcRecord()
            record.init_headers(record_type=WarcRecordType.response)
            record.headers["WARC-Target-URI"] = f"https://ledger.example/{number}"
            head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(html)}\r\n\r\n"
            record.headers["Content-Type"] = "application/http; msgtype=response"
            record.set_bytes_content(head.encode() + html)
            packed = io.BytesIO()
            record.write(packed)
            file.write(gzip.compress(packed.getvalue(), compresslevel=1))
            number += 1
            written += len(html)
    return number


def _peak() -> float:
    """Return the peak memory of this process in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Write the archive, read it, and print times and memory."""
    size = int(float(sys.argv[1]) * 1e9) if len(sys.argv) > 1 else 100_000_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "archive.warc.gz"
        number = write(path, size)
        print(f"{number:,} records, {size / 1e9:g} GB unpacked, {path.stat().st_size / 1e9:.2f} GB on disk")
        before, start = _peak(), time.perf_counter()
        read = 0
        for k, _ in enumerate(pages(path), start=1):
            read = k
            if k in (number // 10, number):
                print(f"  after {k:,} records: peak memory {_peak():.0f} MB ({before:.0f} MB before the first)")
        took = time.perf_counter() - start
        print(f"  {read:,} records read, {read / took:,.0f} records/s on one core")
        start = time.perf_counter()
        articles = sum(1 for _ in islice(read_archive(path), SAMPLE))
        took = time.perf_counter() - start
        print(f"  to articles: {articles / took:.0f} pages/s on one core ({articles} pages)")


if __name__ == "__main__":
    main()
