//! What a writer does beside its transactions.

use super::*;
use crate::Limits;
use crate::Store;
use crate::engine::Shared;
use crate::postgres::feed::Follow;
use crate::postgres::target::Target;
use crate::suite::cluster::Cluster;

#[test]
fn a_writer_sweeps_what_it_fed_and_leaves_a_note() {
    let cluster = Cluster::shared();
    let url = cluster.fresh();
    let set = format!("SET search_path = {}", url.rsplit_once("%3D").expect("a schema").1);
    drop(Store::open_postgres(&url).expect("a database"));
    let session = Session::new(Target::parse(&url).expect("a URL"), Limits::default()).expect("a session");
    let (follow, _asked) = Follow::new(session.process());
    let (name, hints) = (session.writer_name(), follow.hints());
    let stamps = format!("('{name}', 9, 0), ('other', 9, 0)");
    cluster.psql(&set, &format!("INSERT INTO write_stamp (writer, number, written) VALUES {stamps}"));
    for writer in [name.as_str(), "other"] {
        let rows =
            format!("('{writer}', 3, 'a.com', 1), ('{writer}', 7, 'a.com', 2), ('{writer}', 9, 'a.com', 3)");
        cluster.psql(&set, &format!("INSERT INTO zone_feed VALUES {rows}"));
    }
    let mut writer = Writer {
        session: &session,
        hints: &hints,
        name: name.clone(),
        number: 9,
        fed: Fed::default(),
        connection: None,
        down_since: None,
    };
    writer.sweep(7);
    let left = cluster.psql(&set, "SELECT writer = 'other', number FROM zone_feed ORDER BY 1, 2");
    assert_eq!(left, "f|9\nt|3\nt|7\nt|9");
    let swept = cluster.psql(&set, "SELECT writer = 'other', swept FROM write_stamp ORDER BY 1");
    assert_eq!(swept, "f|7\nt|0");
    assert!(follow.is_own(&name) && !follow.is_own("other") && !follow.is_own(&format!("x{name}")));
    writer.begin_anew();
    assert!(!follow.is_own(&name), "what became of its last transaction is not known");
    assert!(follow.is_own(&writer.name) && writer.name != name);
}
