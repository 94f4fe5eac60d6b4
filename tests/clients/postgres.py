"""A throw-away PostgreSQL cluster: in a folder of its own, on a Unix socket only, gone when the tests are."""

import glob
import itertools
import os
import pathlib
import shutil
import subprocess
import tempfile


class Cluster:
    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="namegate-pg-"))
        self.folder.chmod(0o755)
        self.numbers = itertools.count()
        home = self.folder / "server"
        home.mkdir(mode=0o755)
        # PostgreSQL does not run as root.
        if os.getuid() == 0:
            shutil.chown(home, "postgres")
        self.as_owner("initdb", "--pgdata", home / "data", "--auth", "trust", "--username", "tests", "--encoding", "UTF8",
                      "--locale", "C.UTF-8")  # fmt: skip
        settings = f"-c listen_addresses='' -c unix_socket_directories='{home}' -c fsync=off"
        self.as_owner("pg_ctl", "start", "--wait", "--pgdata", home / "data", "--log", home / "log", "--options", settings)

    def as_owner(self, program, *arguments):
        owner = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] if os.getuid() == 0 else []
        newest = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda path: int(path.split("/")[-2]))[-1]
        command = [*owner, f"{newest}/{program}", *map(str, arguments)]
        subprocess.run(command, check=True, cwd="/", stdout=subprocess.DEVNULL)

    def fresh(self):
        """The URL of a new database."""
        name = f"sandbox{next(self.numbers)}"
        home = self.folder / "server"
        self.as_owner("createdb", "--host", home, "--username", "tests", name)
        return f"postgres://tests@{str(home).replace('/', '%2F')}/{name}"

    def stop(self):
        self.as_owner("pg_ctl", "stop", "--mode", "immediate", "--pgdata", self.folder / "server" / "data")
        shutil.rmtree(self.folder)
