"""Mails that leave by SMTP: as they are read elsewhere, over TLS, and after everything that may come in between."""

import pathlib
import signal
import tempfile
import unittest

from mail_server import MailServer
from sandbox import BINARY, PATIENCE, Sandbox, options, run

PASSWORD = "of-the-mail-server"
CUSTOMER = {
    "NewUserName": "customer1", "NewUserPassword": "Correct-Horse-9", "AcceptTerms": "1",
    "EmailAddress": "ada@example.org", "FirstName": "Ada", "LastName": "Tester", "Address1": "1 Long Lane",
    "City": "Phoenix", "StateProvince": "AZ", "Zip": "85001", "Country": "US", "Phone": "+1.6025550100",
}  # fmt: skip


class SmtpTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="namegate-clients-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.sandbox = None
        self.addCleanup(self.stop)

    def mail_server(self, **settings):
        server = MailServer(**settings)
        self.addCleanup(server.stop)
        return server

    def settings(self, port, *lines):
        file = self.folder / "settings.toml"
        file.write_text("\n".join(["[smtp]", "host = '127.0.0.1'", f"port = {port}", *lines, ""]))
        return file

    def start(self, port, *lines):
        self.sandbox = Sandbox(self.folder / "data", config=str(self.settings(port, *lines)))

    def stop(self, number=signal.SIGTERM):
        if self.sandbox and self.sandbox.process.returncode is None:
            self.sandbox.stop(number)

    def kill(self):
        self.sandbox.process.kill()
        self.sandbox.process.wait()
        self.sandbox.process.stdout.close()
        self.sandbox.scratch.cleanup()

    def reset(self, pattern="https://shop.example/[RESETCODE]", **more):
        find = {"FindBy": "USERNAME", "FindByValue": "customer1", "UserName": ""}
        self.sandbox.must("users.resetPassword", URLPattern=pattern, **find, **more)

    def test_a_mail_is_read_as_it_was_written(self):
        server = self.mail_server()
        self.start(server.port, "encryption = 'none'", "user_name = 'gate'", f"password = '{PASSWORD}'")
        self.sandbox.must("users.create", **CUSTOMER)
        pattern = ".dots and ünïcode " + "long " * 400 + "[RESETCODE]"
        self.reset(pattern, EmailFromName="Shöp", EmailFrom="support@shop.example")
        ((envelope, mail),) = server.wait(1, PATIENCE)
        self.assertEqual([part.split()[0] for part in envelope], ["FROM:<support@shop.example>", "TO:<ada@example.org>"])
        self.assertEqual((mail["To"], mail["From"]), ("ada@example.org", "Shöp <support@shop.example>"))
        self.assertEqual(mail["Subject"], "New password for customer1")
        text = mail.get_content().strip()
        self.assertTrue(text.startswith(pattern.removesuffix("[RESETCODE]")), text)
        self.assertEqual(server.logins, [["gate", PASSWORD]])
        self.assertNotIn(PASSWORD, self.sandbox.path("log").read_text())
        code = text.split()[-1]
        self.sandbox.must("users.changePassword", UserName="", ResetCode=code, NewPassword="Battery-Staple-8")

    def test_a_sender_of_ones_own(self):
        server = self.mail_server()
        self.start(server.port, "encryption = 'none'", "sender = 'noreply@registrar.example'")
        self.sandbox.must("users.create", **CUSTOMER)
        self.reset(EmailFrom="support@shop.example", EmailFromName="Shop")
        ((envelope, mail),) = server.wait(1, PATIENCE)
        self.assertTrue(envelope[0].startswith("FROM:<noreply@registrar.example>"), envelope)
        self.assertEqual((mail["From"], mail["Reply-To"]), ("Shop <noreply@registrar.example>", "Shop <support@shop.example>"))

    def test_over_tls(self):
        certificate = self.folder / "mail.pem"
        run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
             "-subj", "/CN=mail.test", "-addext", "subjectAltName=IP:127.0.0.1", "-addext", "basicConstraints=CA:FALSE",
             "-keyout", self.folder / "key.pem", "-out", certificate])  # fmt: skip
        both = self.folder / "both.pem"
        both.write_text(certificate.read_text() + (self.folder / "key.pem").read_text())
        server = self.mail_server(tls=both)
        # Nobody in the system's list signed it: the mail waits.
        self.start(server.port)
        self.sandbox.must("users.create", **CUSTOMER)
        self.reset()
        server.wait_for_mistrust(PATIENCE)
        self.stop()
        self.assertEqual(server.mails, [])
        self.start(server.port, f"roots = '{certificate}'")
        server.wait(1, PATIENCE)

    def test_a_mail_outlives_its_server_and_a_killed_sandbox(self):
        server = MailServer()
        server.stop()
        self.start(server.port, "encryption = 'none'")
        self.sandbox.must("users.create", **CUSTOMER)
        self.reset()
        self.kill()
        again = self.mail_server(port=server.port)
        again.replies = ["451 not now"]
        self.start(again.port, "encryption = 'none'")
        ((_, mail),) = again.wait(1, PATIENCE)
        self.assertIn("https://shop.example/", mail.get_content())
        self.stop()
        self.assertEqual(len(again.mails), 1)

    def test_settings_of_no_use_are_told_in_one_line(self):
        for lines, words in (
            (["user_name = 'a'"], "go together"),
            (["roots = '/none'"], "cannot read /none"),
            (["encryption = 'some'"], "encryption"),
            (["sender = 'nobody'"], "sender"),
        ):
            with self.subTest(lines):
                data, settings = self.folder / "data", self.settings(25, *lines)
                text = run([BINARY, "sandbox", "--data", data, *options(), "--config", settings], status=1)
                self.assertEqual(text.count("\n"), 1, text)
                self.assertIn("smtp" if words != "encryption" else "settings.toml", text)


if __name__ == "__main__":
    unittest.main()
