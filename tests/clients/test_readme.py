"""The tour of the README, as pasted into a shell while a sandbox runs with its usual options."""

import re
import subprocess
import tempfile
import unittest

from sandbox import BINARY, PATIENCE, REPOSITORY, Sandbox, environment

USUAL = {"http": "127.0.0.1:8470", "https": "127.0.0.1:8471", "dns": "127.0.0.1:8473", "proxy": "127.0.0.1:8478"}


def tour():
    text = (REPOSITORY / "README.md").read_text()
    block = re.search(r"## A tour.*?```sh\n(.*?)```", text, re.DOTALL)[1]
    assert "target/release/namegate" in block
    # Builds may go elsewhere than where the README's reader has them.
    return block.replace("target/release/namegate", BINARY)


class Readme(unittest.TestCase):
    def test_the_tour(self):
        with tempfile.TemporaryDirectory(prefix="namegate-tour-") as folder:
            sandbox = Sandbox(data=folder, **USUAL)
            self.addCleanup(sandbox.stop)
            done = subprocess.run(
                ["bash", "-e"], input=tour(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                cwd=REPOSITORY, timeout=PATIENCE, env=environment(NAMEGATE_DATA=folder),
            )  # fmt: skip
            self.assertEqual(done.returncode, 0, done.stdout)
            self.assertIn('"Registered": true', done.stdout)
            self.assertIn("\n192.0.2.7\n", done.stdout)
            self.assertIn('AvailableBalance="9990.94"', done.stdout)


if __name__ == "__main__":
    unittest.main()
