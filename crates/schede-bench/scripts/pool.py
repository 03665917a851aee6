"""What a user would write instead: a pool of processes, each taking the words
and the tables of its PDFs with pdfplumber.

In: a folder, a number of processes; or `--one` and a PDF, in one process. Out: one
line with documents, pages, seconds.
"""

import multiprocessing
import pathlib
import sys
import time

import pdfplumber


def read(path):
    """Words and tables of every page; the number of pages."""
    with pdfplumber.open(path) as plan:
        for page in plan.pages:
            page.extract_words()
            page.extract_tables()
            page.close()
        return len(plan.pages)


if __name__ == "__main__":
    if sys.argv[1] == "--one":
        read(sys.argv[2])
        sys.exit()
    paths = sorted(pathlib.Path(sys.argv[1]).glob("*.pdf"))
    began = time.monotonic()
    with multiprocessing.Pool(int(sys.argv[2])) as pool:
        pages = sum(pool.imap_unordered(read, paths))
    seconds = time.monotonic() - began
    print(
        f"beside: pdfplumber in a pool of {sys.argv[2]}: {len(paths)} documents "
        f"{pages} pages {seconds:.2f} s {pages / seconds:.0f} pages/s"
    )
