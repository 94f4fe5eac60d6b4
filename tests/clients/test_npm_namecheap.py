"""namecheap from npm: every method but those of ssl. Of an answer it reads only whether it is an error, so each change
is looked for in the account and in DNS."""

import unittest

import environments
from library import LibraryTest
from sandbox import CONTACT, ROLES, contacts

ADDRESS = {
    **{field: value for field, value in CONTACT.items() if field != "PostalCode"},
    "StateProvinceChoice": "S", "Zip": CONTACT["PostalCode"],
}  # fmt: skip


class NpmTest(LibraryTest):
    interpreter = "node"
    program = "npm_namecheap_program.js"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.variables = {"NODE_PATH": environments.packages_of_npm()}

    def refused(self, number, method, *arguments):
        error = self.api(method, *arguments, status=3)
        self.assertEqual(error["code"], number)
        self.assertTrue(error["message"])


class Domains(NpmTest):
    def test_check(self):
        self.assertEqual(self.api("domains.check", ["free-check.com", "taken-check.com"]), "namecheap.domains.check")
        self.refused("2011169", "domains.check", ["x" * 60 + ".com"] * 60)

    def test_create(self):
        self.api("domains.create", "made.com", 2, contacts())
        for role in ROLES:
            self.assertEqual(self.sandbox.contact("made.com", role), CONTACT)
        self.refused("3031166", "domains.create", "made.com", 2, contacts())

    def test_what_is_read(self):
        self.sandbox.register("read.com")
        for method in ("getContacts", "getInfo", "getRegistrarLock"):
            self.assertEqual(self.api(f"domains.{method}", "read.com"), f"namecheap.domains.{method}")
            error = self.api(f"domains.{method}", "of-nobody.com", status=3)
            self.assertRegex(error["code"], r"^\d+$")
        self.api("domains.getList", {"SearchTerm": "read", "PageSize": 10})
        self.refused("2013275", "domains.getList", {"PageSize": 101})
        self.api("domains.getTldList")

    def test_contacts_and_lock(self):
        self.sandbox.register("changed.com")
        self.api("domains.setContacts", "changed.com", {**contacts(), "AdminCity": "Tucson"})
        self.assertEqual(self.sandbox.contact("changed.com", "Admin"), {**CONTACT, "City": "Tucson"})
        self.api("domains.setRegistrarLock", "changed.com", False)
        self.assertIs(self.sandbox.is_locked("changed.com"), False)

    def test_renew_and_reactivate(self):
        self.sandbox.register("renewed.com")
        year = self.expiry("renewed.com")
        self.api("domains.renew", "renewed.com", 2)
        self.assertEqual(self.expiry("renewed.com"), year + 2)
        self.refused("2011170", "domains.renew", "renewed.com", 2, "NO-SUCH-COUPON")
        self.sandbox.advance(Days=3 * 366)
        self.refused("2020166", "domains.renew", "renewed.com", 1)
        self.api("domains.reactivate", "renewed.com")
        self.assertEqual(self.sandbox.info("renewed.com").get("Status"), "Ok")
        self.assertEqual(self.expiry("renewed.com"), year + 3)

    def expiry(self, domain):
        """The year in which the domain's term ends."""
        return int(self.sandbox.expires(domain)[6:])

    def test_transfer_to_its_end(self):
        self.api("domains.transfer.create", "transferred.com", "an-auth-code")
        transfer = self.transfer("transferred.com")
        self.api("domains.transfer.getStatus", transfer.get("ID"))
        self.api("domains.transfer.getList", {"ListType": "INPROGRESS"})
        self.refused("4019329", "domains.transfer.getStatus", "1")
        self.sandbox.advance(Days=5)
        self.assertEqual(self.transfer("transferred.com").get("StatusID"), "5")
        self.assertEqual(self.sandbox.info("transferred.com").get("Status"), "Ok")

    def test_transfer_of_a_locked_domain(self):
        self.api("domains.transfer.create", "locked.com", "locked-auth-code")
        self.sandbox.advance(Days=1)
        transfer = self.transfer("locked.com")
        self.assertEqual(transfer.get("StatusID"), "22")
        self.api("domains.transfer.updateStatus", transfer.get("ID"), True)
        self.sandbox.advance(Days=5)
        self.assertEqual(self.transfer("locked.com").get("StatusID"), "5")
        self.refused("4019329", "domains.transfer.updateStatus", "1", True)

    def transfer(self, domain):
        return self.sandbox.must("domains.transfer.getList", SearchTerm=domain).element("Transfer")


class NameServers(NpmTest):
    def test_hosts(self):
        self.sandbox.register("hosts.com")
        rows = [
            {"HostName": "@", "RecordType": "MX", "Address": "mail.example.org.", "MXPref": 5},
            {"HostName": "text", "RecordType": "TXT", "Address": "a & b = é + 100%", "TTL": 60},
        ]
        self.api("domains.dns.setHosts", "hosts.com", rows, "MX")
        self.assertEqual(self.name_server.data("hosts.com", "MX"), ["5 mail.example.org."])
        self.assertEqual(self.name_server.data("text.hosts.com", "TXT"), ['"a & b = \\195\\169 + 100%"'])
        self.assertEqual(self.api("domains.dns.getHosts", "hosts.com"), "namecheap.domains.dns.getHosts")
        self.refused("2019166", "domains.dns.getHosts", "of-nobody.com")

    def test_custom_and_default(self):
        self.sandbox.register("servers.com", [("@", "A", "192.0.2.1")])
        self.api("domains.dns.setCustom", "servers.com", ["ns1.example.org", "ns2.example.org"])
        self.assertEqual(self.sandbox.servers("servers.com"), ["ns1.example.org", "ns2.example.org"])
        self.api("domains.dns.getList", "servers.com")
        self.refused("2030288", "domains.dns.getHosts", "servers.com")
        self.api("domains.dns.setDefault", "servers.com")
        self.assertEqual(self.name_server.data("servers.com", "A"), ["192.0.2.1"])

    def test_email_forwarding(self):
        self.sandbox.register("mail.com")
        self.api("domains.dns.setEmailForwarding", "mail.com", {"info": "ada@example.org", "bob": "bob@example.org"})
        answer = self.sandbox.must("domains.dns.getEmailForwarding", DomainName="mail.com")
        forwards = {forward.get("mailbox"): forward.text for forward in answer.elements("Forward")}
        self.assertEqual(forwards, {"info": "ada@example.org", "bob": "bob@example.org"})
        self.api("domains.dns.getEmailForwarding", "mail.com")
        self.refused("2011328", "domains.dns.setEmailForwarding", "mail.com", {"info": "no address"})

    def test_name_servers_of_the_domain(self):
        self.sandbox.register("glue.com")
        self.api("domains.ns.create", "glue.com", "ns1.glue.com", "93.184.216.34")
        self.assertEqual(self.glue("ns1.glue.com"), "93.184.216.34")
        self.api("domains.ns.getInfo", "glue.com", "ns1.glue.com")
        self.api("domains.ns.update", "glue.com", "ns1.glue.com", "93.184.216.34", "93.184.216.35")
        self.assertEqual(self.glue("ns1.glue.com"), "93.184.216.35")
        self.refused("3031510", "domains.ns.update", "glue.com", "ns1.glue.com", "93.184.216.1", "93.184.216.2")
        self.api("domains.ns.delete", "glue.com", "ns1.glue.com")
        self.refused("5013160", "domains.ns.delete", "glue.com", "ns1.glue.com")

    def glue(self, name):
        answer = self.sandbox.must("domains.ns.getInfo", SLD="glue", TLD="com", Nameserver=name)
        return answer.element("DomainNSInfoResult").get("IP")


class Users(NpmTest):
    def test_money(self):
        self.api("users.getBalances")
        self.api("users.getPricing", {"DOMAIN": "REGISTER"})
        self.refused("2011298", "users.getPricing", "NOTHING")
        self.api("users.createAddFundsRequest", 40, "Creditcard", "https://shop.example.net/paid")
        self.refused("2015312", "users.createAddFundsRequest", 1, "Creditcard", "https://shop.example.net/paid")
        self.refused("2012342", "users.getAddFundsStatus", "0123456789abcdef0123456789abcdef")

    def test_a_sub_account(self):
        update = {field: value for field, value in ADDRESS.items() if field != "StateProvinceChoice"}
        person = {field: value for field, value in update.items() if field != "EmailAddress"}
        self.api("users.create", "customer1", "Correct-Horse-9", "grace@example.org", person)
        self.refused("4023103", "users.create", "customer1", "Correct-Horse-9", "grace@example.org", person)
        self.variables = {**self.variables, "ACT_FOR": "customer1"}
        self.api("users.login", "Correct-Horse-9")
        self.api("users.changePassword", "Correct-Horse-9", "Battery-Staple-8")
        self.refused("2011335", "users.login", "Correct-Horse-9")
        self.api("users.login", "Battery-Staple-8")
        # The service wants no UserName beside a code, and the library always sends one.
        self.refused("2015103", "users.setPassword", "a-code", "Battery-Staple-7")
        # It loses the address by which the account is to be found.
        self.refused("2010316", "users.resetPassword", {"EMAILADDRESS": "grace@example.org"})
        self.api("users.update", {**update, "City": "Tucson"})
        self.refused("2011162", "users.update", {**update, "Country": "XX"})

    def test_addresses(self):
        self.api("users.address.create", "Office", ADDRESS)
        self.api("users.address.create", "Home", {**ADDRESS, "City": "Tucson"}, True)
        ids = {entry.get("AddressName"): entry.get("AddressId") for entry in self.addresses()}
        self.api("users.address.getInfo", ids["Office"])
        self.api("users.address.getList")
        self.api("users.address.setDefault", ids["Office"])
        default = [entry.get("AddressName") for entry in self.addresses() if entry.get("IsDefault") == "true"]
        self.assertEqual(default, ["Office"])
        self.api("users.address.update", ids["Home"], "Cottage", {**ADDRESS, "City": "Bisbee"})
        info = self.sandbox.must("users.address.getInfo", AddressId=ids["Home"]).element("GetAddressInfoResult")
        self.assertEqual((info.find("{*}AddressName").text, info.find("{*}City").text), ("Cottage", "Bisbee"))
        self.api("users.address.delete", ids["Home"])
        error = self.api("users.address.getInfo", ids["Home"], status=3)
        self.assertRegex(error["code"], r"^\d+$")

    def addresses(self):
        return self.sandbox.must("users.address.getList").elements("List")


if __name__ == "__main__":
    unittest.main()
