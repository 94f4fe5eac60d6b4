"""certbot with the plugin certbot-dns-namecheap: asks api.namecheap.com, and sends ClientIP=0.0.0.0."""

import unittest

from challenges import ChallengeTest
from environments import program


class Certbot(ChallengeTest):
    def certbot(self, *arguments):
        folder = self.sandbox.path("certbot")
        credentials = self.sandbox.path("certbot.ini")
        credentials.write_text("dns_namecheap_username=sandbox\ndns_namecheap_api_key=sandbox\n")
        credentials.chmod(0o600)
        return self.sandbox.run(
            program("certbot"), *arguments, "-n", "--agree-tos", "-m", "ada@example.org", "--no-eff-email",
            "--server", self.pebble.directory, "--config-dir", folder, "--work-dir", folder, "--logs-dir", folder,
            "-a", "dns-namecheap", "--dns-namecheap-credentials", credentials, "--dns-namecheap-propagation-seconds", "1",
            REQUESTS_CA_BUNDLE=self.pebble.roots,
        )  # fmt: skip

    def certificate(self, name):
        folder = self.sandbox.path("certbot") / "live" / name
        return folder / "cert.pem", folder / "chain.pem"

    def test_a_name_and_its_wildcard(self):
        self.register("for-certbot.com")
        self.certbot("certonly", "-d", "for-certbot.com", "-d", "*.for-certbot.com")
        names = self.pebble.names(*self.certificate("for-certbot.com"))
        self.assertEqual(names, ["*.for-certbot.com", "for-certbot.com"])
        self.assert_as_before("for-certbot.com")

    def test_a_name_below_a_domain(self):
        """The plugin takes the first name that getInfo knows for the domain."""
        self.register("below-certbot.com")
        self.certbot("certonly", "-d", "shop.eu.below-certbot.com")
        names = self.pebble.names(*self.certificate("shop.eu.below-certbot.com"))
        self.assertEqual(names, ["shop.eu.below-certbot.com"])
        self.assert_as_before("below-certbot.com")


if __name__ == "__main__":
    unittest.main()
