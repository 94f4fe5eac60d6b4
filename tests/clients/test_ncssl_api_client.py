"""ncssl-api-client from PyPI: a certificate from its purchase to its renewal, by every command of the program."""

import json
import unittest
from decimal import Decimal

import environments
from certificates import CertificateTest
from sandbox import CONTACT

# What the program asks for at its first start and keeps in its settings.
SETTINGS = {
    "ApiUser": "sandbox", "UserName": "sandbox", "ApiKey": "sandbox", "ClientIp": "127.0.0.1",
    "AdminEmailAddress": CONTACT["EmailAddress"],
}  # fmt: skip


class Ncssl(CertificateTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        (package,) = environments.folder(environments.LIBRARIES).glob("lib/python3*/site-packages/ncssl_api_client")
        for part in ("api", "crypto"):
            text = (package / "config" / part / "settings.yaml").read_text()
            for name, value in SETTINGS.items():
                text = text.replace(f"{name}: null", f"{name}: {value}")
            folder = cls.sandbox.path("ncsslapi") / "config" / part
            folder.mkdir(parents=True)
            (folder / "settings.yaml").write_text(text)

    def ncssl(self, *words, status=0, typed=""):
        """The answer, which the program logs as JSON, under the one name in it that is no attribute."""
        program = environments.program("ncsslapi", environments.LIBRARIES)
        shown = self.sandbox.run(program, *words, "-sb", "-json", status=status, typed=typed)
        answer = json.loads(shown[shown.index(" {") :])
        (name,) = [name for name in answer if name.endswith(("Result", "Error"))]
        return answer[name]

    def refused(self, number, *words, **more):
        error = self.ncssl(*words, status=1, **more)
        self.assertEqual(error["@Number"], number)
        self.assertTrue(error["#text"])

    def create(self, product="PositiveSSL"):
        """The number of a certificate that is bought."""
        return self.ncssl("create", "-t", product, "-y", "1")["SSLCertificate"]["@CertificateID"]

    def key(self, domain):
        """The key that the program made last for this domain."""
        (key,) = self.sandbox.path("ncsslapi").glob(f"certs/*/*/{domain.replace('.', '_')}.key")
        return key

    def test_a_certificate_is_bought_issued_replaced_revoked_and_renewed(self):
        self.sandbox.register("mine.com")
        before = self.sandbox.balance()
        bought = self.ncssl("create", "-t", "PositiveSSL", "-y", "1")
        self.assertEqual(before - self.sandbox.balance(), Decimal(bought["@ChargedAmount"]))
        first = bought["SSLCertificate"]["@CertificateID"]
        self.assertEqual(self.state(first), "newpurchase")

        self.show(self.ncssl("activate", "-id", first, "-cn", "mine.com", "-dns"))
        self.assertEqual(self.state(first), "active")
        self.is_for_key(self.is_signed(first, "mine.com"), self.key("mine.com"))
        info = self.ncssl("getinfo", "-id", first, "-rc")
        self.assertEqual((info["@Status"], info["CertificateDetails"]["CommonName"]), ("active", "mine.com"))
        self.assertIn("BEGIN CERTIFICATE", info["CertificateDetails"]["Certificates"]["Certificate"])

        # It asks before it puts another key in the place of the first.
        reissued = self.ncssl("reissue", "-id", first, "-cn", "mine.com", "-dns", typed="y\n")
        second = reissued["@ID"]
        self.assertNotEqual(second, first)
        self.show(reissued)
        self.assertEqual((self.state(first), self.state(second)), ("replaced", "active"))
        self.is_for_key(self.is_signed(second, "mine.com"), self.key("mine.com"))
        self.refused("4011331", "revoke", "-id", second, "-t", "PositiveSSL")
        self.assertEqual(self.ncssl("revoke", "-id", first, "-t", "PositiveSSL")["@IsSuccess"], "true")

        self.refused("4011294", "renew", "-id", second, "-t", "PositiveSSL", "-y", "1")
        self.sandbox.advance(Days=300)
        before = self.sandbox.balance()
        renewed = self.ncssl("renew", "-id", second, "-t", "PositiveSSL", "-y", "1")
        self.assertEqual(before - self.sandbox.balance(), Decimal(renewed["@ChargedAmount"]))
        self.assertEqual(self.state(renewed["@CertificateID"]), "newrenewal")

    def show(self, activated):
        """Does what the answer asks for."""
        record = activated["DNSDCValidation"]["DNS"]
        self.show_control("mine.com", record["HostName"], record["Target"])

    def test_approval_by_mail(self):
        bought = self.create()
        addresses = self.ncssl("get_email_list", "-t", "PositiveSSL", "-d", "mailed.com")["Genericemails"]["email"]
        self.assertIn("admin@mailed.com", addresses)
        self.refused("3011295", "activate", "-id", bought, "-cn", "mailed.com", "-e", "eve@example.org")
        self.ncssl("activate", "-id", bought, "-cn", "mailed.com", "-e", "admin@mailed.com", typed="y\n")
        self.assertEqual(self.state(bought), "purchased")
        self.assertEqual(self.ncssl("retry_dcv", "-id", bought)["@IsSuccess"], "true")
        self.approve("admin@mailed.com")
        self.assertEqual(self.state(bought), "active")
        self.is_for_key(self.is_signed(bought, "mailed.com"), self.key("mailed.com"))

    def test_list(self):
        bought = self.create("PositiveSSL Multi Domain")
        listed = self.ncssl("getlist", "-f", "NewPurchase")["SSL"]
        # The library's XML reader makes a list only of more than one.
        rows = listed if isinstance(listed, list) else [listed]
        self.assertIn((bought, "newpurchase"), [(row["@CertificateID"], row["@Status"]) for row in rows])

    def test_refusals(self):
        self.refused("2011294", "getinfo", "-id", "999999")
        self.refused("2011294", "retry_dcv", "-id", "999999")
        self.refused("4011294", "renew", "-id", "999999", "-t", "PositiveSSL")


if __name__ == "__main__":
    unittest.main()
