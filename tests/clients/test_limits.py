"""The rate limit in both forms, as each client shows it to its user. None of them waits or tries again."""

import pathlib
import tempfile
import unittest

import environments
from sandbox import ACCOUNT, Sandbox

FOLDER = pathlib.Path(__file__).parent
# The first call of an hour is answered, and no other.
SETTINGS = 'rate_limit = {{ form = "{}", budget = [{{ calls = 1, seconds = 3600 }}] }}\n'


def library(interpreter, program, method, arguments="[]"):
    """A call of one_call.py or one_call.js."""
    return (interpreter, FOLDER / program, method, arguments, "{}")


def clients():
    """By name: the call, then for each form the exit status and what is shown."""
    python = environments.program("python", environments.LIBRARIES)
    check = '["namecheap.domains.check", {"DomainList": "a.com"}]'
    return {
        "namecheap-cli": (
            (environments.program("namecheap", environments.LIBRARIES), "domains"),
            (0, "Error: API request failed with status code 405"),
            (0, "Error: API returned error: Too many requests"),
        ),
        "namecheap-client": (
            (environments.program_of_crates_io(), "list"),
            (3, "unexpected HTTP status 405 Method Not Allowed"),
            (3, "Namecheap API error: [500000] Too many requests"),
        ),
        "namecheap-sdk": (
            library(python, "namecheap_sdk_program.py", "user.get_balance"),
            (1, "405 Method Not Allowed"),
            (3, "[500000] Too many requests"),
        ),
        "namecheapapi": (
            library(python, "namecheapapi_program.py", "get_list"),
            (1, "HTTP Error 405"),
            (3, "Error 500000: 'Too many requests'"),
        ),
        "npm namecheap": (
            library("node", "npm_namecheap_program.js", "users.getBalances"),
            (1, "TypeError: Cannot read properties of undefined"),
            (3, '"code":"500000","message":"Too many requests"'),
        ),
        "npm namecheap-api": (
            library("node", "npm_namecheap_api_program.js", "namecheap.domains.getList", "[{}]"),
            (1, "TypeError: Cannot read properties of undefined"),
            (3, "500000: Too many requests"),
        ),
        "npmctl-namecheap": (
            library(python, "npmctl_namecheap_program.py", "zones"),
            (3, "Namecheap API failed: HTTP 405"),
            (3, "Too many requests"),
        ),
        "privex-namecheap": (
            library(python, "privex_namecheap_program.py", "domains_dns_getList", '["a.com"]'),
            (3, '["1", "Did not receive 200 (Ok) response"]'),
            (3, '["500000", "Too many requests"]'),
        ),
        "PyNamecheap": (
            library("/usr/bin/python3", "pynamecheap_program.py", "domains_dns_getHosts", '["a.com"]'),
            (3, '["1", "Did not receive 200 (Ok) response"]'),
            (3, '["500000", "Too many requests"]'),
        ),
    }


class Limits(unittest.TestCase):
    def limited(self, form):
        """A sandbox whose one call of the hour is made."""
        folder = tempfile.TemporaryDirectory(prefix="namegate-limits-")
        self.addCleanup(folder.cleanup)
        settings = pathlib.Path(folder.name) / "settings.toml"
        settings.write_text(SETTINGS.format(form))
        sandbox = Sandbox(config=settings)
        self.addCleanup(sandbox.stop)
        sandbox.must("users.getBalances")
        return sandbox

    def shown(self, form, number):
        sandbox = self.limited(form)
        own = {
            **ACCOUNT, "NAMECHEAP_USE_SANDBOX": "true", "ENDPOINT": sandbox.xml_response(),
            "NAMECHEAP_API_BASE_URL": sandbox.xml_response(), "NODE_PATH": environments.packages_of_npm(),
        }  # fmt: skip
        for name, (words, *expected) in clients().items():
            with self.subTest(name):
                status, text = expected[number]
                shown = sandbox.run(*words, status=status, **own)
                self.assertIn(text, shown)

    def test_a_page_with_status_405(self):
        self.shown("html405", 0)

    def test_a_number_in_an_answer(self):
        self.shown("xml", 1)


if __name__ == "__main__":
    unittest.main()
