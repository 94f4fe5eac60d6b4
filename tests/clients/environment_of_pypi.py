"""Where scripts/install-test-tools put the clients that come from PyPI."""

import functools
import pathlib

from sandbox import REPOSITORY, run


@functools.cache
def program(name):
    folder = run([REPOSITORY / "scripts" / "install-test-tools", "--venv"]).strip()
    return pathlib.Path(folder) / "bin" / name
