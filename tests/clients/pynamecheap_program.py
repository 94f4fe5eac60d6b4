"""What a user of PyNamecheap writes, for the library that Debian's Python has."""

import namecheap
from one_call import one_call

api = namecheap.Api("sandbox", "sandbox", "sandbox", "127.0.0.1", sandbox=True, debug=False)
one_call(api, namecheap.ApiError, plain=list, words=lambda error: [error.number, error.text])
