"""An OpenID provider for tests, on python3-jwcrypto: `provider.py make` signs what it is told to, right or wrong, and
`provider.py serve PORT` is a whole provider on loopback that signs everybody in.
"""
import base64
import hashlib
import hmac
import http.server
import json
import secrets
import sys
import time
import urllib.parse

from jwcrypto import jwk, jws

KINDS = {
    "RS256": {"kty": "RSA", "size": 2048}, "ES256": {"kty": "EC", "crv": "P-256"},
    "EdDSA": {"kty": "OKP", "crv": "Ed25519"}, "ES384": {"kty": "EC", "crv": "P-384"},
    "small": {"kty": "RSA", "size": 1024},
}


def encode(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def half_hash(algorithm, text):
    digest = (hashlib.sha512 if algorithm == "EdDSA" else hashlib.sha256)(text.encode()).digest()
    return encode(digest[:len(digest) // 2])


def sign(key, algorithm, claims, head):
    token = jws.JWS(json.dumps(claims).encode())
    token.allowed_algs = ["RS256", "ES256", "EdDSA", "ES384", "HS256", "PS256"]
    token.add_signature(key, None, json.dumps({"alg": algorithm, **head}), None)
    return token.serialize(compact=True)


def make(job):
    keys = {name: jwk.JWK.generate(kid=name, **KINDS[kind]) for name, kind in job["keys"].items()}
    tokens = []
    for wanted in job["tokens"]:
        head, claims, algorithm = wanted.get("head", {}), wanted["claims"], wanted["alg"]
        if "hashed" in wanted:
            claims["at_hash"] = half_hash(algorithm, wanted["hashed"])
        head = {"kid": wanted["key"], **head}
        head = {name: value for name, value in head.items() if value is not None}
        if algorithm == "none":
            parts = [encode(json.dumps(part).encode()) for part in ({"alg": "none", **head}, claims)]
            tokens.append(".".join(parts) + ".")
        elif algorithm == "HS256":
            # The public key as the shared secret: what a verifier that lets the token choose falls for.
            parts = [encode(json.dumps(part).encode()) for part in ({"alg": "HS256", **head}, claims)]
            pem = keys[wanted["key"]].export_to_pem()
            tag = hmac.new(pem, ".".join(parts).encode(), hashlib.sha256).digest()
            tokens.append(".".join(parts + [encode(tag)]))
        else:
            tokens.append(sign(keys[wanted["key"]], algorithm, claims, head))
    public = [{**json.loads(key.export_public()), "use": "sig"} for key in keys.values()]
    return {"jwks": {"keys": public}, "tokens": tokens}


class Provider(http.server.BaseHTTPRequestHandler):
    key = jwk.JWK.generate(kid="1", kty="EC", crv="P-256")
    codes = {}
    client, secret = "seawall client", "s3cret:& more"

    def answer(self, value, status=200):
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    @property
    def issuer(self):
        return f"http://127.0.0.1:{self.server.server_port}/realm"

    def do_GET(self):
        url = urllib.parse.urlsplit(self.path)
        query = dict(urllib.parse.parse_qsl(url.query))
        if url.path == "/realm/.well-known/openid-configuration":
            self.answer({
                "issuer": self.issuer, "authorization_endpoint": self.issuer + "/authorize?tenant=1",
                "token_endpoint": self.issuer + "/token", "jwks_uri": self.issuer + "/keys",
                "response_types_supported": ["code"], "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["ES256"], "code_challenge_methods_supported": ["S256"],
                "authorization_response_iss_parameter_supported": True,
            })
        elif url.path == "/realm/keys":
            self.answer({"keys": [json.loads(type(self).key.export_public())]})
        elif url.path == "/rotate":
            type(self).key = jwk.JWK.generate(kid=query["kid"], kty="EC", crv="P-256")
            self.answer({})
        elif url.path == "/realm/authorize":
            wanted = {"response_type": "code", "tenant": "1", "code_challenge_method": "S256", "scope": "openid email"}
            if any(query.get(name) != value for name, value in wanted.items()) or query["client_id"] != self.client:
                return self.answer({"error": "invalid_request"}, 400)
            code = secrets.token_urlsafe(16)
            self.codes[code] = query
            back = urllib.parse.urlencode({"code": code, "state": query["state"], "iss": self.issuer})
            self.send_response(302)
            self.send_header("location", query["redirect_uri"] + "?" + back)
            self.send_header("content-length", "0")
            self.end_headers()
        else:
            self.answer({}, 404)

    def do_POST(self):
        form = dict(urllib.parse.parse_qsl(self.rfile.read(int(self.headers["content-length"])).decode()))
        asked = self.codes.pop(form.get("code"), None)
        scheme, _, given = self.headers.get("authorization", "").partition(" ")
        pair = [urllib.parse.unquote_plus(part) for part in base64.b64decode(given).decode().split(":")]
        if scheme != "Basic" or pair != [self.client, self.secret]:
            return self.answer({"error": "invalid_client"}, 401)
        challenge = encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        if (self.path != "/realm/token" or not asked or form["grant_type"] != "authorization_code"
                or form["redirect_uri"] != asked["redirect_uri"] or challenge != asked["code_challenge"]):
            return self.answer({"error": "invalid_grant"}, 400)
        access, now = secrets.token_urlsafe(16), int(time.time())
        claims = {
            "iss": self.issuer, "sub": "248289761001", "aud": [self.client], "exp": now + 300, "iat": now,
            "nonce": asked["nonce"], "at_hash": half_hash("ES256", access), "email": "chan@example.gov.hk",
            "email_verified": True, "name": "陳大文", "acr": "urn:example:2", "amr": ["pwd", "mfa"],
            "auth_time": now - 5,
        }
        token = sign(type(self).key, "ES256", claims, {"kid": type(self).key.key_id, "typ": "JWT"})
        self.answer({"access_token": access, "token_type": "Bearer", "expires_in": 300, "id_token": token})

    def log_message(self, *_):
        pass


if sys.argv[1] == "serve":
    http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[2])), Provider).serve_forever()
else:
    json.dump(make(json.load(sys.stdin)), sys.stdout)
