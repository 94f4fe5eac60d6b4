"""`namegate run --hosts`: commands that ask no proxy reach the sandbox by the names of the real hosts. As root."""

import os
import pathlib
import shutil
import tempfile
import unittest

from sandbox import BINARY, Answer, SandboxTest, run

HOSTS = pathlib.Path("/etc/hosts")
BALANCES = "https://api.namecheap.com/xml.response"
# Node before 24 asks no proxy, whatever its environment says.
NODE = """
const https = require('https');
https.get(process.argv[1], (answer) => answer.pipe(process.stdout)).on('error', (e) => { console.error(e); process.exit(1); });
"""


class HostsTest(SandboxTest):
    def there(self, *command, status=0, **variables):
        arguments = [BINARY, "run", "--data", self.sandbox.data, "--hosts", "--", *command]
        return run(arguments, status, variables)

    def test_curl_without_a_proxy(self):
        for host in ("api.namecheap.com", "api.sandbox.namecheap.com"):
            for scheme in ("https", "http"):
                url = f"{scheme}://{host}/xml.response?{self.sandbox.query('users.getBalances')}"
                answer = Answer(self.there("curl", "-sS", "--noproxy", "*", url).encode())
                self.assertEqual(answer.status, "OK")
        address = self.there("curl", "-sS", "--noproxy", "*", "https://dynamicdns.park-your-domain.com/getip")
        self.assertEqual(address, "127.0.0.1")

    def test_node_without_a_proxy(self):
        url = f"{BALANCES}?{self.sandbox.query('users.getBalances')}"
        self.assertEqual(Answer(self.there("node", "-e", NODE, url).encode()).status, "OK")

    def test_only_the_command_sees_it(self):
        before = HOSTS.read_text()
        seen = self.there("sh", "-c", "cat /etc/hosts; grep -c namegate-hosts /proc/self/mountinfo; cat /proc/1/mountinfo")
        mine, rest = seen.split("\n1\n", 1)
        self.assertNotIn("namegate-hosts", rest)
        names = [line.split() for line in mine.splitlines() if line.endswith((".namecheap.com", "park-your-domain.com"))]
        self.assertEqual(len({address for address, _ in names}), 3, mine)
        self.assertTrue(all(address.startswith("127.") for address, _ in names), mine)
        for line in before.splitlines():
            self.assertIn(line, mine)
        self.assertEqual(HOSTS.read_text(), before)

    def test_other_hosts_are_not_touched(self):
        self.assertIn("localhost", self.there("getent", "hosts", "localhost"))

    def test_two_at_once(self):
        inner = [BINARY, "run", "--data", self.sandbox.data, "--hosts", "--", "getent", "ahostsv4", "api.namecheap.com"]
        both = self.there("sh", "-c", 'getent ahostsv4 api.namecheap.com; exec "$@"', "sh", *inner)
        self.assertEqual(len({line.split()[0] for line in both.splitlines()}), 2, both)

    def test_the_exit_status_is_handed_on(self):
        self.there("sh", "-c", "exit 7", status=7)
        self.there("no-such-command-anywhere", status=127)

    def test_without_root_one_line_says_so(self):
        plain = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
        with tempfile.TemporaryDirectory() as folder:
            # Where anybody can run it.
            os.chmod(folder, 0o755)
            text = run([*plain, shutil.copy(BINARY, folder), "run", "--hosts", "--", "true"], 1)
        self.assertEqual(text, "namegate: --hosts needs root: it gives the command an /etc/hosts of its own\n")
        # Root of a container may lack what mounts need.
        bare = ["setpriv", "--bounding-set=-sys_admin", "--inh-caps=-sys_admin"]
        text = run([*bare, BINARY, "run", "--data", self.sandbox.data, "--hosts", "--", "true"], 1)
        self.assertIn("cannot give the command an /etc/hosts of its own: ", text)
        self.assertEqual(text.count("\n"), 1, text)

    def test_the_doctor_sees_it(self):
        text = self.there(BINARY, "doctor", "--data", self.sandbox.data)
        self.assertEqual(text.count("is this machine"), 3, text)


if __name__ == "__main__":
    unittest.main()
