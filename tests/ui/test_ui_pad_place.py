"""The pad on the screen chosen for it: the whole window goes there, and comes back."""

import json
import subprocess
import sys

import pytest

from support.faults import child_environment

SCREENS = {
    "screens": [
        {"name": "left", "x": 0, "y": 0, "width": 800, "height": 600,
         "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1},
        {"name": "right", "x": 800, "y": 0, "width": 1000, "height": 700,
         "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1},
    ]
}  # fmt: skip
HOME = "left 640x400 usual"


@pytest.mark.parametrize(
    ("chosen", "meanwhile"),
    [("right", "right 1000x700 full"), ("left", HOME), ("", HOME), ("unplugged", HOME)],
)
def test_the_window_goes_to_the_screen_of_the_pad_and_comes_back(tmp_path, chosen, meanwhile):
    config = tmp_path / "screens.json"
    config.write_text(json.dumps(SCREENS))
    home = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
    ran = subprocess.run(
        [sys.executable, "-m", "support.child_two_screens", chosen],
        env=child_environment({"QT_QPA_PLATFORM": f"offscreen:configfile={config}", **home}),
        check=False, capture_output=True, encoding="utf-8", timeout=60,
    )  # fmt: skip
    assert ran.stdout.splitlines() == [HOME, meanwhile, HOME], ran.stderr
