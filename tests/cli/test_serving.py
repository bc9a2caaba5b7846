import re
import signal
import subprocess
import sys
import urllib.request

import pytest


@pytest.mark.whole
def test_serve_says_where_answers_there_and_stops_when_asked(tmp_path):
    command = [sys.executable, "-m", "sayso", "--db", str(tmp_path / "a.db"), "serve", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            line = server.stderr.readline()
            address = re.search(r"http://127\.0\.0\.1:\d+/", line)[0]
            with urllib.request.urlopen(address, timeout=20) as answer:
                assert answer.status == 200
                assert b"On whose say-so?" in answer.read()
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(timeout=20)
    assert server.returncode in (0, 130, -signal.SIGINT)
