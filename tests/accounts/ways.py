"""What tests of signing in share: a telephone's code, a key made of software, and a signed-in client."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import struct
import time
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from fido2 import cbor
from fido2.cose import ES256

from lantoa.accounts.models import User

SIGN_IN = "/tai-khoan/dang-nhap/"
SECURITY = "/tai-khoan/bao-mat/"
ORIGIN = "http://localhost:8000"


def code_of(secret: str, *, at: float | None = None) -> str:
    """The 6 digits that an application shows (RFC 6238)."""
    counter = int((time.time() if at is None else at) // 30)
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", counter), hashlib.sha1).digest()
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06d}"


def client_of(user: User) -> Client:
    """A client that is signed in, without the pages of signing in."""
    client = Client()
    user.refresh_from_db()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class Key:
    """A key of software, as a browser would speak for it. ``resident``: it says that it can do without a password."""

    def __init__(self, *, resident: bool, handle: bytes = b"", host: str = "localhost") -> None:
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.id = os.urandom(16)
        self.resident, self.handle, self.host = resident, handle, host

    def _data(self, flags: int, attested: bytes = b"") -> bytes:
        return hashlib.sha256(self.host.encode()).digest() + bytes([flags]) + struct.pack(">I", 1) + attested

    def _said(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": ORIGIN, "crossOrigin": False}).encode()

    def made(self, options: dict[str, Any]) -> str:
        """The answer to creation options."""
        public = cbor.encode(dict(ES256.from_cryptography_key(self.private.public_key())))
        attested = bytes(16) + struct.pack(">H", len(self.id)) + self.id + public
        stated = {"fmt": "none", "attStmt": {}, "authData": self._data(0x45, attested)}
        self.handle = base64.urlsafe_b64decode(options["publicKey"]["user"]["id"] + "==")
        return json.dumps(
            self._frame()
            | {
                "response": {
                    "clientDataJSON": _b64(self._said("webauthn.create", options["publicKey"]["challenge"])),
                    "attestationObject": _b64(cbor.encode(stated)),
                },
                "clientExtensionResults": {"credProps": {"rk": self.resident}},
            }
        )

    def shown(self, options: dict[str, Any]) -> str:
        """The answer to request options, with the account's handle, as anyone who knows it could send."""
        data = self._data(0x05)
        said = self._said("webauthn.get", options["publicKey"]["challenge"])
        signature = self.private.sign(data + hashlib.sha256(said).digest(), ec.ECDSA(hashes.SHA256()))
        response = {
            "clientDataJSON": _b64(said),
            "authenticatorData": _b64(data),
            "signature": _b64(signature),
            "userHandle": _b64(self.handle),
        }
        return json.dumps(self._frame() | {"response": response, "clientExtensionResults": {}})

    def _frame(self) -> dict[str, Any]:
        return {"type": "public-key", "id": _b64(self.id), "rawId": _b64(self.id)}


def options_in(page: bytes, kind: str) -> dict[str, Any]:
    """The options that a page hands to its script."""
    text = page.decode().split('<script id="js_data" type="application/json">')[1].split("</script>")[0]
    options: dict[str, Any] = json.loads(text)[kind]
    return options


def add_key(client: Client, key: Key, *, passkey: bool) -> Any:
    """Adds a key by the page; gives the answer."""
    address = SECURITY + "khoa/them/"
    options = options_in(client.get(address).content, "creation_options")
    said = {"name": "Điện thoại của tôi", "credential": key.made(options)}
    return client.post(address, said | ({"passwordless": "on"} if passkey else {}))


def enter_by_passkey(client: Client, key: Key) -> Any:
    """Signs in by a key alone; gives the answer."""
    address = SECURITY + "khoa/dang-nhap/"
    options = client.get(address, headers={"accept": "application/json"}).json()["request_options"]
    return client.post(address, {"credential": key.shown(options)})
