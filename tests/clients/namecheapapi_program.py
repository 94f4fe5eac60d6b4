"""What a user of namecheapapi writes."""

from namecheapapi import DomainAPI
from namecheapapi.api.exceptions import NCApiError
from one_call import one_call

one_call(DomainAPI(api_user="sandbox", api_key="sandbox", username="sandbox", client_ip="127.0.0.1"), NCApiError)
