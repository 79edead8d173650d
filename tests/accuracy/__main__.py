"""``python -m tests.accuracy``: how well the program reads and checks made documents.

Exit code 1 where a figure is below its floor.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.accuracy.as_pdf import PRODUCERS, pdf_cases
from tests.accuracy.as_scan import scan_cases
from tests.accuracy.cases import make_cases
from tests.accuracy.printing import PRINTERS
from tests.accuracy.score import Score, report, run_case, within_floors

DEFAULT_SEED = 20260120


def main() -> int:
    """Makes the files, runs the program over them, prints the figures."""
    parser = argparse.ArgumentParser(prog="python -m tests.accuracy", description=__doc__)
    parser.add_argument("--n", type=int, default=240, help="how many files")
    parser.add_argument("--seed", type=int, default=DEFAULT_SEED, help="another seed gives other files")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="show the N worst files")
    parser.add_argument("--forms", default="", metavar="LIST", help="forms to make, or all")
    parser.add_argument("--print", default="office", choices=list(PRINTERS), help="what the files are made as")
    parser.add_argument("--pdf", choices=PRODUCERS, help="the Word files printed as PDF by this program")
    parser.add_argument("--scan", choices=PRODUCERS, help="as scans of such prints; no floors, five seconds a page")
    parser.add_argument("--only", default="", metavar="TEXT", help="only files with this in their name")
    parser.add_argument("--keep", type=Path, default=None, metavar="DIR", help="keep the made files here")
    args = parser.parse_args()
    forms = [form for form in args.forms.split(",") if form]
    with tempfile.TemporaryDirectory() as scratch:
        folder = args.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        score = Score()
        printer = PRINTERS[args.print]
        made = make_cases(args.n, args.seed, forms, printer)
        cases = pdf_cases(args.n, args.seed, forms, args.pdf) if args.pdf else made
        if args.scan:
            cases = scan_cases(args.n, args.seed, forms, args.scan)
        for case in cases:
            if args.only in case.name:
                score.results.append(run_case(case, folder))
                print(f"\r{len(score.results)}", end="", file=sys.stderr)
    print("\r", end="", file=sys.stderr)
    print(report(score, args.show))
    low = [] if args.scan else within_floors(score)
    if low:
        print("\nbelow the floors: " + "; ".join(low))
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
