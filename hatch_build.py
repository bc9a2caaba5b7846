"""Build hook: makes the place index that the reader resolves names with."""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PlaceIndexHook(BuildHookInterface):
    """Placeholder shape; the place helper fills it."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Nothing yet."""
