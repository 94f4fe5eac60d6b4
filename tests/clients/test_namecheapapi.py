"""namecheapapi from PyPI: every method of the library that does something."""

import unittest
from decimal import Decimal

import environments
from library import LibraryTest
from sandbox import CONTACT, ROLES, contacts

MOVED = {**CONTACT, "FirstName": "Grace", "City": "Tucson", "OrganizationName": "Hopper & Co", "JobTitle": "Admiral"}


class NamecheapAPI(LibraryTest):
    program = "namecheapapi_program.py"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.interpreter = environments.program("python", environments.LIBRARIES)

    def test_check(self):
        self.sandbox.register("held-check.com")
        answer = self.api("check", ["held-check.com", "free-check.com"])
        self.assertEqual(answer, {"held-check.com": False, "free-check.com": True})

    def test_register(self):
        servers = ["ns1.example.org", "ns2.example.org"]
        before = self.sandbox.balance()
        made = self.api("register", "made.com", 2, MOVED, nameservers=servers)
        self.assertEqual((made["Domain"], made["Success"], made["WhoisGuardEnabled"]), ("made.com", True, True))
        self.assertEqual(float(before - self.sandbox.balance()), made["ChargedAmount"])
        self.assertEqual(self.sandbox.info("made.com").get("ID"), str(made["ID"]))
        self.assertEqual(self.sandbox.servers("made.com"), servers)
        for role in ROLES:
            self.assertEqual(self.sandbox.contact("made.com", role), MOVED)
        refused = self.api("register", "made.com", 2, MOVED, status=3)
        self.assertTrue(refused.startswith("Error 3031166: '"), refused)

    def test_info(self):
        # The library reads only domains that have privacy.
        self.sandbox.must("domains.create", DomainName="info.com", Years="1", AddFreeWhoisguard="yes", **contacts())
        info = self.api("get_info", "info.com")
        self.assertEqual((info["Domain"], info["Status"], info["Full modification rights"]), ("info.com", "Ok", True))
        self.assertIs(info["DNS"]["Using NC DNS"], True)
        privacy = self.sandbox.info("info.com").find("{*}Whoisguard")
        self.assertEqual(info["WhoisGuard"]["ID"], privacy.find("{*}ID").text)
        self.assertEqual(info["WhoisGuard"]["Forwarded to"], CONTACT["EmailAddress"])
        self.assertEqual(info["DNS"]["Nameservers"], self.sandbox.servers("info.com"))
        self.assertTrue(self.api("get_info", "of-nobody.com", status=3).startswith("Error 2030166: '"))

    def test_get_list_over_pages(self):
        names = [f"listed-{number:03}.com" for number in range(101)]
        for name in names:
            self.sandbox.register(name)
        found = self.api("get_list", "ALL", "listed-")
        self.assertEqual(sorted(domain["Domain"] for domain in found), names)
        self.assertEqual({(domain["Owner"], domain["Expired"]) for domain in found}, {("sandbox", False)})

    def test_tlds(self):
        tlds = self.api("get_tld_list")
        self.assertGreater(len(tlds), 400)
        self.assertEqual((tlds["com"]["IsApiRegisterable"], tlds["com"]["MaxRegisterYears"]), (True, 10))

    def test_contacts(self):
        self.sandbox.register("contacts.com")
        self.assertIs(self.api("set_contacts", "contacts.com", MOVED), True)
        got = self.api("get_contacts", "contacts.com")
        for role in ROLES:
            self.assertEqual(self.sandbox.contact("contacts.com", role), MOVED)
            self.assertEqual(got[role], {**MOVED, "ReadOnly": False})
        refused = self.api("set_contacts", "contacts.com", {**MOVED, "Country": "Nowhere"}, status=3)
        self.assertRegex(refused, r"^Error \d+: '")
        self.assertEqual(self.sandbox.contact("contacts.com", "Admin"), MOVED)

    def test_lock(self):
        self.sandbox.register("lock.com")
        for locked in (False, True):
            self.assertIs(self.api("set_lock", "lock.com", locked), True)
            self.assertIs(self.api("get_lock", "lock.com"), locked)
            self.assertIs(self.sandbox.is_locked("lock.com"), locked)

    def test_renew_and_reactivate(self):
        self.sandbox.register("renewed.com")
        before = self.sandbox.balance()
        renewed = self.api("renew", "renewed.com", 2)
        self.assertIs(renewed["Success"], True)
        self.assertEqual(float(before - self.sandbox.balance()), renewed["ChargedAmount"])
        month, day, year = self.sandbox.expires("renewed.com").split("/")
        self.assertEqual(renewed["Expiration"].split()[0], f"{year}-{month}-{day}")

        self.sandbox.advance(Days=3 * 366)
        self.assertTrue(self.api("renew", "renewed.com", status=3).startswith("Error 2020166: '"))
        expired = self.api("get_list", "EXPIRED", "renewed.com")
        self.assertEqual([(domain["Domain"], domain["Expired"]) for domain in expired], [("renewed.com", True)])
        before = self.sandbox.balance()
        reactivated = self.api("reactivate", "renewed.com")
        self.assertIs(reactivated["Success"], True)
        self.assertEqual(before - self.sandbox.balance(), Decimal(str(reactivated["ChargedAmount"])))
        self.assertEqual(self.sandbox.info("renewed.com").get("Status"), "Ok")
        self.assertEqual(int(self.sandbox.expires("renewed.com")[6:]), int(year) + 1)

    def test_name_servers(self):
        self.sandbox.register("servers.com", [("@", "A", "192.0.2.1")])
        servers = ["ns1.example.org", "ns2.example.org"]
        self.assertIs(self.api("set_nameservers", "servers.com", servers), True)
        self.assertEqual(self.sandbox.servers("servers.com"), servers)
        got = self.api("get_nameservers", "servers.com")
        self.assertEqual((got["Namecheap DNS"], got["Nameservers"]), (False, servers))
        self.assertIs(self.api("set_nameservers", "servers.com", set_default=True), True)
        self.assertIs(self.api("get_nameservers", "servers.com")["Namecheap DNS"], True)
        self.assertEqual(self.name_server.data("servers.com", "A"), ["192.0.2.1"])

    def test_a_call_of_ones_own(self):
        answer = self.api("raw_query", "namecheap.users.getBalances")
        self.assertIn(f'AvailableBalance="{self.sandbox.balance()}"', answer)
        # The library asks for the difference to GMT without a command, which the service refuses too.
        refused = self.api("renew", "of-nobody.com", check_status_first=True, status=3)
        self.assertRegex(refused, r"^Error \d+: '")


if __name__ == "__main__":
    unittest.main()
