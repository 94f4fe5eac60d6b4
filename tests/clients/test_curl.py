"""curl: every way to send parameters, and what is refused."""

import json
import unittest

from sandbox import Answer, SandboxTest, run

REAL = "https://api.sandbox.namecheap.com/xml.response"


class Curl(SandboxTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sandbox.register("curl.com")

    def curl(self, *arguments):
        """Directly to the HTTP listener; the body and what curl has to say of the exchange."""
        written = "\n%{json}"
        output = run(["curl", "-sS", "--noproxy", "*", "--max-time", "60", "-w", written, *arguments])
        body, _, facts = output.rpartition("\n")
        return body, json.loads(facts)

    def answer(self, *arguments):
        body, facts = self.curl(*arguments)
        self.assertEqual((facts["http_code"], facts["content_type"]), (200, "text/xml; charset=utf-8"))
        return Answer(body.encode())

    def rewrite(self, **rows):
        """A setHosts call without its records."""
        return self.sandbox.query("domains.dns.setHosts", SLD="curl", TLD="com", EmailType="NONE", **rows)

    def is_kept(self, rows):
        self.assertEqual(self.sandbox.rows("curl.com"), rows)

    def test_as_if_it_were_the_real_service(self):
        for host in ("https://api.sandbox.namecheap.com", "https://api.namecheap.com", "http://api.namecheap.com"):
            url = f"{host}/xml.response?{self.sandbox.query('users.getBalances')}"
            answer = Answer(self.sandbox.run("curl", "-sS", url).encode())
            self.assertEqual(answer.status, "OK")
            self.assertEqual(answer.element("UserGetBalancesResult").get("Currency"), "USD")

    def test_no_other_host_is_reached(self):
        head = self.sandbox.run("curl", "-sS", "-i", "http://example.com/")
        self.assertTrue(head.startswith("HTTP/1.1 403 "), head)
        self.sandbox.run("curl", "-sS", "https://example.com/", status=56)

    def test_trust_ends_with_the_command(self):
        """Without `namegate run` nothing on the machine trusts the sandbox's certificates."""
        arguments = ["curl", "-sS", "--proxy", self.sandbox.endpoints["proxy"], REAL]
        self.assertIn("certificate", run(arguments, status=60))

    def test_own_address(self):
        address = self.sandbox.run("curl", "-sS", "https://dynamicdns.park-your-domain.com/getip")
        self.assertEqual(address, "127.0.0.1")

    def test_the_https_listener(self):
        port = self.sandbox.endpoints["https"].rsplit(":", 1)[1]
        there = ["--cacert", self.sandbox.endpoints["ca"], "--connect-to", f"::127.0.0.1:{port}"]
        query = self.sandbox.query("users.getBalances")
        for host in ("api.namecheap.com", "localhost", "127.0.0.1"):
            self.assertEqual(self.answer(*there, f"https://{host}/xml.response?{query}").status, "OK")

    def test_get(self):
        query = self.rewrite(HostName1="get", RecordType1="A", Address1="192.0.2.1")
        self.assertEqual(self.answer(f"{self.sandbox.xml_response()}?{query}").status, "OK")
        self.is_kept([("get", "A", "192.0.2.1")])

    def test_get_with_a_closing_slash(self):
        query = self.sandbox.query("domains.check", DomainList="free.com")
        answer = self.answer(f"{self.sandbox.xml_response()}/?{query}")
        self.assertEqual(answer.element("DomainCheckResult").get("Available"), "true")

    def test_post(self):
        query = self.rewrite(HostName1="post", RecordType1="A", Address1="192.0.2.2")
        self.assertEqual(self.answer("-d", query, self.sandbox.xml_response()).status, "OK")
        self.is_kept([("post", "A", "192.0.2.2")])

    def test_post_with_everything_in_the_query(self):
        query = self.rewrite(HostName1="empty", RecordType1="A", Address1="192.0.2.3")
        arguments = ("-X", "POST", "-H", "Content-Length: 0", f"{self.sandbox.xml_response()}?{query}")
        self.assertEqual(self.answer(*arguments).status, "OK")
        self.is_kept([("empty", "A", "192.0.2.3")])

    def test_mixed_and_encoded(self):
        text = 'v=spf1 "q" & + 100% ~all é'
        rows = ("-d", "HostName1=@", "-d", "RecordType1=TXT", "--data-urlencode", f"Address1={text}")
        self.assertEqual(self.answer(*rows, f"{self.sandbox.xml_response()}?{self.rewrite()}").status, "OK")
        self.is_kept([("@", "TXT", text)])
        in_query = ("-G", "--data-urlencode", f"Address1={text} 2", "-d", "HostName1=@", "-d", "RecordType1=TXT")
        self.assertEqual(self.answer(*in_query, f"{self.sandbox.xml_response()}?{self.rewrite()}").status, "OK")
        self.is_kept([("@", "TXT", f"{text} 2")])

    def test_multipart(self):
        text = "in a part & as it is + é"
        rows = ("--form-string", "HostName1=part", "-F", "RecordType1=TXT", "--form-string", f"Address1={text}")
        self.assertEqual(self.answer(*rows, f"{self.sandbox.xml_response()}?{self.rewrite()}").status, "OK")
        self.is_kept([("part", "TXT", text)])

    def test_a_page_in_a_browser_is_refused(self):
        self.sandbox.set_hosts("curl.com", [("@", "A", "192.0.2.200")], EmailType="NONE")
        query = self.rewrite(HostName1="@", RecordType1="A", Address1="192.0.2.66")
        form = ("-d", query, self.sandbox.xml_response())
        for header in (
            "Sec-Fetch-Site: cross-site",
            "Sec-Fetch-Site: same-site",
            "Origin: https://page.example",
            "Origin: null",
            "Referer: https://page.example/",
        ):
            with self.subTest(header):
                body, facts = self.curl("-H", header, *form)
                self.assertEqual(facts["http_code"], 403, body)
                self.is_kept([("@", "A", "192.0.2.200")])
        preflight = ("-X", "OPTIONS", "-i", "-H", "Origin: https://page.example")
        asked, _ = self.curl(*preflight, "-H", "Access-Control-Request-Method: POST", self.sandbox.xml_response())
        self.assertNotIn("access-control-", asked.lower())

    def test_another_host_is_misdirected(self):
        query = self.rewrite(HostName1="@", RecordType1="A", Address1="192.0.2.67")
        for host in ("evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "192.0.2.1"):
            with self.subTest(host):
                body, facts = self.curl("-H", f"Host: {host}", "-d", query, self.sandbox.xml_response())
                self.assertEqual(facts["http_code"], 421, body)
        self.assertNotIn(("@", "A", "192.0.2.67"), self.sandbox.rows("curl.com"))

    def test_a_large_body_is_read(self):
        most = self.sandbox.path("most")
        query = self.sandbox.query("users.getBalances")
        most.write_text(query + "&x=" + "x" * (1_048_576 - len(query) - 3))
        self.assertEqual(self.answer("-d", f"@{most}", self.sandbox.xml_response()).status, "OK")

    def test_a_larger_body_is_refused_and_the_connection_closed(self):
        larger = self.sandbox.path("larger")
        query = self.sandbox.query("users.getBalances")
        larger.write_text(query + "&x=" + "x" * (1_048_577 - len(query) - 3))
        # With and without a length that is known before; a second request on the same command line.
        for how in ([], ["-H", "Transfer-Encoding: chunked"], ["-H", "Expect: 100-continue"]):
            with self.subTest(how):
                form = ["-H", "Content-Type: application/x-www-form-urlencoded", "--data-binary", f"@{larger}"]
                body, facts = self.curl("-i", *how, *form, self.sandbox.xml_response())
                self.assertEqual(facts["http_code"], 413, body)
                self.assertIn("connection: close", body.lower())
        self.assertEqual(self.sandbox.call("users.getBalances").status, "OK")

    def test_health(self):
        for path in ("/health/live", "/health/ready"):
            _, facts = self.curl(self.sandbox.endpoints["http"] + path)
            self.assertEqual(facts["http_code"], 200)


if __name__ == "__main__":
    unittest.main()
