"""Fetching cannot be abused to reach the internal network: attacks and faults, with real servers on loopback."""

from __future__ import annotations

import gzip
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis.fetch.address import NotFetched, Refused
from analysis.fetch.fetcher import ANYTHING, Fetcher
from tests.support.fetch_cases import FAULTS, LINKS, Fault, Link
from tests.support.local_site import LIMITS, Site, answer, redirect, site


@pytest.fixture(scope="module")
def web() -> Iterator[Site]:
    with site() as made:
        yield made


@pytest.mark.parametrize("case", LINKS, ids=lambda case: f"{case.what} {case.link[:30]}")
def test_a_link_into_the_network_is_refused(case: Link) -> None:
    with pytest.raises(Refused) as refused:
        Fetcher(LIMITS).get(case.link)
    reason = str(refused.value)
    if "localhost" in case.link or "ⓛ" in case.link:  # the system decides which of its addresses comes first
        reason = reason.replace("::1", "127.0.0.1")
    assert reason == case.outcome


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.what)
def test_a_faulty_or_hostile_server_gives_a_reason(web: Site, fault: Fault) -> None:
    web.routes["/case"] = fault.route(web)
    with pytest.raises(NotFetched) as failed:
        web.fetcher(fault.limits).get(web.link("/case"))
    found = (str(failed.value), failed.value.retry, failed.value.retry_after)
    assert found == (fault.outcome, fault.retry, fault.retry_after)


def test_a_redirect_to_another_port_of_loopback_connects_to_nothing(web: Site) -> None:
    with site() as other:
        web.routes["/away"] = redirect(other.link("/secret"))
        with pytest.raises(Refused, match=r"port \d+ is not a port"):
            web.fetcher().get(web.link("/away"))
        assert not other.asked


def test_a_name_is_looked_up_once_and_the_checked_address_is_asked(web: Site) -> None:
    web.serve("/rebound", "<p>first</p>")
    answers = iter([["127.0.0.1"], ["10.0.0.1"], ["10.0.0.1"]])
    found = web.fetcher(resolve=lambda host, port: next(answers)).get(web.link("/rebound", "rebinding.example"))
    assert found.body == b"<p>first</p>"
    assert next(answers) == ["10.0.0.1"]
    assert web.asked[-1][0] == f"rebinding.example:{web.port}"


@pytest.mark.parametrize("addresses", [["10.0.0.1"], ["93.184.215.14", "10.0.0.1"], ["::ffff:10.0.0.1"]])
def test_a_name_with_any_private_address_is_refused(addresses: list[str]) -> None:
    with pytest.raises(Refused, match="private or reserved"):
        Fetcher(LIMITS, resolve=lambda host, port: addresses).get("http://inside.example/")


def test_an_allowed_pair_allows_nothing_else(web: Site) -> None:
    with site() as other:
        fetcher = web.fetcher()
        for link in (other.link("/"), f"http://[::1]:{web.port}/", f"http://127.0.0.2:{web.port}/"):
            with pytest.raises(Refused):
                fetcher.get(link)
        assert not other.asked


def test_a_host_where_nobody_listens_is_said_to_refuse() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    with pytest.raises(NotFetched, match=r"could not connect to 127\.0\.0\.1:\d+ \(Connection refused\)") as failed:
        Fetcher(LIMITS, frozenset({("127.0.0.1", port)})).get(f"http://127.0.0.1:{port}/")
    assert failed.value.retry


def test_nothing_of_ours_is_forwarded(web: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    web.routes["/start"] = redirect(web.link("/end", "second.example"))
    web.routes["/end"] = answer("<p>x</p>", Set_Cookie="id=1")
    for _ in range(2):
        web.fetcher().get(web.link("/start", "first.example"))
    sent = {name.lower() for _, path, headers in web.asked if path in ("/start", "/end") for name in headers}
    assert sent == {"host", "user-agent", "accept", "accept-encoding", "connection"}


def test_a_compressed_response_is_decompressed(web: Site) -> None:
    text = "<p>Aldenport</p>" * 500
    web.routes["/compressed"] = answer(gzip.compress(text.encode()), Content_Encoding="gzip")
    assert web.fetcher().get(web.link("/compressed")).text() == text


@pytest.mark.parametrize(
    ("stated", "body", "read"),
    [
        ("iso-8859-1", "Ærø’s ferry".encode(), "Ærø’s ferry"),
        ("utf-8", "Ærø".encode("latin-1"), "Ærø".encode("latin-1")),
        ("iso-8859-1", "the “Ærø”".encode("windows-1252"), "the “Ærø”"),
        ("windows-1251", "Мост".encode("windows-1251"), "Мост"),
        ("zip_codec", b"\xff\xfe\xff", b"\xff\xfe\xff"),
        ("nonsense", b"\xe6", b"\xe6"),
    ],
)
def test_a_wrong_charset_does_not_spoil_the_text(web: Site, stated: str, body: bytes, read: str | bytes) -> None:
    web.serve("/charset", body, f"text/html; charset={stated}")
    assert web.fetcher().get(web.link("/charset")).text() == read


def test_an_unchanged_page_is_not_sent_again(web: Site) -> None:
    web.serve("/feed", "<p>x</p>", ETag='"one"')
    first = web.fetcher().get(web.link("/feed"))
    again = web.fetcher().get(web.link("/feed"), etag=first.etag)
    assert (first.unchanged, again.unchanged, again.body) == (False, True, b"")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A self-signed certificate for quayside.example, with its key."""
    program = shutil.which("openssl")
    if program is None:
        pytest.skip("openssl, which makes the certificate for this test, is not installed")
    folder = tmp_path_factory.mktemp("certificate")
    subprocess.run(
        [program, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=quayside.example",
         "-addext", "subjectAltName=DNS:quayside.example", "-keyout", "key.pem", "-out", "certificate.pem"],
        cwd=folder, check=True, capture_output=True,
    )  # fmt: skip
    return folder


def test_a_certificate_is_checked_against_the_name_though_the_address_is_asked(certificate: Path) -> None:
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(certificate / "certificate.pem", certificate / "key.pem")
    trusting = ssl.create_default_context(cafile=str(certificate / "certificate.pem"))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]

        def serve() -> None:
            for _ in range(3):
                raw, _ = listening.accept()
                try:
                    with server.wrap_socket(raw, server_side=True) as talk:
                        talk.recv(4096)
                        talk.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\nhi")
                except OSError:
                    continue

        threading.Thread(target=serve, daemon=True).start()
        allowed = frozenset({("127.0.0.1", port)})
        fetcher = Fetcher(LIMITS, allowed, lambda host, port: ["127.0.0.1"], trusting)
        assert fetcher.get(f"https://quayside.example:{port}/", ANYTHING).body == b"hi"
        for link, trust in ((f"https://other.example:{port}/", trusting), (f"https://quayside.example:{port}/", None)):
            with pytest.raises(Refused, match=r"certificate of .* is not valid"):
                Fetcher(LIMITS, allowed, lambda host, port: ["127.0.0.1"], trust).get(link)
