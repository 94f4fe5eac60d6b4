"""The crate namecheap-client, by a program that uses all of it."""

import unittest

import environments
from sandbox import CONTACT, SandboxTest


class NamecheapClient(SandboxTest):
    def program(self, *words, status=0):
        """What the crate returns, as Rust shows it; with status 3, its error."""
        return self.sandbox.run(environments.program_of_crates_io(), *words, status=status)

    def test_check_and_create(self):
        self.assertIn("available: true", self.program("check", "made.com"))
        before = self.sandbox.balance()
        made = self.program("create", "made.com")
        self.assertIn('domain: "made.com", registered: true', made)
        self.assertIn(f"charged_amount: Some({float(before - self.sandbox.balance())})", made)
        self.assertEqual(self.sandbox.contact("made.com", "Tech"), CONTACT)
        self.assertIn("available: false", self.program("check", "made.com"))
        self.assertIn('name: "made.com"', self.program("list"))
        refused = self.program("create", "made.com", status=3)
        self.assertEqual(refused, "Namecheap API error: [3031166] Domain name not available\n")

    def test_hosts(self):
        self.sandbox.register("hosts.com", [("@", "A", "192.0.2.1"), ("text", "TXT", "a & b = é")], EmailType="NONE")
        self.assertIn("is_success: true", self.program("add_mail", "hosts", "com", "mail.example.org."))
        rows = [("@", "A", "192.0.2.1"), ("@", "MX", "mail.example.org."), ("text", "TXT", "a & b = é")]
        self.assertEqual(sorted(self.sandbox.rows("hosts.com")), rows)
        self.assertEqual(self.name_server.data("hosts.com", "MX"), ["20 mail.example.org."])
        self.assertIn('email_type: Some("MX")', self.program("get_hosts", "hosts", "com"))
        refused = self.program("get_hosts", "of-nobody", "com", status=3)
        self.assertEqual(refused, "Namecheap API error: [2019166] Domain name not found\n")

    def test_money(self):
        self.assertIn(f"available_balance: {float(self.sandbox.balance())},", self.program("get_balances"))
        price = self.sandbox.must("users.getPricing", ProductType="DOMAIN", ActionName="REGISTER", ProductName="COM")
        yours = price.element("Price").get("YourPrice")
        self.assertIn(f'duration: 1, duration_type: "YEAR", price: {yours}', self.program("get_pricing", "com"))

    def test_auto_renewal(self):
        """The command is none of the documentation's: unknown here."""
        refused = self.program("set_auto_renew", "of-nobody.com", status=3)
        self.assertEqual(refused, "Namecheap API error: [4] Parameter Command is Invalid\n")


if __name__ == "__main__":
    unittest.main()
