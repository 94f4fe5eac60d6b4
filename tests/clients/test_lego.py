"""lego: one certificate for a name and its wildcard."""

import unittest

from challenges import ChallengeTest


class Lego(ChallengeTest):
    def test_a_name_and_its_wildcard(self):
        self.register("for-lego.com")
        self.lego("-d", "for-lego.com", "-d", "*.for-lego.com", "run")
        names = self.names_for_lego("for-lego.com")
        self.assertEqual(names, ["*.for-lego.com", "for-lego.com"])
        self.assert_as_before("for-lego.com")

    def test_a_name_below_a_domain(self):
        self.register("below-lego.com")
        self.lego("-d", "shop.eu.below-lego.com", "run")
        names = self.names_for_lego("shop.eu.below-lego.com")
        self.assertEqual(names, ["shop.eu.below-lego.com"])
        self.assert_as_before("below-lego.com")


if __name__ == "__main__":
    unittest.main()
