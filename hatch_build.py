"""Build hook: makes the place index that the reader resolves names with.

The index is built at packaging time from GeoNames and ISO 3166 data, for the wheel and for an editable
install alike, and is never committed. One that is already there and no older than its builder is kept.
"""

import importlib.util
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

READING = Path("src/sayso/reading")


class PlaceIndexHook(BuildHookInterface):
    """Builds ``places.sqlite`` before a wheel or an editable install is put together."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the index where it is missing or stale; a source distribution carries none."""
        if self.target_name != "wheel":
            return
        source = Path(self.root) / READING / "placeindex.py"
        target = Path(self.root) / READING / "data" / "places.sqlite"
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            return
        spec = importlib.util.spec_from_file_location("placeindex", source)
        if spec is None or spec.loader is None:
            raise RuntimeError(f"{source} cannot be loaded; the source tree is not whole")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        counts = module.build(target)
        print(f"place index: {counts}", file=sys.stderr)
