"""kill -9 in the middle of writes: no answered write is lost, no zone is half of one write and half of another, and
money and domains agree."""

import random
import sqlite3
import threading
import time
from dataclasses import dataclass
from decimal import Decimal

import money
import zone
from sandbox import GONE, Refused, Wrong, call

WRITERS = 6
BUYERS = 2
BUYERS_EVERY = 3
"""In every third round domains are registered too."""
MOST_PURCHASES = 3
"""Of a buyer in a round, so that the money lasts for 200 rounds; then nobody buys any more."""
KINDS = [("com", 1), ("net", 2), ("org", 1)]


@dataclass
class Writer:
    """The one who writes to a domain."""

    sld: str
    answered: int = 0
    in_flight: int = 0
    found: int = 0
    writes: int = 0

    def write(self, sandbox, start):
        """Sends generations until the server is gone."""
        connection = sandbox.connect()
        start.wait()
        while True:
            self.in_flight += 1
            zone.set_hosts(lambda *args, **params: call(connection, *args, **params), self.sld, self.in_flight)
            self.answered = self.in_flight
            self.writes += 1

    def check(self, sandbox):
        found = zone.generation_of(sandbox, self.sld)
        if not self.answered <= found <= self.in_flight:
            raise Wrong(f"{self.sld}.com is of generation {found}; {self.answered} was answered, "
                        f"and {self.in_flight} sent")
        self.found = found


class Rounds:
    """All rounds, on one data folder."""

    def __init__(self, sandbox, seed):
        self.sandbox = sandbox
        self.random = random.Random(seed)
        self.writers = [Writer(f"writer{n}") for n in range(WRITERS)]
        self.charges = {}
        self.purchases = []
        """Names whose registration was sent, with whether it was answered."""
        self.broken = []
        """What went wrong in a thread."""
        self.unanswered_kept = self.unanswered_lost = 0

    def prepare(self):
        self.sandbox.start()
        for tld, years in KINDS:
            self.charges[tld] = money.create(self.sandbox.call, f"first.{tld}", years)
        for writer in self.writers:
            money.create(self.sandbox.call, f"{writer.sld}.com")
            zone.set_hosts(self.sandbox.call, writer.sld, 0)

    def charge(self, name):
        return self.charges[name.rsplit(".", 1)[1]]

    def run(self, number):
        """One round: traffic, kill, start again, look."""
        traffic = self.random.uniform(0.010, 0.120)
        buyers = BUYERS if number % BUYERS_EVERY == 0 and self.can_buy() else 0
        start = threading.Barrier(WRITERS + buyers + 1)
        work = [writer.write for writer in self.writers]
        work += [self.buyer(f"bought{number}-{n}-", self.random.uniform(0, traffic)) for n in range(buyers)]
        threads = [threading.Thread(target=self.until_gone, args=(each, start)) for each in work]
        for thread in threads:
            thread.start()
        start.wait()
        time.sleep(traffic)
        self.sandbox.kill()
        for thread in threads:
            thread.join()
        self.sandbox.start()
        self.check(buyers)

    def until_gone(self, work, start):
        try:
            work(self.sandbox, start)
        except GONE:
            pass
        except (Refused, Wrong) as cause:
            self.broken.append(str(cause))

    def can_buy(self):
        most = BUYERS * MOST_PURCHASES * max(self.charges.values())
        return Decimal(self.sandbox.call("users.getBalances").get("AvailableBalance")) >= most

    def buyer(self, prefix, delay):
        """One who buys so late that the kill comes in between."""
        def buy(sandbox, start):
            connection = sandbox.connect()
            start.wait()
            time.sleep(delay)
            for n in range(MOST_PURCHASES):
                tld, years = KINDS[n % len(KINDS)]
                purchase = [f"{prefix}{n}.{tld}", False]
                self.purchases.append(purchase)
                money.create(lambda *args, **params: call(connection, *args, **params), purchase[0], years)
                purchase[1] = True
        return buy

    def check(self, buyers):
        try:
            if self.broken:
                raise Wrong("; ".join(self.broken))
            for writer in self.writers:
                writer.check(self.sandbox)
            if buyers:
                self.check_purchases()
        finally:
            # The next round starts from what is there now, whatever was found of this one.
            self.broken.clear()
            for writer in self.writers:
                if writer.answered < writer.in_flight:
                    kept = writer.found == writer.in_flight
                    self.unanswered_kept += kept
                    self.unanswered_lost += not kept
                writer.answered = writer.found

    def check_purchases(self):
        names = money.check_books(self.sandbox, self.charge)
        lost = [name for name, answered in self.purchases if answered and name not in names]
        if lost:
            raise Wrong(f"registrations that were answered are gone: {lost}")

    def check_traffic(self, rounds):
        """Kills prove nothing where nothing was under way."""
        writes = sum(writer.writes for writer in self.writers)
        bought = sum(answered for _, answered in self.purchases)
        names = money.registered(self.sandbox)
        kept = sum(not answered and name in names for name, answered in self.purchases)
        print(f"  {writes} writes answered; of those cut off {self.unanswered_kept} are kept and "
              f"{self.unanswered_lost} are not; {bought} registrations answered; of those cut off {kept} are kept and "
              f"{len(self.purchases) - bought - kept} are not")
        if writes < rounds or self.unanswered_kept + self.unanswered_lost < rounds or bought < rounds // BUYERS_EVERY:
            raise Wrong("too little was under way")

    def check_database(self):
        """A stop in order leaves one file, and SQLite finds nothing wrong with it."""
        if status := self.sandbox.terminate():
            raise Wrong(f"SIGTERM ended it with {status}")
        database = sqlite3.connect(f"file:{self.sandbox.folder / 'namegate.db'}?mode=ro", uri=True)
        found = database.execute("PRAGMA integrity_check").fetchall()
        database.close()
        if found != [("ok",)]:
            raise Wrong(f"the database is damaged: {found[:5]}")
