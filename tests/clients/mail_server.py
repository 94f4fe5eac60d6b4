"""A small SMTP server (RFC 5321) that keeps what it is sent."""

import base64
import email
import email.policy
import socketserver
import ssl
import threading


class MailServer:
    """Takes every mail, unless `replies` has another answer to DATA's end. `tls` is a certificate with its key."""

    def __init__(self, tls=None, port=0):
        self.mails, self.logins, self.replies = [], [], []
        self.mistrusted = 0
        self.arrived = threading.Condition()
        server = self

        class Session(socketserver.StreamRequestHandler):
            def handle(self):
                if tls:
                    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                    context.load_cert_chain(tls)
                    try:
                        self.request = context.wrap_socket(self.request, server_side=True)
                    except (ssl.SSLError, ConnectionError):
                        server.count_mistrust()
                        return
                    self.setup()
                server.serve(self)

        class Listener(socketserver.ThreadingTCPServer):
            allow_reuse_address = True
            daemon_threads = True

        self.listener = Listener(("127.0.0.1", port), Session)
        self.port = self.listener.server_address[1]
        threading.Thread(target=self.listener.serve_forever, daemon=True).start()

    def stop(self):
        self.listener.shutdown()
        self.listener.server_close()

    def serve(self, session):
        def say(text):
            session.wfile.write(text.encode() + b"\r\n")

        say("220 mail.test")
        envelope = []
        for line in session.rfile:
            verb, _, rest = line.decode().strip().partition(" ")
            if verb.upper() == "EHLO":
                say("250-mail.test")
                say("250-8BITMIME")
                say("250 AUTH PLAIN")
            elif verb.upper() == "AUTH":
                self.logins.append(base64.b64decode(rest.split()[-1]).decode().split("\0")[1:])
                say("235 yes")
            elif verb.upper() in ("MAIL", "RCPT"):
                envelope.append(rest)
                say("250 yes")
            elif verb.upper() == "DATA":
                say("354 go on")
                text = b"".join(iter(session.rfile.readline, b".\r\n"))
                text = b"".join(part.removeprefix(b".") for part in text.splitlines(keepends=True))
                say(self.take(envelope, text))
                envelope = []
            elif verb.upper() == "QUIT":
                say("221 bye")
                return
            else:
                say("502 no")

    def take(self, envelope, text):
        with self.arrived:
            answer = self.replies.pop(0) if self.replies else "250 taken"
            if answer.startswith("250"):
                message = email.message_from_bytes(text, policy=email.policy.default)
                self.mails.append((envelope, message))
            self.arrived.notify_all()
            return answer

    def count_mistrust(self):
        with self.arrived:
            self.mistrusted += 1
            self.arrived.notify_all()

    def wait_for_mistrust(self, patience):
        """Until a client did not trust the certificate."""
        with self.arrived:
            assert self.arrived.wait_for(lambda: self.mistrusted, patience), "nobody came"

    def wait(self, count, patience):
        """The mails, once there are so many."""
        with self.arrived:
            assert self.arrived.wait_for(lambda: len(self.mails) >= count, patience), "no mail arrived"
            return list(self.mails)
