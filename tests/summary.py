#!/usr/bin/env python3
"""Sums up the reports of a test run: how many ran, what failed, what was skipped and why. Exit status 1 after failures."""
import glob
import os
import sys
import xml.etree.ElementTree as ElementTree


def first_line(element):
    text = element.get("message") or element.text or element.get("type") or ""
    line = text.strip().split("\n")[0]
    return line.replace("org.opentest4j.TestAbortedException: ", "").replace("Assumption failed: ", "")[:200]


def main():
    root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
    ran, seconds, failed, skipped = 0, 0.0, [], []
    for kind in ("surefire", "failsafe"):
        for path in sorted(glob.glob(os.path.join(root, "*", "target", kind + "-reports", "TEST-*.xml"))):
            for case in ElementTree.parse(path).getroot().iter("testcase"):
                name = "%s.%s" % (case.get("classname"), case.get("name"))
                seconds += float((case.get("time") or "0").replace(",", ""))
                bad = [e for e in case if e.tag in ("failure", "error")]
                skip = case.find("skipped")
                if skip is not None:
                    skipped.append((name, first_line(skip)))
                    continue
                ran += 1
                if bad:
                    failed.append((name, first_line(bad[0])))
    for name, why in skipped:
        print("SKIPPED %s: %s" % (name, why or "no reason given"))
    for name, why in failed:
        print("FAILED  %s: %s" % (name, why))
    print("tests: %d run, %d failed, %d skipped (%.0f s in tests)" % (ran, len(failed), len(skipped), seconds))
    return 1 if failed or ran == 0 else 0


sys.exit(main())
