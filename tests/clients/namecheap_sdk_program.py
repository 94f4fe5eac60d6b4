"""What a user of namecheap-sdk writes; it is set up by its environment variables."""

import namecheap_sdk
from one_call import one_call



def read(fields):
    """A record or a contact, which have classes; a contact may be a dictionary too."""
    if "value" in fields:
        return namecheap_sdk.DNSRecord(**fields)
    return namecheap_sdk.Contact(**fields) if "first_name" in fields else fields


def plain(value):
    return value.model_dump(mode="json")


one_call(namecheap_sdk.Namecheap(), namecheap_sdk.NamecheapError, read=read, plain=plain)
