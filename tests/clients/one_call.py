"""One call of a client library written in Python; library.py is its other side.

PROGRAM METHOD ARGUMENTS NAMED    METHOD as in dns.get; ARGUMENTS is a JSON list, NAMED a JSON object

The last line of the output is the result as JSON, or with exit status 3 what the library says of an error of the API.
"""

import contextlib
import functools
import json
import sys
import types


def one_call(api, api_error, read=dict, plain=str, words=str):
    """`read` makes of a JSON object what the library takes; `plain` makes JSON of what it returns of a type of its own,
    and `words` of its errors."""
    method, arguments, named = sys.argv[1], json.loads(sys.argv[2], object_hook=read), json.loads(sys.argv[3])
    try:
        # Some of them print what they do.
        with contextlib.redirect_stdout(sys.stderr):
            result = functools.reduce(getattr, method.split("."), api)(*arguments, **named)
            result = list(result) if isinstance(result, types.GeneratorType) else result
    except api_error as error:
        print(json.dumps(words(error)))
        sys.exit(3)
    print(json.dumps(result, default=plain))
