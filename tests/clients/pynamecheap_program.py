"""What a user of PyNamecheap writes: one call each, for the library that Debian's Python has.

pynamecheap_program.py METHOD [ARGUMENT...]    arguments and the result as JSON; exits 3 on an error of the API
"""

import contextlib
import json
import sys

import namecheap

api = namecheap.Api("sandbox", "sandbox", "sandbox", "127.0.0.1", sandbox=True, debug=False)
method = getattr(api, f"domains_{sys.argv[1]}")
arguments = [json.loads(argument) for argument in sys.argv[2:]]
named = arguments.pop() if sys.argv[1] == "create" else {}
try:
    # The library prints what it counts.
    with contextlib.redirect_stdout(sys.stderr):
        result = method(*arguments, **named)
        if sys.argv[1] == "getList":
            result = list(result)
except namecheap.ApiError as error:
    print(json.dumps([error.number, error.text]))
    sys.exit(3)
print(json.dumps(result))
