#!/usr/bin/env python3
"""Holds rendered pages to what a browser and axe say: usage: look.py PAGES ASSETS [--only NAME] [--shots FOLDER]

Serves the pages on a free port of loopback under the server's own Content-Security-Policy, and opens each in headless
Chromium at 1280 and 320 CSS px. Fails on an axe violation (WCAG 2.2 A and AA, and best practice), on a page that scrolls
sideways, and on anything that the browser complains of, such as a breach of the policy.
"""
import argparse
import pathlib
import sys

import axe_playwright_python
from playwright.sync_api import sync_playwright

from serve import Site

AXE = (pathlib.Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
RUN = """async () => {
    const result = await axe.run(document, { resultTypes: ["violations"] });
    return result.violations.map(v => `${v.id} (${v.impact}): ` +
        v.nodes.slice(0, 3).map(n => n.target.join(" ") + " " + (n.any[0]?.message ?? n.failureSummary)).join(" | ") +
        (v.nodes.length > 3 ? ` and ${v.nodes.length - 3} more` : ""));
}"""
WIDE = """() => {
    const most = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= most) return [];
    return [...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > most + 1)
        .slice(0, 4).map(e => `${e.tagName.toLowerCase()}.${e.className} ends at ${Math.round(e.getBoundingClientRect().right)}`);
}"""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("pages")
    parser.add_argument("assets")
    parser.add_argument("--only", default="")
    parser.add_argument("--shots")
    arguments = parser.parse_args()
    site = Site(arguments.pages, arguments.assets)
    names = sorted(p.name for p in pathlib.Path(arguments.pages).glob("*.html") if arguments.only in p.name)
    problems = []
    checked = 0
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for width in (1280, 320):
            page = browser.new_page(viewport={"width": width, "height": 900})
            complaints = []

            def note(message):
                # Files that a sample page only names are not there; the pages' own style, script and fonts are.
                if "404" not in message.text or "/assets/" in message.location.get("url", ""):
                    complaints.append(message.text)

            page.on("console", lambda m: note(m) if m.type in ("error", "warning") else None)
            page.on("pageerror", lambda e: complaints.append(str(e)))
            for name in names:
                complaints.clear()
                page.goto(site.base + name)
                page.evaluate(AXE)
                found = page.evaluate(RUN) + page.evaluate(WIDE)
                found += complaints
                problems += [f"{name} at {width}: {one}" for one in found]
                checked += 1
                if arguments.shots:
                    page.screenshot(path=f"{arguments.shots}/{name[:-5]}.{width}.png", full_page=True)
            page.close()
        browser.close()
    site.close()
    for problem in problems:
        print(problem)
    print(f"{checked} pages looked at, {len(problems)} problems")
    return 1 if problems or checked == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
