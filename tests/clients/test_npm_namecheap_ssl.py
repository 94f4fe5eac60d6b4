"""namecheap from npm: every method of ssl."""

import unittest

from certificates import CertificateTest, control_record
from sandbox import CONTACT, run
from test_npm_namecheap import NpmTest


class Ssl(NpmTest, CertificateTest):
    def create(self, product="PositiveSSL"):
        """The number of a certificate that is bought."""
        self.api("ssl.create", product, 1)
        bought = self.sandbox.must("ssl.getList", PageSize="100").elements("SSL")
        return max((row.get("CertificateID") for row in bought), key=int)

    def request(self, name):
        """A certificate request for this name, and the file with its key."""
        key = self.sandbox.path(f"{name}.key")
        subject = ("-subj", f"/CN={name}")
        text = run(["openssl", "req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", key, *subject])
        return text[text.index("-----BEGIN CERTIFICATE REQUEST") :], key

    def test_a_certificate_is_bought_issued_replaced_and_renewed(self):
        self.sandbox.register("mine.com")
        number = self.create()
        request, key = self.request("mine.com")
        administrator = {"AdminEmailAddress": CONTACT["EmailAddress"]}
        by_record = {**administrator, "UniqueValue": "abc123"}
        self.api("ssl.activate", number, request, "nginx", "CNAMECSRHASH", by_record)
        self.refused("2011331", "ssl.resendFulfillmentEmail", number)
        self.show_control("mine.com", *control_record("mine.com", request, "abc123"))
        self.assertEqual(self.state(number), "active")
        self.is_for_key(self.is_signed(number, "mine.com"), key)
        self.api("ssl.getInfo", number)
        self.api("ssl.resendFulfillmentEmail", number)
        self.refused("2011331", "ssl.resendApproverEmail", number)

        self.sandbox.advance(Days=300)
        self.api("ssl.renew", number, "PositiveSSL", 1)
        self.refused("4028294", "ssl.renew", number, "PositiveSSL", 1)
        self.api("ssl.reissue", number, self.request("mine.com")[0], "nginx", "admin@mine.com", administrator)
        self.api("ssl.getList", {"SearchTerm": "mine.com"})
        states = [row.get("Status") for row in self.sandbox.must("ssl.getList").elements("SSL")]
        self.assertEqual(sorted(states), ["active", "newrenewal", "purchased"])

    def test_requests(self):
        request, _ = self.request("shop.example.com")
        self.api("ssl.parseCSR", request, "PositiveSSL")
        self.refused("3022296", "ssl.parseCSR", request.replace("M", "!"), "PositiveSSL")
        number = self.create()
        self.refused("3011295", "ssl.activate", number, request, "nginx", "eve@example.org", {})
        self.assertEqual(self.state(number), "newpurchase")

    def test_approvers(self):
        self.api("ssl.getApproverEmailList", "example.com", "PositiveSSL")
        self.refused("2011301", "ssl.getApproverEmailList", "example.com", "RapidSSL")
        number = self.create()
        request, _ = self.request("mailed.com")
        self.api("ssl.activate", number, request, "iis", "admin@mailed.com", {"AdminEmailAddress": "ada@example.org"})
        self.api("ssl.resendApproverEmail", number)
        self.assertEqual(self.state(number), "purchased")

    def test_what_is_not_sold(self):
        before = self.sandbox.balance()
        self.refused("2011301", "ssl.create", "RapidSSL", 1)
        self.refused("2011294", "ssl.getInfo", "999999")
        self.assertEqual(self.sandbox.balance(), before)


if __name__ == "__main__":
    unittest.main()
