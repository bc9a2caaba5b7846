"""Build hook: makes the place index that the reader resolves names with, and the outlines of the map.

The index is built at packaging time from GeoNames and ISO 3166 data, for the wheel and for an editable
install alike, and is never committed. One that is already there and no older than its builder is kept.
The outlines come from Natural Earth through npm, likewise; without npm the map has none.
"""

import importlib.util
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

READING = Path("src/sayso/reading")
DRAWING = Path("src/sayso/drawing")


class PlaceIndexHook(BuildHookInterface):
    """Builds ``places.sqlite`` before a wheel or an editable install is put together."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the index where it is missing or stale; a source distribution carries none."""
        if self.target_name != "wheel":
            return
        made = self._made(READING / "placeindex.py", READING / "data" / "places.sqlite")
        print(f"place index: {made}", file=sys.stderr)
        made = self._made(DRAWING / "outlinemaking.py", DRAWING / "data" / "outlines.json")
        print(f"outlines: {made or 'none, as npm gave nothing; the map goes without'}", file=sys.stderr)

    def _made(self, builder: Path, product: Path) -> Any:
        """What the builder says that it made, or that what is there is good."""
        source, target = Path(self.root) / builder, Path(self.root) / product
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            return "kept"
        spec = importlib.util.spec_from_file_location(source.stem, source)
        if spec is None or spec.loader is None:
            raise RuntimeError(f"{source} cannot be loaded; the source tree is not whole")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module.build(target)
