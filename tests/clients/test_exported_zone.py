"""Knot DNS, as Debian has it, loads the text of namegate.dns.zone.export: kdig is answered alike by both."""

import socket
import subprocess
import time
import unittest

import name_server
from sandbox import PATIENCE, SandboxTest

KNOT = "/usr/sbin/knotd"
# An address of this machine that nothing else listens on.
ADDRESS = "127.0.0.4"
SHA256 = "0d6fce13243aa7ab1d2c2f7b7a2a3a1a5e0d6fce13243aa7ab1d2c2f7b7a2a3b"
RECORDS = [
    ("_443._tcp.www", "TLSA", f"3 1 1 {SHA256}"),
    ("@", "SSHFP", f"4 2 {SHA256}"),
    ("sub", "NS", "ns.sub.exported.com"),
    ("ns.sub", "A", "192.0.2.4"),
    ("sub", "DS", f"60485 13 2 {SHA256}"),
    ("@", "HTTPS", '1 . alpn="h2,h3" ipv4hint=192.0.2.1 ipv6hint=2001:db8::1'),
    ("old", "HTTPS", "0 www.exported.com."),
    ("_dns", "SVCB", "16 dns.example.net. alpn=dot port=853 mandatory=port key7=/q{?dns}"),
    ("@", "LOC", "42 21 54 N 71 06 18 W -24m 30m"),
    ("@", "NAPTR", '100 50 "u" "E2U+sip" "!^.*$!sip:info@example.com!" .'),
    ("_sip._tcp", "SRV", "1 2 5060 sip.example.net"),
    ("@", "A", "192.0.2.1"),
    ("@", "AAAA", "2001:db8::1"),
    ("www", "CNAME", "exported.com"),
    ("@", "CAA", '0 issue "ca.example"'),
    ("@", "TXT", 'a "b" \\ ; c'),
    ("mail", "MX", "10 mx.example.net"),
    ("*.any", "TXT", "x"),
    ("go", "URL", "http://example.net/"),
]  # fmt: skip
TYPES = (
    "A AAAA CAA CNAME DS HTTPS LOC MX NAPTR NS SOA SRV SSHFP SVCB TLSA TXT".split()
)
NAMES = ["", "www", "_443._tcp.www", "sub", "a.sub", "old", "_dns", "_sip._tcp", "mail", "x.any", "go", "nothing"]


class ExportedZone(SandboxTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sandbox.register("exported.com", [], EmailType="NONE")
        for name, kind, value in RECORDS:
            cls.sandbox.must("namegate.dns.records.add", DomainName="exported.com", Name=name, Type=kind, Value=value)
        exported = cls.sandbox.must("namegate.dns.zone.export", DomainName="exported.com")
        cls.text = exported.element("Text").text
        folder = cls.sandbox.path("knot")
        folder.mkdir()
        (folder / "exported.com.zone").write_text(cls.text)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as free:
            free.bind((ADDRESS, 0))
            port = free.getsockname()[1]
        (folder / "knot.conf").write_text(
            f"server:\n  listen: {ADDRESS}@{port}\n  rundir: {folder}\ndatabase:\n  storage: {folder}\n"
            f"template:\n  - id: default\n    storage: {folder}\n    zonefile-sync: -1\n    journal-content: none\n"
            "zone:\n  - domain: exported.com\n"
        )
        knot = subprocess.Popen(
            [KNOT, "-c", folder / "knot.conf"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        cls.addClassCleanup(knot.wait)
        cls.addClassCleanup(knot.kill)
        cls.knot = name_server.NameServer(f"{ADDRESS}:{port}")
        begun = time.monotonic()
        while not is_answered(cls.knot):
            if time.monotonic() - begun > PATIENCE:
                raise AssertionError("knotd does not answer for the exported zone")
            time.sleep(0.1)

    def test_every_name_and_type_is_answered_as_knot_answers_it(self):
        answered = set()
        for name in NAMES:
            for kind in TYPES:
                owner = f"{name}.exported.com".lstrip(".")
                we, they = (server.ask(owner, kind) for server in (self.name_server, self.knot))
                shown = [
                    (reply.status, "aa" in reply.flags, *(sorted(reply.sections.get(part, [])) for part in PARTS))
                    for reply in (we, they)
                ]
                self.assertEqual(*shown, f"{owner} {kind}\n{we.text}\n{they.text}")
                answered |= {of for _, _, of, _ in we.sections.get("answer", [])}
        self.assertEqual(answered, set(TYPES))

    def test_the_text_comes_back(self):
        text = {"DomainName": "exported.com", "Text": self.text, "Replace": "true"}
        imported = self.sandbox.must("namegate.dns.zone.import", **text)
        for changed in ("Added", "Deleted", "Changed"):
            self.assertEqual(imported.elements(changed), [])


# Knot adds addresses that no answer needs.
PARTS = ("answer", "authority")


def is_answered(server):
    try:
        return server.ask("exported.com", "SOA").status == "NOERROR"
    except AssertionError:
        return False


if __name__ == "__main__":
    unittest.main()
