//! Zones as the text of a master file.

use super::{add, app, attribute, call, difference, done, listed};

async fn exported(app: &testkit::TestApp) -> String {
    done(app, "zone.export", &[]).await.child("Text").expect("a text").text.clone()
}

#[tokio::test]
async fn a_zone_comes_back_from_its_text() {
    let app = app().await;
    add(&app, "_443._tcp", "TLSA", "3 1 0  aAbb").await;
    add(&app, "t", "TXT", "a \"b\" \\ ; é + & <x>").await;
    add(&app, "@", "ALIAS", "lb.example.net").await;
    let (text, records) = (exported(&app).await, listed(&app, &[]).await);
    assert!(text.contains("@ 1800 IN NS dns1.registrar-servers.com.\n"), "{text}");
    assert!(text.contains(";namegate:row @ 1800 URL \"http://www.alices.co.uk/\"\n"), "{text}");
    let over_itself = done(&app, "zone.import", &[("Text", &text), ("Replace", "true")]).await;
    assert_eq!(difference(&over_itself), Vec::<String>::new());
    let name = [("SLD", "alices"), ("TLD", "co.uk"), ("EmailType", "NONE")];
    assert_eq!(app.call("alice", "namecheap.domains.dns.setHosts", &name).await.error(), None);
    done(&app, "zone.import", &[("Text", &text)]).await;
    let without_ids = |records: &[String]| {
        let mut rows: Vec<String> =
            records.iter().map(|row| row.split_once(' ').expect("an id").1.to_owned()).collect();
        rows.sort();
        rows
    };
    assert_eq!(without_ids(&listed(&app, &[]).await), without_ids(&records));
    let serial = |text: &str| {
        let head = |line: &&str| !line.starts_with(';') || line.starts_with(";namegate");
        text.lines()
            .filter(head)
            .filter(|line| !line.contains(" SOA "))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let (mut now, mut before) = (serial(&exported(&app).await), serial(&text));
    now.sort();
    before.sort();
    assert_eq!(now, before);
}

#[tokio::test]
async fn an_import_deletes_only_when_it_is_told_to() {
    let app = app().await;
    let text = "@ SOA a. b. 1 2 3 4 5\n@ NS ns.example.net.\na 86400 A 192.0.2.1\nwww 60 CNAME parkingpage.namecheap.com.\n";
    let params = [("Text", text)];
    let dry = done(&app, "zone.import", &[("Text", text), ("Replace", "true"), ("DryRun", "true")]).await;
    let added = done(&app, "zone.import", &params).await;
    let news = ["Added 3 a 60000 A 192.0.2.1", "Changed 2 www 60 CNAME parkingpage.namecheap.com."];
    assert_eq!(difference(&added), news);
    let deleted = "Deleted 1 @ 1800 URL http://www.alices.co.uk/";
    assert_eq!(difference(&dry), [news[0], deleted, news[1]]);
    let notes: Vec<(String, &str)> = added
        .children
        .iter()
        .filter(|child| child.name == "Note")
        .map(|note| (attribute(note, "Line"), note.text.as_str()))
        .collect();
    assert_eq!(
        notes,
        [
            ("1".into(), "the SOA record is the name server's own and was left out"),
            ("2".into(), "the name servers of the domain itself are not kept in its zone and were left out"),
            ("3".into(), "the TTL was brought into the range from 60 to 60000 seconds"),
        ]
    );
    let replaced = done(&app, "zone.import", &[("Text", text), ("Replace", "true")]).await;
    assert_eq!(difference(&replaced), [deleted]);
}

#[tokio::test]
async fn a_faulty_line_takes_the_others_along() {
    let app = app().await;
    let records = listed(&app, &[]).await;
    for text in
        ["a A 192.0.2.1\nb A 192.0.2.256\n", "a A 192.0.2.1\nb A (\n", "a A 192.0.2.1\n$INCLUDE /etc/passwd"]
    {
        let error = call(&app, "zone.import", &[("Text", text)]).await.error().expect("refused");
        assert!(error.1.contains("line 2: "), "{error:?}");
        assert_eq!(listed(&app, &[]).await, records);
    }
}
