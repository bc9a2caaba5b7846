"""The builder of written articles, for the tests of this folder."""

import importlib.util
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def written():
    """The module that writes articles with marked claims."""
    spec = importlib.util.spec_from_file_location("sayso_written", HERE / "written.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
