"""Faults that were asked for, as curl meets them; and `namegate explain`."""

import json
import unittest

from sandbox import BINARY, Answer, SandboxTest, run

EMPTY_REPLY = 52


class Faults(SandboxTest):
    def tearDown(self):
        self.own("namegate.sandbox.faults.clear")

    def own(self, command, *params, status=0):
        return run([BINARY, "call", "--data", self.sandbox.data, "--json", command, *params], status)

    def add(self, *params):
        self.own("namegate.sandbox.faults.add", *params)

    def curl(self, *arguments, status=0):
        return run(["curl", "-sS", "--noproxy", "*", "--max-time", "60", *arguments], status)

    def ways(self):
        """The listeners, as curl is pointed to each."""
        port = self.sandbox.endpoints["https"].rsplit(":", 1)[1]
        tls = ["--cacert", self.sandbox.endpoints["ca"], "--connect-to", f"::127.0.0.1:{port}"]
        query = self.sandbox.query("domains.check", DomainList="free.com")
        yield "HTTP", lambda status=0: self.curl(f"{self.sandbox.xml_response()}?{query}", status=status)
        url = f"https://api.namecheap.com/xml.response?{query}"
        yield "HTTPS", lambda status=0: self.curl(*tls, url, status=status)
        yield "proxy", lambda status=0: self.sandbox.run("curl", "-sS", url, status=status)

    def test_a_connection_is_cut_on_every_listener(self):
        for kind in ("cut", "lost"):
            self.add(f"Kind={kind}", "Calls=3")
            for name, call in self.ways():
                with self.subTest(f"{kind}, {name}"):
                    self.assertIn("Empty reply", call(status=EMPTY_REPLY))
            for name, call in self.ways():
                with self.subTest(f"after {kind}, {name}"):
                    self.assertEqual(Answer(call().encode()).status, "OK")

    def test_curl_tries_again(self):
        query = self.sandbox.query("domains.check", DomainList="free.com")
        self.add("Kind=http500", "Calls=1")
        text = self.curl("--fail", "--retry", "2", "--retry-delay", "1", f"{self.sandbox.xml_response()}?{query}")
        self.assertIn('Available="true"', text)
        self.add("Kind=http500", "Calls=2")
        self.curl("--fail", f"{self.sandbox.xml_response()}?{query}", status=22)

    def test_what_was_lost_is_done(self):
        self.sandbox.register("lost.com")
        self.add("Kind=lost", "OfCommand=namecheap.domains.dns.setHosts", "Calls=1")
        row = {"HostName1": "www", "RecordType1": "A", "Address1": "192.0.2.9", "EmailType": "NONE"}
        query = self.sandbox.query("domains.dns.setHosts", SLD="lost", TLD="com", **row)
        self.curl("-d", query, self.sandbox.xml_response(), status=EMPTY_REPLY)
        self.assertEqual(self.name_server.data("www.lost.com", "A"), ["192.0.2.9"])

    def explain(self, *arguments, status=0):
        return run([BINARY, "explain", "--data", self.sandbox.data, *arguments], status)

    def test_why_a_call_was_refused(self):
        query = self.sandbox.query("domains.getList", PageSize="1000")
        headers = self.curl("-D", "-", "-o", "/dev/null", f"{self.sandbox.xml_response()}?{query}")
        found = [line.split(": ")[1] for line in headers.splitlines() if line.startswith("x-namegate-request: ")]
        self.assertEqual(len(found), 1, headers)
        text = self.explain(found[0])
        self.assertIn("result  refused: 2013275 Parameter PageSize is OutOfRange\n", text)
        self.assertIn("why     PageSize has to be from 10 to 100.\n", text)
        answer = json.loads(self.explain("--json", found[0]))
        self.assertEqual(answer["response"]["ExplainResult"]["Check"], "parameter")
        self.assertIn("There is no call", self.explain("0" * 32, status=1))
        self.assertIn("namegate sandbox", run([BINARY, "explain", "--data", self.sandbox.path("no"), "0"], status=2))


if __name__ == "__main__":
    unittest.main()
