"""`namegate sandbox`: its start, its end, and what stands in the way of either."""

import os
import pathlib
import signal
import socket
import stat
import subprocess
import tempfile
import unittest

from sandbox import BINARY, LISTENERS, PATIENCE, Sandbox, environment, options, run

KEY = "0123456789abcdefghijklmnopqrstuv"


class StartTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="namegate-clients-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.data = self.folder / "data"

    def start(self, **listeners):
        """A sandbox that is ended, cleanly, at the end of the test if it was not before."""
        sandbox = Sandbox(self.data, **listeners)
        self.addCleanup(lambda: sandbox.process.returncode is None and sandbox.stop())
        return sandbox

    def banner(self, *arguments, **variables):
        """What a sandbox says before it is ended."""
        words = [BINARY, "sandbox", *map(str, arguments)]
        process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=environment(**variables))
        self.addCleanup(process.kill)
        lines = []
        while not (lines and lines[-1].startswith("  data ")):
            lines.append(process.stdout.readline())
            self.assertTrue(lines[-1], "".join(lines))
        process.terminate()
        lines.append(process.communicate(timeout=PATIENCE)[0])
        self.assertEqual(process.returncode, 0)
        return "".join(lines)


class Life(StartTest):
    def test_what_is_announced(self):
        sandbox = self.start()
        file = self.data / "endpoints.json"
        self.assertEqual(stat.S_IMODE(file.stat().st_mode), 0o600)
        names = ["api_key", "api_user", "ca", "dns", "http", "https", "proxy"]
        self.assertEqual(sorted(sandbox.endpoints), names)
        mode = stat.S_IMODE((self.data / "edge-ca.key").stat().st_mode)
        self.assertEqual(mode, 0o600)
        banner = os.read(sandbox.process.stdout.fileno(), 4096).decode()
        for listener in LISTENERS:
            self.assertIn(sandbox.endpoints[listener], banner)

    def test_sigterm_and_sigint_end_it(self):
        for number in (signal.SIGTERM, signal.SIGINT):
            self.start().stop(number)

    def test_a_connection_that_stays_open_does_not_keep_it(self):
        sandbox = self.start()
        host, port = sandbox.endpoints["http"].removeprefix("http://").split(":")
        with socket.create_connection((host, int(port))):
            sandbox.stop()

    def test_a_second_start_finds_everything(self):
        first = self.start()
        first.register("kept.com", [("@", "A", "192.0.2.1"), ("t", "TXT", "a & b é")], EmailType="NONE")
        seen = self.seen(first)
        first.stop()
        second = self.start()
        self.assertEqual(self.seen(second), seen)

    def test_a_start_after_a_kill_finds_everything(self):
        first = self.start()
        first.register("kept.com", [("@", "A", "192.0.2.1"), ("t", "TXT", "a & b é")], EmailType="NONE")
        seen = self.seen(first)
        first.process.kill()
        first.process.wait()
        first.process.stdout.close()
        first.scratch.cleanup()
        self.assertTrue((self.data / "endpoints.json").exists())
        second = self.start()
        self.assertEqual(self.seen(second), seen)

    def seen(self, sandbox):
        """What a start must bring back: records, name server, money, trust."""
        balances = sandbox.must("users.getBalances").element("UserGetBalancesResult").attrib
        info = sandbox.must("domains.getInfo", DomainName="kept.com").element("DomainGetInfoResult").attrib
        answers = sandbox.name_server.data("kept.com", "A"), sandbox.name_server.data("t.kept.com", "TXT")
        self.assertEqual(answers[0], ["192.0.2.1"])
        ca = pathlib.Path(sandbox.endpoints["ca"]).read_text()
        return sandbox.hosts("kept.com"), balances, info, answers, ca

    def test_an_ephemeral_sandbox_leaves_nothing(self):
        state = self.folder / "state"
        banner = self.banner("--ephemeral", *options(), TMPDIR=self.folder, XDG_STATE_HOME=self.folder / "state")
        self.assertIn("/xml.response", banner)
        self.assertEqual(list(self.folder.iterdir()), [])


class Refusals(StartTest):
    def refused(self, *arguments, data=None):
        """Exit status 1 and one line, which names a way out."""
        text = run([BINARY, "sandbox", "--data", data or self.data, *arguments], status=1)
        self.assertEqual(text.count("\n"), 1, text)
        self.assertTrue(text.startswith("namegate: "), text)
        return text

    def test_a_port_in_use(self):
        for listener in LISTENERS:
            with self.subTest(listener), socket.create_server(("127.0.0.1", 0)) as taken:
                address = f"127.0.0.1:{taken.getsockname()[1]}"
                text = self.refused(*options(**{listener: address}))
                self.assertIn(f"{address} is in use", text)
                self.assertIn(f"--{listener}", text)

    def test_a_udp_port_in_use(self):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as taken:
            taken.bind(("127.0.0.1", 0))
            address = f"127.0.0.1:{taken.getsockname()[1]}"
            self.assertIn(f"{address} is in use", self.refused(*options(dns=address)))

    def test_a_folder_that_cannot_be_made(self):
        # Root may write everywhere, but not below a file.
        (self.folder / "file").write_text("")
        self.assertIn("--data", self.refused(*options(), data=self.folder / "file" / "data"))
        self.assertIn("--data", self.refused(*options(), data=self.folder / "file"))

    def test_a_folder_in_use(self):
        first = self.start()
        self.assertIn("is in use by another namegate", self.refused(*options()))
        self.assertEqual(first.call("users.getBalances").status, "OK")

    def test_a_newer_schema(self):
        self.start().stop()
        database = self.data / "namegate.db"
        newer = "INSERT INTO schema_version (version, name) VALUES (9999, 'of a later program')"
        run(["sqlite3", database, newer])
        self.assertIn("9999", self.refused(*options()))
        # Nothing is changed: with the row gone it starts.
        run(["sqlite3", database, "DELETE FROM schema_version WHERE version = 9999"])
        self.start()

    def test_a_file_that_is_no_database(self):
        self.data.mkdir()
        (self.data / "namegate.db").write_text("this is a text\n" * 1000)
        self.refused(*options())
        self.assertTrue((self.data / "namegate.db").read_text().startswith("this is a text"))

    def test_another_programs_database(self):
        self.data.mkdir()
        run(["sqlite3", self.data / "namegate.db", "CREATE TABLE notes (text)"])
        self.refused(*options())
        self.assertEqual(run(["sqlite3", self.data / "namegate.db", ".tables"]).strip(), "notes")

    def test_a_store_that_is_none(self):
        self.assertIn("sqlite:PATH", self.refused(*options(), "--store", "mysql://localhost/db"))

    def test_beyond_loopback(self):
        for listener in ("http", "https", "proxy"):
            with self.subTest(listener):
                beyond = options(**{listener: "0.0.0.0:0"})
                self.assertIn("--api-key", self.refused(*beyond))
                self.assertIn("--api-key", self.refused(*beyond, "--api-key", "sandbox", "--allow", "192.0.2.0/24"))
                text = self.refused(*beyond, "--api-key", KEY)
                self.assertIn("--allow", text)
                self.assertNotIn(KEY, text)

    def test_a_bad_settings_file(self):
        settings = self.folder / "settings.toml"
        settings.write_text("no_such_key = 1\n")
        self.refused(*options(), "--config", settings)
        self.refused(*options(), "--config", self.folder / "missing.toml")


class BeyondLoopback(StartTest):
    def test_with_a_key_and_a_network(self):
        """On all addresses, and asked on loopback, from where the account may always be called."""
        given = ["--api-key", KEY, "--allow", "192.0.2.0/24"]
        banner = self.banner("--data", self.data, *options(http="0.0.0.0:0"), *given)
        self.assertIn("http://0.0.0.0:", banner)
        self.assertNotIn(KEY, banner)


if __name__ == "__main__":
    unittest.main()
