"""lego: one certificate for a name and its wildcard."""

import unittest

from challenges import ChallengeTest


class Lego(ChallengeTest):
    def lego(self, *arguments):
        return self.sandbox.run(
            "lego", "--accept-tos", "--path", self.sandbox.path("lego"), "--email", "ada@example.org",
            "--server", self.pebble.directory, "--dns", "namecheap", "--dns.disable-cp",
            "--dns.resolvers", self.sandbox.endpoints["dns"], *arguments,
            SSL_CERT_FILE=self.pebble.roots, NAMECHEAP_API_USER="sandbox", NAMECHEAP_API_KEY="sandbox",
            NAMECHEAP_SANDBOX="true", NAMECHEAP_POLLING_INTERVAL="1",
        )  # fmt: skip

    def certificate(self, name):
        folder = self.sandbox.path("lego") / "certificates"
        return folder / f"{name}.crt", folder / f"{name}.issuer.crt"

    def test_a_name_and_its_wildcard(self):
        self.register("for-lego.com")
        self.lego("-d", "for-lego.com", "-d", "*.for-lego.com", "run")
        names = self.pebble.names(*self.certificate("for-lego.com"))
        self.assertEqual(names, ["*.for-lego.com", "for-lego.com"])
        self.assert_as_before("for-lego.com")

    def test_a_name_below_a_domain(self):
        self.register("below-lego.com")
        self.lego("-d", "shop.eu.below-lego.com", "run")
        names = self.pebble.names(*self.certificate("shop.eu.below-lego.com"))
        self.assertEqual(names, ["shop.eu.below-lego.com"])
        self.assert_as_before("below-lego.com")


if __name__ == "__main__":
    unittest.main()
