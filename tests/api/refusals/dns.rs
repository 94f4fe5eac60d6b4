//! The refusals of commands about records, versions and texts of zones.

use testkit::{Setup, TestApp};

use super::{Case, Had, case};

const ADD: &str = "namegate.dns.records.add";
const CHANGE: &str = "namegate.dns.change";
const DELETE: &str = "namegate.dns.records.delete";
const DIFF: &str = "namegate.dns.versions.diff";
const EXPORT: &str = "namegate.dns.zone.export";
const IMPORT: &str = "namegate.dns.zone.import";
const LIST: &str = "namegate.dns.records.list";
const REPLACE: &str = "namegate.dns.records.replace";
const RESTORE: &str = "namegate.dns.versions.restore";
const VERSIONS: &str = "namegate.dns.versions.list";

const BAD_NAME: &str = "Parameter Name is Invalid: the name may not own a record of this type";
const BAD_VALUE: &str = "Parameter Value is Invalid: the value does not fit the type";
const MIXED: &str = "MX records, one MXE record and another EmailType exclude one another";

/// Each command with a domain that alice does not hold.
pub fn of_strangers() -> Vec<Case> {
    let record = [("Name", "a"), ("Type", "A"), ("Value", "192.0.2.1")];
    let values = [("Name", "a"), ("Type", "A"), ("Value1", "192.0.2.1")];
    let calls: [(&'static str, &[(&str, &str)]); 10] = [
        (ADD, &record),
        (CHANGE, &[("Action1", "delete"), ("HostId1", "1")]),
        (DELETE, &[("HostId", "1")]),
        (DIFF, &[("From", "1")]),
        (EXPORT, &[]),
        (IMPORT, &[("Text", "a A 192.0.2.1")]),
        (LIST, &[]),
        (REPLACE, &values),
        (RESTORE, &[("From", "1")]),
        (VERSIONS, &[]),
    ];
    let not_held = |(command, params): (&'static str, &[(&str, &str)])| {
        let params = [&[("DomainName", "bobs.com")], params].concat();
        case(command, &params, 2_019_166, "Domain name not found")
    };
    calls.into_iter().map(not_held).collect()
}

fn with_alices<'a>(params: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    [&[("DomainName", "alices.com")], params].concat()
}

/// Why each is refused that stands in the zone of a new domain.
pub async fn of_a_zone() -> Vec<Had> {
    let app = TestApp::start(Setup::default()).await;
    app.register("alice", "alices.com").await;
    let mut had = Vec::new();
    let named = |name, kind, value| [("Name", name), ("Type", kind), ("Value", value)];
    let numbered = |name, kind, value| {
        [("Action1", "add"), ("Name1", name), ("Type1", kind), ("Value1", value), ("TTL1", "60")]
    };
    let values = |name, kind, value| [("Name", name), ("Type", kind), ("Value1", value)];
    let kept = app.call("alice", ADD, &with_alices(&named("t", "TXT", "x"))).await;
    assert_eq!(kept.error(), None);
    // Each as: name, type and value of a record, and what it is refused with.
    for (record, number, words) in [
        (("a b", "A", "192.0.2.1"), 2_011_971, BAD_NAME),
        (("a", "A", "x"), 2_011_973, BAD_VALUE),
        (("www", "TXT", "x"), 2_015_288, "Host name of a CNAME record is used by other records: www"),
    ] {
        let (name, kind, value) = record;
        for (command, params, place) in [
            (ADD, &named(name, kind, value)[..], ""),
            (CHANGE, &numbered(name, kind, value)[..], "Action1: "),
            (REPLACE, &values(name, kind, value)[..], ""),
        ] {
            let placed = words.replacen(": ", &format!(": {place}"), usize::from(number != 2_015_288));
            refused(&app, &mut had, command, params, number, &placed).await;
        }
        if number != 2_015_288 {
            refused(&app, &mut had, DELETE, &named(name, kind, value), number, words).await;
        }
    }
    refused(&app, &mut had, LIST, &[("Name", "a.example.net.")], 2_011_971, BAD_NAME).await;
    let words = "There is such a record, and it differs: Action1: record 3 has this name, type and value, and another \
                 TTL, preference or priority";
    refused(&app, &mut had, CHANGE, &numbered("t", "TXT", "x"), 2_015_973, words).await;
    let other_ttl = [&named("t", "TXT", "x")[..], &[("TTL", "60")]].concat();
    refused(&app, &mut had, ADD, &other_ttl, 2_015_973, &words.replace("Action1: ", "")).await;
    let gone = [("Action1", "delete"), ("HostId1", "99")];
    let no_record = "There is no such record: Action1: there is no such record";
    refused(&app, &mut had, CHANGE, &gone, 2_019_973, no_record).await;
    refused(&app, &mut had, CHANGE, &[], 2_010_977, "Parameter Action1 is Missing").await;
    let no_value = [("Name", "t"), ("Type", "TXT")];
    refused(&app, &mut had, REPLACE, &no_value, 2_010_973, "Parameter Value1 is Missing").await;
    let no_record = "There is no such record: there is no such record";
    refused(&app, &mut had, DELETE, &[("HostId", "99")], 2_019_973, no_record).await;
    let unnamed = "Action1 needs Name, Type and Value, or to delete HostId alone";
    for params in [
        &[("Action1", "add"), ("HostId1", "1")][..],
        &[("Action1", "delete"), ("HostId1", "1"), ("Name1", "t")],
        &[("Action1", "delete"), ("Name1", "t"), ("Type1", "TXT")],
        &[("Action1", "replace"), ("Name1", "t")],
    ] {
        refused(&app, &mut had, CHANGE, params, 2_010_975, unnamed).await;
    }
    let unnamed = "Parameter HostId is Missing, or Name, Type and Value";
    refused(&app, &mut had, DELETE, &[("Name", "t"), ("Type", "TXT")], 2_010_975, unnamed).await;
    for (text, number, words) in [
        ("a A", 2_011_978, "Parameter Text is Invalid: line 1: the data does not fit the type A"),
        ("\na_b- A 192.0.2.1", 2_011_971, &BAD_NAME.replace(": ", ": line 2: ")),
        (
            "a TLSA 3 1 0 0",
            2_011_973,
            "Parameter Value is Invalid: line 1: its digest is not in pairs of hexadecimal digits",
        ),
        ("www TXT x", 2_015_288, "Host name of a CNAME record is used by other records: www"),
        ("@ MX 10 a.example.\n;namegate:row @ 60 MXE 192.0.2.1", 2_015_288, MIXED),
    ] {
        refused(&app, &mut had, IMPORT, &[("Text", text)], number, words).await;
    }
    had.extend(of_versions_and_mail(&app).await);
    had.extend(of_a_full_zone(&app).await);
    had
}

async fn of_versions_and_mail(app: &TestApp) -> Vec<Had> {
    let mut had = Vec::new();
    let now = app.call("alice", LIST, &with_alices(&[])).await.attribute("Version");
    let moved = format!("The zone has moved on to version {now}");
    let old = ("Version", "1");
    let record = [("Name", "z"), ("Type", "A"), ("Value", "192.0.2.1"), old];
    let values = [("Name", "z"), ("Type", "A"), ("Value1", "192.0.2.1"), old];
    for (command, params) in [
        (ADD, &record[..]),
        (CHANGE, &[("Action1", "delete"), ("HostId1", "1"), old]),
        (DELETE, &[("HostId", "1"), old]),
        (IMPORT, &[("Text", "a A 192.0.2.1"), old]),
        (REPLACE, &values),
        (RESTORE, &[("From", "1"), old]),
    ] {
        refused(app, &mut had, command, params, 2_015_970, &moved).await;
    }
    for command in [DIFF, RESTORE] {
        refused(app, &mut had, command, &[("From", "1")], 2_019_975, "There is no version 1 of the zone")
            .await;
    }
    let from = [("From", now.as_str()), ("HostId", "99")];
    refused(app, &mut had, RESTORE, &from, 2_019_973, "There is no such record: there is no such record")
        .await;
    // An MX record, which goes; and then an MXE record.
    let mx = [("Name", "@"), ("Type", "MX"), ("Value", "a.example.net")];
    let with_mx = app.call("alice", ADD, &with_alices(&mx)).await;
    let version = with_mx.attribute("Version");
    let id = with_mx.result().children[0].children[0].attribute("HostId").expect("its id").to_owned();
    let mxe = [("Name", "@"), ("Type", "MXE"), ("Value", "192.0.2.1")];
    let mxe_values = [("Name", "@"), ("Type", "MXE"), ("Value1", "192.0.2.1")];
    let mxe_rows = [("Action1", "add"), ("Name1", "@"), ("Type1", "MXE"), ("Value1", "192.0.2.1")];
    for (command, params) in [(ADD, &mxe[..]), (REPLACE, &mxe_values), (CHANGE, &mxe_rows)] {
        refused(app, &mut had, command, params, 2_015_288, MIXED).await;
    }
    refused(app, &mut had, CHANGE, &[("EmailType", "FWD")], 2_015_288, MIXED).await;
    assert_eq!(app.call("alice", DELETE, &with_alices(&mx)).await.error(), None);
    assert_eq!(app.call("alice", ADD, &with_alices(&mxe)).await.error(), None);
    let restored = [("From", version.as_str()), ("HostId", id.as_str())];
    refused(app, &mut had, RESTORE, &restored, 2_015_288, MIXED).await;
    had.extend(of_rows_that_came_back(app).await);
    had
}

/// A row that went, and whose name, type and value another has now, or whose name has a CNAME record.
async fn of_rows_that_came_back(app: &TestApp) -> Vec<Had> {
    let mut had = Vec::new();
    let row = [("Name", "back"), ("Type", "TXT"), ("Value", "x")];
    let added = app.call("alice", ADD, &with_alices(&row)).await;
    let (version, id) = (added.attribute("Version"), added.result().children[0].children[0].clone());
    let id = id.attribute("HostId").expect("its id");
    let restored = [("From", version.as_str()), ("HostId", id)];
    assert_eq!(app.call("alice", DELETE, &with_alices(&row)).await.error(), None);
    let twin = app.call("alice", ADD, &with_alices(&row)).await.result().children[0].children[0].clone();
    let words = format!(
        "There is such a record, and it differs: record {} has this name, type and value, and another TTL, preference \
         or priority",
        twin.attribute("HostId").expect("its id")
    );
    refused(app, &mut had, RESTORE, &restored, 2_015_973, &words).await;
    assert_eq!(app.call("alice", DELETE, &with_alices(&row)).await.error(), None);
    let cname = [("Name", "back"), ("Type", "CNAME"), ("Value", "a.example.net")];
    assert_eq!(app.call("alice", ADD, &with_alices(&cname)).await.error(), None);
    let words = "Host name of a CNAME record is used by other records: back";
    refused(app, &mut had, RESTORE, &restored, 2_015_288, words).await;
    had
}

/// A zone with as many records as there may be.
async fn of_a_full_zone(app: &TestApp) -> Vec<Had> {
    let mut had = Vec::new();
    let row = [("Name", "full"), ("Type", "TXT"), ("Value", "x")];
    let added = app.call("alice", ADD, &with_alices(&row)).await;
    let (version, id) = (added.attribute("Version"), added.result().children[0].children[0].clone());
    let restored = [("From", version.as_str()), ("HostId", id.attribute("HostId").expect("its id"))];
    assert_eq!(app.call("alice", DELETE, &with_alices(&row)).await.error(), None);
    let text: String = (0..1_000).map(|n| format!("t TXT {n}\n")).collect();
    let all = [("Text", text.as_str()), ("Replace", "true")];
    assert_eq!(app.call("alice", IMPORT, &with_alices(&all)).await.error(), None);
    let values = [("Name", "full"), ("Type", "TXT"), ("Value1", "x")];
    let rows = [("Action1", "add"), ("Name1", "full"), ("Type1", "TXT"), ("Value1", "x")];
    for (command, params) in [
        (ADD, &row[..]),
        (CHANGE, &rows),
        (IMPORT, &[("Text", "full TXT x")]),
        (REPLACE, &values),
        (RESTORE, &restored),
    ] {
        refused(app, &mut had, command, params, 4_013_288, "Too many records").await;
    }
    had
}

/// A call of alice about alices.com that is refused so.
async fn refused(
    app: &TestApp,
    had: &mut Vec<Had>,
    command: &'static str,
    params: &[(&str, &str)],
    number: u32,
    words: &str,
) {
    let answer = app.call("alice", command, &with_alices(params)).await;
    assert_eq!(answer.error(), Some((number, words.to_owned())), "{command} {params:?}");
    had.push((command, number, words.to_owned()));
}
