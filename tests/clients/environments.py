"""Where scripts/install-test-tools put the clients that come from PyPI, npm and crates.io."""

import functools
import pathlib

from sandbox import REPOSITORY, run

LIBRARIES = "requirements-libraries.txt"


@functools.cache
def folder(pins):
    """The environment made of the versions in this file, which stands here."""
    words = [REPOSITORY / "scripts" / "install-test-tools", "--environment", REPOSITORY / "tests" / "clients" / pins]
    return pathlib.Path(run(words).strip())


def program(name, pins="requirements.txt"):
    """A program of a Python environment."""
    return folder(pins) / "bin" / name


def packages_of_npm():
    """What Node takes as NODE_PATH."""
    return folder("npm/package-lock.json") / "node_modules"


def program_of_crates_io():
    return folder("namecheap-client-program/Cargo.lock") / "debug" / "namecheap-client-program"
