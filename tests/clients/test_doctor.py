"""`namegate doctor`: what it says of a set-up that is well, and of each that is not."""

import json
import pathlib
import shutil
import unittest

from sandbox import BINARY, Sandbox, SandboxTest, run

KEY = "0123456789abcdefghijklmnopqrstuv"


def doctor(data, *arguments, status, **variables):
    return run([BINARY, "doctor", "--data", data, *arguments], status, variables)


def wrong(data):
    """What is wrong with each thing."""
    found = json.loads(doctor(data, "--json", status=1))
    assert found["well"] is False, found
    return {finding["about"]: finding for finding in found["findings"] if finding["level"] == "wrong"}


class Well(SandboxTest):
    def test_nothing_is_wrong(self):
        text = doctor(self.sandbox.data, status=0)
        self.assertIn("nothing is wrong", text)
        self.assertNotIn("WRONG", text)
        for about in ("HTTP", "HTTPS", "proxy", "DNS over UDP", "DNS over TCP", "store", "edge CA", "API key"):
            self.assertIn(f"good   {about} ", text)

    def test_as_json(self):
        found = json.loads(doctor(self.sandbox.data, "--json", status=0))
        self.assertIs(found["well"], True)
        names = {"about", "level", "says", "advice"}
        self.assertTrue(all(set(finding) == names for finding in found["findings"]), found)
        self.assertEqual({finding["level"] for finding in found["findings"]}, {"good", "note"})

    def test_below_run_the_shell_is_well_too(self):
        text = self.sandbox.run(BINARY, "doctor", "--data", self.sandbox.data)
        self.assertIn("leads to the sandbox", text)
        self.assertEqual(text.count("holds the edge CA"), 4, text)

    def test_half_a_way_to_the_sandbox(self):
        proxy = self.sandbox.endpoints["proxy"]
        text = doctor(self.sandbox.data, status=1, HTTPS_PROXY=proxy, NO_PROXY="namecheap.com", CURL_CA_BUNDLE="/none")
        self.assertIn("NO_PROXY has namecheap.com", text)
        self.assertIn("CURL_CA_BUNDLE names /none", text)
        self.assertIn("SSL_CERT_FILE is not set", text)


class Wrong(unittest.TestCase):
    def setUp(self):
        self.sandbox = Sandbox()
        self.addCleanup(lambda: self.sandbox.process.returncode is None and self.sandbox.stop())

    def announce(self, **changes):
        """Changes what the sandbox announced."""
        file = self.sandbox.data / "endpoints.json"
        file.write_text(json.dumps({**json.loads(file.read_text()), **changes}))

    def test_no_folder(self):
        found = wrong(self.sandbox.path("none"))
        self.assertEqual(list(found), ["data folder"])
        self.assertIn("namegate sandbox --data", found["data folder"]["advice"])

    def test_a_killed_sandbox(self):
        self.sandbox.process.kill()
        self.sandbox.process.wait()
        self.assertIn("was killed", wrong(self.sandbox.data)["process"]["says"])
        self.sandbox.process.stdout.close()
        self.sandbox.scratch.cleanup()

    def test_another_key(self):
        self.announce(api_key=KEY)
        found = wrong(self.sandbox.data)
        self.assertEqual(list(found), ["API key"])
        self.assertIn("1011102", found["API key"]["says"])
        self.assertNotIn(KEY, str(found))

    def test_listeners_that_do_not_answer(self):
        self.announce(dns="127.0.0.1:1", https="https://127.0.0.1:1", proxy="http://127.0.0.1:1")
        self.assertEqual(set(wrong(self.sandbox.data)), {"HTTPS", "proxy", "DNS over UDP", "DNS over TCP"})
        self.announce(http="http://127.0.0.1:1")
        self.assertLessEqual({"HTTP", "store", "API key"}, set(wrong(self.sandbox.data)))

    def test_a_service_of_another_kind(self):
        address = self.sandbox.endpoints["http"].removeprefix("http://")
        self.announce(https=f"https://{address}", dns=address)
        self.assertLessEqual({"HTTPS", "DNS over TCP"}, set(wrong(self.sandbox.data)))

    def test_another_authority(self):
        other = Sandbox()
        ca = shutil.copy(pathlib.Path(other.endpoints["ca"]), self.sandbox.path("other.pem"))
        other.stop()
        self.announce(ca=str(ca))
        self.assertEqual(set(wrong(self.sandbox.data)), {"HTTPS", "proxy"})
        self.announce(ca="/none")
        self.assertEqual(set(wrong(self.sandbox.data)), {"edge CA"})

    def test_a_clock_that_was_moved_is_no_fault(self):
        run([BINARY, "call", "--data", self.sandbox.data, "namegate.sandbox.clock.advance", "Days=400"])
        self.assertIn("34560000 seconds ahead", doctor(self.sandbox.data, status=0))


if __name__ == "__main__":
    unittest.main()
