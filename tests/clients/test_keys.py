"""Unmodified clients with keys that may write challenges alone, all at once in one zone."""

import concurrent.futures
import unittest

from challenges import ChallengeTest
from sandbox import BINARY

DOMAIN = "shared-zone.com"
LEGOS = 8


class Keys(ChallengeTest):
    def acme_key(self):
        return self.sandbox.key("--preset", "acme", "--domain", DOMAIN)["api_key"]

    def by_lego(self, name, key):
        self.lego("-d", name, "run", key=key, folder=name)
        return self.names_for_lego(name, name)

    def by_certbot(self, name, key):
        self.certbot("certonly", "-d", name, key=key)
        return self.names_for_certbot(name)

    def test_many_at_once_in_one_zone(self):
        self.register(DOMAIN)
        legos = [(self.by_lego, f"host{number}.{DOMAIN}", self.acme_key()) for number in range(LEGOS)]
        clients = [*legos, (self.by_certbot, f"by-certbot.{DOMAIN}", self.acme_key())]
        with concurrent.futures.ThreadPoolExecutor(len(clients)) as pool:
            running = [(name, pool.submit(client, name, key)) for client, name, key in clients]
            for name, certificate in running:
                self.assertEqual(certificate.result(), [name])
        self.assert_as_before(DOMAIN)

    def test_a_key_for_challenges_does_nothing_else(self):
        self.sandbox.register("only-challenges.com", [("www", "A", "192.0.2.1")])
        key = self.sandbox.key("--preset", "acme", "--domain", "only-challenges.com")["api_key"]
        endpoint = self.sandbox.endpoints["http"]
        before, balance = self.sandbox.hosts("only-challenges.com"), self.sandbox.balance()
        www = ["HostName1=www", "RecordType1=A", "Address1=192.0.2.2"]
        for words in [
            ["domains.dns.setHosts", "SLD=only-challenges", "TLD=com", *www],
            ["domains.dns.getHosts", "SLD=other", "TLD=com"],
            ["domains.renew", "DomainName=only-challenges.com", "Years=1"],
            ["namegate.keys.list"],
        ]:
            with self.subTest(words[0]):
                self.run_call(endpoint, key, words)
        self.assertEqual((self.sandbox.hosts("only-challenges.com"), self.sandbox.balance()), (before, balance))

    def run_call(self, endpoint, key, words):
        """A call from a shell, which is refused."""
        self.sandbox.run(BINARY, "call", "--endpoint", endpoint, "--api-key", key, *words, status=1)


if __name__ == "__main__":
    unittest.main()
