"""The clock of a sandbox, moved from a shell."""

import tempfile
import unittest

from sandbox import BINARY, Answer, Sandbox, run


class Clock(unittest.TestCase):
    def start(self, data):
        sandbox = Sandbox(data)
        self.addCleanup(lambda: sandbox.process.returncode is None and sandbox.stop())
        return sandbox

    def clock(self, sandbox, command, *params):
        text = run([BINARY, "call", "--data", sandbox.data, f"namegate.sandbox.clock.{command}", *params])
        return Answer(text.encode()).element("SandboxClockResult").attrib

    def test_a_domain_expires_and_a_restart_keeps_the_time(self):
        with tempfile.TemporaryDirectory(prefix="namegate-clock-") as data:
            first = self.start(data)
            first.register("clock.com", [("www", "A", "192.0.2.1")])
            self.assertEqual(first.name_server.data("www.clock.com", "A"), ["192.0.2.1"])
            moved = self.clock(first, "advance", "Days=370")
            info = first.must("domains.getInfo", DomainName="clock.com").element("DomainGetInfoResult")
            self.assertEqual(info.get("Status"), "Expired")
            self.assertEqual(first.name_server.data("www.clock.com", "CNAME"), ["parkingpage.namecheap.com."])
            first.stop()
            second = self.start(data)
            kept = self.clock(second, "get")
            self.assertEqual((kept["Offset"], kept["NextEvent"]), (moved["Offset"], moved["NextEvent"]))
            self.assertGreaterEqual(kept["Time"], moved["Time"])
            self.assertEqual(second.name_server.data("www.clock.com", "CNAME"), ["parkingpage.namecheap.com."])
