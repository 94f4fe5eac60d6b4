"""SIGTERM: requests under way are finished, new ones are not begun, and the exit status is 0."""

import socket
import time

import money
import zone
from sandbox import PATIENCE, Wrong, form, read_answer

SLOW = 50


def begin(sandbox, body):
    """Sends the head of a request and half of its body, once the server has asked for the body (RFC 9110 section
    10.1.1): from then on the request is under way."""
    connection = socket.create_connection(sandbox.address("http"), timeout=PATIENCE)
    head = (f"POST /xml.response HTTP/1.1\r\nHost: {sandbox.endpoints['http'].removeprefix('http://')}\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
            "Expect: 100-continue\r\n\r\n")
    connection.sendall(head.encode())
    if not connection.recv(100).startswith(b"HTTP/1.1 100 "):
        raise Wrong("the server did not ask for the body")
    connection.sendall(body[:len(body) // 2])
    return connection


def finish(connection, body):
    """Sends the rest; the answer."""
    connection.sendall(body[len(body) // 2:])
    received = b""
    while more := connection.recv(65536):
        received += more
    head, _, content = received.partition(b"\r\n\r\n")
    if not head:
        raise Wrong("a request under way was not answered")
    return read_answer(int(head.split()[1]), content)


def wait_until_closed(sandbox):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            socket.create_connection(sandbox.address("http"), timeout=PATIENCE).close()
        except ConnectionRefusedError:
            return
        time.sleep(0.01)
    raise Wrong("the server still takes connections after SIGTERM")


def finishes_what_is_under_way(sandbox):
    """50 calls of setHosts, each half sent, are answered after SIGTERM, and what they wrote is there afterwards."""
    sandbox.start()
    slds = [f"slow{n}" for n in range(SLOW)]
    for sld in slds:
        money.create(sandbox.call, f"{sld}.com")
    bodies = [form("domains.dns.setHosts", zone.request(sld, n)).encode() for n, sld in enumerate(slds)]
    connections = [begin(sandbox, body) for body in bodies]
    sandbox.process.terminate()
    wait_until_closed(sandbox)
    for connection, body in zip(connections, bodies):
        if finish(connection, body).get("IsSuccess") != "true":
            raise Wrong("a request under way was not finished")
        connection.close()
    if status := sandbox.process.wait(timeout=PATIENCE):
        raise Wrong(f"the exit status is {status}")
    sandbox.start()
    for n, sld in enumerate(slds):
        if zone.generation_of(sandbox, sld) != n:
            raise Wrong(f"what was written to {sld}.com is not there")
