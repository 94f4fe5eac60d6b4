//! The calls of commands about records, versions and texts of zones.

use super::{Covered, NOT_FOUND, Refused, refused};

/// The version of the zone of alices.com in the world of the table: the moment of its registration.
pub const VERSION: &str = "1813492800";

const ADDED: &str = "<DnsChangeResult Domain VersionBefore Version IsDryRun IsUsingOurDNS><Difference EmailType>\
    <Added HostId Name Type Value TTL></Difference></DnsChangeResult>";
const DELETED: &str = "<DnsChangeResult Domain VersionBefore Version IsDryRun IsUsingOurDNS><Difference EmailType>\
    <Deleted HostId Name Type Value TTL></Difference></DnsChangeResult>";
const NOTHING: &str = "<DnsChangeResult Domain VersionBefore Version IsDryRun IsUsingOurDNS><Difference EmailType>\
    </DnsChangeResult>";

pub static ROWS: &[Covered] = &[
    Covered {
        command: "namegate.dns.change",
        success: &[
            ("DomainName", "alices.com"),
            ("Action1", "add"),
            ("Name1", "a"),
            ("Type1", "TXT"),
            ("Value1", "x"),
            ("Action2", "delete"),
            ("HostId2", "1"),
            ("Action3", "replace"),
            ("Name3", "www"),
            ("Type3", "CNAME"),
            ("Value3", "parkingpage.namecheap.com."),
            ("TTL3", "60"),
        ],
        with_contacts: false,
        form: "<DnsChangeResult Domain VersionBefore Version IsDryRun IsUsingOurDNS><Difference EmailType>\
            <Added HostId Name Type Value TTL><Deleted HostId Name Type Value TTL>\
            <Changed HostId Name Type Value TTL ValueBefore TTLBefore></Difference></DnsChangeResult>",
        refusal: refused(&[("DomainName", "alices.com")], 2_010_977, "Parameter Action1 is Missing", ""),
        not_held: not_held(&[("DomainName", "bobs.com"), ("Action1", "delete"), ("HostId1", "1")]),
    },
    Covered {
        command: "namegate.dns.records.add",
        success: &[
            ("DomainName", "alices.com"),
            ("Name", "_443._tcp.www.alices.com."),
            ("Type", "TLSA"),
            ("Value", "3 1 0 00"),
        ],
        with_contacts: false,
        form: ADDED,
        refusal: refused(
            &[("DomainName", "alices.com"), ("Name", "a"), ("Type", "A"), ("Value", "x")],
            2_011_973,
            "Parameter Value is Invalid: the value does not fit the type",
            "",
        ),
        not_held: not_held(&[("DomainName", "bobs.com"), ("Name", "a"), ("Type", "A"), ("Value", "x")]),
    },
    Covered {
        command: "namegate.dns.records.delete",
        success: &[("DomainName", "alices.com"), ("HostId", "1")],
        with_contacts: false,
        form: DELETED,
        refusal: refused(
            &[("DomainName", "alices.com"), ("HostId", "9")],
            2_019_973,
            "There is no such record: there is no such record",
            "",
        ),
        not_held: not_held(&[("DomainName", "bobs.com"), ("HostId", "1")]),
    },
    Covered {
        command: "namegate.dns.records.list",
        success: &[("DomainName", "alices.com")],
        with_contacts: false,
        form: "<DnsRecordsListResult Domain Version EmailType IsUsingOurDNS><Record HostId Name Type Value TTL>\
            </DnsRecordsListResult>",
        refusal: refused(&[], 2_010_166, "Parameter DomainName is Missing", ""),
        not_held: not_held(&[("DomainName", "bobs.com")]),
    },
    Covered {
        command: "namegate.dns.records.replace",
        success: &[("DomainName", "alices.com"), ("Name", "a"), ("Type", "A"), ("Value1", "192.0.2.1")],
        with_contacts: false,
        form: ADDED,
        refusal: refused(
            &[("DomainName", "alices.com"), ("Name", "a"), ("Type", "A")],
            2_010_973,
            "Parameter Value1 is Missing",
            "",
        ),
        not_held: not_held(&[
            ("DomainName", "bobs.com"),
            ("Name", "a"),
            ("Type", "A"),
            ("Value1", "192.0.2.1"),
        ]),
    },
    Covered {
        command: "namegate.dns.versions.diff",
        success: &[("DomainName", "alices.com"), ("From", VERSION)],
        with_contacts: false,
        form: "<DnsVersionsDiffResult Domain From To><Difference EmailType></DnsVersionsDiffResult>",
        refusal: refused(
            &[("DomainName", "alices.com"), ("From", "1")],
            2_019_975,
            "There is no version 1 of the zone",
            "",
        ),
        not_held: not_held(&[("DomainName", "bobs.com"), ("From", VERSION)]),
    },
    Covered {
        command: "namegate.dns.versions.list",
        success: &[("DomainName", "alices.com")],
        with_contacts: false,
        form: "<DnsVersionsListResult Domain Version><Version Version Time Address Command></DnsVersionsListResult>",
        refusal: refused(
            &[("DomainName", "alices.com"), ("PageSize", "0")],
            2_013_275,
            "Parameter PageSize is OutOfRange",
            "",
        ),
        not_held: not_held(&[("DomainName", "bobs.com")]),
    },
    Covered {
        command: "namegate.dns.versions.restore",
        success: &[("DomainName", "alices.com"), ("From", VERSION)],
        with_contacts: false,
        form: NOTHING,
        refusal: refused(
            &[("DomainName", "alices.com"), ("From", VERSION), ("Version", "1")],
            2_015_970,
            "The zone has moved on to version 1813492800",
            "",
        ),
        not_held: not_held(&[("DomainName", "bobs.com"), ("From", VERSION)]),
    },
    Covered {
        command: "namegate.dns.zone.export",
        success: &[("DomainName", "alices.com")],
        with_contacts: false,
        form: "<DnsZoneExportResult Domain Version><Text></DnsZoneExportResult>",
        refusal: refused(&[], 2_010_166, "Parameter DomainName is Missing", ""),
        not_held: not_held(&[("DomainName", "bobs.com")]),
    },
    Covered {
        command: "namegate.dns.zone.import",
        success: &[("DomainName", "alices.com"), ("Text", "a 5 IN A 192.0.2.1\n")],
        with_contacts: false,
        form: "<DnsZoneImportResult Domain VersionBefore Version IsDryRun IsUsingOurDNS><Difference EmailType>\
            <Added HostId Name Type Value TTL></Difference><Note Line></DnsZoneImportResult>",
        refusal: refused(
            &[("DomainName", "alices.com"), ("Text", "a A 192.0.2.1\n$INCLUDE /etc/passwd\n")],
            2_011_978,
            "Parameter Text is Invalid: line 2: $INCLUDE is not taken",
            "",
        ),
        not_held: not_held(&[("DomainName", "bobs.com"), ("Text", "a A 192.0.2.1")]),
    },
];

const fn not_held(params: &'static [(&'static str, &'static str)]) -> Option<Refused> {
    refused(params, 2_019_166, NOT_FOUND, "")
}
