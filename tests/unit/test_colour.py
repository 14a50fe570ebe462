"""A brand colour stands out on the dark header, or a nearby one that does is named."""

import pytest

from dengta.platform.colour import ENOUGH, INK, LEAST, NIGHT, contrast, readable, tint
from dengta.platform.keys import Keys
from dengta.web.setup_code import is_setup_code, setup_code


def test_black_on_white_is_twenty_one_to_one() -> None:
    """WCAG 2.2, contrast ratio."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#000000") == contrast("#000000", "#ffffff")


@pytest.mark.parametrize("colour", ["#000000", "#101010", "#125ea8", "#0000ff", "#b3261e"])
def test_a_colour_that_hardly_shows_is_answered_with_one_that_does(colour: str) -> None:
    assert contrast(colour, NIGHT) < LEAST
    assert contrast(readable(colour), NIGHT) >= LEAST


def test_a_colour_that_shows_is_left_alone() -> None:
    assert readable("#ffc45e") == "#ffc45e"


@pytest.mark.parametrize("page", ["#f4f6fa", "#1b2a44", "#808080"])
@pytest.mark.parametrize("colour", ["#1f5fa8", "#f7c325", "#ffffff", "#000000", "#7ed957", "#e4002b", "#808080"])
def test_any_colour_becomes_a_ground_and_a_link_that_can_be_read(colour: str, page: str) -> None:
    made = tint(colour, page)
    assert contrast(made.ground, made.text) >= ENOUGH
    assert contrast(made.link, page) >= ENOUGH


def test_a_light_brand_keeps_its_colour_under_dark_text() -> None:
    assert tint("#f7c325", "#f4f6fa").ground == "#f7c325"
    assert tint("#f7c325", "#f4f6fa").text == INK


def test_a_set_up_code_is_known_however_it_is_typed_and_belongs_to_one_installation(keys: Keys) -> None:
    code = setup_code(keys)
    assert is_setup_code(keys, code.upper().replace("-", " "))
    assert not is_setup_code(keys, "")
    assert not is_setup_code(keys, code[:-1])
    assert not is_setup_code(keys, "é" * 16)
    assert not is_setup_code(Keys(b"another installation"), code)
