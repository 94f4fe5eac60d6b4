"""certbot with the plugin certbot-dns-namecheap: asks api.namecheap.com, and sends ClientIP=0.0.0.0."""

import unittest

from challenges import ChallengeTest


class Certbot(ChallengeTest):
    def test_a_name_and_its_wildcard(self):
        self.register("for-certbot.com")
        self.certbot("certonly", "-d", "for-certbot.com", "-d", "*.for-certbot.com")
        names = self.names_for_certbot("for-certbot.com")
        self.assertEqual(names, ["*.for-certbot.com", "for-certbot.com"])
        self.assert_as_before("for-certbot.com")

    def test_a_name_below_a_domain(self):
        """The plugin takes the first name that getInfo knows for the domain."""
        self.register("below-certbot.com")
        self.certbot("certonly", "-d", "shop.eu.below-certbot.com")
        names = self.names_for_certbot("shop.eu.below-certbot.com")
        self.assertEqual(names, ["shop.eu.below-certbot.com"])
        self.assert_as_before("below-certbot.com")


if __name__ == "__main__":
    unittest.main()
