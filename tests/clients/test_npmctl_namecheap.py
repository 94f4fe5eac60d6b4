"""npmctl-namecheap from PyPI, as npmctl uses it: over plain HTTP by its own switch."""

import unittest

import environments
from library import LibraryTest
from sandbox import ACCOUNT, run

ROWS = [
    {"name": "@", "type": "A", "value": "192.0.2.1", "ttl": 300},
    {"name": "six", "type": "AAAA", "value": "2001:db8::1", "ttl": 300},
    {"name": "www", "type": "CNAME", "value": "example.org.", "ttl": 600},
    {"name": "@", "type": "CAA", "value": '0 issue "letsencrypt.org"', "ttl": 300},
    {"name": "text", "type": "TXT", "value": "a & b = é", "ttl": 300},
]
AS_ROWS = sorted((row["name"], row["type"], row["value"]) for row in ROWS)


class Npmctl(LibraryTest):
    program = "npmctl_namecheap_program.py"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.interpreter = environments.program("python", environments.LIBRARIES)
        cls.variables = {**ACCOUNT, "NAMECHEAP_API_BASE_URL": cls.sandbox.xml_response()}

    def start(self, *words, status, **variables):
        return run(words, status, variables)

    def test_zones(self):
        for name in ("zone-b.com", "zone-a.net"):
            self.sandbox.register(name)
        zones = self.api("zones")
        self.assertEqual(zones, sorted(zones))
        self.assertTrue({"zone-a.net", "zone-b.com"} <= set(zones))

    def test_records(self):
        self.sandbox.register("records.com")
        self.api("apply_records", "records.com", ROWS)
        self.assertEqual(sorted(self.sandbox.rows("records.com")), AS_ROWS)
        self.assertEqual(self.name_server.data("www.records.com", "CNAME"), ["example.org."])
        self.assertEqual(self.name_server.data("records.com", "CAA"), ['0 issue "letsencrypt.org"'])
        self.assertEqual(self.name_server.data("text.records.com", "TXT"), ['"a & b = \\195\\169"'])
        got = self.api("records", "records.com")
        self.assertEqual({row["id"] for row in got}, {host["HostId"] for host in self.sandbox.hosts("records.com")})

        # As npmctl does: what was read, less one row and with one changed.
        changed = [{**row, "ttl": 1200} for row in got if row["name"] != "six"]
        self.api("apply_records", "records.com", changed)
        self.assertEqual({host["TTL"] for host in self.sandbox.hosts("records.com")}, {"1200"})
        self.assertEqual(self.name_server.ask("six.records.com", "AAAA").status, "NXDOMAIN")
        self.assertEqual(len(self.sandbox.rows("records.com")), len(ROWS) - 1)

    def test_a_tld_with_a_dot(self):
        """The library takes all before the last dot for the SLD; together they are the same name."""
        self.sandbox.register("two.uk.com")
        self.api("apply_records", "two.uk.com", ROWS[:1])
        self.assertEqual(self.name_server.data("two.uk.com", "A"), ["192.0.2.1"])
        self.assertEqual([row["value"] for row in self.api("records", "two.uk.com")], ["192.0.2.1"])

    def test_refusals(self):
        self.assertEqual(self.api("records", "of-nobody.com", status=3), "Domain name not found")
        self.sandbox.register("kept.com", [("@", "A", "192.0.2.1")])
        self.assertTrue(self.api("apply_records", "kept.com", [{**ROWS[0], "value": "none"}], status=3))
        self.assertEqual(self.sandbox.rows("kept.com"), [("@", "A", "192.0.2.1")])


if __name__ == "__main__":
    unittest.main()
