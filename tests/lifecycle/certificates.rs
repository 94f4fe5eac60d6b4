//! Certificates, from purchase to revocation: real proofs of control, real chains.

use registrar::sweeps::certificates::{self, Swept};
use rules::calendar::DAY;
use store::Mail;
use testkit::{Answer, Setup, TestApp};
use wire::node::Node;

use crate::web::{WebServer, handshake, openssl, request};
use crate::world::World;

const ISSUED: Swept = Swept { issued: 1, refused: 0, waiting: 0 };
const WAITING: Swept = Swept { issued: 0, refused: 0, waiting: 1 };
const NOTHING: Swept = Swept { issued: 0, refused: 0, waiting: 0 };

impl World {
    async fn ssl(&self, command: &str, params: &[(&str, &str)]) -> Answer {
        let answer = self.0.call("alice", &format!("namecheap.ssl.{command}"), params).await;
        self.check_ledger();
        answer
    }

    /// Buys a certificate; its id.
    async fn bought(&self, product: &str, years: &str) -> String {
        let answer = self.ssl("create", &[("Type", product), ("Years", years)]).await.result();
        let certificate = answer.child("SSLCertificate").expect("a certificate");
        certificate.attribute("CertificateID").expect("an id").to_owned()
    }

    /// Looks at what waits, as of now.
    async fn look(&self) -> Swept {
        certificates::run(&self.0.runner).await.expect("swept")
    }

    /// As [`World::look`], when the next look is due.
    async fn look_later(&self) -> Swept {
        self.0.world_passes(6 * 3_600);
        self.look().await
    }

    async fn info(&self, id: &str) -> Node {
        let params = [("CertificateID", id), ("Returncertificate", "true"), ("Returntype", "Individual")];
        self.ssl("getInfo", &params).await.result()
    }

    async fn state(&self, id: &str) -> String {
        self.info(id).await.attribute("Status").expect("Status").to_owned()
    }

    /// The chain of an issued certificate, in PEM.
    async fn chain(&self, id: &str) -> String {
        let mut pem = String::new();
        texts_with(&self.info(id).await, "BEGIN CERTIFICATE-", &mut pem);
        pem
    }

    /// Gives a domain one record.
    async fn publish(&self, domain: &str, (name, kind, value): (&str, &str, &str)) {
        let (sld, tld) = domain.split_once('.').expect("a domain");
        let row = [("HostName1", name), ("RecordType1", kind), ("Address1", value)];
        let params = [&[("SLD", sld), ("TLD", tld)], row.as_slice()].concat();
        assert_eq!(self.call("alice", "dns.setHosts", &params).await.error(), None);
    }

    /// The newest mail to somebody.
    fn mail_to(&self, recipient: &str) -> Mail {
        let mails = self.0.runner.store().read(|tx| tx.mails(100)).expect("mails");
        mails.into_iter().find(|mail| mail.recipient == recipient).expect("a mail")
    }

    /// Approves by the link in a mail, as a browser does.
    async fn approve(&self, mail: &Mail) -> Answer {
        let link =
            mail.body.split_ascii_whitespace().find(|word| word.contains("/approve?")).expect("a link");
        let path = link.strip_prefix(&format!("http://{}", self.0.address)).expect("a link to this server");
        let page = self.0.get(path).await;
        assert!(page.status == 200 && page.text().contains("<button"), "{}", page.text());
        let origin = format!("http://{}", self.0.address);
        let post = format!(
            "POST {path} HTTP/1.1\r\nHost: {}\r\nOrigin: {origin}\r\nSec-Fetch-Site: same-origin\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 14\r\n\r\nchoice=approve",
            self.0.address
        );
        self.0.exchange(post.as_bytes()).await
    }

    /// What the server has at a path, as a text.
    async fn file(&self, path: &str) -> Vec<u8> {
        let answer = self.0.get(path).await;
        assert_eq!(answer.status, 200, "{path}");
        answer.body
    }
}

fn texts_with(node: &Node, mark: &str, out: &mut String) {
    if node.text.contains(mark) {
        out.push_str(&node.text);
        out.push('\n');
    }
    node.children.iter().for_each(|child| texts_with(child, mark, out));
}

/// The text of the first element of a name, however deep.
fn text_of(node: &Node, name: &str) -> Option<String> {
    if node.name == name {
        return Some(node.text.clone());
    }
    node.children.iter().find_map(|child| text_of(child, name))
}

/// Publishes the CNAME record that an answer asks for.
async fn publish_record(world: &World, domain: &str, answer: &Node) {
    let host = text_of(answer, "HostName").expect("HostName");
    let target = text_of(answer, "Target").expect("Target");
    let label = host.strip_suffix(&format!(".{domain}")).expect("a name of the domain");
    world.publish(domain, (label, "CNAME", &target)).await;
}

#[tokio::test]
async fn a_certificate_for_three_names_from_purchase_to_revocation() {
    let web = WebServer::start().await;
    let world = World(TestApp::start(Setup { validation_port: web.port, ..Setup::default() }).await);
    for domain in ["shop.com", "shop.net", "shop.org"] {
        world.0.register("alice", domain).await;
    }
    let id = world.bought("PositiveSSL Multi Domain", "2").await;
    assert_eq!(world.state(&id).await, "newpurchase");
    let (key, csr) = request("shop.com");
    let activated = world
        .ssl(
            "activate",
            &[
                ("CertificateID", &id),
                ("CSR", &csr),
                ("AdminEmailAddress", "admin@example.org"),
                ("ApproverEmail", "CNAMECSRHASH"),
                ("DNSNames", "www.shop.net, shop.org"),
                ("DNSApproverEmails", "HTTPCSRHASH, admin@shop.org"),
            ],
        )
        .await
        .result();
    assert_eq!(world.state(&id).await, "purchased");
    assert_eq!(world.look().await, WAITING, "nothing is shown");
    assert_eq!(world.look().await, NOTHING, "nothing is due");

    publish_record(&world, "shop.com", &activated).await;
    assert_eq!(world.look_later().await, WAITING, "one of three is shown");
    world.publish("shop.net", ("www", "A", "127.0.0.1")).await;
    let file = text_of(&activated, "FileName").expect("FileName");
    let content = text_of(&activated, "FileContent").expect("FileContent");
    web.put("www.shop.net", format!("/.well-known/pki-validation/{file}"), content);
    assert_eq!(world.look_later().await, WAITING, "two of three are shown");
    let approved = world.approve(&world.mail_to("admin@shop.org")).await;
    assert!(approved.text().contains("It is approved."), "{}", approved.text());
    assert_eq!(world.state(&id).await, "active");
    let mailed = world.mail_to("admin@example.org");
    assert!(mailed.body.contains("BEGIN CERTIFICATE"), "{}", mailed.body);

    let (root, first) = (world.file("/ca/root.pem").await, world.chain(&id).await);
    let root = String::from_utf8(root).expect("PEM");
    let now = world.0.runner.now();
    for host in ["shop.com", "www.shop.net", "shop.org"] {
        handshake(&root, &first, &key, host, now).await.expect("a handshake");
    }
    assert!(handshake(&root, &first, &key, "other.com", now).await.is_err());
    let ended = handshake(&root, &first, &key, "shop.com", now + 201 * DAY).await;
    assert!(ended.is_err(), "a certificate lasts 200 days, whatever was paid for");

    let (key, csr) = request("shop.com");
    let params = [("CertificateID", id.as_str()), ("CSR", &csr), ("DNSDCValidation", "true")];
    let reissued = world.ssl("reissue", &params).await;
    let new = reissued.attribute("ID");
    assert_eq!(world.ssl("reissue", &params).await.number(), 4_011_331, "one at a time");
    assert_eq!((world.state(&id).await, world.state(&new).await), ("active".into(), "purchased".into()));
    publish_record(&world, "shop.com", &reissued.result()).await;
    assert_eq!(world.look().await, ISSUED);
    assert_eq!((world.state(&id).await, world.state(&new).await), ("replaced".into(), "active".into()));
    assert_eq!(world.info(&id).await.attribute("ReplacedBy"), Some(new.as_str()));
    let second = world.chain(&new).await;
    let now = world.0.runner.now();
    handshake(&root, &second, &key, "shop.com", now).await.expect("a handshake");
    assert!(handshake(&root, &second, &key, "shop.org", now).await.is_err(), "it was not asked for again");

    let revoke = |id: &str| [("CertificateID", id.to_owned()), ("CertificateType", "PositiveSSL".into())];
    let revoked = async |id: &str| {
        let params = revoke(id);
        let params: Vec<(&str, &str)> = params.iter().map(|(name, value)| (*name, value.as_str())).collect();
        world.ssl("revokeCertificate", &params).await
    };
    assert_eq!(check_revocation(&world, &root, &first).await, "OK");
    assert_eq!(revoked(&new).await.number(), 4_011_331, "it is in use");
    assert_eq!(revoked(&id).await.attribute("IsSuccess"), "true");
    assert_eq!(revoked(&id).await.number(), 4_011_331, "once");
    assert_eq!(check_revocation(&world, &root, &first).await, "revoked");
    assert_eq!(check_revocation(&world, &root, &second).await, "OK");
}

/// What `openssl` finds of a chain in the list of this server.
async fn check_revocation(world: &World, root: &str, chain: &str) -> &'static str {
    let folder = tempfile::tempdir().expect("a folder");
    let write =
        |name: &str, content: &[u8]| std::fs::write(folder.path().join(name), content).expect("written");
    write("root.pem", root.as_bytes());
    write("leaf.pem", chain.as_bytes());
    write("chain.pem", &world.file("/ca/intermediate.pem").await);
    write("list.crl", &world.file("/ca/intermediate.crl").await);
    let (read, text) =
        openssl(folder.path(), "crl -inform DER -in list.crl -out list.pem -CAfile chain.pem -verify");
    assert!(read && text.contains("verify OK"), "{text}");
    let at = world.0.runner.now();
    let (fine, text) = openssl(
        folder.path(),
        &format!(
            "verify -x509_strict -purpose sslserver -attime {at} -crl_check -CRLfile list.pem \
             -CAfile root.pem -untrusted chain.pem leaf.pem"
        ),
    );
    match (fine, text.contains("certificate revoked")) {
        (true, false) => "OK",
        (false, true) => "revoked",
        _ => panic!("{text}"),
    }
}

#[tokio::test]
async fn a_record_at_the_domain_stands_for_names_below_it_and_another_does_not() {
    let world = World::new().await;
    world.0.register("alice", "shop.com").await;
    let id = world.bought("Standard Wildcard SSL", "1").await;
    let (_, csr) = request("*.a.shop.com");
    let params = [("CertificateID", id.as_str()), ("CSR", &csr), ("DNSDCValidation", "true")];
    let activated = world.ssl("activate", &params).await.result();
    let host = text_of(&activated, "HostName").expect("HostName");
    let (target, label) =
        (text_of(&activated, "Target").expect("Target"), host.split('.').next().expect("a label"));
    assert_eq!(host, format!("{label}.a.shop.com"));
    world.publish("shop.com", (label, "CNAME", "elsewhere.example.com")).await;
    assert_eq!(world.look().await, WAITING);
    world.publish("shop.com", (label, "CNAME", &target)).await;
    assert_eq!(world.look_later().await, ISSUED);
    assert_eq!(world.state(&id).await, "active");
}

#[tokio::test]
async fn a_file_that_is_missing_or_another_proves_nothing_until_the_method_is_changed() {
    let web = WebServer::start().await;
    let world = World(TestApp::start(Setup { validation_port: web.port, ..Setup::default() }).await);
    world.0.register("alice", "shop.com").await;
    world.publish("shop.com", ("@", "A", "127.0.0.1")).await;
    let id = world.bought("PositiveSSL", "1").await;
    let (_, csr) = request("shop.com");
    let params = [("CertificateID", id.as_str()), ("CSR", &csr), ("HTTPDCValidation", "true")];
    let activated = world.ssl("activate", &params).await.result();
    assert_eq!(world.look().await, WAITING);
    let file = format!("/.well-known/pki-validation/{}", text_of(&activated, "FileName").expect("FileName"));
    web.put("shop.com", file, "something else".into());
    assert_eq!(world.look_later().await, WAITING);

    let edit = [("CertificateID", id.as_str()), ("DCVMethod", "webmaster@shop.com")];
    let edited = world.ssl("editDCVMethod", &edit).await.result();
    let file = edited.child("HttpDCValidation").expect("HttpDCValidation");
    assert_eq!(file.attribute("ValueAvailable"), Some("false"));
    let first = world.mail_to("webmaster@shop.com");
    let again = world.ssl("resendApproverEmail", &[("CertificateID", &id)]).await;
    assert_eq!(again.attribute("IsSuccess"), "true");
    let second = world.mail_to("webmaster@shop.com");
    assert_ne!(first.body, second.body);
    let link = first.body.split_once("/approve?").map(|(_, rest)| rest.lines().next().unwrap_or_default());
    let old = world.0.get(&format!("/approve?{}", link.expect("a link"))).await;
    assert_eq!(old.status, 404, "a newer mail has another link");
    world.approve(&second).await;
    assert_eq!(world.state(&id).await, "active");
    assert_eq!(world.ssl("resendApproverEmail", &[("CertificateID", &id)]).await.number(), 2_011_331);
}

#[tokio::test]
async fn an_organization_stands_in_its_certificate() {
    let world = World(TestApp::start(Setup { approve_at_once: true, ..Setup::default() }).await);
    let id = world.bought("EV SSL", "1").await;
    let (_, csr) = request("shop.com");
    let params = [
        ("CertificateID", id.as_str()),
        ("CSR", &csr),
        ("DNSDCValidation", "true"),
        ("AdminOrganizationName", "Example Ltd"),
        ("AdminAddress1", "1 Example Street"),
        ("AdminCity", "London"),
        ("AdminStateProvince", "London"),
        ("AdminPostalCode", "SW1A"),
        ("AdminCountry", "gb"),
        ("CompanyIncorporationCountry", "GB"),
        ("CompanyRegistrationNumber", "01234567"),
    ];
    assert_eq!(world.ssl("activate", &params).await.attribute("IsSuccess"), "true");
    assert_eq!(world.look().await, ISSUED);
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("leaf.pem"), world.chain(&id).await).expect("written");
    let (_, text) = openssl(folder.path(), "x509 -in leaf.pem -noout -subject -ext certificatePolicies");
    for part in ["O=Example Ltd", "C=GB", "serialNumber=01234567", "CN=shop.com", "2.23.140.1.1"] {
        assert!(text.replace(" = ", "=").contains(part), "{part} in {text}");
    }
}
