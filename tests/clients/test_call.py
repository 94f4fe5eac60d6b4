"""`namegate call`: any command from a shell."""

import json
import unittest

from sandbox import BINARY, Answer, SandboxTest, run


class Call(SandboxTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sandbox.register("call.com", [("@", "TXT", 'a=b & "c" é'), ("www", "A", "192.0.2.1")], EmailType="NONE")

    def call(self, *arguments, status=0):
        return run([BINARY, "call", "--data", self.sandbox.data, *arguments], status)

    def test_the_answer_as_text(self):
        text = self.call("namecheap.domains.dns.getHosts", "SLD=call", "TLD=com")
        answer = Answer(text.encode())
        self.assertEqual(answer.status, "OK")
        self.assertEqual([host.attrib for host in answer.elements("host")], self.sandbox.hosts("call.com"))

    def test_the_answer_as_json(self):
        answer = json.loads(self.call("--json", "domains.dns.getHosts", "SLD=call", "TLD=com"))
        self.assertEqual((answer["status"], answer["errors"]), ("OK", []))
        result = answer["response"]["DomainDNSGetHostsResult"]
        self.assertIs(result["IsUsingOurDNS"], True)
        rows = [(host["Name"], host["Type"], host["Address"]) for host in result["host"]]
        self.assertEqual(rows, self.sandbox.rows("call.com"))
        self.assertEqual([host["TTL"] for host in result["host"]], [1800, 1800])

    def test_a_change(self):
        rows = ["HostName1=new", "RecordType1=TXT", "Address1=k=v=w"]
        self.sandbox.register("changed-call.com")
        self.call("domains.dns.setHosts", "SLD=changed-call", "TLD=com", "EmailType=NONE", *rows)
        self.assertEqual(self.name_server.data("new.changed-call.com", "TXT"), ['"k=v=w"'])

    def test_letter_case_and_prefix(self):
        for name in ("domains.check", "namecheap.domains.check", "NameCheap.Domains.CHECK"):
            self.assertIn('Available="true"', self.call(name, "DomainList=free-name.com"))

    def test_a_refusal_is_1(self):
        text = self.call("domains.getInfo", "DomainName=of-nobody.com", status=1)
        self.assertEqual(Answer(text.encode()).status, "ERROR")
        answer = json.loads(self.call("domains.dns.getHosts", "SLD=of-nobody", "TLD=com", "--json", status=1))
        self.assertEqual(answer["status"], "ERROR")
        self.assertEqual([error["number"] for error in answer["errors"]], [2019166])

    def one_line(self, *arguments):
        """No answer: exit status 2 and one line."""
        text = run([BINARY, "call", *arguments], status=2)
        self.assertEqual(text.count("\n"), 1, text)
        self.assertTrue(text.startswith("namegate: "), text)
        return text

    def test_no_answer_is_2(self):
        nowhere = self.sandbox.path("nowhere")
        self.assertIn("namegate sandbox", self.one_line("--data", nowhere, "domains.check", "DomainList=a.com"))
        self.assertIn("no.such", self.one_line("--data", self.sandbox.data, "no.such"))
        closed = ("--endpoint", "http://127.0.0.1:1", "--api-key", "0123456789secret")
        self.assertNotIn("secret", self.one_line(*closed, "domains.check", "DomainList=a.com"))

    def test_a_parameter_without_a_value_is_no_parameter(self):
        self.assertIn("NAME=VALUE", self.call("domains.check", "DomainList", status=2))

    def test_an_endpoint_and_a_wrong_key(self):
        base = ["call", "--endpoint", self.sandbox.endpoints["http"], "--api-key"]
        balances = run([BINARY, *base, "sandbox", "users.getBalances"])
        self.assertEqual(Answer(balances.encode()).status, "OK")
        refused = run([BINARY, *base, "wrong", "users.getBalances"], status=1)
        self.assertEqual(Answer(refused.encode()).errors[0][0], "1011102")


if __name__ == "__main__":
    unittest.main()
