//! Certificates: bought, given more names, renewed, listed and looked at.

mod given;
mod orders;

use rules::calendar::DAY;
use rules::certificate::Product;
use testkit::{Answer, Setup, TestApp};
use wire::node::Node;

use crate::coverage::table::CSR;
use given::CHAIN;
pub use given::{Given, give};

async fn app() -> TestApp {
    TestApp::start(Setup::default()).await
}

async fn call(app: &TestApp, command: &str, params: &[(&str, &str)]) -> Answer {
    app.call("alice", &format!("namecheap.ssl.{command}"), params).await
}

async fn buy(app: &TestApp, product: &str, more: &[(&str, &str)]) -> Node {
    let params = [&[("Type", product), ("Years", "2")], more].concat();
    call(app, "create", &params).await.result()
}

fn of<'n>(node: &'n Node, name: &str) -> &'n str {
    node.attribute(name).unwrap_or_else(|| panic!("no {name}: {node:?}"))
}

fn child<'n>(node: &'n Node, name: &str) -> &'n Node {
    node.child(name).unwrap_or_else(|| panic!("no {name}: {node:?}"))
}

fn id(bought: &Node) -> &str {
    of(child(bought, "SSLCertificate"), "CertificateID")
}

/// The rows of a list.
async fn list(app: &TestApp, params: &[(&str, &str)]) -> Vec<Node> {
    call(app, "getList", params).await.result().children
}

async fn info(app: &TestApp, id: &str, more: &[(&str, &str)]) -> Node {
    call(app, "getInfo", &[&[("CertificateID", id)], more].concat()).await.result()
}

#[tokio::test]
async fn a_certificate_is_bought_and_listed_as_recorded() {
    let app = app().await;
    let before = app.balance("alice").await;
    let bought = buy(&app, "PositiveSSL", &[]).await;
    assert_eq!(of(&bought, "ChargedAmount"), "15.7600");
    let certificate = child(&bought, "SSLCertificate");
    let shown = ["Created", "SSLType", "Years", "Status"].map(|name| of(certificate, name));
    assert_eq!(shown, ["06/15/2026", "Standard SSL", "2", "NewPurchase"], "what is sold in its place");
    assert_eq!((before.as_str(), app.balance("alice").await.as_str()), ("10000.00", "9984.24"));
    let rows = list(&app, &[]).await;
    let row: Vec<(&str, &str)> =
        rows[0].attributes.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let expected = [
        ("CertificateID", id(&bought)),
        ("HostName", ""),
        ("SSLType", "standard ssl"),
        ("PurchaseDate", "06/15/2026"),
        ("ExpireDate", ""),
        ("ActivationExpireDate", ""),
        ("IsExpiredYN", "false"),
        ("Status", "newpurchase"),
        ("ProviderOrderID", ""),
        ("Years", "2"),
    ];
    assert_eq!(row, expected);
    assert_eq!(rows.len(), 1);
    assert!(app.call("bob", "namecheap.ssl.getList", &[]).await.result().children.is_empty());
}

#[tokio::test]
async fn further_names_are_paid_for_each_year() {
    let app = app().await;
    let bought = buy(&app, "multi domain ssl", &[("SANSToAdd", "15")]).await;
    assert_eq!(of(&bought, "ChargedAmount"), "908.1600", "as documented in 2018");
    let id = id(&bought).to_owned();
    assert_eq!(of(&info(&app, &id, &[]).await, "SANSCount"), "17");
    let more = [("CertificateID", id.as_str()), ("NumberofSANStoADD", "4")];
    let bought = call(&app, "purchaseMoreSANS", &more).await.result();
    assert_eq!(of(&bought, "ChargedAmount"), "199.0400");
    let certificate = child(&bought, "SSLCertificate");
    let shown =
        ["CertificateID", "SSLType", "Years", "Status", "SANSCount"].map(|name| of(certificate, name));
    assert_eq!(shown, [&id, "ov multi-domain ssl", "2", "NEWPURCHASE", "4"]);
    assert_eq!(of(&info(&app, &id, &[]).await, "SANSCount"), "21");
    assert_eq!(app.balance("alice").await, "8892.80");
}

#[tokio::test]
async fn a_certificate_for_several_names_holds_a_hundred() {
    let app = app().await;
    let bought = buy(&app, "SAN Certificate", &[("SANStoADD", "90")]).await;
    let more = |count| [("CertificateID", id(&bought)), ("NumberOfSANSToAdd", count)];
    assert_eq!(call(&app, "purchaseMoreSANs", &more("8")).await.number(), 2_011_767);
    call(&app, "purchaseMoreSANs", &more("7")).await.result();
    assert_eq!(of(&info(&app, id(&bought), &[]).await, "SANSCount"), "99", "besides the common name");
    assert_eq!(call(&app, "purchaseMoreSANs", &more("1")).await.number(), 2_011_767);
}

#[tokio::test]
async fn lists_are_narrowed_sorted_and_cut_into_pages() {
    let app = app().await;
    for (name, days) in [("b.example.com", 20), ("a.example.net", -5)] {
        give(&app, Given { common_name: Some(name), ends_in: days * DAY, ..Given::default() }).await;
    }
    for product in ["SAN Certificate", "EV SSL"] {
        app.world_passes(1);
        buy(&app, product, &[]).await;
    }
    let ids = async |params: &[(&str, &str)]| {
        let rows = list(&app, params).await;
        rows.iter()
            .map(|row| of(row, "CertificateID").trim_start_matches('9').parse::<u32>())
            .collect::<Vec<_>>()
    };
    for (params, expected) in [
        (&[][..], &[1, 2, 3, 4][..]),
        (&[("SortBy", "PURCHASEDATE_DESC")], &[4, 3, 1, 2]),
        (&[("SortBy", "sslType")], &[4, 3, 1, 2]),
        (&[("SortBy", "ExpireDateTime")], &[2, 1, 3, 4]),
        (&[("SortBy", "Host_Name_DESC")], &[1, 2, 3, 4]),
        (&[("SearchTerm", "Example.NET")], &[2]),
        (&[("SearchTerm", "%")], &[]),
        (&[("ListType", "active")], &[1, 2]),
        (&[("ListType", "NewPurchase")], &[3, 4]),
        (&[("ListType", "Processing")], &[]),
        (&[("Years", "1")], &[1, 2]),
        (&[("Page", "2")], &[]),
    ] {
        let expected: Vec<_> = expected.iter().copied().map(Ok).collect();
        assert_eq!(ids(params).await, expected, "{params:?}");
    }
    let expired: Vec<String> =
        list(&app, &[]).await.iter().map(|row| of(row, "IsExpiredYN").to_owned()).collect();
    assert_eq!(expired, ["false", "true", "false", "false"]);
}

#[tokio::test]
async fn what_is_told_of_a_certificate_before_and_after_its_issue() {
    let app = app().await;
    let bought = buy(&app, "Standard SSL", &[]).await;
    let returned = [("Returncertificate", "true"), ("Returntype", "individual")];
    let new = info(&app, id(&bought), &returned).await;
    let shown = ["Status", "Type", "IssuedOn", "Expires", "ActivationExpireDate", "OrderId", "SANSCount"];
    let order = of(&bought, "OrderId");
    assert_eq!(
        shown.map(|name| of(&new, name)),
        ["newpurchase", "standard ssl", "", "", "06/15/2027", order, "0"]
    );
    assert!(new.child("CertificateDetails").is_none() && new.attribute("ReplacedBy").is_none());
    assert_eq!(child(child(&new, "Provider"), "OrderID").text, "");

    let id = give(&app, Given { common_name: Some("a.com"), ends_in: 30 * DAY, ..Given::default() }).await;
    let active = info(&app, &id, &returned).await;
    assert_eq!(
        ["Status", "StatusDescription", "IssuedOn", "Expires", "ActivationExpireDate"]
            .map(|name| of(&active, name)),
        ["active", "Certificate is Active.", "06/15/2026", "07/15/2026", ""]
    );
    let details = child(&active, "CertificateDetails");
    let texts = ["CSR", "ApproverEmail", "CommonName", "AdministratorName", "AdministratorEmail"]
        .map(|name| child(details, name).text.trim().to_owned());
    assert_eq!(texts, [CSR.trim(), "admin@a.com", "a.com", "Ada Lovelace", "ada@example.org"]);
    assert_ne!(child(child(&active, "Provider"), "OrderID").text, "");
}

#[tokio::test]
async fn a_certificate_comes_as_pem_texts_or_as_one_pkcs7() {
    let app = app().await;
    let id = give(&app, Given { common_name: Some("a.com"), ends_in: 30 * DAY, ..Given::default() }).await;
    let certificates = async |more: &[(&str, &str)]| {
        let info = info(&app, &id, more).await;
        child(child(&info, "CertificateDetails"), "Certificates").clone()
    };
    let (first, second) = CHAIN.trim().split_once("\n-----BEGIN").expect("two");
    let individual = certificates(&[("Returncertificate", "True")]).await;
    assert_eq!(of(&individual, "ReturnType"), "Individual");
    assert_eq!(child(&individual, "Certificate").text, format!("\n{first}\n"));
    let issuer = child(child(&individual, "CaCertificates"), "Certificate");
    assert_eq!(of(issuer, "Type"), "INTERMEDIATE");
    assert_eq!(child(issuer, "Certificate").text, format!("\n-----BEGIN{second}\n"));

    let pkcs7 = certificates(&[("Returncertificate", "true"), ("Returntype", "pkcs7")]).await;
    assert_eq!((of(&pkcs7, "CertificateReturned"), of(&pkcs7, "ReturnType")), ("true", "PKCS7"));
    let text = child(&pkcs7, "Certificate").text.clone();
    assert!(text.starts_with("\n-----BEGIN PKCS7-----\n"), "{text}");
    assert!(pkcs7.child("CaCertificates").is_none());

    for more in [&[][..], &[("ReturnCertificate", "False")]] {
        let none = certificates(more).await;
        assert_eq!(of(&none, "CertificateReturned"), "false");
        assert!(none.children.is_empty());
    }
}

#[tokio::test]
async fn a_renewal_is_a_certificate_of_its_own_with_the_names_of_the_old() {
    let app = app().await;
    let several = Given { product: Product::San, bought_names: 2, ..Given::default() };
    let old = Given { common_name: Some("a.com"), ends_in: 90 * DAY + 1, ..several };
    let old = give(&app, old).await;
    let params = [("certificateid", old.as_str()), ("ssltype", "positivessl multi domain"), ("years", "1")];
    assert_eq!(call(&app, "renew", &params).await.number(), 4_011_294, "a second too early");
    app.world_passes(1);
    let renewed = call(&app, "renew", &params).await.result();
    assert_eq!(
        ["SSLType", "Years", "ChargedAmount"].map(|name| of(&renewed, name)),
        ["SAN Certificate", "1", "41.6400"]
    );
    let new = info(&app, of(&renewed, "CertificateID"), &[]).await;
    assert_eq!(["Status", "SANSCount"].map(|name| of(&new, name)), ["newrenewal", "4"]);
    assert_eq!(of(&info(&app, &old, &[]).await, "Status"), "active");
    assert_eq!(call(&app, "renew", &params).await.number(), 4_028_294);
    assert_eq!(app.balance("alice").await, "9958.36");
}

#[tokio::test]
async fn a_certificate_is_renewed_until_half_a_year_after_its_end() {
    let app = app().await;
    let ended = Given { common_name: Some("a.com"), ends_in: -180 * DAY, ..Given::default() };
    let (in_time, late) =
        (give(&app, ended).await, give(&app, Given { ends_in: -180 * DAY - 1, ..ended }).await);
    let renew = async |id: &str| {
        let params = [("CertificateID", id), ("SSLType", "Standard SSL"), ("Years", "1")];
        call(&app, "renew", &params).await.error().map(|(number, _)| number)
    };
    assert_eq!((renew(&in_time).await, renew(&late).await), (None, Some(4_011_294)));
}

#[tokio::test]
async fn nobody_renews_or_enlarges_or_sees_the_certificate_of_somebody_else() {
    let app = app().await;
    let several = Given { product: Product::San, ..Given::default() };
    let id = give(&app, Given { common_name: Some("a.com"), ends_in: DAY, ..several }).await;
    let params = [
        ("CertificateID", id.as_str()),
        ("SSLType", "SAN Certificate"),
        ("Years", "1"),
        ("NumberOfSANSToAdd", "1"),
    ];
    for (command, number) in [("renew", 4_011_294), ("purchaseMoreSANs", 2_011_294), ("getInfo", 2_011_294)] {
        let answer = app.call("bob", &format!("namecheap.ssl.{command}"), &params).await;
        assert_eq!(answer.number(), number, "{command}");
    }
    assert_eq!(app.balance("bob").await, "10000.00");
}

#[tokio::test]
async fn mailboxes_at_the_name_and_at_what_was_registered() {
    let app = app().await;
    let addresses = async |name: &str| {
        let params = [("domainname", name), ("CertificateType", "positivessl wildcard")];
        let listed = call(&app, "getApproverEmailList", &params).await.result();
        assert!(child(&listed, "Domainemails").children.is_empty());
        let all = &child(&listed, "Genericemails").children;
        (of(&listed, "Domain").to_owned(), all.iter().map(|email| email.text.clone()).collect::<Vec<_>>())
    };
    let five = |name: &str| {
        ["admin", "administrator", "hostmaster", "postmaster", "webmaster"]
            .map(|mailbox| format!("{mailbox}@{name}"))
            .to_vec()
    };
    assert_eq!(addresses("Example.com").await, ("example.com".into(), five("example.com")));
    assert_eq!(addresses("*.example.co.uk").await, ("example.co.uk".into(), five("example.co.uk")));
    let both = [five("www.example.com"), five("example.com")].concat();
    assert_eq!(addresses("www.example.com").await, ("www.example.com".into(), both));
}

#[tokio::test]
async fn what_a_request_for_a_certificate_says() {
    let app = app().await;
    let parsed = async |csr: &str, more: &[(&str, &str)]| {
        call(&app, "parseCSR", &[&[("csr", csr)], more].concat()).await.result()
    };
    let texts = |parsed: &Node| {
        let details = child(parsed, "CSRDetails");
        details.children.iter().map(|field| field.text.clone()).collect::<Vec<_>>()
    };
    let rsa = parsed(CSR, &[("CertificateType", "standard ssl")]).await;
    let expected = [
        "www.example.com",
        "example.com",
        "US",
        "IT",
        "Example Org",
        "false",
        "California",
        "Los Angeles",
        "it@example.com",
        "www.example.com,example.com",
    ];
    assert_eq!(texts(&rsa), expected);
    assert!(rsa.child("HttpDCValidation").is_none());
    let wildcard = parsed(include_str!("certificates/wildcard.pem"), &[]).await;
    assert_eq!(texts(&wildcard)[..3], ["*.example.com", "example.com", ""]);

    let file = parsed(CSR, &[("HTTPDCValidation", "true")]).await;
    let file = child(&file, "HttpDCValidation");
    assert_eq!(of(file, "ValueAvailable"), "true");
    let (name, content) = (&child(file, "FileName").text, &child(file, "FileContent").text);
    assert_eq!(name.len(), "M.txt".len() + 31, "{name}");
    assert_eq!(content.lines().map(str::len).collect::<Vec<_>>(), [64, "comodoca.com".len()], "{content}");
}
