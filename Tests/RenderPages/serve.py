"""Serves rendered pages as the server would: under its Content-Security-Policy, with a stream of live events."""
import functools
import http.server
import json
import pathlib
import threading
import time

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)


class Site:
    """A site on a free port of loopback; `posts` holds what forms and scripts sent, `streams` how events were asked for."""

    def __init__(self, pages, assets):
        self.posts = []
        self.streams = []
        self.answers = {}
        self.event = None
        handler = functools.partial(Handler, directory=str(pages), site=self, assets=pathlib.Path(assets))
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.server.daemon_threads = True
        self.closing = False
        # Passkeys are bound to a name, and an address is none.
        self.base = f"http://localhost:{self.server.server_port}/"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.closing = True
        self.server.shutdown()


class Handler(http.server.SimpleHTTPRequestHandler):
    def __init__(self, *arguments, site, assets, **named):
        self.site = site
        self.assets = assets
        super().__init__(*arguments, **named)

    def translate_path(self, path):
        if path.startswith("/assets/"):
            return str(self.assets / pathlib.PurePosixPath(path.split("?")[0]).name)
        return super().translate_path(path)

    def end_headers(self):
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def do_GET(self):
        if not self.path.startswith("/events"):
            return super().do_GET()
        self.site.streams.append((self.path, self.headers.get("Last-Event-ID")))
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        sent = None
        try:
            self.wfile.write(b"event: beat\ndata:\n\n")
            self.wfile.flush()
            while not self.site.closing:
                event = self.site.event
                if event is not None and event is not sent:
                    self.wfile.write(event.encode())
                    self.wfile.flush()
                    sent = event
                time.sleep(0.05)
        except OSError:
            pass

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        self.site.posts.append((self.path, body, self.headers.get("x-csrf-token")))
        answer = self.site.answers.get(self.path)
        if answer is None:
            self.send_response(303)
            self.send_header("Location", "/home.en.light.html")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        data = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *arguments):
        pass
