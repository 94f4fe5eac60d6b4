"""What a user of privex-namecheap writes; it has a switch of its own for the endpoint."""

import os

import namecheap
from one_call import one_call


def plain(value):
    """Its classes are dictionaries too; what is in them may be a date or a decimal number."""
    return dict(value) if hasattr(value, "raw_data") else str(value)


api = namecheap.Api("sandbox", "sandbox", "127.0.0.1", endpoint=os.environ["ENDPOINT"])
one_call(api, namecheap.ApiError, plain=plain, words=lambda error: [error.number, error.text])
