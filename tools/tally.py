"""Print one closing line over all reports in test-results/: "N passed, N failed, N skipped"."""

from pathlib import Path
from xml.etree import ElementTree

RESULTS = Path(__file__).resolve().parent.parent / "test-results"


def main() -> None:
    total = failed = skipped = 0
    for report in sorted(RESULTS.glob("*.xml")):
        for case in ElementTree.parse(report).iter("testcase"):
            total += 1
            failed += case.find("failure") is not None or case.find("error") is not None
            skipped += case.find("skipped") is not None
    print(f"{total - failed - skipped} passed, {failed} failed, {skipped} skipped")


if __name__ == "__main__":
    main()
