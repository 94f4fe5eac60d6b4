"""What is looked at of certificates, whatever client bought them."""

import base64
import hashlib
import re

from sandbox import SandboxTest, open_without_proxy, run


class CertificateTest(SandboxTest):
    def certificate(self, number, **params):
        """The answer of ssl.getInfo."""
        answer = self.sandbox.must("ssl.getInfo", CertificateID=number, **params)
        return answer.element("SSLGetInfoResult")

    def state(self, number):
        return self.certificate(number).get("Status")

    def is_signed(self, number, *names):
        """The chain leads to the root that the sandbox shows; the file of the certificate, which is for these names."""
        chain = self.certificate(number, ReturnCertificate="true", ReturnType="Individual").find(".//{*}Certificates")
        files = {name: self.sandbox.path(f"{number}-{name}.pem") for name in ("root", "intermediate", "leaf")}
        with open_without_proxy(self.sandbox.endpoints["http"] + "/ca/root.pem") as answer:
            files["root"].write_bytes(answer.read())
        files["intermediate"].write_text(chain.find("{*}CaCertificates/{*}Certificate/{*}Certificate").text)
        files["leaf"].write_text(chain.find("{*}Certificate").text)
        # The world's time is not that of this machine.
        signed = ("-CAfile", files["root"], "-untrusted", files["intermediate"], files["leaf"])
        run(["openssl", "verify", "-no_check_time", "-purpose", "sslserver", *signed])
        for name in names:
            checked = run(["openssl", "x509", "-in", files["leaf"], "-noout", "-checkhost", name])
            self.assertIn("does match certificate", checked)
        return files["leaf"]

    def is_for_key(self, certificate, key):
        """The certificate's public key is that of this private one."""
        of_certificate = run(["openssl", "x509", "-in", certificate, "-noout", "-pubkey"])
        self.assertEqual(of_certificate, run(["openssl", "pkey", "-in", key, "-pubout"]))

    def show_control(self, domain, host, target):
        """Puts the record for which the authority looks into the domain's zone, and lets an hour pass."""
        rows = [(host.removesuffix(f".{domain}"), "CNAME", f"{target}.")]
        self.sandbox.set_hosts(domain, rows)
        self.sandbox.advance(Hours=1)

    def approve(self, address):
        """Does what the mail to an approver asks for."""
        link = re.search(r"http://\S+/approve\?token=\w+", self.sandbox.mail(address))[0]
        with open_without_proxy(link, b"choice=approve") as page:
            self.assertIn(b"approved", page.read())


def control_record(domain, request, unique):
    """Name and target of the record, computed from a certificate request in PEM as the authority's manual has it."""
    lines = [line for line in request.splitlines() if line and not line.startswith("-----")]
    body = base64.b64decode("".join(lines))
    short, long = hashlib.md5(body).hexdigest().upper(), hashlib.sha256(body).hexdigest().upper()
    return f"_{short}.{domain}", f"{long[:32]}.{long[32:]}.{unique}.comodoca.com"
