"""namecheap-api from npm, which makes any call: one of each kind."""

import unittest

import environments
from library import LibraryTest
from sandbox import contacts


def attributes(element):
    """Of an element, as the library's XML reader has them."""
    return element["$"]


class NamecheapApiOfNpm(LibraryTest):
    interpreter = "node"
    program = "npm_namecheap_api_program.js"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.variables = {"NODE_PATH": environments.packages_of_npm()}

    def element(self, command, name, **params):
        """The element of this name in the answer to a command."""
        (response,) = self.api(f"namecheap.{command}", params)
        (element,) = response[name]
        return element

    def test_check_and_create(self):
        checked = self.element("domains.check", "DomainCheckResult", DomainList="made.com")
        self.assertEqual(attributes(checked)["Available"], "true")
        made = self.element("domains.create", "DomainCreateResult", DomainName="made.com", Years=1, **contacts())
        self.assertEqual(attributes(made)["Registered"], "true")
        self.assertEqual(self.sandbox.info("made.com").get("ID"), attributes(made)["DomainID"])
        checked = self.element("domains.check", "DomainCheckResult", DomainList="made.com")
        self.assertEqual(attributes(checked)["Available"], "false")
        listed = self.element("domains.getList", "DomainGetListResult", SearchTerm="made.com")
        self.assertEqual([attributes(domain)["Name"] for domain in listed["Domain"]], ["made.com"])

    def test_hosts(self):
        self.sandbox.register("hosts.com")
        rows = {
            "HostName1": "@", "RecordType1": "A", "Address1": "192.0.2.1", "TTL1": 60,
            "HostName2": "text", "RecordType2": "TXT", "Address2": "a & b = é + 100%", "TTL2": 60,
        }  # fmt: skip
        done = self.element("domains.dns.setHosts", "DomainDNSSetHostsResult", SLD="hosts", TLD="com", **rows)
        self.assertEqual(attributes(done)["IsSuccess"], "true")
        self.assertEqual(self.name_server.data("hosts.com", "A"), ["192.0.2.1"])
        self.assertEqual(self.name_server.data("text.hosts.com", "TXT"), ['"a & b = \\195\\169 + 100%"'])
        got = self.element("domains.dns.getHosts", "DomainDNSGetHostsResult", SLD="hosts", TLD="com")
        self.assertEqual([attributes(host) for host in got["host"]], self.sandbox.hosts("hosts.com"))

    def test_a_refusal(self):
        refused = self.api("namecheap.domains.dns.getHosts", {"SLD": "of-nobody", "TLD": "com"}, status=3)
        self.assertEqual(refused, "2019166: Domain name not found")
        self.assertRegex(self.api("namecheap.nope", {}, status=3), r"^\d+: ")


if __name__ == "__main__":
    unittest.main()
