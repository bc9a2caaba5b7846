import os
import stat
from pathlib import Path

import pytest

from sayso.export import whole_file


def names(folder):
    return [path.name for path in folder.iterdir()]


def test_a_file_takes_its_place_only_when_it_is_whole(tmp_path):
    path = tmp_path / "claims.csv"
    path.write_text("old")
    with whole_file(path) as out:
        out.write(b"new")
        out.flush()
        assert path.read_text() == "old"
    assert path.read_text() == "new"
    assert names(tmp_path) == ["claims.csv"]


def test_after_trouble_midway_the_old_file_stands_and_nothing_lies_about(tmp_path):
    path = tmp_path / "claims.csv"
    path.write_text("old")
    trouble = pytest.raises(KeyboardInterrupt)
    with trouble, whole_file(path) as out:
        out.write(b"half")
        raise KeyboardInterrupt
    assert path.read_text() == "old"
    assert names(tmp_path) == ["claims.csv"]


def test_a_missing_folder_is_an_error_that_names_it(tmp_path):
    with pytest.raises(OSError, match="nowhere"), whole_file(tmp_path / "nowhere" / "x.csv"):
        pass


def test_a_new_file_has_the_rights_of_any_new_file_and_an_old_one_keeps_its_own(tmp_path):
    plain, made, kept = tmp_path / "plain", tmp_path / "made", tmp_path / "kept"
    plain.write_text("")
    with whole_file(made):
        pass
    assert made.stat().st_mode == plain.stat().st_mode
    kept.write_text("")
    kept.chmod(0o600)
    with whole_file(kept):
        pass
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_a_device_is_written_to_and_not_replaced():
    with whole_file(Path(os.devnull)) as out:
        out.write(b"gone")
    assert not Path(os.devnull).is_file()


def test_a_link_stays_a_link_to_the_file_that_is_written(tmp_path):
    real, link = tmp_path / "real.csv", tmp_path / "link.csv"
    real.write_text("old")
    link.symlink_to(real)
    with whole_file(link) as out:
        out.write(b"new")
    assert link.is_symlink()
    assert real.read_text() == "new"
