"""Who answers for a host: its registrable domain, by the public suffix list; and sites where anybody may put a page."""

from collections.abc import Iterator
from functools import cache, lru_cache

from publicsuffixlist import PublicSuffixList

from dengta.safety.verdict.wordlist import words

SHARED = frozenset(
    words("""
    sites.google.com docs.google.com forms.gle drive.google.com storage.googleapis.com telegra.ph teletype.in
    notion.site linktr.ee bio.link beacons.ai about.me medium.com substack.com gitbook.io gitbook.com wixsite.com
    weebly.com webflow.io framer.website framer.app framer.ai carrd.co typedream.app godaddysites.com wordpress.com
    blogspot.com tumblr.com weeblysite.com mystrikingly.com strikingly.com square.site jimdosite.com webador.com
    ucraft.net zyrosite.com ipfs.io dweb.link cf-ipfs.com cloudflare-ipfs.com gateway.pinata.cloud nftstorage.link
    w3s.link fleek.co fleek.cool 4everland.app arweave.net ar.io eth.limo eth.link on-fleek.app infura-ipfs.io
    ipfs.fleek.co htmlpasta.com glitch.me replit.app repl.co surge.sh neocities.org 000webhostapp.com herokuapp.com
    azurewebsites.net azurestaticapps.net trycloudflare.com ngrok.io ngrok.app ngrok-free.app loca.lt duckdns.org
    ddns.net jotform.com typeform.com
    """)
)
SHORTENERS = frozenset(
    words("""
    bit.ly bitly.com tinyurl.com t.co is.gd v.gd cutt.ly rebrand.ly goo.gl shorturl.at rb.gy t.ly s.id tiny.cc ow.ly
    lnkd.in buff.ly soo.gd bl.ink short.io shorturl.asia urlz.fr clck.ru tny.im dwz.cn url.cn t.cn suo.im 985.so
    dwz.mk mtw.so u.to x.co qr.ae adf.ly shorte.st l.ead.me linkin.bio snip.ly tr.im u.nu surl.li shrtco.de
    """)
)


@lru_cache(maxsize=8192)
def registrable(host: str) -> str:
    """The part of a host that one owner answers for, as in `foo.co.uk`; the host itself for a suffix or a number."""
    return _suffixes().privatesuffix(host) or host


def suffix(host: str) -> str:
    """The public suffix: what stands behind the part that an owner chose; empty for numbers."""
    return _suffixes().publicsuffix(host) or ""


@lru_cache(maxsize=8192)
def is_known_ending(host: str) -> bool:
    """Whether the last label is a top-level domain, by the list, or the one kept for examples (RFC 2606)."""
    return host.endswith(".example") or _strict().publicsuffix(host) is not None


def shared(host: str) -> str | None:
    """The site on which anybody may put a page and of which this host is a part, or None."""
    for parent in parents(host):
        if parent in SHARED:
            return parent
    private = registrable(host)
    icann = _icann().privatesuffix(host)
    return icann if icann is not None and icann != private and host != icann else None


def parents(host: str) -> Iterator[str]:
    """A host and each host above it, down to its last label: `a.b.c`, `b.c`, `c`."""
    yield host
    while "." in host:
        host = host.partition(".")[2]
        yield host


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()


@cache
def _icann() -> PublicSuffixList:
    return PublicSuffixList(only_icann=True)


@cache
def _strict() -> PublicSuffixList:
    return PublicSuffixList(accept_unknown=False)
