"""namecheap-cli from PyPI: every command of the program. It exits with 0 whatever happens."""

import json
import unittest

import environments
from sandbox import ACCOUNT, SandboxTest

KEPT = [("@", "MX", "mail.example.org."), ("kept", "A", "192.0.2.99")]


class NamecheapCLI(SandboxTest):
    def cli(self, *words, typed="", **variables):
        """What the program prints. Its account comes from its environment."""
        account = {**ACCOUNT, "NAMECHEAP_USE_SANDBOX": "true"}
        program = environments.program("namecheap", environments.LIBRARIES)
        return self.sandbox.run(program, *words, typed=typed, **{**account, **variables})

    def record(self, action, kind, host, value=None, *more, typed=""):
        of_value = ("--value", value) if value else ()
        words = (action, "-d", "cli.com", "-t", kind, "-H", host, *of_value, *more)
        return self.cli(*words, typed=typed)

    def test_domains(self):
        self.sandbox.register("listed-cli.com")
        self.sandbox.register("expired-cli.com")
        expires = self.sandbox.expires("listed-cli.com")
        self.assertRegex(self.cli("domains"), rf"listed-cli\.com +│ Active +│ {expires}")
        self.sandbox.advance(Days=366)
        self.assertRegex(self.cli("domains"), r"expired-cli\.com +│ Expired ")

    def test_an_account_in_its_file(self):
        folder = self.sandbox.path(".namecheap")
        folder.mkdir()
        account = {"api_key": "sandbox", "api_user": "sandbox", "username": "sandbox", "client_ip": "127.0.0.1"}
        (folder / "config.json").write_text(json.dumps({"credentials": {**account, "use_sandbox": True}}))
        self.sandbox.register("of-file.com")
        program = environments.program("namecheap", environments.LIBRARIES)
        self.assertIn("of-file.com", self.sandbox.run(program, "domains"))

    def test_without_an_address(self):
        """It asks api.ipify.org, which is out of reach, and takes 127.0.0.1 then."""
        self.sandbox.register("addressed.com")
        self.assertIn("addressed.com", self.cli("domains", NAMECHEAP_CLIENT_IP=""))

    def test_records(self):
        self.sandbox.register("cli.com", [(*KEPT[0], {"MXPref": "20"}), KEPT[1]], EmailType="MX")
        self.assertRegex(self.cli("records", "cli.com"), r"kept +│ A +│ 192\.0\.2\.99 +│ 1800")

        self.assertIn("successfully", self.record("add", "TXT", "foo", "a & b = é", "-l", "300"))
        self.is_kept(("foo", "TXT", "a & b = é"))
        self.assertEqual(self.name_server.data("foo.cli.com", "TXT"), ['"a & b = \\195\\169"'])
        self.assertIn("successfully", self.record("update", "TXT", "foo", "another", "-l", "600"))
        self.is_kept(("foo", "TXT", "another"))
        self.assertEqual(self.name_server.data("foo.cli.com", "TXT"), ['"another"'])
        self.record("delete", "TXT", "foo", typed="n\n")
        self.is_kept(("foo", "TXT", "another"))
        self.assertIn("successfully", self.record("delete", "TXT", "foo", typed="y\n"))
        self.is_kept()
        self.assertEqual(self.name_server.ask("foo.cli.com", "TXT").status, "NXDOMAIN")

        self.assertIn("successfully", self.record("add", "MX", "sub", "mx.example.org.", "-p", "30"))
        self.is_kept(("sub", "MX", "mx.example.org."))

    def is_kept(self, *rows):
        """Beside these rows, those that were there at first; its changes name no mail type."""
        self.assertEqual(sorted(self.sandbox.rows("cli.com")), sorted([*KEPT, *rows]))
        (mail,) = [host for host in self.sandbox.hosts("cli.com") if host["Type"] == "MX" and host["Name"] == "@"]
        self.assertEqual(mail["MXPref"], "20")

    def test_refusals(self):
        self.assertIn("Error: API returned error: Domain name not found", self.cli("records", "of-nobody.com"))
        self.sandbox.register("kept-cli.com", [("@", "A", "192.0.2.1")])
        words = ("add", "-d", "kept-cli.com", "-t", "A", "-H", "@", "--value", "not-an-address")
        self.assertIn("Error: API returned error: ", self.cli(*words))
        self.assertEqual(self.sandbox.rows("kept-cli.com"), [("@", "A", "192.0.2.1")])


if __name__ == "__main__":
    unittest.main()
