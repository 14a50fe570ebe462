"""Colours as WCAG 2.2 compares them."""

import re
from dataclasses import dataclass

NIGHT = "#0d1a2f"
"""The header that the brand colour lies on; `--night` in platform/static/dengta.css."""
INK = "#12203a"
LEAST, ENOUGH = 3.0, 4.5
"""WCAG 2.2: for large things and controls; for text."""
MIDDLE = 0.18
COLOUR = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True, slots=True)
class Tint:
    """A brand colour as a ground, the text upon it, and the same colour as text on a given page; each legible."""

    ground: str
    text: str
    link: str


def tint(colour: str, page: str) -> Tint:
    """What becomes of a brand colour on a page whose ground is `page`: the nearest shades that can be read."""
    text = text_on(colour)
    return Tint(legible(colour, text), text, legible(colour, page))


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two `#rrggbb` colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable(colour: str) -> str:
    """The colour itself if it stands out on the header, else the nearest lighter one that does."""
    for share in range(0, 101, 2):
        mixed = _mixed(colour, "#ffffff", share)
        if contrast(mixed, NIGHT) >= LEAST:
            return mixed
    return "#ffffff"


def legible(colour: str, ground: str) -> str:
    """The colour moved towards black or white until it stands off `ground` at 4.5 to 1."""
    target = "#000000" if _luminance(ground) > MIDDLE else "#ffffff"
    for share in range(0, 101, 5):
        mixed = _mixed(colour, target, share)
        if contrast(mixed, ground) >= ENOUGH:
            return mixed
    return target


def text_on(colour: str) -> str:
    """What is written on a ground of this colour: white, or ink where white would be too faint."""
    return INK if contrast(colour, "#ffffff") < ENOUGH <= contrast(colour, INK) else "#ffffff"


def _mixed(colour: str, other: str, share: int) -> str:
    pairs = zip(_parts(colour), _parts(other), strict=True)
    return "#" + "".join(f"{round(one + (two - one) * share / 100):02x}" for one, two in pairs)


def _parts(colour: str) -> list[int]:
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]


def _luminance(colour: str) -> float:
    linear = [part / 255 for part in _parts(colour)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in linear)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
