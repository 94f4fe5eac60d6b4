"""lexicon: one record of each type made, listed, changed and deleted, seen by the API and in DNS."""

import unittest

import environments
from sandbox import SandboxTest

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
        self.works("A", "host", "192.0.2.1", "192.0.2.1")

    def test_txt(self):
        self.works("TXT", "_acme-challenge.www", "tok=1 & 2+3é", '"tok=1 & 2+3\\195\\169"')

    def test_cname(self):
        self.works("CNAME", "alias", "one.example.org.", "one.example.org.")

    def test_mx(self):
        self.works("MX", "mail", "20 mx1.example.org.", "20 mx1.example.org.")

    def test_update_to_other_content_adds_a_row(self):
        """The client's own way: it replaces rows that have the new content already."""
        self.lexicon("create", "A", "--name", "more", "--content", "192.0.2.1")
        (made,) = [host for host in self.sandbox.hosts(self.domain) if host["Name"] == "more"]
        new = ("--name", "more", "--content", "192.0.2.2")
        self.lexicon("update", "A", "--identifier", made["HostId"], *new)
        self.assertEqual(self.name_server.data(f"more.{self.domain}", "A"), ["192.0.2.1", "192.0.2.2"])
        self.lexicon("delete", "A", "--name", "more")
        self.is_kept([])

    def works(self, kind, name, content, data):
        """Makes, lists, changes and deletes a record; `data` is what it is in DNS."""
        host = ("--name", name, "--content", content)
        row = (name, kind, content.split()[-1] if kind == "MX" else content)
        self.is_kept([])
        self.lexicon("create", kind, *host, "--ttl", "120")
        self.is_kept([row])
        made = self.is_answered(kind, name, data, 120)
        # Made again, it is there once.
        self.lexicon("create", kind, *host, "--ttl", "120")
        self.is_kept([row])

        listed = self.lexicon("list", kind)
        self.assertIn(content, listed)
        self.assertIn(f"{name}.{self.domain}", listed)

        self.lexicon("update", kind, "--identifier", made["HostId"], *host, "--ttl", "600")
        self.is_kept([row])
        changed = self.is_answered(kind, name, data, 600)
        self.assertNotEqual(changed["HostId"], made["HostId"])

        self.lexicon("delete", kind, *host)
        self.is_kept([])
        self.assertEqual(self.name_server.ask(f"{name}.{self.domain}", kind).status, "NXDOMAIN")

    def is_kept(self, rows):
        self.assertEqual(sorted(self.sandbox.rows(self.domain)), sorted([KEPT, *rows]))

    def is_answered(self, kind, name, data, ttl):
        """The record is in DNS; its host record."""
        reply = self.name_server.ask(f"{name}.{self.domain}", kind)
        self.assertEqual(reply.data(kind=kind), [data])
        (row,) = [host for host in self.sandbox.hosts(self.domain) if host["Name"] == name]
        self.assertEqual((row["TTL"], reply.sections["answer"][0][1]), (str(ttl), ttl))
        return row


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
        program = str(environments.program("lexicon"))
        cls.command = ("unshare", "--mount", "sh", "-ec", script, "sh", resolver, program)


if __name__ == "__main__":
    unittest.main()
