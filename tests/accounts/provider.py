"""A small OpenID Connect provider on a real port, as an authority would run one: discovery, authorize, token, keys,
userinfo, with signed identity tokens and PKCE checked."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "lantoa", "bí-mật-của-máy"


class Provider(ThreadingHTTPServer):
    """``person`` is who signs in next; ``forged`` signs with a key that nobody published."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.person: dict[str, Any] = {}
        self.userinfo: dict[str, Any] | None = None
        self.audience = CLIENT
        self.forged = False
        self.codes: dict[str, dict[str, str]] = {}

    def keys(self) -> dict[str, Any]:
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [public | {"kid": "1", "use": "sig", "alg": "RS256"}]}

    def id_token(self) -> str:
        now = int(time.time())
        said = self.person | {"iss": self.url, "aud": self.audience, "iat": now, "exp": now + 300}
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048) if self.forged else self.key
        return jwt.encode(said, key, algorithm="RS256", headers={"kid": "1"})


class _Handler(BaseHTTPRequestHandler):
    server: Provider

    def do_GET(self) -> None:
        asked = urlsplit(self.path)
        words = {name: values[0] for name, values in parse_qs(asked.query).items()}
        url = self.server.url
        if asked.path == "/.well-known/openid-configuration":
            ends = {"authorization_endpoint": "authorize", "token_endpoint": "token", "userinfo_endpoint": "userinfo"}
            found = {name: f"{url}/{end}" for name, end in ends.items()}
            methods = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
            self._say(found | methods | {"issuer": url, "jwks_uri": f"{url}/keys"})
        elif asked.path == "/keys":
            self._say(self.server.keys())
        elif asked.path == "/authorize":
            code = secrets.token_urlsafe(8)
            self.server.codes[code] = words
            self.send_response(302)
            self.send_header(
                "Location", f"{words['redirect_uri']}?{urlencode({'code': code, 'state': words['state']})}"
            )
            self.end_headers()
        elif asked.path == "/userinfo" and self.headers["Authorization"] == "Bearer token":
            self._say(self.server.userinfo or self.server.person)
        else:
            self.send_error(404)

    def do_POST(self) -> None:
        body = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        sent = {name: values[0] for name, values in body.items()}
        asked = self.server.codes.pop(sent.get("code", ""), None)
        proof = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(proof).rstrip(b"=").decode()
        if asked is None or asked["code_challenge"] != challenge or sent.get("client_secret") != SECRET:
            self.send_error(400)
            return
        self._say({"access_token": "token", "token_type": "Bearer", "id_token": self.server.id_token()})

    def _say(self, said: dict[str, Any]) -> None:
        body = json.dumps(said).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Silent."""


@contextmanager
def running() -> Iterator[Provider]:
    """The provider, listening until the block ends."""
    server = Provider()
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
