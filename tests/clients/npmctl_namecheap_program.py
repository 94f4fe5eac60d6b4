"""What npmctl does with npmctl-namecheap; it is set up by its environment variables."""

from npmctl_namecheap import NamecheapDnsProvider
from npmctl_namecheap.errors import NamecheapError
from one_call import one_call

one_call(NamecheapDnsProvider(), NamecheapError)
