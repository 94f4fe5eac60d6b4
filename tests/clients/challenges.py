"""What holds for every ACME client: a zone with challenges comes back as it was."""

from pebble import Pebble
from sandbox import SandboxTest

# A row of each kind whose loss, or change, by a rewrite of the zone would show.
ROWS = [
    ("@", "A", "192.0.2.1", {"TTL": "300"}),
    ("@", "MX", "mail.example.org.", {"MXPref": "20"}),
    ("@", "TXT", 'v=spf1 a mx include:"other" ~all & + é'),
    ("@", "CAA", '0 issue "pebble.letsencrypt.org"'),
    ("www", "CNAME", "example.org."),
    ("to", "URL301", "http://www.example.org/?a=b&c=d"),
    ("_acme-challenge.other", "TXT", "of-another-client"),
]


class ChallengeTest(SandboxTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.addClassCleanup(cls.stop_pebble)
        cls.pebble = Pebble(cls.sandbox)

    @classmethod
    def stop_pebble(cls):
        if hasattr(cls, "pebble"):
            cls.pebble.stop()

    @classmethod
    def tearDownClass(cls):
        cls.pebble.stop()
        super().tearDownClass()

    def register(self, domain):
        self.sandbox.register(domain, ROWS, EmailType="MX")
        self.before = self.sandbox.hosts(domain)
        self.assertEqual(len(self.before), len(ROWS))

    def assert_as_before(self, domain):
        """No challenge is left, and every other row has all its attributes."""
        self.assertEqual(self.sandbox.hosts(domain), self.before)
        challenge = self.name_server.ask(f"_acme-challenge.{domain}", "TXT")
        self.assertEqual((challenge.status, challenge.data()), ("NXDOMAIN", []), challenge.text)
