"""privex-namecheap from PyPI: every method of the library, over plain HTTP by its own switch."""

import unittest
from decimal import Decimal

import environments
from library import LibraryTest
from sandbox import CONTACT, ROLES, run

OF_COMPANY = {**CONTACT, "OrganizationName": "Ada & Sons", "JobTitle": "Engineer", "Address2": "Floor 2"}
ROWS = [
    {"type": "A", "name": "@", "address": "192.0.2.1", "ttl": 600},
    {"type": "TXT", "name": "text", "address": "a & b = é", "ttl": 600},
]


class PrivexNamecheap(LibraryTest):
    program = "privex_namecheap_program.py"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.interpreter = environments.program("python", environments.LIBRARIES)
        cls.variables = {"ENDPOINT": cls.sandbox.xml_response()}

    def start(self, *words, status, **variables):
        return run(words, status, {"HOME": self.sandbox.scratch.name, **variables})

    def test_check(self):
        self.sandbox.register("held-check.com")
        self.assertEqual(self.api("domains_available", "held-check.com"), False)
        found = self.api("domains_check", "held-check.com", "free-check.com", "premium-check.com")
        self.assertEqual([found[name]["available"] for name in found], [False, True, True])
        premium = found["premium-check.com"]
        self.assertEqual((premium["is_premium_name"], premium["premium_registration_price"]), (True, "3250.0000"))

    def test_create(self):
        servers = ["ns1.example.org", "ns2.example.org"]
        before = self.sandbox.balance()
        made = self.api("domains_create", "made.com", years=2, WhoisGuard=True, Nameservers=servers, **OF_COMPANY)
        self.assertEqual((made["domain"], made["registered"]), ("made.com", "true"))
        self.assertEqual(before - self.sandbox.balance(), Decimal(made["charged_amount"]))
        self.assertEqual(self.sandbox.servers("made.com"), servers)
        self.assertEqual(self.sandbox.info("made.com").find("{*}Whoisguard").get("Enabled"), "True")
        for role in ROLES:
            self.assertEqual(self.sandbox.contact("made.com", role), OF_COMPANY)
        contacts = self.api("domains_getContacts", "made.com")
        self.assertEqual(contacts["Registrant"]["OrganizationName"], "Ada & Sons")

    def test_create_refused(self):
        before = self.sandbox.balance()
        number, words = self.api("domains_create", "taken-made.com", **CONTACT, status=3)
        self.assertEqual(number, "3031166")
        self.assertTrue(words)
        self.assertEqual(self.sandbox.balance(), before)

    def test_create_premium(self):
        offer = {"IsPremiumDomain": True, "PremiumPrice": "3250.0000"}
        made = self.api("domains_create", "premium-made.com", **CONTACT, **offer)
        self.assertEqual(Decimal(made["charged_amount"]), 3250)
        self.assertEqual(self.sandbox.info("premium-made.com").get("IsPremium"), "true")
        number, _ = self.api("domains_create", "premium-other.com", **CONTACT, status=3)
        self.assertEqual(number, "2515623")

    def test_prices_are_what_is_charged(self):
        prices = self.api("get_tld_prices", "com", "net", years=2)
        for tld in ("com", "net"):
            made = self.api("domains_create", f"priced.{tld}", years=2, **CONTACT)
            price = prices[tld]
            self.assertEqual((price["duration"], price["currency"]), (2, "USD"))
            of_a_year = Decimal(price["your_price"]) + Decimal(price["your_additional_cost"])
            self.assertEqual((price["pricing_type"], Decimal(made["charged_amount"])), ("MULTIPLE", 2 * of_a_year))
        every = self.api("get_all_tld_prices", years=2)
        self.assertEqual(every["com"]["your_price"], prices["com"]["your_price"])

    def test_tlds(self):
        tlds = self.api("domains_getTldList")
        self.assertGreater(len(tlds), 400)
        com = tlds["com"]
        self.assertEqual((com["is_api_registerable"], com["type"], com["name"]), (True, "GTLD", "com"))

    def test_get_list_over_pages(self):
        names = [f"listed-{number:02}.com" for number in range(25)]
        for name in names:
            self.sandbox.register(name)
        found = self.api("domains_getList", SearchTerm="listed-", PageSize=10, SortBy="NAME")
        self.assertEqual([domain["name"] for domain in found], names)
        self.assertEqual({(domain["is_our_dns"], domain["is_expired"]) for domain in found}, {(True, False)})

    def test_info(self):
        self.sandbox.register("info.com")
        info = self.api("domains_getInfo", "info.com")
        self.assertEqual((info["status"], info["is_owner"], info["owner_name"]), ("Ok", True, "sandbox"))
        self.assertEqual(info["nameservers"], self.sandbox.servers("info.com"))
        self.assertEqual(info["domain_details"]["ExpiredDate"], self.sandbox.expires("info.com"))

    def test_renew_until_it_has_expired(self):
        self.sandbox.register("renewed.com")
        before, year = self.sandbox.balance(), self.expiry("renewed.com")
        renewed = self.api("domains_renew", "renewed.com", 3)
        self.assertEqual((renewed["Renew"], self.expiry("renewed.com")), ("true", year + 3))
        self.assertEqual(before - self.sandbox.balance(), Decimal(renewed["ChargedAmount"]))
        self.sandbox.advance(Days=4 * 366)
        number, _ = self.api("domains_renew", "renewed.com", status=3)
        self.assertEqual(number, "2020166")
        found = self.api("domains_getList", ListType="EXPIRED")
        self.assertIn(("renewed.com", True), [(domain["name"], domain["is_expired"]) for domain in found])

    def expiry(self, domain):
        """The year in which the domain's term ends."""
        return int(self.sandbox.expires(domain)[6:])

    def test_name_servers(self):
        self.sandbox.register("servers.com", [("@", "A", "192.0.2.1")])
        self.api("domains_dns_setCustom", "servers.com", "ns1.example.org", "ns2.example.org", "ns3.example.org")
        servers = [f"ns{number}.example.org" for number in (1, 2, 3)]
        self.assertEqual(self.sandbox.servers("servers.com"), servers)
        self.assertEqual(self.api("domains_dns_getList", "servers.com"), servers)
        self.assertEqual(self.api("domains_dns_getHosts", "servers.com", status=3)[0], "2030288")
        self.api("domains_dns_setDefault", "servers.com")
        self.assertEqual(self.name_server.data("servers.com", "A"), ["192.0.2.1"])

    def test_hosts(self):
        self.sandbox.register("hosts.com")
        rows = [{"HostName": row["name"], "RecordType": row["type"], "Address": row["address"]} for row in ROWS]
        self.api("domains_dns_setHosts", "hosts.com", *rows)
        self.assertEqual(self.sandbox.rows("hosts.com"), [(row["name"], row["type"], row["address"]) for row in ROWS])
        got = self.api("domains_dns_getHosts", "hosts.com")
        self.assertEqual([row["address"] for row in got], [row["address"] for row in ROWS])

        self.api("domains_dns_addHost", "hosts.com", "mx", "mail.example.org.", ttl=120, mx_pref=5, EmailType="MX")
        self.assertEqual(self.sandbox.rows("hosts.com", "MX"), [("@", "MX", "mail.example.org.")])
        self.api("domains_dns_addHost", "hosts.com", "cname", "example.org.", hostname="www", ttl=120)
        self.assertEqual(self.name_server.data("www.hosts.com", "CNAME"), ["example.org."])
        self.assertEqual(self.name_server.data("text.hosts.com", "TXT"), ['"a & b = \\195\\169"'])
        self.api("domains_dns_delHost", "hosts.com", "CNAME", "example.org.", hostname="www")
        self.assertEqual(self.name_server.ask("www.hosts.com", "CNAME").status, "NXDOMAIN")
        self.assertEqual(self.name_server.data("hosts.com", "A"), ["192.0.2.1"])

    def test_refusals(self):
        for method, number in {"domains_getInfo": "2030166", "domains_dns_getHosts": "2019166"}.items():
            self.assertEqual(self.api(method, "of-nobody.com", status=3)[0], number)


if __name__ == "__main__":
    unittest.main()
