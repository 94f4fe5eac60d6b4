"""A sandbox of the binary under test, on free ports, with a data folder of its own."""

import decimal
import json
import os
import pathlib
import signal
import subprocess
import tempfile
import time
import unittest
import urllib.parse
import urllib.request
import xml.etree.ElementTree as ElementTree

import name_server

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("NAMEGATE_BIN") or str(
    pathlib.Path(os.environ.get("CARGO_TARGET_DIR") or REPOSITORY / "target") / "release" / "namegate"
)
# Seconds after which a program is taken to hang. None of them is asserted on.
PATIENCE = 120
LISTENERS = {"http": "127.0.0.1:0", "https": "127.0.0.1:0", "dns": "127.0.0.1:0", "proxy": "127.0.0.1:0"}
CONTACT = {
    "FirstName": "Ada", "LastName": "Tester", "Address1": "1 Long Lane", "City": "Phoenix", "StateProvince": "AZ",
    "PostalCode": "85001", "Country": "US", "Phone": "+1.6025550100", "EmailAddress": "ada@example.org",
}  # fmt: skip
# The account, in the environment variables that several clients read.
ACCOUNT = {
    "NAMECHEAP_API_USER": "sandbox", "NAMECHEAP_API_KEY": "sandbox", "NAMECHEAP_USERNAME": "sandbox",
    "NAMECHEAP_CLIENT_IP": "127.0.0.1",
}  # fmt: skip
ROLES = ("Registrant", "Tech", "Admin", "AuxBilling")


def contacts():
    """The four contacts that domains.create asks for."""
    return {role + field: value for role in ROLES for field, value in CONTACT.items()}


class Answer:
    """An answer of the API."""

    def __init__(self, document):
        self.root = ElementTree.fromstring(document)
        self.status = self.root.get("Status")
        self.errors = [(error.get("Number"), error.text) for error in self.root.findall("{*}Errors/{*}Error")]

    def element(self, name):
        """The one element of this name under CommandResponse."""
        return self.root.find(f"{{*}}CommandResponse//{{*}}{name}")

    def elements(self, name):
        return self.root.findall(f"{{*}}CommandResponse//{{*}}{name}")


class Sandbox:
    """A running sandbox. Without `data` it keeps nothing beyond `stop`."""

    # Where databases come from; a file in the data folder without.
    cluster = None

    def __init__(self, data=None, **listeners):
        self.scratch = tempfile.TemporaryDirectory(prefix="namegate-clients-")
        self.data = pathlib.Path(data or self.path("data"))
        arguments = [BINARY, "sandbox", "--data", str(self.data), *options(**listeners)]
        if self.cluster:
            arguments += ["--store", self.cluster.fresh()]
        with open(self.path("log"), "w") as log:
            self.process = subprocess.Popen(
                arguments, stdout=subprocess.PIPE, stderr=log, text=True, env=environment()
            )
        try:
            self.endpoints = self.wait_for_endpoints()
        except BaseException:
            self.process.kill()
            raise
        self.name_server = name_server.NameServer(self.endpoints["dns"])

    def path(self, name):
        """A file of this test's own."""
        return pathlib.Path(self.scratch.name) / name

    def wait_for_endpoints(self):
        file = self.data / "endpoints.json"
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise AssertionError(f"the sandbox ended: {self.path('log').read_text()}")
            # A killed server leaves its file behind; ours names a port that answers.
            if file.exists() and is_ready(endpoints := json.loads(file.read_text())):
                return endpoints
            time.sleep(0.02)
        raise AssertionError("the sandbox does not announce its endpoints")

    def stop(self, signal_number=signal.SIGTERM):
        """Ends the sandbox, which must be a clean end."""
        try:
            self.process.send_signal(signal_number)
            status = self.process.wait(PATIENCE)
            log = self.path("log").read_text()
            assert status == 0, f"exit status {status} after signal {signal_number}: {log}"
            assert not (self.data / "endpoints.json").exists(), "endpoints.json is left behind"
            assert "panicked" not in log, log
            # Nothing of the sandbox's own may keep it from ending; tests that stop it leave no call unanswered.
            assert "did not finish in time" not in log, log
        finally:
            self.process.kill()
            self.process.wait()
            self.process.stdout.close()
            self.scratch.cleanup()

    def xml_response(self):
        return self.endpoints["http"] + "/xml.response"

    def query(self, command, **params):
        """The parameters of a call, encoded."""
        caller = {"ApiUser": "sandbox", "ApiKey": "sandbox", "UserName": "sandbox", "ClientIp": "127.0.0.1"}
        whole = command if command.startswith("namegate.") else f"namecheap.{command}"
        return urllib.parse.urlencode({**caller, "Command": whole, **params})

    def call(self, command, **params):
        """What the API answers, refusals too."""
        with open_without_proxy(self.xml_response(), self.query(command, **params).encode()) as response:
            return Answer(response.read())

    def must(self, command, **params):
        """What the API answers when it does what it is asked."""
        answer = self.call(command, **params)
        assert answer.status == "OK", f"{command}: {answer.errors}"
        return answer

    def register(self, domain, rows=(), **params):
        """A domain of the account, with these host records: (name, type, address) and more parameters of a row."""
        self.must("domains.create", DomainName=domain, Years="1", **contacts())
        self.set_hosts(domain, rows, **params)

    def set_hosts(self, domain, rows, **params):
        for number, (name, kind, address, *more) in enumerate(rows, 1):
            params |= {f"HostName{number}": name, f"RecordType{number}": kind, f"Address{number}": address}
            params |= {f"{field}{number}": value for field, value in (more[0] if more else {}).items()}
        sld, tld = domain.split(".", 1)
        self.must("domains.dns.setHosts", SLD=sld, TLD=tld, **params)

    def hosts(self, domain):
        """All host records, with every attribute."""
        sld, tld = domain.split(".", 1)
        return [host.attrib for host in self.must("domains.dns.getHosts", SLD=sld, TLD=tld).elements("host")]

    def info(self, domain):
        """The answer of domains.getInfo."""
        return self.must("domains.getInfo", DomainName=domain).element("DomainGetInfoResult")

    def expires(self, domain):
        """The end of the domain's term, MM/DD/YYYY."""
        return self.info(domain).find("{*}DomainDetails/{*}ExpiredDate").text

    def is_locked(self, domain):
        """Whether the registrar lock is on."""
        answer = self.must("domains.getRegistrarLock", DomainName=domain)
        return answer.element("DomainGetRegistrarLockResult").get("RegistrarLockStatus") == "true"

    def servers(self, domain):
        """The domain's name servers."""
        sld, tld = domain.split(".", 1)
        answer = self.must("domains.dns.getList", SLD=sld, TLD=tld)
        return [element.text for element in answer.elements("Nameserver")]

    def contact(self, domain, role):
        """The contact of a role, without the fields that are empty."""
        element = self.must("domains.getContacts", DomainName=domain).element(role)
        return {field.tag.rpartition("}")[2]: field.text for field in element if field.text}

    def balance(self):
        """What the account may spend."""
        balances = self.must("users.getBalances").element("UserGetBalancesResult")
        return decimal.Decimal(balances.get("AvailableBalance"))

    def own(self, command, **params):
        """What the answer to a command of the sandbox's own holds."""
        words = [f"{name}={value}" for name, value in params.items()]
        answer = run([BINARY, "call", "--json", "--data", self.data, f"namegate.sandbox.{command}", *words])
        return json.loads(answer)["response"]

    def key(self, *options):
        """A key of the account, made by the command line: its id, ApiUser and ApiKey."""
        return json.loads(run([BINARY, "key", "create", "--data", self.data, "--json", *options]))

    def advance(self, **time):
        """Moves the clock: Days, Hours or Seconds."""
        self.own("clock.advance", **time)

    def mail(self, to):
        """The text of the newest mail to this address."""
        newest, *_ = self.own("mail.list", To=to)["SandboxMailListResult"]["Mail"]
        return self.own("mail.get", MailId=newest["MailId"])["SandboxMailResult"]["Text"]

    def rows(self, domain, *kinds):
        """The host records as (name, type, address), of these types if any are named."""
        rows = [(host["Name"], host["Type"], host["Address"]) for host in self.hosts(domain)]
        return [row for row in rows if not kinds or row[1] in kinds]

    def run(self, *command, status=0, typed="", **variables):
        """Runs a client as if against the real service; its output and errors as one text. Must exit with `status`."""
        arguments = [BINARY, "run", "--data", str(self.data), "--", *map(str, command)]
        return run(arguments, status, {"HOME": self.scratch.name, **variables}, typed)


def options(**listeners):
    """Options of the sandbox verb: free ports unless others are named."""
    return [word for name, address in {**LISTENERS, **listeners}.items() for word in (f"--{name}", address)]


def environment(**variables):
    """The environment less what would point a client, or the binary, somewhere else."""
    of_ours = ("NAMEGATE", "NAMECHEAP", "LEXICON", "PROVIDER", "LEGO", "SSL_CERT", "XDG")
    of_clients = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE")
    unwanted = of_ours + of_clients + ("PYTHON",)
    kept = {name: value for name, value in os.environ.items() if not name.upper().startswith(unwanted)}
    return {**kept, "LC_ALL": "C.UTF-8", **{name: str(value) for name, value in variables.items()}}


def run(arguments, status=0, variables=None, typed=""):
    """The output and errors of a program, as one text; `typed` is its input. It must exit with `status`."""
    done = subprocess.run(
        list(map(str, arguments)), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, input=typed,
        text=True, timeout=PATIENCE, env=environment(**(variables or {})),
    )  # fmt: skip
    words = " ".join(map(str, arguments))
    assert done.returncode == status, f"{words}\nexit status {done.returncode}, not {status}:\n{done.stdout}"
    return done.stdout


def open_without_proxy(url, body=None):
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    return opener.open(url, body, timeout=PATIENCE)


def is_ready(endpoints):
    try:
        with open_without_proxy(endpoints["http"] + "/health/ready") as response:
            return response.status == 200
    except OSError:
        return False


class SandboxTest(unittest.TestCase):
    """Tests that share one sandbox; each uses domains of its own."""

    listeners = {}

    @classmethod
    def setUpClass(cls):
        cls.sandbox = Sandbox(**cls.listeners)
        cls.addClassCleanup(cls.sandbox.stop)
        cls.name_server = cls.sandbox.name_server
