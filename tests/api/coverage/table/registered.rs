//! The calls of commands on contacts, locks, hosts and mail of a registered domain.

use super::{Covered, NOT_FOUND, refused};

const ZERO_LOCK: &str = "<DomainGetRegistrarLockResult RegistrarLockStatus=\"false\" \
    IsClientUpdateProhibited=\"false\" IsClientDeleteProhibited=\"false\" IsClientHold=\"false\" />";
const UNLOCKED_NOTHING: &str = "<DomainSetRegistrarLockResult IsSuccess=\"false\" \
    RegistrarLockStatus=\"false\" IsRegistrarLockStatusUpdated=\"false\" \
    IsClientUpdateProhibitedUpdated=\"false\" IsClientDeleteProhibitedUpdated=\"false\" \
    IsClientHoldUpdated=\"false\" />";
const ALICES_HOST: &[(&str, &str)] = &[("SLD", "alices"), ("TLD", "com"), ("Nameserver", "ns5.alices.com")];
const NO_HOST: &[(&str, &str)] = &[("SLD", "alices"), ("TLD", "com"), ("Nameserver", "ns6.alices.com")];
const BOBS_HOST: &[(&str, &str)] = &[("SLD", "bobs"), ("TLD", "com"), ("Nameserver", "ns1.bobs.com")];

const UNRENEWED: &str =
    "<DomainRenewResult DomainID=\"0\" OrderID=\"0\" TransactionID=\"0\" ChargedAmount=\"0\" />";

/// A service of a domain of alice.
pub const SERVICE_OF_MAIL: &[(&str, &str)] = &[
    ("SLD", "mail"),
    ("TLD", "com"),
    ("SrvCount", "1"),
    ("Service1", "_imaps"),
    ("Protocol1", "_tcp"),
    ("Priority1", "10"),
    ("Weight1", "5"),
    ("Port1", "993"),
    ("Target1", "imap.example.net"),
];

pub static ROWS: &[Covered] = &[
    Covered {
        command: "namecheap.domains.getRegistrarLock",
        success: &[("DomainName", "alices.com")],
        with_contacts: false,
        form: "<DomainGetRegistrarLockResult Domain RegistrarLockStatus IsClientUpdateProhibited \
            IsClientDeleteProhibited IsClientHold>",
        refusal: refused(&[], 2_010_166, "Parameter DomainName is Missing", ZERO_LOCK),
        not_held: refused(&[("DomainName", "bobs.com")], 2_019_166, "Domain name is not found", ZERO_LOCK),
    },
    Covered {
        command: "namecheap.domains.reActivate",
        success: &[("DomainName", "expired.com")],
        with_contacts: false,
        form: "<DomainReactivateResult Domain IsSuccess ChargedAmount OrderID TransactionID>",
        refusal: refused(
            &[("DomainName", "alices.com"), ("YearsToAdd", "1")],
            2_020_166,
            "Domain has not yet expired. Please renew your domain.",
            "<DomainReactivateResult Domain=\"\" ChargedAmount=\"0\" OrderID=\"0\" TransactionID=\"0\" />",
        ),
        not_held: refused(
            &[("DomainName", "bobs.com")],
            2_016_166,
            "The domain (bobs.com) doesn't seem to be associated with your account.",
            "<DomainReactivateResult ChargedAmount=\"0\" OrderID=\"0\" TransactionID=\"0\" />",
        ),
    },
    Covered {
        command: "namecheap.domains.renew",
        success: &[("DomainName", "alices.com"), ("Years", "2")],
        with_contacts: false,
        form: "<DomainRenewResult DomainName DomainID Renew OrderID TransactionID ChargedAmount>\
            <DomainDetails><ExpiredDate><NumYears></DomainDetails></DomainRenewResult>",
        refusal: refused(
            &[("DomainName", "expired.com"), ("Years", "1")],
            2_020_166,
            "Domain has expired. Please reactivate your domain.",
            UNRENEWED,
        ),
        not_held: refused(
            &[("DomainName", "bobs.com"), ("Years", "1")],
            2_016_166,
            "The domain (bobs.com) doesn't seem to be associated with your account.",
            UNRENEWED,
        ),
    },
    Covered {
        command: "namecheap.domains.setContacts",
        success: &[("DomainName", "alices.com")],
        with_contacts: true,
        form: "<DomainSetContactResult Domain IsSuccess>",
        refusal: refused(
            &[("DomainName", "alices.com"), ("TechPhone", "none")],
            2_015_182,
            "The contact phone is invalid. The phone number format is +NNN.NNNNNNNNNN",
            "<DomainSetContactResult IsSuccess=\"false\" />",
        ),
        not_held: refused(
            &[("DomainName", "bobs.com")],
            2_019_166,
            NOT_FOUND,
            "<DomainSetContactResult IsSuccess=\"false\" />",
        ),
    },
    Covered {
        command: "namecheap.domains.setRegistrarLock",
        success: &[("DomainName", "alices.com"), ("LockAction", "unlock")],
        with_contacts: false,
        form: "<DomainSetRegistrarLockResult Domain IsSuccess RegistrarLockStatus \
            IsRegistrarLockStatusUpdated IsClientUpdateProhibitedUpdated IsClientDeleteProhibitedUpdated \
            IsClientHoldUpdated>",
        refusal: refused(
            &[("DomainName", "alices.com"), ("LockAction", "open")],
            2_015_278,
            "Invalid data specified for LockAction",
            UNLOCKED_NOTHING,
        ),
        not_held: refused(&[("DomainName", "bobs.com")], 2_019_166, NOT_FOUND, UNLOCKED_NOTHING),
    },
    Covered {
        command: "namecheap.domains.dns.getEmailForwarding",
        success: &[("DomainName", "mail.com")],
        with_contacts: false,
        form: "<DomainDNSGetEmailForwardingResult Domain><Forward mailboxid mailbox>\
            </DomainDNSGetEmailForwardingResult>",
        refusal: refused(
            &[],
            2_010_166,
            "Parameter DomainName is Missing",
            "<DomainDNSGetEmailForwardingResult Domain=\"\" />",
        ),
        not_held: refused(
            &[("DomainName", "bobs.com")],
            2_019_166,
            NOT_FOUND,
            "<DomainDNSGetEmailForwardingResult Domain=\"\" />",
        ),
    },
    Covered {
        command: "namecheap.domains.dns.getSrvRecords",
        success: &[("SLD", "mail"), ("TLD", "com")],
        with_contacts: false,
        form: "<Result IsActive><Records><AssociatedAppTitle><FriendlyName><IsActive><HostId><Service><Protocol>\
            <Priority><Port><Target><Weight></Records></Result>",
        refusal: refused(&[("TLD", "com")], 2_010_166, "Parameter SLD is Missing", ""),
        not_held: refused(&[("SLD", "bobs"), ("TLD", "com")], 2_019_166, NOT_FOUND, ""),
    },
    Covered {
        command: "namecheap.domains.dns.setSrvRecords",
        success: SERVICE_OF_MAIL,
        with_contacts: false,
        form: "<Result><Inserted><Deleted><Updated></Result>",
        refusal: refused(
            &[("SLD", "alices"), ("TLD", "com"), ("SrvCount", "1")],
            2_011_288,
            "Parameter SrvCount is Invalid",
            "",
        ),
        not_held: refused(&[("SLD", "bobs"), ("TLD", "com")], 2_019_166, NOT_FOUND, ""),
    },
    Covered {
        command: "namecheap.domains.dns.setEmailForwarding",
        success: &[("DomainName", "alices.com"), ("MailBox1", "info"), ("ForwardTo1", "a@example.org")],
        with_contacts: false,
        form: "<DomainDNSSetEmailForwardingResult Domain IsSuccess><Warnings>\
            </DomainDNSSetEmailForwardingResult>",
        refusal: refused(
            &[("DomainName", "alices.com"), ("MailBox3", "info"), ("ForwardTo3", "nobody")],
            2_011_328,
            "Parameter ForwardTo3 is Invalid",
            "<DomainDNSSetEmailForwardingResult Domain=\"alices.com\" IsSuccess=\"false\"><Warnings />\
             </DomainDNSSetEmailForwardingResult>",
        ),
        not_held: refused(
            &[("DomainName", "bobs.com"), ("MailBox1", "info"), ("ForwardTo1", "a@example.org")],
            2_019_166,
            NOT_FOUND,
            "<DomainDNSSetEmailForwardingResult Domain=\"bobs.com\" IsSuccess=\"false\"><Warnings />\
             </DomainDNSSetEmailForwardingResult>",
        ),
    },
    Covered {
        command: "namecheap.domains.ns.delete",
        success: ALICES_HOST,
        with_contacts: false,
        form: "<DomainNSDeleteResult Domain Nameserver IsSuccess>",
        refusal: refused(
            NO_HOST,
            5_013_160,
            "Nameserver not found",
            "<DomainNSDeleteResult Domain=\"alices.com\" Nameserver=\"\" IsSuccess=\"false\" ErrorNo=\"\" \
             Description=\"\" />",
        ),
        not_held: refused(BOBS_HOST, 2_019_166, NOT_FOUND, ""),
    },
    Covered {
        command: "namecheap.domains.ns.getInfo",
        success: ALICES_HOST,
        with_contacts: false,
        form: "<DomainNSInfoResult Domain Nameserver IP><NameserverStatuses><Status></NameserverStatuses>\
            </DomainNSInfoResult>",
        refusal: refused(
            NO_HOST,
            5_013_160,
            "Nameserver not found",
            "<DomainNSInfoResult Domain=\"alices.com\" Nameserver=\"\" ErrorNo=\"545\" \
             Description=\"Object does not exist\"><NameserverStatuses /></DomainNSInfoResult>",
        ),
        not_held: refused(BOBS_HOST, 2_019_166, NOT_FOUND, ""),
    },
    Covered {
        command: "namecheap.domains.ns.update",
        success: &[
            ("SLD", "alices"),
            ("TLD", "com"),
            ("Nameserver", "ns5.alices.com"),
            ("OldIP", "198.41.0.5"),
            ("IP", "198.41.0.6"),
        ],
        with_contacts: false,
        form: "<DomainNSUpdateResult Domain Nameserver IsSuccess>",
        refusal: refused(
            &[
                ("SLD", "alices"),
                ("TLD", "com"),
                ("Nameserver", "ns5.alices.com"),
                ("OldIP", "198.41.0.5"),
                ("IP", "198.41.0.5"),
            ],
            3_031_510,
            "The original IP and new IP are the same. Please specify a new IP",
            "<DomainNSUpdateResult Domain=\"alices.com\" Nameserver=\"\" IsSuccess=\"false\" ErrorNo=\"\" \
             Description=\"\" />",
        ),
        not_held: refused(
            &[
                ("SLD", "bobs"),
                ("TLD", "com"),
                ("Nameserver", "ns1.bobs.com"),
                ("OldIP", "198.41.0.5"),
                ("IP", "198.41.0.6"),
            ],
            2_019_166,
            NOT_FOUND,
            "<DomainNSUpdateResult Domain=\"\" Nameserver=\"\" IsSuccess=\"false\" />",
        ),
    },
];
