//! The refusals of commands on contacts, locks, hosts and mail of a registered domain.

use testkit::{TestApp, registration};

use super::{ALICES, BOBS, CUSTOM, Case, case};

/// What the calls are made on, beside what the others need.
pub async fn prepare(app: &TestApp) {
    let used = ("Nameservers", "ns1.alices.com,ns2.example.net");
    assert_eq!(app.create("alice", "user.com", &[used]).await.error(), None);
    let nexus = [("RegistrantNexus", "C11"), ("RegistrantPurpose", "P3")];
    assert_eq!(app.create("alice", "alices.us", &nexus).await.error(), None);
    app.register("alice", "alices.ch").await;
    app.register("alice", "sold.com").await;
    let other = registration("sold.com", &[("RegistrantLastName", "Other")]);
    let other: Vec<(&str, &str)> = other.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    assert_eq!(app.call("alice", "namecheap.domains.setContacts", &other).await.error(), None);
    app.register("alice", "mail.com").await;
    app.register("alice", "cname.com").await;
    let row = [("HostName1", "_sip._tcp"), ("RecordType1", "CNAME"), ("Address1", "other.example")];
    let set = [[("SLD", "cname"), ("TLD", "com")].as_slice(), &row].concat();
    assert_eq!(app.call("alice", "namecheap.domains.dns.setHosts", &set).await.error(), None);
}

pub fn cases() -> Vec<Case> {
    [of_hosts(), of_contacts_and_locks(), of_mail_forwarding(), of_services()].into_iter().flatten().collect()
}

fn of_hosts() -> Vec<Case> {
    let on = |command, host: &str, number, words: &str| {
        case(command, &[ALICES[0], ALICES[1], ("Nameserver", host)], number, words)
    };
    let change = |host: &str, old: &str, new: &str, number, words: &str| {
        let params = [ALICES[0], ALICES[1], ("Nameserver", host), ("OldIP", old), ("IP", new)];
        case("namecheap.domains.ns.update", &params, number, words)
    };
    let foreign = |command| {
        let ips = [("OldIP", "198.41.0.4"), ("IP", "198.41.0.5"), ("Nameserver", "ns1.bobs.com")];
        case(command, &[BOBS.as_slice(), &ips].concat(), 2_019_166, "Domain name not found")
    };
    let in_use = "Nameserver registration failed due to error 533: Object association prohibits operation";
    vec![
        foreign("namecheap.domains.ns.delete"),
        foreign("namecheap.domains.ns.getInfo"),
        foreign("namecheap.domains.ns.update"),
        on("namecheap.domains.ns.delete", "ns1.alices.com", 3_031_510, in_use),
        on("namecheap.domains.ns.delete", "ns1.bobs.com", 5_013_160, "Nameserver not found"),
        on("namecheap.domains.ns.getInfo", "ns9.alices.com", 5_013_160, "Nameserver not found"),
        change("ns9.alices.com", "198.41.0.4", "198.41.0.5", 5_013_160, "Nameserver not found"),
        change(
            "ns1.alices.com",
            "198.41.0.4",
            "198.41.0.4",
            3_031_510,
            "The original IP and new IP are the same. Please specify a new IP",
        ),
        change(
            "ns1.alices.com",
            "198.41.0.9",
            "198.41.0.5",
            3_031_510,
            "The original IP 198.41.0.9 is not the IP of the nameserver",
        ),
        change(
            "ns1.alices.com",
            "198.41.0.4",
            "10.0.0.1",
            3_024_278,
            "Parameter value policy error. IP address 10.0.0.1 is reserved.",
        ),
    ]
}

fn of_contacts_and_locks() -> Vec<Case> {
    let contacts = |name: &str, more: &[(&str, &str)], number, words: &str| {
        let params = registration(name, more);
        Case { user: "alice", command: "namecheap.domains.setContacts", params, number, words: words.into() }
    };
    let phone = "The contact phone is invalid. The phone number format is +NNN.NNNNNNNNNN";
    let lock = "namecheap.domains.setRegistrarLock";
    let read = "namecheap.domains.getRegistrarLock";
    let failed = "Failed to set Registrar Lock Status";
    let action = |name, action| [("DomainName", name), ("LockAction", action)];
    vec![
        contacts("bobs.com", &[], 2_019_166, "Domain name not found"),
        contacts("alices.com", &[("AuxBillingPhone", "1")], 2_015_182, phone),
        contacts("alices.com", &[("TechCountry", "ZZ")], 2_005, "Country name is invalid"),
        contacts("alices.com", &[("TechEmailAddress", "a")], 2_011_153, "Parameter EmailAddress is Invalid"),
        contacts("alices.ch", &[], 2_011_280, "Contacts of your TLD cannot be changed"),
        contacts(
            "alices.us",
            &[("RegistrantPurpose", "P1")],
            2_011_322,
            "Extended Attributes are not Valid: RegistrantNexus is missing",
        ),
        case(read, &action("bobs.com", ""), 2_019_166, "Domain name is not found"),
        case(read, &action("alices.ch", ""), 3_031_510, "Failed to get Registrar Lock Status"),
        case(lock, &action("bobs.com", "lock"), 2_019_166, "Domain name not found"),
        case(lock, &action("alices.com", "open"), 2_015_278, "Invalid data specified for LockAction"),
        case(lock, &action("alices.ch", "lock"), 3_031_510, failed),
        case(
            lock,
            &action("sold.com", "Unlock"),
            3_031_510,
            &format!("{failed}: the registrant changed within the last 60 days"),
        ),
    ]
}

fn of_mail_forwarding() -> Vec<Case> {
    let (get, set) = ("namecheap.domains.dns.getEmailForwarding", "namecheap.domains.dns.setEmailForwarding");
    let other = "Cannot complete this command as this domain is not using proper DNS servers";
    let one = |name: &'static str, mailbox: &'static str, target: &'static str| {
        [("DomainName", name), ("MailBox2", mailbox), ("ForwardTo2", target)]
    };
    let mut many = case(set, &[("DomainName", "alices.com")], 3_013_288, "Too many records");
    for number in 1..102 {
        many.params.push((format!("MailBox{number}"), format!("m{number}")));
        many.params.push((format!("ForwardTo{number}"), "a@example.org".into()));
    }
    vec![
        case(get, &[("DomainName", "bobs.com")], 2_019_166, "Domain name not found"),
        case(get, &[("DomainName", "custom.com")], 2_030_288, other),
        case(set, &one("bobs.com", "a", "a@example.org"), 2_019_166, "Domain name not found"),
        case(set, &one("custom.com", "a", "a@example.org"), 2_030_288, other),
        case(set, &one("alices.com", "a b", "a@example.org"), 2_011_328, "Parameter MailBox2 is Invalid"),
        case(set, &one("alices.com", "a", "a@"), 2_011_328, "Parameter ForwardTo2 is Invalid"),
        many,
    ]
}

fn of_services() -> Vec<Case> {
    let (get, set) = ("namecheap.domains.dns.getSrvRecords", "namecheap.domains.dns.setSrvRecords");
    let other = "Cannot complete this command as this domain is not using proper DNS servers";
    let one = |sld: &'static str, service: &'static str, protocol: &'static str, target: &'static str| {
        let row = [("Service3", service), ("Protocol3", protocol), ("Target3", target)];
        let numbers = [("Priority3", "0"), ("Weight3", "0"), ("Port3", "25")];
        [[("SLD", sld), ("TLD", "com")].as_slice(), &row, &numbers].concat()
    };
    let counted = [one("alices", "_a", "_tcp", "b.example").as_slice(), &[("SrvCount", "2")]].concat();
    let mut many = case(set, &ALICES, 4_013_288, "Too many records");
    for number in 1..102 {
        for (name, value) in
            one("alices", "_a", "_tcp", "b.example").into_iter().filter(|row| row.0.ends_with('3'))
        {
            many.params.push((name.replace('3', &number.to_string()), value.to_owned()));
        }
    }
    let beside = "Host name of SRV record 3 is used by a CNAME record";
    vec![
        case(get, &BOBS, 2_019_166, "Domain name not found"),
        case(get, &CUSTOM, 2_030_288, other),
        case(set, &one("bobs", "_a", "_tcp", "b.example"), 2_019_166, "Domain name not found"),
        case(set, &one("custom", "_a", "_tcp", "b.example"), 2_030_288, other),
        case(set, &counted, 2_011_288, "Parameter SrvCount is Invalid"),
        case(set, &one("alices", "_a b", "_tcp", "b.example"), 2_011_288, "Parameter Service3 is Invalid"),
        case(set, &one("alices", "_a", "@", "b.example"), 2_011_288, "Parameter Protocol3 is Invalid"),
        case(set, &one("alices", "_a", "_tcp", "b..example"), 2_011_288, "Parameter Target3 is Invalid"),
        case(set, &one("cname", "_sip", "_tcp", "b.example"), 2_015_288, beside),
        many,
    ]
}
