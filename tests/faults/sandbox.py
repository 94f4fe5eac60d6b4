"""A sandbox in a process of its own: started, called, asked by DNS, ended gently or not."""

import http.client
import json
import os
import re
import signal
import socket
import struct
import subprocess
import time
import urllib.parse
import xml.etree.ElementTree as ElementTree
from pathlib import Path

BINARY = os.environ.get("NAMEGATE_BIN", str(Path(__file__).resolve().parents[2] / "target/release/namegate"))
PATIENCE = 30
"""Seconds until something that never takes as long counts as a hang."""
CREDENTIALS = {"ApiUser": "sandbox", "ApiKey": "sandbox", "UserName": "sandbox", "ClientIp": "127.0.0.1"}
GONE = (OSError, http.client.HTTPException)
"""What a call gives when the server goes away under it."""


class Wrong(Exception):
    """The server did what it must not."""


class Refused(Exception):
    """A call was refused."""

    def __init__(self, number, words):
        super().__init__(f"{number} {words}")
        self.number = number


class Sandbox:
    """One process on a data folder; another one follows after `start`."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.announced = self.folder / "endpoints.json"
        self.log = self.folder.with_name(self.folder.name + ".log")
        self.process = None
        self.endpoints = {}

    def start(self):
        """Starts a process and waits until it has announced itself: by a new file, as an old one may lie there."""
        before = self.file_id()
        roles = [part for role in ("http", "https", "dns", "proxy") for part in (f"--{role}", "127.0.0.1:0")]
        command = [BINARY, "sandbox", "--data", str(self.folder), *roles]
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log)
        end = time.monotonic() + PATIENCE
        while self.file_id() in (None, before):
            if self.process.poll() is not None or time.monotonic() > end:
                raise Wrong(f"the sandbox did not start: {self.log.read_text()[-2000:]}")
            time.sleep(0.005)
        self.endpoints = json.loads(self.announced.read_text())

    def file_id(self):
        try:
            found = self.announced.stat()
        except FileNotFoundError:
            return None
        return found.st_ino, found.st_mtime_ns

    def kill(self):
        self.process.kill()
        self.process.wait()

    def terminate(self):
        """SIGTERM, and the exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=PATIENCE)

    def end(self):
        if self.process and self.process.poll() is None:
            self.kill()

    def address(self, role):
        host, port = self.endpoints[role].removeprefix("http://").rsplit(":", 1)
        return host, int(port)

    def connect(self):
        return http.client.HTTPConnection(*self.address("http"), timeout=PATIENCE)

    def call(self, command, **params):
        return call(self.connect(), command, **params)

    def txt(self, name):
        """The texts of the TXT records of a name, by UDP."""
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asker:
            asker.settimeout(PATIENCE)
            asker.connect(self.address("dns"))
            labels = b"".join(bytes([len(label)]) + label.encode() for label in name.split("."))
            question = labels + b"\0" + struct.pack(">HH", 16, 1)
            asker.send(struct.pack(">HHHHHH", 4711, 0x0100, 1, 0, 0, 0) + question)
            return read_txt(asker.recv(4096), len(question))


def read_txt(message, question_length):
    """The texts in an answer (RFC 1035 section 4.1); its owner names are pointers, as all of them were asked for."""
    identity, flags, _, answers = struct.unpack_from(">HHHH", message)
    if identity != 4711 or flags & 0x820F != 0x8000:
        # A response without truncation or error.
        raise Wrong(f"DNS answered with flags {flags:04x}")
    texts, at = [], 12 + question_length
    for _ in range(answers):
        if message[at] & 0xC0 != 0xC0:
            raise Wrong("an answer's owner is not the name asked for")
        kind, _, _, length = struct.unpack_from(">HHIH", message, at + 2)
        data = message[at + 12:at + 12 + length]
        if kind == 16:
            texts.append(data[1:1 + data[0]].decode())
        at += 12 + length
    return texts


def form(command, params):
    return urllib.parse.urlencode({**CREDENTIALS, "Command": "namecheap." + command, **params})


def call(connection, command, **params):
    """The element inside CommandResponse of an answer that is OK; `Refused` of one that is not."""
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", "/xml.response", form(command, params), headers)
    response = connection.getresponse()
    return read_answer(response.status, response.read())


def read_answer(status, content):
    if status != 200:
        raise Wrong(f"answered {status}")
    root = ElementTree.fromstring(re.sub(rb' xmlns="[^"]*"', b"", content))
    if root.get("Status") != "OK":
        error = root.find("Errors/Error")
        raise Refused(int(error.get("Number")), error.text)
    return root.find("CommandResponse")[0]


def is_true(element, attribute):
    return element.get(attribute) == "true"
