"""Asks a name server with kdig, Knot DNS's client."""

import dataclasses
import re
import subprocess


@dataclasses.dataclass
class Reply:
    """What a name server answered."""

    text: str
    status: str
    flags: list
    transport: str
    # Section name in lower case: [(owner, ttl, type, data)].
    sections: dict

    def data(self, section="answer", kind=None):
        """The data of a section's records, of one type if it is named, sorted."""
        return sorted(data for _, _, of, data in self.sections.get(section, []) if kind in (None, of))


class NameServer:
    def __init__(self, address):
        self.host, self.port = address.rsplit(":", 1)

    def ask(self, name, kind, *options):
        """One question and its answer."""
        arguments = ["kdig", f"@{self.host}", "-p", self.port, "+retry=1", "+time=20", *options, name, kind]
        done = subprocess.run(arguments, capture_output=True, text=True, timeout=90)
        assert done.returncode == 0, f"{' '.join(arguments)}: {done.stdout}{done.stderr}"
        return parse(done.stdout)

    def data(self, name, kind, *options):
        """The data of the answer's records of the type that was asked for."""
        return self.ask(name, kind, *options).data(kind=kind)


def parse(text):
    def first(pattern):
        found = re.search(pattern, text)
        assert found, f"no {pattern} in {text}"
        return found.group(1)

    sections, records = {}, []
    for line in text.splitlines():
        if heading := re.fullmatch(r";; (\w+) SECTION:", line):
            records = sections[heading.group(1).lower()] = []
        elif line and not line.startswith(";"):
            owner, ttl, _, kind, data = line.rstrip().split(None, 4)
            records.append((owner, int(ttl), kind, data))
    flags = first(r";; Flags: ([^;]*);").split()
    return Reply(text, first(r"status: (\w+);"), flags, first(r";; From \S+\((\w+)\)"), sections)
