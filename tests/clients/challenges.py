"""ACME clients, and what holds for each: a zone with challenges comes back as it was."""

from environments import program
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
        cls.pebble = Pebble(cls.sandbox)
        cls.addClassCleanup(cls.pebble.stop)

    def lego(self, *arguments, key="sandbox", folder="lego"):
        """Runs lego, which asks api.sandbox.namecheap.com."""
        return self.sandbox.run(
            "lego", "--accept-tos", "--path", self.sandbox.path(folder), "--email", "ada@example.org",
            "--server", self.pebble.directory, "--dns", "namecheap", "--dns.disable-cp",
            "--dns.resolvers", self.sandbox.endpoints["dns"], *arguments,
            SSL_CERT_FILE=self.pebble.roots, NAMECHEAP_API_USER="sandbox", NAMECHEAP_API_KEY=key,
            NAMECHEAP_SANDBOX="true", NAMECHEAP_POLLING_INTERVAL="1",
        )  # fmt: skip

    def names_for_lego(self, name, folder="lego"):
        """The names of the certificate that lego got."""
        certificates = self.sandbox.path(folder) / "certificates"
        return self.pebble.names(certificates / f"{name}.crt", certificates / f"{name}.issuer.crt")

    def certbot(self, *arguments, key="sandbox"):
        """Runs certbot with the plugin certbot-dns-namecheap, which asks api.namecheap.com and sends ClientIP=0.0.0.0."""
        folder, credentials = self.sandbox.path("certbot"), self.sandbox.path("certbot.ini")
        credentials.write_text(f"dns_namecheap_username=sandbox\ndns_namecheap_api_key={key}\n")
        credentials.chmod(0o600)
        return self.sandbox.run(
            program("certbot"), *arguments, "-n", "--agree-tos", "-m", "ada@example.org", "--no-eff-email",
            "--server", self.pebble.directory, "--config-dir", folder, "--work-dir", folder, "--logs-dir", folder,
            "-a", "dns-namecheap", "--dns-namecheap-credentials", credentials, "--dns-namecheap-propagation-seconds", "1",
            REQUESTS_CA_BUNDLE=self.pebble.roots,
        )  # fmt: skip

    def names_for_certbot(self, name):
        """The names of the certificate that certbot got."""
        folder = self.sandbox.path("certbot") / "live" / name
        return self.pebble.names(folder / "cert.pem", folder / "chain.pem")

    def register(self, domain):
        self.sandbox.register(domain, ROWS, EmailType="MX")
        self.before = self.sandbox.hosts(domain)
        self.assertEqual(len(self.before), len(ROWS))

    def assert_as_before(self, domain):
        """No challenge is left, and every other row has all its attributes."""
        self.assertEqual(self.sandbox.hosts(domain), self.before)
        challenge = self.name_server.ask(f"_acme-challenge.{domain}", "TXT")
        self.assertEqual((challenge.status, challenge.data()), ("NXDOMAIN", []), challenge.text)
