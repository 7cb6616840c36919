"""A small OpenID provider on loopback: the authorization code flow with PKCE, for one client and one person."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "dashboard", secrets.token_urlsafe(24)
PERSON = {"sub": "ann-lee", "name": "Ann Lee", "email": "ann.lee@ledger.example"}


@dataclass
class Provider:
    """What the provider knows: where it is, its key, and the codes that it gave out and nobody has used yet."""

    address: str = ""
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}))
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    #: where those who signed out were sent back to
    ended: list[str] = field(default_factory=list)
    #: what its tokens say instead of the truth; for tests of what must not be let in
    lies: dict[str, object] = field(default_factory=dict)

    def configuration(self) -> dict[str, object]:
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/jwks",
            "end_session_endpoint": f"{self.address}/logout",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        }

    def token(self, asked: dict[str, str], authorization: str) -> dict[str, object]:
        """What a code is exchanged for. Raises ``KeyError`` where it was not given out, or is used twice."""
        given = self.codes.pop(asked["code"])
        digest = hashlib.sha256(asked["code_verifier"].encode()).digest()
        credentials = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        assert authorization == f"Basic {credentials}"
        assert given["code_challenge"] == base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        assert given["redirect_uri"] == asked["redirect_uri"]
        now = int(time.time())
        claims = {"iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 600, "nonce": given["nonce"], **PERSON}
        identity = jwt.encode({"alg": "RS256", "kid": "one"}, claims | self.lies, self.key)
        return {
            "access_token": secrets.token_urlsafe(),
            "token_type": "Bearer",
            "expires_in": 600,
            "id_token": identity,
        }


class _Handler(BaseHTTPRequestHandler):
    provider: Provider

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        asked = dict(parse_qsl(parts.query))
        if parts.path == "/.well-known/openid-configuration":
            self._json(self.provider.configuration())
        elif parts.path == "/jwks":
            self._json({"keys": [self.provider.key.as_dict(private=False)]})
        elif parts.path == "/authorize" and asked["client_id"] == CLIENT and asked["response_type"] == "code":
            code = secrets.token_urlsafe()
            self.provider.codes[code] = asked
            back = f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"
            page = (
                f'<title>Sign in</title><link rel="icon" href="data:,"><a href="{html.escape(back)}">I am Ann Lee</a>'
            )
            self._send(200, page, "text/html")
        elif parts.path == "/logout":
            self.provider.ended.append(asked["post_logout_redirect_uri"])
            self.send_response(302)
            self.send_header("Location", asked["post_logout_redirect_uri"])
            self.end_headers()
        else:
            self._send(404, "", "text/plain")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        asked = {name: values[0] for name, values in parse_qs(body).items()}
        try:
            self._json(self.provider.token(asked, self.headers.get("Authorization", "")))
        except (KeyError, AssertionError):
            self._send(400, json.dumps({"error": "invalid_grant"}), "application/json")

    def _json(self, value: object) -> None:
        self._send(200, json.dumps(value), "application/json")

    def _send(self, status: int, body: str, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def openid_provider() -> Iterator[Provider]:
    """A provider that answers for as long as it is used."""
    provider = Provider()
    handler = type("Handler", (_Handler,), {"provider": provider})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        provider.address = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield provider
        server.shutdown()
