"""The file endpoints.json tells where the server is, also after a server that could not take it back."""

import os
import stat

from sandbox import Wrong

KEPT = {
    "edge-ca.key", "edge-ca.pem", "endpoints.json", "lock", "namegate.db", "namegate.db-shm", "namegate.db-wal",
    "product-ca.key", "product-ca.pem", "product-root.pem",
}


def replaced_after_kill(sandbox):
    """What kill -9 leaves behind is replaced by the next process, whole and private."""
    sandbox.start()
    before = dict(sandbox.endpoints)
    sandbox.kill()
    if not sandbox.announced.exists():
        raise Wrong("kill -9 cannot have taken the file back")
    # As wrong as it can be: a reader must not find this mixed with what comes.
    sandbox.announced.write_text('{"http":"http://127.0.0.1:1"' + " " * 4000)
    sandbox.start()
    if set(sandbox.endpoints) != set(before):
        raise Wrong(f"endpoints.json has other fields: {sorted(sandbox.endpoints)}")
    if mode := stat.S_IMODE(sandbox.announced.stat().st_mode) & 0o077:
        raise Wrong(f"endpoints.json is open to others: {mode:o}")
    sandbox.call("users.getBalances")
    if more := set(os.listdir(sandbox.folder)) - KEPT:
        raise Wrong(f"files are left over: {sorted(more)}")


def taken_back_on_stop(sandbox):
    sandbox.start()
    if status := sandbox.terminate():
        raise Wrong(f"SIGTERM ended it with {status}")
    if sandbox.announced.exists():
        raise Wrong("endpoints.json is still there")
