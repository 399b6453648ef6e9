"""Asks a server for its pages as officers do, at a steady rate, and says how long the answers took.

usage: load.py SERVER CONTENT DATA -|URL SIGN-INS [SECONDS]

SIGN-INS holds lines `sign-in NAME TOKEN`. Times are taken from when a request was due, not from when it was sent, so that a
slow answer cannot hide those behind it. The server's memory and the time until it was ready are told too.
"""

import base64, hashlib, hmac, http.client, os, queue, re, socket, ssl, struct, subprocess, sys, threading, time
from urllib.parse import urlencode

RATE = 100
CONNECTIONS = 16
PASSWORD = "grey harbour wall 7 waves"
PAGES = [
    ("home", "/"), ("overview", "/overview"), ("departments", "/departments"), ("a department", "/departments/department-7"),
    ("systems", "/systems"), ("systems, searched", "/systems?q=System+70"), ("a system", "/systems/system-7"),
    ("findings", "/findings"), ("findings, critical", "/findings?severity=critical"), ("results", "/results"),
    ("results of a family", "/results?family=CRY"), ("people", "/people"), ("search", "/search?q=system"),
    ("controls", "/controls"), ("ledger", "/ledger"),
    ("systems, most findings first", "/systems?sort=-findings"), ("systems by name", "/systems?sort=name"),
    ("systems, longest not seen first", "/systems?sort=seen"),
    ("findings, gravest first", "/findings?sort=-severity"), ("findings, newest first", "/findings?sort=-opened"),
    ("findings, overdue, newest first", "/findings?queue=overdue&sort=-opened"),
    ("findings of a family, newest first", "/findings?family=CRY&sort=-opened"),
    ("13,010 findings of a system, newest first", "/findings?system=system-0&sort=-opened"),
    ("results by control", "/results?sort=control"), ("departments, most overdue first", "/departments?sort=-overdue"),
]


class Browser:
    """A browser that keeps cookies and fills in forms."""

    def __init__(self, port, context):
        self.port, self.context, self.cookies, self.connection = port, context, {}, None

    def ask(self, method, path, fields=None):
        for attempt in (1, 2):
            try:
                if self.connection is None:
                    self.connection = http.client.HTTPSConnection("localhost", self.port, context=self.context, timeout=60)
                headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
                body = None
                if fields is not None:
                    body = urlencode(fields)
                    headers["Content-Type"] = "application/x-www-form-urlencoded"
                self.connection.request(method, path, body, headers)
                answer = self.connection.getresponse()
                text = answer.read()
                break
            except (http.client.RemoteDisconnected, ConnectionError):
                self.connection = None
                if attempt == 2:
                    raise
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.split(";")[0]
        return answer.status, answer.getheader("Location"), text.decode()

    def post(self, path, fields, page):
        return self.ask("POST", path, fields | {"csrf": re.search('name="csrf" value="([^"]*)"', page)[1]})


def code(secret):
    """A code of six digits (RFC 6238)."""
    key = base64.b32decode(re.sub(r"\s", "", secret) + "=" * (-len(re.sub(r"\s", "", secret)) % 8))
    mac = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    start = mac[19] & 15
    return f"{(struct.unpack('>I', mac[start:start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def sign_in(browser, token):
    """By invitation, with a password and a second factor; says how long the password took."""
    _, _, page = browser.ask("GET", f"/welcome?token={token}")
    began = time.monotonic()
    status, location, page = browser.post("/welcome", {"token": token, "password": PASSWORD, "again": PASSWORD}, page)
    took = time.monotonic() - began
    assert status == 303, (status, page)
    if location != "/":
        _, _, page = browser.ask("GET", location)
        secret = re.search("<code>([^<]*)</code>", page)[1]
        status, _, page = browser.post("/sign-in/enrolment", {"code": code(secret)}, page)
        assert status == 200, (status, page)
    return took


def load(port, context, cookies, path, seconds):
    """Asks for one page at the rate; returns the milliseconds of each answer, sorted, and how many were no page."""
    due, times, failed, lock = queue.Queue(), [], [], threading.Lock()

    def work():
        browser = Browser(port, context)
        browser.cookies = dict(cookies)
        browser.ask("GET", "/healthz")
        while True:
            at = due.get()
            if at is None:
                return
            time.sleep(max(0, at - time.monotonic()))
            status, _, _ = browser.ask("GET", path)
            with lock:
                times.append((time.monotonic() - at) * 1000)
                if status != 200:
                    failed.append(status)

    threads = [threading.Thread(target=work) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    start = time.monotonic() + 0.5
    for number in range(RATE * seconds):
        due.put(start + number / RATE)
    for _ in threads:
        due.put(None)
    for thread in threads:
        thread.join()
    return sorted(times), failed


def memory(process, field):
    with open(f"/proc/{process}/status") as file:
        return int(re.search(rf"{field}:\s+(\d+)", file.read())[1]) // 1024


def main():
    server, content, data, database, names = sys.argv[1:6]
    seconds = int(sys.argv[6]) if len(sys.argv) > 6 else 5
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [server, "--data", data, "--content", content, "--listen", f"127.0.0.1:{port}", "--host", f"localhost:{port}"]
    if database != "-":
        command += ["--database", database]
    began = time.monotonic()
    process = subprocess.Popen(command, stderr=open(os.path.join(data, "server.log"), "w"))
    try:
        context = ssl.create_default_context()
        while True:
            try:
                context.load_verify_locations(os.path.join(data, "tls", "certificate.pem"))
                browser = Browser(port, context)
                if browser.ask("GET", "/readyz")[0] == 200:
                    break
            except (OSError, ssl.SSLError):
                pass
            if process.poll() is not None or time.monotonic() - began > 60:
                sys.exit("the server did not start: see " + os.path.join(data, "server.log"))
            time.sleep(0.01)
        print(f"ready after {time.monotonic() - began:.2f} s, {memory(process.pid, 'VmRSS')} MB")
        officers = {}
        with open(names) as file:
            for line in file:
                if line.startswith("sign-in "):
                    _, name, token = line.split()
                    browser = Browser(port, context)
                    took = sign_in(browser, token)
                    print(f"{name}: a password set in {took * 1000:.0f} ms")
                    officers[name] = browser.cookies
        print(f"| page | {' | '.join(f'{name}, median | 95th | longest' for name in officers)} |")
        print("|---" * (1 + 3 * len(officers)) + "|")
        for title, path in PAGES:
            cells = []
            for name, cookies in officers.items():
                browser = Browser(port, context)
                browser.cookies = dict(cookies)
                if browser.ask("GET", path)[0] == 404:
                    cells += ["–", "–", "–"]
                    continue
                times, failed = load(port, context, cookies, path, seconds)
                if failed:
                    print(f"{path} for {name}: {len(failed)} were {failed[0]}", file=sys.stderr)
                pick = lambda share: times[min(len(times) - 1, int(len(times) * share))]
                cells += [f"{pick(0.5):.1f}", f"{pick(0.95):.1f}", f"{times[-1]:.0f}"]
            print(f"| {title} | {' | '.join(cells)} |", flush=True)
        print(f"at most {memory(process.pid, 'VmHWM')} MB, {memory(process.pid, 'VmRSS')} MB at the end")
    finally:
        process.terminate()
        process.wait(20)


main()
