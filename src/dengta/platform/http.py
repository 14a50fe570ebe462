"""Outbound HTTP behind one policy: only public addresses, resolved once, no surprises by redirect or size."""

import asyncio
import ipaddress
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx

from dengta.kernel.errors import Kind, Refused
from dengta.platform.settings import Settings
from dengta.platform.traces import passed_on, span

TIMEOUT = 10.0
LARGEST = 256 * 1024


class AddressRefused(Refused):
    """The address may not be called from here."""

    kind = Kind.UNPROCESSABLE
    code = "outbound_address_refused"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, at most as much as was asked for: `cut` says that there was more."""

    status: int
    body: bytes
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Outbound:
    """Calls other machines. `private` allows loopback and private networks, for tests and closed installations."""

    private: bool = False

    async def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """Send once, with our `traceparent` if we trace. Redirects are not followed.

        Raises `AddressRefused` for an address the policy forbids and `httpx.HTTPError` when the whole answer was not
        here after ten seconds, however it trickled.
        """
        try:
            with span("call", kind="client") as told:
                async with asyncio.timeout(TIMEOUT):
                    answer = await self._send("POST", url, body, {**headers, **passed_on()}, LARGEST)
                told.tell("http.response.status_code", answer.status)
                return answer
        except TimeoutError as late:
            raise httpx.ReadTimeout("no whole answer in time") from late

    async def get(self, url: str, *, largest: int = LARGEST, seconds: float = TIMEOUT) -> Answer:
        """Ask once, for at most `largest` bytes within `seconds`. Otherwise as `post`."""
        try:
            with span("call", kind="client") as told:
                async with asyncio.timeout(seconds):
                    answer = await self._send("GET", url, b"", passed_on(), largest)
                told.tell("http.response.status_code", answer.status)
                return answer
        except TimeoutError as late:
            raise httpx.ReadTimeout("no whole answer in time") from late

    async def _send(self, method: str, url: str, body: bytes, headers: Mapping[str, str], largest: int) -> Answer:
        host, pinned = await self.resolve(url)
        extensions = {"sni_hostname": host} if url.startswith("https://") else {}
        async with httpx.AsyncClient(timeout=TIMEOUT, follow_redirects=False, trust_env=False) as client:
            request = client.build_request(
                method, pinned, content=body, headers={**headers, "Host": urlsplit(url).netloc}, extensions=extensions
            )
            response = await client.send(request, stream=True)
            try:
                return Answer(response.status_code, *await _read(response, largest))
            finally:
                await response.aclose()

    async def resolve(self, url: str) -> tuple[str, str]:
        """The host and the URL with its host replaced by the address that was checked, so that it cannot change."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError as error:
            raise AddressRefused("this is not an address") from error
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username or parts.password:
            raise AddressRefused("only http and https addresses without credentials can be called")
        if parts.scheme == "http" and not self.private:
            raise AddressRefused("the address must use https")
        address = await self._address(parts.hostname, port or (443 if parts.scheme == "https" else 80))
        shown = f"[{address}]" if address.version == 6 else str(address)
        return parts.hostname, parts._replace(netloc=f"{shown}:{port}" if port else shown).geturl()

    async def _address(self, host: str, port: int) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
        try:
            found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (
            OSError,
            UnicodeError,
        ) as error:  # a name that does not resolve, or that no name server could be asked for
            raise AddressRefused("the host name does not resolve") from error
        addresses = [ipaddress.ip_address(entry[4][0]) for entry in found]
        if not self.private and not all(_public(address) for address in addresses):
            raise AddressRefused("the host resolves to an address that is not public")
        return addresses[0]


def outbound(settings: Settings) -> Outbound:
    """The policy this installation is set to."""
    return Outbound(private=settings.outbound_private)


def _public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    inner = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None) or address
    return bool(inner.is_global and not inner.is_multicast and not inner.is_reserved)


async def _read(response: httpx.Response, largest: int) -> tuple[bytes, bool]:
    body = bytearray()
    async for part in response.aiter_bytes():
        body += part
        if len(body) > largest:
            break
    return bytes(body[:largest]), len(body) > largest
