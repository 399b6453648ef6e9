"""An authenticator and the browser before it, for tests: python3-fido2's encoders and python3-cryptography's keys.

Reads a JSON array of steps from standard input and writes one of results. A step makes a passkey ("create") or signs
with one ("get"), from the options that our side wrote, and may be told to do something wrong ("changes"). A passkey
travels in the result, so that a later run can sign with it. What is made without changes is also judged by fido2's own
server, so that the tests do not rest on this file being right.
"""
import base64
import hashlib
import json
import os
import sys

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from fido2.client import ClientData
from fido2.cose import ES256, RS256, CoseKey, EdDSA
from fido2.ctap2 import AttestationObject, AttestedCredentialData, AuthenticatorData
from fido2.server import Fido2Server

MODEL = bytes(range(16))


def encode(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decode(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def new_key(algorithm):
    if algorithm == -7:
        return ec.generate_private_key(ec.SECP256R1())
    if algorithm == -8:
        return ed25519.Ed25519PrivateKey.generate()
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def public(algorithm, key):
    return {-7: ES256, -8: EdDSA, -257: RS256}[algorithm].from_cryptography_key(key.public_key())


def sign(algorithm, key, data):
    if algorithm == -7:
        return key.sign(data, ec.ECDSA(hashes.SHA256()))
    if algorithm == -8:
        return key.sign(data)
    return key.sign(data, padding.PKCS1v15(), hashes.SHA256())


def client_data(kind, challenge, origin, changes):
    data = {
        "type": changes.get("type", kind), "challenge": changes.get("challenge", challenge),
        "origin": changes.get("origin", origin), "crossOrigin": changes.get("crossOrigin", False),
    }
    data.update(changes.get("clientData", {}))
    return json.dumps(data).encode()


def party_hash(party, changes):
    return hashlib.sha256(changes.get("rpId", party).encode()).digest()


def flip(data):
    return data[:-1] + bytes([data[-1] ^ 1])


def create(step):
    options, changes = step["options"], step.get("changes", {})
    algorithm = step["algorithm"]
    if algorithm not in [p["alg"] for p in options["pubKeyCredParams"]]:
        raise SystemExit(f"algorithm {algorithm} was not asked for")
    key = new_key(algorithm)
    identity = decode(changes["id"]) if "id" in changes else os.urandom(32)
    client = client_data("webauthn.create", options["challenge"], step["origin"], changes)
    cose = public(algorithm, key)
    for name, value in changes.get("cose", {}).items():
        cose[int(name)] = value
    count = changes.get("count", 0)
    flags = changes.get("flags", 0x45)
    extensions = {"credProtect": 2} if flags & 0x80 else None
    attested = AttestedCredentialData.create(MODEL, identity, cose) if flags & 0x40 else b""
    data = AuthenticatorData.create(party_hash(options["rp"]["id"], changes), flags, count, attested, extensions)
    statement, form = {}, step.get("attestation", "none")
    if form == "packed":
        signature = sign(algorithm, key, bytes(data) + hashlib.sha256(client).digest())
        statement = {"alg": changes.get("alg", algorithm), "sig": signature}
        if "badAttestation" in changes:
            statement["sig"] = flip(signature)
        if "certificate" in changes:
            statement["x5c"] = [b"\x30\x00"]
    if "statement" in changes:
        statement = changes["statement"]
    raw = AttestationObject.create(form, data, statement).with_string_keys()
    accepted = None
    if not changes:
        server = Fido2Server({"id": options["rp"]["id"], "name": options["rp"]["name"]})
        state = {"challenge": options["challenge"], "user_verification": "required"}
        accepted = server.register_complete(state, ClientData(client), AttestationObject(raw)).is_attested()
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return {
        "answer": {
            "id": encode(identity), "rawId": encode(identity), "type": "public-key",
            "response": {
                "clientDataJSON": encode(client), "attestationObject": encode(bytes(raw)),
                "transports": ["internal", "usb"],
            },
            "clientExtensionResults": {},
        },
        "accepted": accepted,
        "device": {
            "id": encode(identity), "algorithm": algorithm, "key": private.decode(), "cose": encode(bytes(attested)),
            "user": options["user"]["id"],
        },
    }


def get(step):
    options, changes, device = step["options"], step.get("changes", {}), step["device"]
    allowed = [c["id"] for c in options["allowCredentials"]]
    if allowed and device["id"] not in allowed:
        raise SystemExit("the passkey was not asked for")
    key = serialization.load_pem_private_key(device["key"].encode(), None)
    client = client_data("webauthn.get", options["challenge"], step["origin"], changes)
    flags = changes.get("flags", 0x05)
    data = AuthenticatorData.create(
        party_hash(options["rpId"], changes), flags, step.get("count", 0), b"", {"uvm": True} if flags & 0x80 else None)
    signature = sign(device["algorithm"], key, bytes(data) + hashlib.sha256(client).digest())
    accepted = None
    if not changes:
        server = Fido2Server({"id": options["rpId"], "name": "x"})
        state = {"challenge": options["challenge"], "user_verification": "required"}
        known = AttestedCredentialData(decode(device["cose"]))
        CoseKey.parse(known.public_key)
        accepted = known == server.authenticate_complete(
            state, [known], decode(device["id"]), ClientData(client), data, signature)
    if "signature" in changes:
        signature = flip(signature)
    return {
        "answer": {
            "id": device["id"], "rawId": device["id"], "type": "public-key",
            "response": {
                "clientDataJSON": encode(client), "authenticatorData": encode(bytes(data)),
                "signature": encode(signature),
                "userHandle": changes.get("userHandle", device["user"]),
            },
            "clientExtensionResults": {},
        },
        "accepted": accepted,
    }


json.dump([{"create": create, "get": get}[step["do"]](step) for step in json.load(sys.stdin)], sys.stdout)
