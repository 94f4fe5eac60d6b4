"""PyNamecheap, as Debian's package python3-namecheap: every method of the library."""

import unittest

from library import LibraryTest
from sandbox import CONTACT

ROWS = [
    {"HostName": "@", "RecordType": "A", "Address": "192.0.2.1", "TTL": "300"},
    {"HostName": "www", "RecordType": "CNAME", "Address": "example.org.", "TTL": "300"},
    {"HostName": "@", "RecordType": "TXT", "Address": "a & b = é", "TTL": "300"},
]
AS_ROWS = [("@", "A", "192.0.2.1"), ("www", "CNAME", "example.org."), ("@", "TXT", "a & b = é")]


class PyNamecheap(LibraryTest):
    interpreter = "/usr/bin/python3"
    program = "pynamecheap_program.py"

    def test_check(self):
        self.sandbox.register("held-check.com")
        answer = self.api("domains_check", ["held-check.com", "free-check.com"])
        self.assertEqual(answer, {"held-check.com": False, "free-check.com": True})

    def test_create(self):
        self.api("domains_create", DomainName="created.com", years=2, WhoisGuard=True, **CONTACT)
        info = self.sandbox.info("created.com")
        self.assertEqual((info.get("Status"), info.get("IsOwner")), ("Ok", "true"))
        self.assertEqual(info.find("{*}Whoisguard").get("Enabled"), "True")
        contacts = self.api("domains_getContacts", "created.com")
        for role in ("Registrant", "Tech", "Admin", "AuxBilling"):
            self.assertEqual({name: contacts[role][name] for name in CONTACT}, CONTACT)
        number, _ = self.api("domains_create", DomainName="created.com", **CONTACT, status=3)
        self.assertEqual(number, "3031166")

    def test_get_list_over_pages(self):
        names = [f"listed-{number:02}.com" for number in range(25)]
        for name in names:
            self.sandbox.register(name)
        found = self.api("domains_getList", "ALL", "listed-", 10)
        self.assertEqual(sorted(domain["Name"] for domain in found), names)
        self.assertEqual({domain["IsExpired"] for domain in found}, {"false"})

    def test_hosts(self):
        self.sandbox.register("hosts.com")
        self.api("domains_dns_setHosts", "hosts.com", ROWS)
        self.assertEqual(sorted(self.sandbox.rows("hosts.com")), sorted(AS_ROWS))
        got = self.api("domains_dns_getHosts", "hosts.com")
        self.assertEqual(got, self.sandbox.hosts("hosts.com"))

        added = {"RecordType": "A", "HostName": "test", "Address": "192.0.2.7", "MXPref": 10, "TTL": 120}
        self.api("domains_dns_addHost", "hosts.com", added)
        self.assertEqual(self.name_server.data("test.hosts.com", "A"), ["192.0.2.7"])
        others = [host for host in self.sandbox.hosts("hosts.com") if host["Name"] != "test"]
        self.assertEqual(others, got)

        # It is found by the names that getHosts has, whatever the library's own example says.
        self.api("domains_dns_delHost", "hosts.com", {"Type": "A", "Name": "test", "Address": "192.0.2.7"})
        self.assertEqual(self.sandbox.hosts("hosts.com"), got)
        self.assertEqual(self.name_server.ask("test.hosts.com", "A").status, "NXDOMAIN")

    def test_set_custom_and_set_default(self):
        self.sandbox.register("servers.com", [("@", "A", "192.0.2.1")])
        self.api("domains_dns_setCustom", "servers.com", {"Nameservers": "ns1.example.org,ns2.example.org"})
        self.assertEqual(self.sandbox.servers("servers.com"), ["ns1.example.org", "ns2.example.org"])
        number, _ = self.api("domains_dns_getHosts", "servers.com", status=3)
        self.assertEqual(number, "2030288")
        self.api("domains_dns_setDefault", "servers.com")
        self.assertEqual(self.sandbox.servers("servers.com")[0], "dns1.registrar-servers.com")
        self.assertEqual(self.name_server.data("servers.com", "A"), ["192.0.2.1"])

    def test_an_error(self):
        self.assertEqual(self.api("domains_dns_getHosts", "of-nobody.com", status=3), ["2019166", "Domain name not found"])


if __name__ == "__main__":
    unittest.main()
