//! Certificates that are put into the store as a test wants them.

use rules::certificate::{
    ACTIVATION_PERIOD, Applicant, LONGEST_VALIDITY, Method, Product, Representative, State, Term,
};
use rules::money::Money;
use store::{
    Certificate, CertificateName, CertificateRequest, End, IssuedCertificate, Kind, Purchase, PurchaseState,
};
use testkit::TestApp;

use crate::coverage::table::CSR;

/// Two texts that look like certificates.
pub const CHAIN: &str = "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n\
                     -----BEGIN CERTIFICATE-----\nMAEA\n-----END CERTIFICATE-----\n";

/// A certificate as a test wants it.
#[derive(Clone, Copy)]
pub struct Given {
    pub user: &'static str,
    pub product: Product,
    pub bought_names: i64,
    /// Active, where it has a common name.
    pub state: State,
    pub common_name: Option<&'static str>,
    /// Seconds to the end of its term.
    pub ends_in: i64,
}

impl Default for Given {
    fn default() -> Self {
        Given {
            user: "alice",
            product: Product::Standard,
            bought_names: 0,
            state: State::NewPurchase,
            common_name: None,
            ends_in: 0,
        }
    }
}

/// Puts a certificate into the store; its id.
pub async fn give(app: &TestApp, given: Given) -> String {
    let written = app.runner.write(move |cx| {
        let account_id = cx.tx.account_by_name(given.user)?.expect(given.user).id;
        let (purchase_id, transaction_id) = (cx.tx.next_id(Kind::Order)?, cx.tx.next_id(Kind::Transaction)?);
        cx.tx.insert_purchase(&Purchase {
            id: purchase_id,
            transaction_id,
            account_id,
            state: PurchaseState::Completed,
            // An order of any kind: nobody asks what it bought.
            detail: r#"{"kind":"privacy renewal","bought":{"id":1,"years":1}}"#.to_owned(),
            amount: Money::ZERO,
            client_ip: String::new(),
            key_id: None,
            created: cx.now,
        })?;
        let id = cx.tx.next_id(Kind::Certificate)?;
        let bought = Certificate {
            id,
            account_id,
            purchase_id,
            product: given.product,
            years: 1,
            bought_names: given.bought_names,
            state: given.state,
            purchased: cx.now,
            activation_ends: cx.now + ACTIVATION_PERIOD,
            renewal_of: None,
            replaces: None,
            replaced_by: None,
            request: None,
            term: None,
            issued: None,
            revoked: None,
        };
        let certificate = match given.common_name {
            Some(name) => issued(bought, name, cx.now, given.ends_in),
            None => bought,
        };
        cx.tx.insert_certificate(&certificate)?;
        if let Some(name) = given.common_name {
            let method = Method::Email(format!("admin@{name}"));
            let name =
                CertificateName { name: name.into(), method, token_hash: None, validated: Some(cx.now) };
            cx.tx.set_certificate_names(id, &[name])?;
        }
        Ok(End::Commit(id))
    });
    written.await.expect("a certificate").to_string()
}

fn issued(bought: Certificate, common_name: &str, now: i64, ends_in: i64) -> Certificate {
    let representative = Representative {
        first_name: Some("Ada".into()),
        last_name: Some("Lovelace".into()),
        ..Representative::default()
    };
    Certificate {
        state: State::Active,
        request: Some(CertificateRequest {
            activated: now,
            authority_order: bought.purchase_id.to_string(),
            csr: CSR.into(),
            unique_value: "5a955211b1f8c".into(),
            common_name: common_name.into(),
            web_server_type: None,
            admin_email: Some("ada@example.org".into()),
            applicant: Applicant { representative, ..Applicant::default() },
        }),
        term: Some(Term { begins: now, ends: now + ends_in }),
        issued: Some(IssuedCertificate {
            at: now,
            valid_until: now + LONGEST_VALIDITY,
            serial: "01".into(),
            chain: CHAIN.into(),
        }),
        ..bought
    }
}
