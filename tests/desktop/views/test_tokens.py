from __future__ import annotations

import re
from itertools import product

import pytest

from desktop import resources
from desktop.views import tokens

THEMES: tuple[tokens.Shown, ...] = ("light", "dark", "contrast")
SURFACES = ("paper", "surface", "raised", "rail")
ON_SURFACES = ("ink", "muted", "accent", "danger", "warning", "ok", "info", *tokens.STATES)
PAIRS = [
    *product(ON_SURFACES, SURFACES),
    *product(("ink", *tokens.STATES), ("selection", "hover")),
    *((name, f"{name}-tint") for name in tokens.TINTED),
    *(("ink", f"{name}-tint") for name in tokens.TINTED),
    ("ink", "pressed"),
    ("on-accent", "accent"),
    ("on-accent", "accent-hover"),
    ("on-danger", "danger"),
    ("on-tip", "tip"),
]


@pytest.mark.parametrize("shown", THEMES)
def test_every_text_stands_out_from_every_surface_it_may_stand_on(shown: tokens.Shown) -> None:
    colours = tokens.load(shown)

    weak = {
        pair: round(found, 2)
        for pair in PAIRS
        if (found := tokens.contrast(colours[pair[0]], colours[pair[1]])) < 4.5
    }

    assert not weak


@pytest.mark.parametrize("shown", THEMES)
def test_the_edge_of_a_field_and_the_focus_ring_can_be_seen(shown: tokens.Shown) -> None:
    colours = tokens.load(shown)

    found = [tokens.contrast(colours[name], colours["surface"]) for name in ("edge", "focus")]

    assert min(found) >= 3


def test_all_themes_name_the_same_colours() -> None:
    names = [tokens.load(shown).colours.keys() for shown in THEMES]

    assert names[0] == names[1] == names[2]


def test_black_on_white_is_the_greatest_contrast() -> None:
    assert round(tokens.contrast("#000000", "#FFFFFF"), 1) == 21


@pytest.mark.parametrize("shown", THEMES)
def test_the_style_template_is_filled_completely(shown: tokens.Shown) -> None:
    template = resources.read("style", "app.qss").decode().replace("$target", "40")

    sheet = tokens.fill(template, tokens.load(shown), round, lambda name, token: f"url({name})")

    assert not re.search(r"@|\ddp|icon\(", sheet)


def test_the_style_template_names_no_colour() -> None:
    template = resources.read("style", "app.qss").decode()

    assert not re.search(r"#[0-9A-Fa-f]{6}\b|rgb", template)
