"""What an officer does in a browser.

officer.py BASE ROOTS join LINK KEY-FILE     takes an invitation, enrols a second factor, makes a key that hands results in;
                                             prints each secret that it typed or was shown, a line each
officer.py BASE ROOTS sign-in NAME TIMES     types a wrong password so often; prints the statuses
"""
import base64
import hashlib
import hmac
import html
import os
import re
import ssl
import struct
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

PASSWORD = "grey harbour wall 7 waves"
WRONG = "wrong harbour wall 8 waves"
base, roots, act = sys.argv[1:4]
opener = urllib.request.build_opener(
    urllib.request.HTTPSHandler(context=ssl.create_default_context(cafile=roots)), urllib.request.HTTPCookieProcessor())


def ask(path, fields=None):
    data = urllib.parse.urlencode(fields).encode() if fields is not None else None
    try:
        answer = opener.open(urllib.parse.urljoin(base, path), data)
    except urllib.error.HTTPError as error:
        answer = error
    return answer.status, answer.geturl(), answer.read().decode()


def token(page):
    return html.unescape(re.search(r'name="csrf" value="([^"]*)"', page).group(1))


def code(typed):
    key = base64.b32decode(re.sub(r"\s", "", typed).upper() + "=" * (-len(re.sub(r"\s", "", typed)) % 8))
    mac = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    place = mac[19] & 15
    return f"{(struct.unpack('>I', mac[place:place + 4])[0] & 0x7FFFFFFF) % 1000000:06d}"


def join(link, file):
    query = urllib.parse.urlsplit(link).query
    page = ask("/welcome?" + query)[2]
    invitation = urllib.parse.parse_qs(query)["token"][0]
    _, url, page = ask("/welcome", {"csrf": token(page), "token": invitation, "password": PASSWORD, "again": PASSWORD})
    assert "/sign-in/enrolment" in url, url
    secret = re.search(r"<code[^>]*>([^<]+)</code>", page) or re.search(r"<pre[^>]*>(?:<[^>]*>)*([^<]+)<", page)
    status, _, page = ask("/sign-in/enrolment", {"csrf": token(page), "code": code(html.unescape(secret.group(1)))})
    assert status == 200, page
    page = ask("/settings")[2]
    status, _, page = ask("/settings/keys", {"csrf": token(page), "name": "own server", "scope": "submit", "days": "1"})
    key = re.search(r"swk_[A-Za-z0-9_-]+", page)
    assert status == 200 and key, page
    with open(os.open(file, os.O_WRONLY | os.O_CREAT, 0o600), "w") as out:
        out.write(key.group(0) + "\n")
    with open(os.open(file + ".header", os.O_WRONLY | os.O_CREAT, 0o600), "w") as out:
        out.write(f"Authorization: Bearer {key.group(0)}\n")
    print(PASSWORD, WRONG, secret.group(1).strip(), key.group(0), sep="\n")


def sign_in(name, times):
    for _ in range(int(times)):
        page = ask("/sign-in")[2]
        print(ask("/sign-in", {"csrf": token(page), "user": name, "password": WRONG})[0])


{"join": join, "sign-in": sign_in}[act](*sys.argv[4:])
