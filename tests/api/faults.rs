//! A store that fails: every command says so with its own number, and works again once the store does.

use std::collections::BTreeSet;

use commands::slice::COMMANDS;

use crate::coverage;
use crate::coverage::table::COVERED;
use crate::{body, rows};

/// A table that each command needs beyond the gate; `None` for one that needs none.
pub const NEEDED: &[(&str, Option<&str>)] = &[
    ("namecheap.domains.check", Some("domain")),
    ("namecheap.domains.create", Some("name_claim")),
    ("namecheap.domains.getContacts", Some("privacy")),
    ("namecheap.domains.getInfo", Some("zone")),
    ("namecheap.domains.getList", Some("domain")),
    ("namecheap.domains.getRegistrarLock", Some("transfer_lock")),
    ("namecheap.domains.getTldList", None),
    ("namecheap.domains.reActivate", Some("name_claim")),
    ("namecheap.domains.renew", Some("name_claim")),
    ("namecheap.domains.setContacts", Some("domain")),
    ("namecheap.domains.setRegistrarLock", Some("transfer_lock")),
    ("namecheap.domains.dns.getEmailForwarding", Some("mail_forward")),
    ("namecheap.domains.dns.getHosts", Some("zone")),
    ("namecheap.domains.dns.getList", Some("domain")),
    ("namecheap.domains.dns.getSrvRecords", Some("zone")),
    ("namecheap.domains.dns.setCustom", Some("zone")),
    ("namecheap.domains.dns.setDefault", Some("zone")),
    ("namecheap.domains.dns.setEmailForwarding", Some("mail_forward")),
    ("namecheap.domains.dns.setHosts", Some("zone")),
    ("namecheap.domains.dns.setSrvRecords", Some("zone")),
    ("namecheap.domains.ns.create", Some("host")),
    ("namecheap.domains.ns.delete", Some("delegation")),
    ("namecheap.domains.ns.getInfo", Some("delegation")),
    ("namecheap.domains.ns.update", Some("host")),
    ("namecheap.domains.transfer.create", Some("transfer")),
    ("namecheap.domains.transfer.getList", Some("transfer")),
    ("namecheap.domains.transfer.getStatus", Some("transfer")),
    ("namecheap.domains.transfer.updateStatus", Some("transfer")),
    ("namecheap.ssl.activate", Some("certificate_check")),
    ("namecheap.ssl.create", Some("purchase")),
    ("namecheap.ssl.editDCVMethod", Some("certificate_check")),
    ("namecheap.ssl.getApproverEmailList", None),
    ("namecheap.ssl.getInfo", Some("certificate")),
    ("namecheap.ssl.getList", Some("certificate")),
    ("namecheap.ssl.parseCSR", None),
    ("namecheap.ssl.purchaseMoreSANs", Some("certificate")),
    ("namecheap.ssl.reissue", Some("certificate_check")),
    ("namecheap.ssl.renew", Some("certificate")),
    ("namecheap.ssl.resendApproverEmail", Some("certificate_name")),
    ("namecheap.ssl.resendFulfillmentEmail", Some("mail")),
    ("namecheap.ssl.revokeCertificate", Some("certificate")),
    ("namecheap.users.address.create", Some("address")),
    ("namecheap.users.address.delete", Some("address")),
    ("namecheap.users.address.getInfo", Some("address")),
    ("namecheap.users.address.getList", Some("address")),
    ("namecheap.users.address.setDefault", Some("address")),
    ("namecheap.users.address.update", Some("address")),
    ("namecheap.users.changePassword", Some("account_password")),
    ("namecheap.users.create", Some("account_profile")),
    ("namecheap.users.createAddfundsRequest", Some("add_funds_request")),
    ("namecheap.users.getAddFundsStatus", Some("add_funds_request")),
    ("namecheap.users.getBalances", Some("ledger_entry")),
    ("namecheap.users.getPricing", None),
    ("namecheap.users.login", Some("account_password")),
    ("namecheap.users.resetPassword", Some("reset_code")),
    ("namecheap.users.update", Some("account_profile")),
    ("namecheap.whoisguard.allot", Some("privacy")),
    ("namecheap.whoisguard.changeEmailAddress", Some("privacy")),
    ("namecheap.whoisguard.disable", Some("privacy")),
    ("namecheap.whoisguard.discard", None),
    ("namecheap.whoisguard.enable", Some("privacy")),
    ("namecheap.whoisguard.getList", Some("privacy")),
    ("namecheap.whoisguard.renew", Some("privacy")),
    ("namecheap.whoisguard.unallot", None),
    ("namegate.audit.list", Some("audit_entry")),
    ("namegate.dns.change", Some("zone")),
    ("namegate.dns.records.add", Some("zone")),
    ("namegate.dns.records.delete", Some("zone")),
    ("namegate.dns.records.list", Some("zone")),
    ("namegate.dns.records.replace", Some("zone")),
    ("namegate.dns.versions.diff", Some("zone_version")),
    ("namegate.dns.versions.list", Some("zone_version")),
    ("namegate.dns.versions.restore", Some("zone_version")),
    ("namegate.dns.zone.export", Some("zone")),
    ("namegate.dns.zone.import", Some("zone")),
    ("namegate.domains.authCode", Some("auth_code")),
    ("namegate.domains.autoRenew.get", Some("domain")),
    ("namegate.domains.autoRenew.set", Some("domain")),
    ("namegate.domains.delete", Some("purchase")),
    // The gate reads the lists.
    ("namegate.allow.add", None),
    ("namegate.allow.list", None),
    ("namegate.allow.remove", None),
    ("namegate.explain", None),
    ("namegate.keys.create", None),
    ("namegate.keys.get", None),
    ("namegate.keys.list", None),
    ("namegate.keys.revoke", None),
    ("namegate.keys.rotate", None),
    ("namegate.ledger.list", Some("ledger_entry")),
    ("namegate.sandbox.availability.list", Some("named_answer")),
    ("namegate.sandbox.availability.remove", Some("named_answer")),
    ("namegate.sandbox.availability.set", Some("named_answer")),
    ("namegate.sandbox.clock.advance", Some("setting")),
    ("namegate.sandbox.clock.get", Some("setting")),
    ("namegate.sandbox.clock.set", Some("setting")),
    ("namegate.sandbox.faults.add", None),
    ("namegate.sandbox.faults.clear", None),
    ("namegate.sandbox.faults.list", None),
    ("namegate.sandbox.faults.remove", None),
    ("namegate.sandbox.mail.get", Some("mail")),
    ("namegate.sandbox.mail.list", Some("mail")),
    ("namegate.sandbox.oddities.get", Some("setting")),
    ("namegate.sandbox.oddities.set", Some("setting")),
    ("namegate.sandbox.requests.get", None),
    ("namegate.sandbox.requests.list", None),
    ("namegate.sandbox.reset", Some("mail")),
    ("namegate.sandbox.seed", Some("zone")),
    ("namegate.sandbox.state.export", Some("mail")),
    ("namegate.sandbox.state.import", Some("mail")),
    ("namegate.sandbox.transferAway", Some("auth_code")),
];

#[tokio::test]
async fn every_command_says_that_the_store_failed_and_works_again() {
    let listed: BTreeSet<&str> = COMMANDS.iter().map(|entry| entry.spec.name).collect();
    assert_eq!(NEEDED.iter().map(|(command, _)| *command).collect::<BTreeSet<_>>(), listed);
    for entry in COMMANDS {
        let name = entry.spec.name;
        let row = COVERED.iter().find(|row| row.command == name).expect(name);
        let Some(table) = NEEDED.iter().find(|(command, _)| *command == name).and_then(|(_, table)| *table)
        else {
            continue;
        };
        let app = coverage::app().await;
        rows::take_away(&app, table);
        let before = rows::all(&app);
        let answer = app.call("alice", name, &row.success_params()).await;
        let fault = entry.handler.fault;
        assert_eq!(answer.error(), Some((fault.number, fault.words.to_owned())), "{name}");
        assert_eq!(answer.status, 200, "{name}");
        assert_eq!(rows::all(&app), before, "{name} left something half written");
        rows::bring_back(&app, table);
        let answer = app.call("alice", name, &row.success_params()).await;
        if row.form.is_empty() {
            assert_ne!(answer.number(), fault.number, "{name} once the store works again");
            continue;
        }
        assert_eq!(answer.error(), None, "{name} once the store works again");
        assert_eq!(body::form(&answer), row.form, "{name}");
    }
}

#[tokio::test]
async fn health_tells_whether_the_store_can_be_read() {
    let app = coverage::app().await;
    let ready = async || app.get("/health/ready").await.status;
    assert_eq!(ready().await, 200);
    rows::take_away(&app, "account");
    assert_eq!((ready().await, app.get("/health/live").await.status), (503, 200));
    rows::bring_back(&app, "account");
    assert_eq!(ready().await, 200);
}
