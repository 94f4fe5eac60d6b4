"""namegate zone: records from a shell."""

import unittest

from sandbox import BINARY, SandboxTest, run


class Zone(SandboxTest):
    def zone(self, verb, *words):
        return run([BINARY, "zone", verb, "--data", self.sandbox.data, "shell.com", *words])

    def test_records_come_go_and_come_back(self):
        self.sandbox.register("shell.com", [("www", "A", "192.0.2.1")], EmailType="NONE")
        self.assertIn("+ 4 _443._tcp 60 TLSA 3 1 0 aa", self.zone("add", "_443._tcp", "TLSA", "3 1 0 aa", "--ttl", "60"))
        self.assertIn("nothing was changed", self.zone("delete", "--id", "4", "--dry-run"))
        self.assertIn("3 1 0 aa", self.zone("show"))
        newest = self.zone("versions").splitlines()[1].split()[0]
        self.assertIn("- 4 _443._tcp", self.zone("delete", "_443._tcp", "TLSA", "3 1 0 AA", "--version", newest))
        self.assertIn("- 4 _443._tcp", self.zone("diff", newest))
        self.assertIn("+ 4 _443._tcp", self.zone("restore", newest))
        file = self.sandbox.path("shell.com.zone")
        file.write_text(self.zone("export"))
        self.assertIn("no difference", self.zone("import", file, "--replace"))


if __name__ == "__main__":
    unittest.main()
