"""Tests of a client library: each call runs a small program that makes it, as one_call.py and one_call.js read it."""

import json
import pathlib

from sandbox import SandboxTest

FOLDER = pathlib.Path(__file__).parent


class LibraryTest(SandboxTest):
    # What interprets the program, and the program, which stands here.
    interpreter = None
    program = None
    # Given to the program in its environment.
    variables = {}

    def api(self, method, *arguments, status=0, **named):
        """What the library returns; with status 3, what it says of a refusal."""
        words = (self.interpreter, FOLDER / self.program, method, json.dumps(arguments), json.dumps(named))
        output = self.start(*words, status=status, **self.variables)
        return json.loads(output.splitlines()[-1])

    def start(self, *words, **more):
        """Runs the program as if against the real service."""
        return self.sandbox.run(*words, **more)
