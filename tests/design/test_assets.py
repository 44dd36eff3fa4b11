"""The assets build: whole fonts, nothing of GOV.UK's own, and nothing done twice."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from ilacs.design import assets


def letters(face: assets.Face) -> set[str]:
    return {chr(code) for code in TTFont(assets.BUILD / "fonts" / f"{face.stem}.ttf").getBestCmap()}


@pytest.mark.parametrize(
    ("css", "words"),
    [
        ('body{font-family:"GDS Transport",arial}', "GDS Transport"),
        (".header{background:url(govuk-crest.svg)}", "crest"),
        (".logo{background:url(/assets/images/logo.png)}", "not among the built files"),
        ('@font-face{font-family:"X";src:url("x.woff2")}', "a font that is not ours"),
        ('@font-face{font-family:"X";src:local("X")}', "a font that is not ours"),
    ],
)
def test_a_style_sheet_with_something_of_govuk_in_it_is_refused(tmp_path: Path, css: str, words: str) -> None:
    (tmp_path / "app.css").write_text(css)
    with pytest.raises(assets.AssetsRefused, match=words):
        assets.check(tmp_path)


def test_a_file_with_a_crest_in_its_name_is_refused(tmp_path: Path) -> None:
    (tmp_path / "crest.svg").write_text("<svg/>")
    with pytest.raises(assets.AssetsRefused, match=r"crest\.svg may not be published"):
        assets.check(tmp_path)


def test_a_font_of_ours_and_a_drawn_image_are_allowed(tmp_path: Path) -> None:
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "arimo-400-normal.ttf").write_bytes(b"")
    (tmp_path / "app.css").write_text(assets.FACES[0].rule + '.a{background:url("data:image/svg+xml,<svg/>")}')
    assets.check(tmp_path)


def test_what_was_built_may_be_published() -> None:
    assert (assets.BUILD / "app.css").is_file()
    assert (assets.BUILD / "govuk-frontend.min.js").is_file()
    assets.check(assets.BUILD)


def test_a_second_build_has_nothing_to_do() -> None:
    assets.build()
    assert assets.build() is False


def test_style_sheets_are_compiled_and_partial_ones_are_not(tmp_path: Path) -> None:
    assets.compile_styles(tmp_path)
    built = {path.name for path in tmp_path.glob("*.css")}
    assert built == {f"{path.stem}.css" for path in assets.SCSS.glob("[!_]*.scss")}


def test_a_program_that_fails_stops_the_build() -> None:
    with pytest.raises(assets.AssetsRefused, match="node --no-such-option failed"):
        assets.run_node("node", "--no-such-option")


def test_each_arimo_file_has_the_letters_of_polish_greek_and_russian_names() -> None:
    for face in assets.FACES[:4]:
        assert set("ŁódźΕλλάδαПривет’–‑é≥⅓") <= letters(face)


def test_ticks_shapes_chinese_and_emoji_have_a_font() -> None:
    every_letter = set[str]().union(*(letters(face) for face in assets.FACES))
    assert set("✓✗▲■●◆→⇒中😀") <= every_letter


def test_every_font_is_stored_plain_with_its_licence() -> None:
    fonts = assets.BUILD / "fonts"
    for face in assets.FACES:
        assert (fonts / f"{face.stem}.ttf").read_bytes()[:4] == b"\x00\x01\x00\x00"
    assert len(list(fonts.glob("*.LICENCE.txt"))) == len({face.family for face in assets.FACES})
