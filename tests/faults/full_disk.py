"""A file system without space: calls that write are refused with their own number, nothing is half written, calls
that read go on, and once there is space again all is well without a restart."""

import os
import subprocess
from decimal import Decimal

import money
import zone
from sandbox import Refused, Wrong

SIZE = "8m"
SET_HOSTS_FAILED = 4022288
"""What setHosts answers when the store fails."""
CREATE_FAILED = 4023166
"""What domains.create answers when the store fails."""
MOST_CALLS = 20_000
"""The log of the database has room for some writes even on a full disk; not for as many."""


class Unavailable(Exception):
    """No small file system can be mounted."""


class SmallDisk:
    """A tmpfs, for a with statement."""

    def __init__(self, folder):
        self.folder = folder
        self.filler = folder / "filler"

    def __enter__(self):
        if os.geteuid() != 0:
            raise Unavailable("only root can mount a small file system")
        self.folder.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(self.folder)]
        done = subprocess.run(mount, capture_output=True, text=True)
        if done.returncode:
            raise Unavailable(done.stderr.strip())
        return self

    def __exit__(self, *_):
        subprocess.run(["umount", str(self.folder)], check=True)

    def fill(self):
        with open(self.filler, "ab", buffering=0) as filler:
            for size in (65536, 1):
                try:
                    while True:
                        filler.write(bytes(size))
                except OSError:
                    pass

    def free(self):
        self.filler.unlink()


def refused(number, work):
    """Runs `work`, which must be refused with this number."""
    try:
        work()
    except Refused as refusal:
        if refusal.number != number:
            raise Wrong(f"refused with {refusal}, not with {number}") from None
        return
    raise Wrong(f"not refused with {number}")


def write_until_refused(sandbox, sld, answered):
    """The last generation that was answered, and one more that was refused."""
    for generation in range(answered + 1, answered + MOST_CALLS):
        try:
            zone.set_hosts(sandbox.call, sld, generation)
        except Refused as refusal:
            if refusal.number != SET_HOSTS_FAILED:
                raise Wrong(f"setHosts was refused with {refusal}") from None
            return generation - 1, generation
    raise Wrong(f"{MOST_CALLS} writes on a full disk")


def check_zone(sandbox, sld, least, most):
    found = zone.generation_of(sandbox, sld)
    if not least <= found <= most:
        raise Wrong(f"{sld}.com is of generation {found}, not {least} to {most}")
    return found


def refuses_and_recovers(sandbox, disk):
    sandbox.start()
    charges = {"one.com": money.create(sandbox.call, "one.com")}
    zone.set_hosts(sandbox.call, "one", 1)
    disk.fill()
    answered, sent = write_until_refused(sandbox, "one", 1)
    refused(CREATE_FAILED, lambda: money.create(sandbox.call, "two.com"))
    check_zone(sandbox, "one", answered, sent)
    disk.free()
    zone.set_hosts(sandbox.call, "one", sent + 1)
    check_zone(sandbox, "one", sent + 1, sent + 1)
    charges["three.com"] = money.create(sandbox.call, "three.com")
    sandbox.kill()
    sandbox.start()
    check_zone(sandbox, "one", sent + 1, sent + 1)
    # The refused registration may have been opened, and is finished then.
    charges["two.com"] = charges["one.com"]
    names = money.check_books(sandbox, lambda name: charges.get(name, Decimal(0)))
    if not {"one.com", "three.com"} <= names:
        raise Wrong(f"registrations that were answered are gone: {sorted(names)}")
