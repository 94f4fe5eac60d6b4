"""Domains that are registered, and the money they cost."""

from decimal import Decimal

from sandbox import Wrong, is_true

OPENING_BALANCE = Decimal(10_000)
PERSON = {"FirstName": "Ann", "LastName": "Example", "Address1": "1 Main St", "City": "Springfield",
          "StateProvince": "IL", "PostalCode": "62701", "Country": "US", "Phone": "+1.2175550100",
          "EmailAddress": "ann@example.com"}
CONTACTS = {f"{role}{name}": value for role in ("Registrant", "Tech", "Admin", "AuxBilling")
            for name, value in PERSON.items()}


def create(call, name, years=1):
    """Registers a domain by `call`; what was charged."""
    answer = call("domains.create", DomainName=name, Years=years, **CONTACTS)
    if not is_true(answer, "Registered"):
        raise Wrong(f"{name} was answered OK and not registered")
    return Decimal(answer.get("ChargedAmount"))


def registered(sandbox):
    """Every domain of the account."""
    names, page = [], 1
    while True:
        found = sandbox.call("domains.getList", Page=page, PageSize=100).findall("Domain")
        names += [domain.get("Name") for domain in found]
        if len(found) < 100:
            break
        page += 1
    if len(names) != len(set(names)):
        raise Wrong("getList names a domain twice")
    return set(names)


def check_books(sandbox, charges):
    """The balance must be what the domains that exist have left of it; `charges` gives a domain's by its name."""
    names = registered(sandbox)
    spent = sum(charges(name) for name in names)
    balance = sandbox.call("users.getBalances")
    left = {balance.get("AvailableBalance"), balance.get("AccountBalance")}
    if {Decimal(amount) for amount in left} != {OPENING_BALANCE - spent}:
        raise Wrong(f"{len(names)} domains cost {spent}, and the balance is {sorted(left)}")
    return names
