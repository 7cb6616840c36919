"""Only addresses of single machines on the internet are connected to."""

from __future__ import annotations

import ipaddress
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, IPv6Network

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from analysis.fetch.address import Refused, not_public, target_of

#: networks from which no address is connected to, after IANA's registries of special-purpose addresses
LOCAL4 = (
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
    "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
    "224.0.0.0/4", "240.0.0.0/4",
)  # fmt: skip
LOCAL6 = (
    "::/8", "100::/64", "200::/7", "400::/6", "800::/5", "1000::/4", "2001::/23", "2001:2::/48", "2001:db8::/32",
    "3fff::/20", "3ffe::/16", "4000::/3", "5f00::/16", "8000::/1", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
    "64:ff9b:1::/48", "::ffff:0:0/96", "::ffff:0:0:0/96", "2001::/32", "2001:20::/28",
)  # fmt: skip
PRIVATE4 = st.sampled_from(LOCAL4).flatmap(
    lambda text: st.integers(
        int((network := ipaddress.IPv4Network(text)).network_address), int(network.broadcast_address)
    ).map(IPv4Address)
)
#: how an IPv4 address is written into an IPv6 address
EMBEDDED = {
    "mapped": lambda ip: int(IPv6Address("::ffff:0:0")) | int(ip),
    "translated": lambda ip: int(IPv6Address("::ffff:0:0:0")) | int(ip),
    "compatible": int,
    "NAT64": lambda ip: int(IPv6Address("64:ff9b::")) | int(ip),
    "NAT64 inside a network": lambda ip: int(IPv6Address("64:ff9b:1::")) | int(ip),
    "6to4": lambda ip: (0x2002 << 112) | (int(ip) << 80) | 1,
    "Teredo": lambda ip: (0x20010000 << 96) | (int(ip) ^ 0xFFFFFFFF),
    "ISATAP": lambda ip: int(IPv6Address("2606:4700::5efe:0:0")) | int(ip),
}


@pytest.mark.parametrize("network", LOCAL4 + LOCAL6)
def test_the_first_and_last_address_of_every_special_network_are_refused(network: str) -> None:
    found = ipaddress.ip_network(network)
    for number in (0, 1, found.num_addresses // 2, found.num_addresses - 2, found.num_addresses - 1):
        address = found[max(0, number)]
        nat64 = isinstance(address, IPv6Address) and address in IPv6Network("64:ff9b::/96")
        assert nat64 or not_public(str(address)), address


@pytest.mark.parametrize(
    "address",
    ["fec0::1", "fec0:0:0:ffff::1", "::ffff:0:7f00:1", "::ffff:0:127.0.0.1", "::ffff:0:8.8.8.8", "::ffff:8.8.8.8",
     "::8.8.8.8", "64:ff9b::10.0.0.1", "64:ff9b:1::8.8.8.8", "2002:a00:1::", "2001:0:808:808::f5ff:fffe", "::", "::1",
     "fe80::1%eth0", "2606:4700::1%2", "4000::1", "3fff::1", "192.0.0.9", "0.1.2.3", "localhost", ""],
)  # fmt: skip
def test_addresses_that_only_look_public_are_refused(address: str) -> None:
    assert not_public(address)


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "93.184.215.14", "1.1.1.1", "2606:4700:4700::1111", "2a00:1450:4001:831::200e", "64:ff9b::8.8.8.8",
     "2002:808:808::1", "223.255.255.255", "100.63.255.255", "100.128.0.1", "2400:cb00::1"],
)  # fmt: skip
def test_public_addresses_are_connected_to(address: str) -> None:
    assert not_public(address) is None


@settings(max_examples=500)
@given(st.one_of(st.integers(0, 2**32 - 1).map(IPv4Address), st.integers(0, 2**128 - 1).map(IPv6Address)))
@example(IPv6Address("fec0::1"))
def test_an_address_that_is_connected_to_is_of_one_machine_on_the_internet(
    ip: IPv4Address | IPv6Address,
) -> None:
    if not_public(str(ip)) is None:
        local = LOCAL4 if ip.version == 4 else LOCAL6
        in_nat64 = ip in IPv6Network("64:ff9b::/96")
        assert in_nat64 or not any(ip in ipaddress.ip_network(network) for network in local)
        assert ip.is_global
        assert not ip.is_multicast
        assert ip.version == 4 or in_nat64 or ip in IPv6Network("2000::/3")


@pytest.mark.parametrize("embed", EMBEDDED.values(), ids=EMBEDDED.keys())
@given(PRIVATE4)
@settings(max_examples=60)
def test_a_private_address_is_refused_however_it_is_written(embed: object, ip: IPv4Address) -> None:
    assert not_public(str(ip))
    assert not_public(str(IPv6Address(embed(ip))))  # type: ignore[operator]


@settings(max_examples=200)
@given(
    st.text(max_size=12), st.sampled_from(["http://{}", "http://[{}]/", "http://a{}.example/", "//{}", "http://a:{}/"])
)
def test_any_text_in_a_link_is_a_target_or_refused(text: str, link: str) -> None:
    with suppress(Refused):
        target = target_of(link.format(text))
        assert target.link.isascii()
        assert target_of(target.link) == target
