#!/usr/bin/env python3
"""Uses rendered pages as people do, with and without scripts: usage: use.py PAGES ASSETS"""
import json
import sys

from playwright.sync_api import sync_playwright

from serve import Site

DONE = []


def check(name):
    """Marks a function as one thing that pages must do."""

    def mark(function):
        DONE.append((name, function))
        return function

    return mark


@check("without scripts everything shows, and what needs one hides and says so")
def scriptless(browser, site):
    page = browser.new_page(java_script_enabled=False)
    page.goto(site.base + "sign-in.en.light.html")
    assert page.get_by_text("Passkeys need scripts").is_visible()
    assert not page.get_by_role("button", name="Use a passkey").is_visible()
    page.goto(site.base + "overview.en.light.html")
    assert not page.locator(".narrow").is_visible()
    page.goto(site.base + "jobs.en.light.html")
    assert page.get_by_text("As of").is_visible()
    page.fill("header + div input[type=search]", "harbour")
    page.close()


@check("without scripts the navigation of a narrow screen opens and closes")
def menu(browser, site):
    page = browser.new_page(java_script_enabled=False, viewport={"width": 320, "height": 700})
    page.goto(site.base + "home.en.light.html")
    link = page.get_by_role("link", name="Departments", exact=True)
    assert not link.is_visible()
    page.get_by_role("button", name="Menu").click()
    assert link.is_visible()
    page.keyboard.press("Escape")
    assert not link.is_visible()
    page.close()


@check("the first key leads past the navigation")
def skip(browser, site):
    page = browser.new_page()
    page.goto(site.base + "home.en.light.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.close()


@check("errors of a form take the focus, and lead to their fields")
def errors(browser, site):
    page = browser.new_page()
    page.goto(site.base + "sign-in-wrong.en.light.html")
    assert page.evaluate("document.activeElement.className") == "errors"
    page.locator(".errors a").click()
    assert page.evaluate("document.activeElement.name") == "password"
    page.close()


@check("a question is asked before a form is sent, and the answer goes along")
def question(browser, site):
    page = browser.new_page()
    page.goto(site.base + "person.en.light.html")
    site.posts.clear()
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("button", name="End", exact=True).click()
    assert site.posts == []
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="End", exact=True).click()
    page.wait_for_url("**/home.en.light.html")
    path, body, _ = site.posts[0]
    assert path == "/people/p1/offices/as1/end" and "confirmed=yes" in body and "csrf=" in body, site.posts
    page.close()


@check("words narrow the heat map to the departments that hold them")
def narrow(browser, site):
    page = browser.new_page()
    page.goto(site.base + "overview.en.light.html")
    rows = page.locator("#heat tbody tr:visible")
    assert rows.count() == 80
    page.fill(".narrow input", "HARBOUR")
    assert rows.count() == 4
    page.close()


@check("a changed part is renewed, the rest stays, and a stream resumes where it was")
def live(browser, site):
    page = browser.new_page()
    site.streams.clear()
    page.goto(site.base + "jobs.en.light.html")
    page.locator(".live-on").wait_for(state="visible")
    page.evaluate("document.querySelector('.live-content').textContent = 'old'; document.querySelector('h1').textContent = 'kept'")
    site.event = "id: 41\nevent: changed\ndata: jobs\n\n"
    page.get_by_text("Nightly scan").wait_for(state="visible")
    assert page.locator("h1").text_content() == "kept"
    site.event = None
    page.close()


@check("a silent stream is opened anew after its last event")
def silence(browser, site):
    page = browser.new_page()
    page.clock.install()
    site.streams.clear()
    page.goto(site.base + "jobs.en.light.html")
    site.event = "id: 77\nevent: changed\ndata: none\n\n"
    page.locator(".live-on").wait_for(state="visible")
    page.wait_for_timeout(0)
    for _ in range(40):
        page.clock.run_for(5_000)
        if len(site.streams) > 1:
            break
    assert any("after=77" in path for path, _ in site.streams), site.streams
    site.event = None
    page.close()


@check("a passkey signs in, and only to an address of this server")
def passkey(browser, site):
    context = browser.new_context()
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {
            "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
            "isUserVerified": True, "automaticPresenceSimulation": True,
        }})
    site.posts.clear()
    site.answers = {
        "/settings/passkeys/options": {
            "challenge": "AAAAAAAAAAAAAAAAAAAAAA", "rp": {"name": "Seawall", "id": "localhost"},
            "user": {"id": "cDE", "name": "chan.tm", "displayName": "Chan"},
            "pubKeyCredParams": [{"type": "public-key", "alg": -7}],
            "authenticatorSelection": {"residentKey": "required", "userVerification": "required"},
        },
        "/settings/passkeys": {"location": "/settings.en.light.html"},
        "/sign-in/passkey/options": {"challenge": "AAAAAAAAAAAAAAAAAAAAAA", "rpId": "localhost"},
        "/sign-in/passkey": {"location": "https://elsewhere.example/"},
    }
    page.goto(site.base + "settings.en.light.html")
    with page.expect_navigation():
        page.get_by_role("button", name="Add a passkey").click()
    page.goto(site.base + "sign-in.en.light.html")
    with page.expect_navigation():
        page.get_by_role("button", name="Use a passkey").click()
    assert page.url == site.base, page.url
    sent = {path: (json.loads(body), token) for path, body, token in site.posts}
    made, token = sent["/settings/passkeys"]
    assert made["credential"]["type"] == "public-key" and token == "c2FtcGxlLXRva2Vu"
    used, _ = sent["/sign-in/passkey"]
    assert used["credential"]["id"] == made["credential"]["id"]
    site.answers = {}
    context.close()


def main():
    site = Site(sys.argv[1], sys.argv[2])
    failed = 0
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for name, function in DONE:
            try:
                function(browser, site)
                print(f"ok: {name}")
            except Exception as problem:
                failed += 1
                print(f"FAILED: {name}: {type(problem).__name__}: {problem}")
        browser.close()
    site.close()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
