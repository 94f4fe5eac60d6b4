"""Pebble, the certificate authority that Let's Encrypt tests ACME clients with."""

import json
import socket
import ssl
import subprocess
import time
import urllib.request

from sandbox import PATIENCE, environment, run

SYSTEM_ROOTS = "/etc/ssl/certs/ca-certificates.crt"


class Pebble:
    """A certificate authority that asks the sandbox's name server for the challenges."""

    def __init__(self, sandbox):
        self.sandbox = sandbox
        self.make_certificates()
        self.port, self.management_port = free_ports(2)
        self.directory = f"https://localhost:{self.port}/dir"
        self.write_configuration()
        # Neither waits between two steps nor refuses good nonces by chance.
        swift = {"PEBBLE_VA_NOSLEEP": 1, "PEBBLE_WFE_NONCEREJECT": 0}
        arguments = ["-config", sandbox.path("pebble.json"), "-dnsserver", sandbox.endpoints["dns"]]
        self.process = subprocess.Popen(
            ["pebble", *map(str, arguments)], stdout=open(sandbox.path("pebble.log"), "w"), stderr=subprocess.STDOUT,
            env=environment(**swift),
        )  # fmt: skip
        self.issuer = self.wait_for_issuer()

    def make_certificates(self):
        """A root of its own for its HTTPS, and a file of all roots that a client has to trust."""
        path = self.sandbox.path
        self.ca, self.roots = path("pebble-ca.pem"), path("roots.pem")
        run([
            "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", path("pebble-ca.key"), "-out", self.ca,
            "-days", "2", "-subj", "/CN=Tests of Namegate", "-addext", "keyUsage=critical,keyCertSign",
        ])  # fmt: skip
        request, key, extensions = path("pebble.csr"), path("pebble.key"), path("pebble.ext")
        run(["openssl", "req", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", request, "-subj", "/CN=localhost"])
        extensions.write_text("subjectAltName=DNS:localhost\nextendedKeyUsage=serverAuth\n")
        run([
            "openssl", "x509", "-req", "-in", request, "-CA", self.ca, "-CAkey", path("pebble-ca.key"), "-CAcreateserial",
            "-days", "2", "-extfile", extensions, "-out", path("pebble.pem"),
        ])  # fmt: skip
        with open(SYSTEM_ROOTS) as system:
            self.roots.write_text(system.read() + self.ca.read_text())

    def write_configuration(self):
        settings = {
            "listenAddress": f"127.0.0.1:{self.port}",
            "managementListenAddress": f"127.0.0.1:{self.management_port}",
            "certificate": str(self.sandbox.path("pebble.pem")),
            "privateKey": str(self.sandbox.path("pebble.key")),
            "httpPort": 1,
            "tlsPort": 1,
            "ocspResponderURL": "",
            "externalAccountBindingRequired": False,
        }
        self.sandbox.path("pebble.json").write_text(json.dumps({"pebble": settings}))

    def wait_for_issuer(self):
        """The root of the certificates that it issues, once it answers."""
        context = ssl.create_default_context(cafile=self.ca)
        https = urllib.request.HTTPSHandler(context=context)
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), https)
        file = self.sandbox.path("issuer.pem")
        end = time.monotonic() + PATIENCE
        while True:
            try:
                with opener.open(f"https://localhost:{self.management_port}/roots/0", timeout=PATIENCE) as response:
                    file.write_bytes(response.read())
                    return file
            except OSError:
                assert self.process.poll() is None and time.monotonic() < end, self.log()
                time.sleep(0.05)

    def log(self):
        return self.sandbox.path("pebble.log").read_text()

    def stop(self):
        self.process.terminate()
        self.process.wait()

    def names(self, certificate, chain):
        """The names in a certificate of this authority, which is verified with the certificates in `chain`."""
        run(["openssl", "verify", "-CAfile", self.issuer, "-untrusted", chain, certificate])
        shown = run(["openssl", "x509", "-in", certificate, "-noout", "-ext", "subjectAltName"])
        return sorted(word.strip().removeprefix("DNS:") for word in shown.splitlines()[1].split(","))


def free_ports(count):
    """Ports that were free a moment ago."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports
