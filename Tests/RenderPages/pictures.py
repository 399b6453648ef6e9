#!/usr/bin/env python3
"""Takes pictures of a running server's pages: usage: pictures.py LINK FOLDER

LINK is a link by which an officer of the centre signs in for the first time, FOLDER where the pictures go: overview,
department, system and finding, in three languages, and each once in the dark. Which department, system and finding they
show is chosen as a person would: the overview's first department with broken controls, the first of its open findings, and that one's system.
"""
import base64
import hmac
import pathlib
import struct
import sys
import time

from playwright.sync_api import sync_playwright

PASSWORD = "grey harbour wall 7 waves"
LANGUAGES = ["en", "zh-Hant", "zh-Hans"]
SIZE = {"width": 1440, "height": 1000}


def one_time_code(secret):
    """RFC 6238: 30 seconds, six digits, SHA-1."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, struct.pack(">Q", int(time.time()) // 30), "sha1")
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start:start + 4], 'big') & 0x7fffffff) % 1_000_000:06}"


def sign_in(page, link):
    page.goto(link)
    page.fill("input[name=password]", PASSWORD)
    page.fill("input[name=again]", PASSWORD)
    page.click("main button[type=submit]")
    secret = next(
        text for text in (one.inner_text().replace(" ", "") for one in page.query_selector_all("main code"))
        if len(text) >= 16 and text.isalnum())
    page.fill("input[name=code]", one_time_code(secret))
    page.click("main button[type=submit]")


def address(page, selector):
    """Where the first link that a selector finds leads."""
    return page.locator(selector).first.get_attribute("href")


def places(page, base):
    """The pages, by their names."""
    places = {"overview": "/overview"}
    page.goto(base + "/overview")
    row = page.locator("#heat tbody tr").filter(has=page.locator("a.q-number")).first
    places["department"] = row.locator("th a").get_attribute("href")
    page.goto(f"{base}/findings?state=open&department={places['department'].rsplit('/', 1)[1]}")
    places["finding"] = address(page, "main tbody a[href^='/findings/']")
    page.goto(base + places["finding"])
    places["system"] = address(page, "main a[href^='/systems/']")
    return places


def main():
    link, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    base = link.split("/welcome")[0]
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        context = browser.new_context(ignore_https_errors=True, viewport=SIZE)
        page = context.new_page()
        sign_in(page, link)
        shown = places(page, base)
        for language in LANGUAGES:
            page.goto(base + "/overview")
            page.click(f"form.languages button[value={language}]")
            for scheme in ["light", "dark"] if language == LANGUAGES[0] else ["light"]:
                page.emulate_media(color_scheme=scheme)
                for name, path in shown.items():
                    page.goto(base + path)
                    name += "." + language + (".dark" if scheme == "dark" else "")
                    page.screenshot(path=folder / f"{name}.png")
            page.emulate_media(color_scheme="light")
        browser.close()


if __name__ == "__main__":
    main()
