//! A throw-away PostgreSQL cluster for the tests of a process: in a folder of its own, on a Unix socket only, and gone when
//! the process is.

use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A running cluster.
pub struct Cluster {
    folder: PathBuf,
    port: u16,
    /// It stops the server and removes the folder when its standard input ends: with this process, however it ends.
    _keeper: Child,
}

/// The server is the child of a shell that outlives the tests by just this much. `$1` is the folder.
const KEEPER: &str = r#"
trap '' INT TERM
cd /
as_owner() {
    if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --init-groups "$@"; else "$@"; fi
}
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
PATH=$PATH:$bin
[ "$(id -u)" != 0 ] || chown -R postgres "$1"
{
    # Order by an alphabet, not by octets: what relies on octets has to say so.
    as_owner initdb --pgdata "$1/data" --auth-local trust --auth-host scram-sha-256 --username tests --encoding UTF8 \
        --locale-provider icu --icu-locale en --locale C.UTF-8 --no-sync &&
    as_owner pg_ctl start --wait --pgdata "$1/data" --log "$1/log" \
        --options "-c listen_addresses='' -c unix_socket_directories='$1' -c max_connections=500 $2"
} >"$1/start" 2>&1 && echo started || cat "$1/start" "$1/log"
exec 1>&-
read -r _
as_owner pg_ctl stop --wait --mode immediate --pgdata "$1/data" >/dev/null 2>&1
rm -rf "$1"
"#;

static SHARED: OnceLock<Cluster> = OnceLock::new();
static SCHEMAS: AtomicUsize = AtomicUsize::new(0);

impl Cluster {
    /// The cluster of this process. It flushes nothing to the disk: no test takes the power away, and each makes some sixty
    /// files.
    pub fn shared() -> &'static Cluster {
        SHARED.get_or_init(|| Cluster::start("-c fsync=off", 5432, &[]))
    }

    /// A cluster with further options of `postgres`, its port, and files in its folder that only the server reads.
    pub fn start(options: &str, port: u16, files: &[(&str, String)]) -> Cluster {
        let folder = tempfile::Builder::new().prefix("pg-").tempdir().expect("a folder").keep();
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).expect("open to the server's user");
        for (name, content) in files {
            let file = folder.join(name);
            fs::write(&file, content).expect("a file");
            fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).expect("closed to others");
        }
        let mut keeper = Command::new("sh")
            .args(["-c", KEEPER, "sh"])
            .arg(&folder)
            .arg(format!("-c port={port} {options}"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("a shell");
        let mut said = String::new();
        let lines = BufReader::new(keeper.stdout.take().expect("its output")).lines();
        lines.map_while(Result::ok).for_each(|line| said = format!("{said}{line}\n"));
        assert_eq!(said, "started\n", "no PostgreSQL: see scripts/install-test-tools");
        Cluster { folder, port, _keeper: keeper }
    }

    /// The folder of the socket.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The URL of a new, empty schema.
    pub fn fresh(&self) -> String {
        let schema = format!("s{}", SCHEMAS.fetch_add(1, Ordering::Relaxed));
        self.psql("", &format!("CREATE SCHEMA {schema}"));
        let socket = self.folder.display().to_string().replace('/', "%2F");
        format!("postgres://tests@{socket}:{}/postgres?options=-csearch_path%3D{schema}", self.port)
    }

    /// What SQL gives after a `before` that gives nothing, run apart from everything else.
    pub fn psql(&self, before: &str, sql: &str) -> String {
        let run = Command::new("psql")
            .args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-U", "tests", "-d", "postgres", "-h"])
            .arg(self.folder())
            .args(["-p", &self.port.to_string()])
            .args(["-c", before, "-c", sql])
            .output()
            .expect("psql");
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        String::from_utf8_lossy(&run.stdout).trim().to_owned()
    }
}
