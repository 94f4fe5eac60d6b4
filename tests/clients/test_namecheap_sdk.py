"""namecheap-sdk from PyPI: every method of the library."""

import unittest
from decimal import Decimal

import environments
from library import LibraryTest
from sandbox import ACCOUNT, CONTACT, ROLES

ROWS = [
    {"name": "@", "type": "A", "value": "192.0.2.1", "ttl": 300},
    {"name": "@", "type": "MX", "value": "mail.example.org.", "ttl": 300, "priority": 20},
    {"name": "www", "type": "CNAME", "value": "example.org.", "ttl": 300},
    {"name": "text", "type": "TXT", "value": "a & b = é", "ttl": 300},
    {"name": "old", "type": "URL301", "value": "http://example.net/?a=b&c=d", "ttl": 300},
]
AS_ROWS = sorted((row["name"], row["type"], row["value"]) for row in ROWS)


class NamecheapSDK(LibraryTest):
    program = "namecheap_sdk_program.py"
    variables = ACCOUNT

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.interpreter = environments.program("python", environments.LIBRARIES)

    def test_check_with_prices(self):
        self.sandbox.register("held-check.com")
        found = self.api("domains.check", "held-check.com", "free-check.com", "premium-check.com", include_pricing=True)
        self.assertEqual([domain["available"] for domain in found], [False, True, True])
        before = self.sandbox.balance()
        self.sandbox.register("free-check.com")
        pricing = self.sandbox.must(
            "users.getPricing", ProductType="DOMAIN", ActionName="REGISTER", ProductName="COM"
        ).elements("Price")
        self.assertEqual(found[1]["your_price"], pricing[0].get("YourPrice"))
        self.assertGreaterEqual(before - self.sandbox.balance(), Decimal(found[1]["your_price"]))
        self.assertEqual((found[2]["premium"], found[2]["premium_price"]), (True, "3250.0000"))

    def test_register(self):
        servers = ["ns1.example.org", "ns2.example.org"]
        made = self.api("domains.register", "made.com", years=2, contact=CONTACT, nameservers=servers)
        self.assertEqual((made["@Domain"], made["@Registered"]), ("made.com", "true"))
        self.assertEqual(self.sandbox.servers("made.com"), servers)
        for role in ROLES:
            self.assertEqual(self.sandbox.contact("made.com", role), CONTACT)
        self.assertEqual(self.sandbox.info("made.com").find("{*}Whoisguard").get("Enabled"), "True")
        refused = self.api("domains.register", "made.com", contact=CONTACT, status=3)
        self.assertTrue(refused.startswith("[3031166] "), refused)

    def test_list_pages(self):
        names = [f"listed-{number:02}.com" for number in range(25)]
        for name in names:
            self.sandbox.register(name)
        # Of an empty page the library makes an error of its own: the account tells how many there are.
        total = int(self.sandbox.must("domains.getList").element("TotalItems").text)
        pages = [self.api("domains.list", page=page, page_size=10) for page in range(1, -(-total // 10) + 1)]
        listed = {domain["name"]: domain for page in pages for domain in page}
        self.assertEqual(len(listed), total)
        self.assertTrue(set(names) <= set(listed))
        domain = listed["listed-00.com"]
        self.assertEqual((domain["user"], domain["is_expired"], domain["whois_guard"]), ("sandbox", False, False))

    def test_renew(self):
        self.sandbox.register("renewed.com")
        before = self.sandbox.balance()
        renewed = self.api("domains.renew", "renewed.com", years=2)
        self.assertEqual(before - self.sandbox.balance(), Decimal(renewed["@ChargedAmount"]))
        expires = self.sandbox.expires("renewed.com")
        month, day, year = renewed["DomainDetails"]["ExpiredDate"].split()[0].split("/")
        self.assertEqual(expires, f"{int(month):02}/{int(day):02}/{year}")
        self.sandbox.advance(Days=3 * 366)
        refused = self.api("domains.renew", "renewed.com", status=3)
        self.assertTrue(refused.startswith("[2020166] "), refused)

    def test_lock(self):
        self.sandbox.register("lock.com")
        for method, locked in (("unlock", False), ("lock", True)):
            self.assertIs(self.api(f"domains.{method}", "lock.com"), True)
            self.assertIs(self.sandbox.is_locked("lock.com"), locked)

    def test_contacts_without_the_name_of_a_domain(self):
        """The library sends SLD and TLD, which the command does not know: nothing is changed."""
        self.sandbox.register("contacts.com")
        refused = self.api("domains.set_contacts", "contacts.com", {**CONTACT, "City": "Tucson"}, status=3)
        self.assertRegex(refused, r"^\[\d+\] ")
        self.assertEqual(self.sandbox.contact("contacts.com", "Admin"), CONTACT)

    def test_hosts(self):
        self.sandbox.register("hosts.com")
        self.assertIs(self.api("dns.set", "hosts.com", ROWS), True)
        self.assertEqual(self.name_server.data("hosts.com", "MX"), ["20 mail.example.org."])
        self.assertEqual(sorted(self.sandbox.rows("hosts.com")), AS_ROWS)
        got = self.api("dns.get", "hosts.com")
        self.assertEqual(sorted((row["name"], row["type"], row["value"]) for row in got), AS_ROWS)
        self.assertEqual({row["priority"] for row in got if row["type"] == "MX"}, {20})

        added = {"name": "blog", "type": "A", "value": "192.0.2.7", "ttl": 120}
        self.assertIs(self.api("dns.add", "hosts.com", added), True)
        self.assertEqual(self.name_server.data("blog.hosts.com", "A"), ["192.0.2.7"])
        self.assertEqual(self.api("dns.delete", "hosts.com", name="blog", record_type="A"), 1)
        self.assertEqual(self.name_server.ask("blog.hosts.com", "A").status, "NXDOMAIN")
        self.assertEqual(sorted(self.sandbox.rows("hosts.com")), AS_ROWS)
        self.assertEqual(self.name_server.data("text.hosts.com", "TXT"), ['"a & b = \\195\\169"'])

    def test_hosts_refused(self):
        self.sandbox.register("kept.com", [("@", "A", "192.0.2.1")])
        bad = {"name": "@", "type": "A", "value": "not an address"}
        refused = self.api("dns.add", "kept.com", bad, status=3)
        self.assertRegex(refused, r"^\[\d+\] ")
        self.assertEqual(self.sandbox.rows("kept.com"), [("@", "A", "192.0.2.1")])
        self.assertTrue(self.api("dns.get", "of-nobody.com", status=3).startswith("[2019166] "))

    def test_balance(self):
        balance = self.api("user.get_balance")
        self.assertEqual(balance["currency"], "USD")
        self.assertEqual(Decimal(balance["available_balance"]), self.sandbox.balance())


if __name__ == "__main__":
    unittest.main()
