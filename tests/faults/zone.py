"""Zones that are of one generation wholly, or else torn: what is sent, and what must be read back."""

from sandbox import Wrong, is_true

FIXED_ROWS = 12
MOST_MORE_ROWS = 7


def rows(generation):
    """The names of a generation's rows; how many there are follows from it."""
    return [f"r{n}" for n in range(FIXED_ROWS + generation % (MOST_MORE_ROWS + 1))]


def text(generation):
    return f"generation-{generation}"


def request(sld, generation):
    """Parameters of setHosts: every row carries the generation."""
    params = {"SLD": sld, "TLD": "com"}
    for n, name in enumerate(rows(generation), 1):
        params |= {f"HostName{n}": name, f"RecordType{n}": "TXT", f"Address{n}": text(generation), f"TTL{n}": "60"}
    return params


def set_hosts(call, sld, generation):
    """Sends a generation by `call`."""
    if not is_true(call("domains.dns.setHosts", **request(sld, generation)), "IsSuccess"):
        raise Wrong("setHosts was answered OK without success")


def generation_of(sandbox, sld):
    """The generation of a zone, the same by getHosts and by DNS; `Wrong` if it is torn."""
    hosts = sandbox.call("domains.dns.getHosts", SLD=sld, TLD="com").findall("host")
    texts = {host.get("Address") for host in hosts}
    if len(texts) != 1:
        raise Wrong(f"{sld}.com has rows of several generations: {sorted(texts)}")
    generation = int(texts.pop().removeprefix("generation-"))
    if sorted(host.get("Name") for host in hosts) != sorted(rows(generation)):
        raise Wrong(f"{sld}.com lacks rows of generation {generation}, or has others: {len(hosts)}")
    if len({host.get("HostId") for host in hosts}) != len(hosts):
        raise Wrong(f"{sld}.com has a HostId twice")
    for name in (rows(generation)[0], rows(generation)[-1]):
        answered = sandbox.txt(f"{name}.{sld}.com")
        if answered != [text(generation)]:
            raise Wrong(f"getHosts of {sld}.com gives generation {generation}, and DNS {answered}")
    return generation
