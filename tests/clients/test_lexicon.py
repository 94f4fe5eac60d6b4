"""lexicon: one record of each type made, listed, changed and deleted, seen by the API and in DNS."""

import unittest

import environment_of_pypi
from sandbox import Sandbox, SandboxTest

# One row that none of the changes may touch.
KEPT = ("kept", "A", "192.0.2.99")


class Lexicon:
    """The tests of both versions."""

    version = None
    # What is put before the program to run it.
    command = ()
    domain = None

    def lexicon(self, action, kind, *arguments):
        return self.sandbox.run(
            *self.command, "namecheap", action, self.domain, kind, *arguments, "--auth-username", "sandbox",
            "--auth-token", "sandbox", "--auth-client-ip", "127.0.0.1", "--auth-sandbox",
        )  # fmt: skip

    def test_version(self):
        self.assertIn(self.version, self.sandbox.run(*self.command, "--version"))

    def test_a(self):
        self.works("A", "host", ("192.0.2.1", "192.0.2.1"), ("192.0.2.2", "192.0.2.2"))

    def test_txt(self):
        self.works("TXT", "_acme-challenge.www", ("tok=1 & 2+3", '"tok=1 & 2+3"'), ("tok2", '"tok2"'))

    def test_cname(self):
        first = ("one.example.org.", "one.example.org.")
        self.works("CNAME", "alias", first, ("two.example.org.", "two.example.org."))

    def test_mx(self):
        self.sandbox.set_hosts(self.domain, [KEPT], EmailType="MX")
        one, two = ("mx1.example.org.", "10 mx1.example.org."), ("mx2.example.org.", "10 mx2.example.org.")
        self.works("MX", "mail", one, two)

    def works(self, kind, name, first, second):
        """`first` and `second` are (content, data in DNS)."""
        self.is_kept([])
        self.lexicon("create", kind, "--name", name, "--content", first[0], "--ttl", "120")
        self.is_kept([(name, kind, first[0])])
        self.assertEqual(self.name_server.data(f"{name}.{self.domain}", kind), [first[1]])
        row = next(host for host in self.sandbox.hosts(self.domain) if host["Name"] == name)
        self.assertEqual(row["TTL"], "120")
        # Made again, it is there once.
        self.lexicon("create", kind, "--name", name, "--content", first[0], "--ttl", "120")
        self.is_kept([(name, kind, first[0])])
        listed = self.lexicon("list", kind)
        self.assertIn(first[0], listed)
        self.assertIn(f"{name}.{self.domain}", listed)

        self.lexicon("update", kind, "--identifier", row["HostId"], "--name", name, "--content", second[0])
        self.is_kept([(name, kind, second[0])])
        self.assertEqual(self.name_server.data(f"{name}.{self.domain}", kind), [second[1]])

        self.lexicon("delete", kind, "--name", name, "--content", second[0])
        self.is_kept([])
        self.assertEqual(self.name_server.ask(f"{name}.{self.domain}", kind).status, "NXDOMAIN")

    def is_kept(self, rows):
        self.assertEqual(sorted(self.sandbox.rows(self.domain)), sorted([KEPT, *rows]))


class OfDebian(Lexicon, SandboxTest):
    version = "3.11.7"
    command = ("/usr/bin/lexicon",)
    domain = "of-debian.com"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sandbox.register(cls.domain, [KEPT], EmailType="NONE")


class OfPyPI(Lexicon, SandboxTest):
    """This version finds the zone by asking the system's resolver, which is on port 53: here it is the sandbox, on an
    address of loopback that is its own, by a resolv.conf that only the client sees."""

    version = "3.25.2"
    domain = "of-pypi.com"
    listeners = {"dns": "127.53.0.1:53"}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sandbox.register(cls.domain, [KEPT], EmailType="NONE")
        resolver = cls.sandbox.path("resolv.conf")
        resolver.write_text("nameserver 127.53.0.1\n")
        script = 'mount --bind "$1" /etc/resolv.conf; shift; exec "$@"'
        program = str(environment_of_pypi.program("lexicon"))
        cls.command = ("unshare", "--mount", "sh", "-ec", script, "sh", resolver, program)


if __name__ == "__main__":
    unittest.main()
