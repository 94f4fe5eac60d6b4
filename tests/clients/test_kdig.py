"""kdig: every type of host record as DNS, and how the name server answers."""

import unittest

from sandbox import SandboxTest

SERVERS = ["dns1.registrar-servers.com.", "dns2.registrar-servers.com."]
REDIRECTOR = "127.0.0.1"
ROWS = [
    ("@", "A", "192.0.2.1", {"TTL": "300"}),
    ("@", "A", "192.0.2.2", {"TTL": "300"}),
    ("v6", "AAAA", "2001:db8::1"),
    ("www", "CNAME", "v6.types.com."),
    ("away", "CNAME", "elsewhere.example."),
    ("first", "CNAME", "www.types.com."),
    ("@", "MX", "mail.types.com.", {"MXPref": "20"}),
    ("mail", "A", "192.0.2.3"),
    ("text", "TXT", 'v=x "quoted" \\ end'),
    ("long", "TXT", "t" * 600),
    ("sub", "NS", "ns.sub.types.com."),
    ("ns.sub", "A", "192.0.2.4"),
    ("@", "CAA", '0 issue "letsencrypt.org"'),
    ("alias", "ALIAS", "v6.types.com."),
    ("*", "A", "192.0.2.9"),
    ("to", "URL", "http://www.example.org/"),
    ("to301", "URL301", "http://www.example.org/"),
    ("framed", "FRAME", "http://www.example.org/"),
]


class RecordTypes(SandboxTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sandbox.register("types.com", ROWS, EmailType="MX")
        cls.sandbox.must(
            "domains.dns.setSrvRecords", SLD="types", TLD="com", SrvCount="1", Service1="_sip", Protocol1="_tcp",
            Priority1="10", Weight1="5", Port1="5060", Target1="mail.types.com",
        )  # fmt: skip

    def is_answered(self, name, kind, data):
        reply = self.name_server.ask(name, kind)
        self.assertEqual((reply.status, "aa" in reply.flags), ("NOERROR", True), reply.text)
        self.assertEqual(reply.data(kind=kind), sorted(data), reply.text)
        return reply

    def test_a(self):
        reply = self.is_answered("types.com", "A", ["192.0.2.1", "192.0.2.2"])
        self.assertEqual([ttl for _, ttl, _, _ in reply.sections["answer"]], [300, 300])

    def test_aaaa(self):
        self.is_answered("v6.types.com", "AAAA", ["2001:db8::1"])

    def test_cname(self):
        self.is_answered("www.types.com", "CNAME", ["v6.types.com."])

    def test_cname_chain(self):
        reply = self.is_answered("first.types.com", "AAAA", ["2001:db8::1"])
        chain = [(owner, kind) for owner, _, kind, _ in reply.sections["answer"]]
        expected = [("first.types.com.", "CNAME"), ("www.types.com.", "CNAME"), ("v6.types.com.", "AAAA")]
        self.assertEqual(chain, expected)

    def test_cname_out_of_the_zone(self):
        reply = self.is_answered("away.types.com", "A", [])
        self.assertEqual(reply.data(), ["elsewhere.example."])

    def test_mx(self):
        self.is_answered("types.com", "MX", ["20 mail.types.com."])

    def test_txt(self):
        self.is_answered("text.types.com", "TXT", ['"v=x \\"quoted\\" \\\\ end"'])

    def test_long_txt_is_several_strings(self):
        (data,) = self.name_server.data("long.types.com", "TXT")
        self.assertEqual([len(text.strip('"')) for text in data.split()], [255, 255, 90])

    def test_ns_of_the_zone(self):
        self.is_answered("types.com", "NS", SERVERS)

    def test_ns_delegates_with_glue(self):
        reply = self.name_server.ask("deep.sub.types.com", "A")
        self.assertEqual((reply.status, "aa" in reply.flags, reply.data()), ("NOERROR", False, []), reply.text)
        self.assertEqual(reply.data("authority", "NS"), ["ns.sub.types.com."])
        self.assertEqual(reply.data("additional", "A"), ["192.0.2.4"])

    def test_caa(self):
        self.is_answered("types.com", "CAA", ['0 issue "letsencrypt.org"'])

    def test_srv(self):
        self.is_answered("_sip._tcp.types.com", "SRV", ["10 5 5060 mail.types.com."])

    def test_alias_is_an_address(self):
        self.is_answered("alias.types.com", "AAAA", ["2001:db8::1"])
        self.is_answered("alias.types.com", "CNAME", [])

    def test_url(self):
        self.is_answered("to.types.com", "A", [REDIRECTOR])

    def test_url301(self):
        self.is_answered("to301.types.com", "A", [REDIRECTOR])

    def test_frame(self):
        self.is_answered("framed.types.com", "A", [REDIRECTOR])

    def test_mxe(self):
        self.sandbox.register("mxe.com", [("@", "MXE", "192.0.2.7")], EmailType="MXE")
        self.is_answered("mxe.com", "MX", ["10 mxe.mxe.com."])
        self.is_answered("mxe.mxe.com", "A", ["192.0.2.7"])

    def test_mail_forwarding(self):
        self.sandbox.register("forwarded.com", [("www", "A", "192.0.2.1")], EmailType="FWD")
        servers = self.name_server.data("forwarded.com", "MX")
        self.assertEqual(servers[0], "10 eforward1.registrar-servers.com.")
        self.assertEqual(len(servers), 5)

    def test_wildcard(self):
        reply = self.is_answered("any.thing.types.com", "A", ["192.0.2.9"])
        self.assertEqual(reply.sections["answer"][0][0], "any.thing.types.com.")
        # It does not reach names that exist, or below them (RFC 4592 section 2.2.1).
        self.is_answered("text.types.com", "A", [])
        self.assertEqual(self.name_server.ask("below.text.types.com", "A").status, "NXDOMAIN")


class Answers(SandboxTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        many = [("many", "TXT", f"{number:03}" + "x" * 120) for number in range(60)]
        some = [("some", "TXT", f"{number:03}" + "x" * 120) for number in range(5)]
        rows = [("@", "A", "192.0.2.1"), ("a.b", "A", "192.0.2.2"), *many, *some]
        cls.sandbox.register("answers.com", rows, EmailType="NONE")

    def is_negative(self, reply, status):
        self.assertEqual((reply.status, "aa" in reply.flags, reply.data()), (status, True, []), reply.text)
        ((owner, ttl, kind, data),) = reply.sections["authority"]
        self.assertEqual((owner, kind), ("answers.com.", "SOA"))
        # RFC 2308 section 3: the lesser of the SOA's own TTL and its last field.
        soa_ttl = self.name_server.ask("answers.com", "SOA").sections["answer"][0][1]
        self.assertEqual(ttl, min(soa_ttl, int(data.split()[-1])))

    def test_no_such_name(self):
        self.is_negative(self.name_server.ask("nothing.answers.com", "A"), "NXDOMAIN")

    def test_no_such_type(self):
        self.is_negative(self.name_server.ask("answers.com", "AAAA"), "NOERROR")

    def test_empty_non_terminal(self):
        self.is_negative(self.name_server.ask("b.answers.com", "A"), "NOERROR")

    def test_other_zones_are_refused(self):
        for name in ("example.net", "com", "."):
            reply = self.name_server.ask(name, "A")
            self.assertEqual((reply.status, "aa" in reply.flags, reply.data()), ("REFUSED", False, []), name)

    def test_truncation_without_edns(self):
        reply = self.name_server.ask("some.answers.com", "TXT", "+noedns", "+ignore")
        self.assertIn("tc", reply.flags)
        self.assertLessEqual(size_of(reply), 512)

    def test_edns_carries_more(self):
        reply = self.name_server.ask("some.answers.com", "TXT", "+bufsize=1232", "+ignore")
        self.assertEqual(("tc" in reply.flags, len(reply.data()), reply.transport), (False, 5, "UDP"))

    def test_truncated_answers_come_by_tcp(self):
        reply = self.name_server.ask("many.answers.com", "TXT")
        self.assertEqual((reply.transport, "tc" in reply.flags, len(reply.data())), ("TCP", False, 60))
        self.assertEqual(self.name_server.ask("answers.com", "A", "+tcp").data(), ["192.0.2.1"])

    def test_edns(self):
        reply = self.name_server.ask("answers.com", "A", "+edns")
        self.assertIn("Version: 0; flags: ; UDP size: 1232 B", reply.text)
        self.assertNotIn("EDNS", self.name_server.ask("answers.com", "A", "+noedns").text)

    def test_unknown_edns_version(self):
        reply = self.name_server.ask("answers.com", "A", "+edns=1")
        self.assertIn("ext-rcode: BADVERS", reply.text)

    def test_any_is_short(self):
        # RFC 8482 section 4.2: one HINFO instead of everything.
        reply = self.name_server.ask("answers.com", "ANY")
        self.assertEqual([kind for _, _, kind, _ in reply.sections["answer"]], ["HINFO"])

    def test_a_written_row_is_answered_at_once(self):
        for number in range(20):
            self.sandbox.register(f"at-once-{number}.com", [("@", "TXT", f"value {number}")], EmailType="NONE")
            self.assertEqual(self.name_server.data(f"at-once-{number}.com", "TXT"), [f'"value {number}"'])


def size_of(reply):
    line = next(line for line in reply.text.splitlines() if line.startswith(";; Received"))
    return int(line.split()[2])


if __name__ == "__main__":
    unittest.main()
