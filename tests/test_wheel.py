"""The wheel by itself: built, unpacked into an empty folder, run without the checkout."""

import json
import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.whole

ROOT = Path(__file__).parents[1]
BASE = getattr(sys, "_base_executable", sys.executable)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    if not (ROOT / "hatch_build.py").exists():
        pytest.skip("not run from a checkout")
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "--no-index"]
    environment = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    built = subprocess.run(
        [*command, "-w", out, ROOT], capture_output=True, text=True, check=False, env=environment
    )
    assert built.returncode == 0, built.stderr
    (found,) = out.glob("sayso-*.whl")
    return found


def test_the_wheel_carries_its_data_and_nothing_of_the_tests(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    data = ("places.sqlite", "scenes.json", "lower.onnx", "upper.onnx", "model.json", "tokenizer.json")
    files = (
        "model/contract.schema.json",
        "languages/en/quantities.toml",
        *(f"reading/data/{d}" for d in data),
    )
    for part in files:
        assert f"sayso/{part}" in names
    assert not any(name.startswith(("tests/", "bench/", "training/", "docs/")) for name in names)
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_the_wheel_reads_and_keeps_an_article_outside_the_checkout(wheel, tmp_path):
    site, home = tmp_path / "site", tmp_path / "home"
    home.mkdir()
    zipfile.ZipFile(wheel).extractall(site)
    (home / "a.txt").write_text(
        "Flood\n\nAt least 12 people were killed in Derna on Monday, officials said.\n"
    )
    # The base interpreter does not see the editable install; only the dependencies come from this venv.
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VIRTUAL_ENV"))}
    environment["PYTHONPATH"] = os.pathsep.join([str(site), sysconfig.get_path("purelib")])

    def run(*arguments):
        return subprocess.run(
            [BASE, *arguments], cwd=home, env=environment, capture_output=True, text=True, check=False
        )

    where = run("-c", "import sayso; print(sayso.__file__)")
    assert where.stdout.startswith(str(site)), where.stderr
    read = run("-m", "sayso", "read", "a.txt")
    assert read.returncode == 0, read.stderr
    line = json.loads(read.stdout)
    assert [(f["quantity"]["low"], f["measure"]) for f in line["figures"]] == [(12, "killed")]
    added = run("-m", "sayso", "add", "a.txt")
    assert added.returncode == 0, added.stderr
    assert json.loads(run("-m", "sayso", "show", line["article"]["id"]).stdout) == line
