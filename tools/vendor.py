"""Copy the few files that pages load out of node_modules to where the desk serves them: /static/vendor/.

Icons come from Lucide; the ones named in tools/icons.txt become one sprite, used as
`<svg class="icon" aria-hidden="true"><use href="/static/vendor/icons.svg#send"/></svg>`.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
TARGET = ROOT / "src" / "dengta" / "web" / "static" / "vendor"
ICON_NAMES = ROOT / "tools" / "icons.txt"

FILES = {
    "htmx.min.js": "htmx.org/dist/htmx.min.js",
    "idiomorph-ext.min.js": "idiomorph/dist/idiomorph-ext.min.js",
}
LICENCES = ("htmx.org", "idiomorph", "lucide-static")
SYMBOL = (
    '<symbol id="{name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" '
    'stroke-linecap="round" stroke-linejoin="round">{shapes}</symbol>'
)


def copy() -> None:
    """Bring the vendor folder to what this version names; rewrites only what differs."""
    TARGET.mkdir(parents=True, exist_ok=True)
    wanted = {name: (MODULES / source).read_bytes() for name, source in FILES.items()}
    wanted["icons.svg"] = sprite().encode()
    wanted["LICENSES.txt"] = licences().encode()
    for name, content in wanted.items():
        target = TARGET / name
        if not target.exists() or target.read_bytes() != content:
            target.write_bytes(content)
    for stray in TARGET.iterdir():
        if stray.name not in wanted:
            stray.unlink()


def icon_names() -> list[str]:
    """The icons our pages use, one a line."""
    return ICON_NAMES.read_text().split()


def sprite() -> str:
    symbols = [SYMBOL.format(name=name, shapes=shapes(name)) for name in icon_names()]
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"


def shapes(name: str) -> str:
    file = MODULES / "lucide-static" / "icons" / f"{name}.svg"
    if not file.exists():
        raise SystemExit(f"tools/icons.txt: Lucide has no icon named {name!r}")
    inner = re.sub(r".*<svg.*?>|</svg>", "", file.read_text(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", inner).strip()


def licences() -> str:
    return "\n\n".join(f"{name}\n\n{(MODULES / name / 'LICENSE').read_text()}" for name in LICENCES)


if __name__ == "__main__":
    copy()
    sys.stdout.write(f"{len(FILES)} libraries and {len(icon_names())} icons in {TARGET.relative_to(ROOT)}\n")
