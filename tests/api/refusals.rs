//! Every refusal that a command declares can be had.

mod accounts;
mod allow_lists;
mod certificates;
mod dns;
mod keys;
mod own_domains;
mod privacy;
mod registered;
mod sandbox;
mod state;
mod terms;
mod transfers;
mod validation;

use commands::slice::COMMANDS;
use rules::money::Money;
use testkit::{Setup, TestApp, account, registration};
use tokio::sync::OnceCell;
use wire::RefusalSpec;

use crate::coverage::privacy_of_alice;
use crate::coverage::table::COVERED;
use crate::faults::NEEDED;
use crate::merging;
use crate::rows;

/// A call and what it is refused with.
struct Case {
    user: &'static str,
    command: &'static str,
    params: Vec<(String, String)>,
    number: u32,
    words: String,
}

fn case(command: &'static str, params: &[(&str, &str)], number: u32, words: &str) -> Case {
    let params = params.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Case { user: "alice", command, params, number, words: words.to_owned() }
}

fn create(name: &str, more: &[(&str, &str)], number: u32, words: &str) -> Case {
    let params = registration(name, more);
    Case { user: "alice", command: "namecheap.domains.create", params, number, words: words.to_owned() }
}

fn of_create() -> Vec<Case> {
    let premium = "Domain is premium while considered regular or is regular while considered premium";
    let phone = "The contact phone is invalid. The phone number format is +NNN.NNNNNNNNNN";
    let uk = [("COUKLegalType", "IND"), ("COUKRegisteredfor", "Ada"), ("AddFreeWhoisguard", "yes")];
    let eu = [("EUAgreeWhoisPolicy", "YES"), ("EUAgreeDeletePolicy", "NO")];
    let offer = [("IsPremiumDomain", "true"), ("PremiumPrice", "3250.01")];
    let poor = create("free.com", &[], 2_528_166, "Order creation failed");
    vec![
        create(
            "free.com",
            &[("WGEnabled", "yes")],
            2_033_407,
            "Cannot enable domain privacy when AddWhoisguard is set as NO",
        ),
        create("free.com", &[("RegistrantPhone", "5555550100")], 2_015_182, phone),
        create("free.com", &[("TechFax", "none")], 2_015_182, phone),
        create("free.com", &[("TechCountry", "ZZ")], 2_005, "Country name is invalid"),
        create("free.com", &[("AdminEmailAddress", "a")], 2_011_153, "Parameter EmailAddress is Invalid"),
        create("free.eu", &eu, 2_015_267, "EUAgreeDelete option should not be set as NO"),
        create("free.com", &[("PromotionCode", "X")], 2_011_170, "Promotion code is invalid"),
        create(
            "free.co.uk",
            &uk,
            2_011_170,
            "This TLD 'co.uk' does not support adding or enabling Free whoisguard",
        ),
        create("free.nosuchtld", &[], 2_011_280, "TLD is invalid"),
        create("free.com", &[("Years", "0")], 2_015_167, "Number of years should be maximum 10"),
        create("free.audio", &[], 2_030_280, "TLD is not supported in API"),
        create("free.com", &[("Nameservers", "a b,c")], 2_011_168, "Nameservers are not valid"),
        create("free.com", &[("Nameservers", "ns1.example.net")], 2_011_168, "Nameservers are not valid"),
        create("free.us", &[], 2_011_322, "Extended Attributes are not Valid: RegistrantNexus is missing"),
        create("xn--bcher-kva.com", &[], 2_011_280, "IdnCode is not valid"),
        create("com", &[], 2_011_166, "Parameter DomainName is Invalid"),
        create("premium-a.com", &offer, 2_515_610, "Prices do not match"),
        create("premium-a.com", &[], 2_515_623, premium),
        create("free.com", &[("IsPremiumDomain", "true"), ("PremiumPrice", "9.06")], 2_515_623, premium),
        create("bobs.com", &[], 3_031_166, "Domain name not available"),
        create("taken-a.com", &[], 3_031_166, "Domain name not available"),
        create("refused-a.com", &[], 3_028_166, "Error from the registry"),
        create("noanswer-a.com", &[], 3_031_900, "Unknown response from provider"),
        Case { user: "poor", ..poor },
    ]
}

fn of_set_hosts() -> Vec<Case> {
    let refused = |rows: &[(&str, &str, &str)], email: &str, number, words: &str| {
        let mut case = case("namecheap.domains.dns.setHosts", &ALICES, number, words);
        for (at, (name, kind, address)) in (1..).zip(rows) {
            for (stem, value) in [("HostName", name), ("RecordType", kind), ("Address", address)] {
                case.params.push((format!("{stem}{at}"), (*value).to_owned()));
            }
        }
        case.params.push(("EmailType".into(), email.to_owned()));
        case
    };
    let numbers: Vec<String> = (0..1_001).map(|n| n.to_string()).collect();
    let many: Vec<(&str, &str, &str)> = numbers.iter().map(|n| ("t", "TXT", n.as_str())).collect();
    vec![
        case(
            "namecheap.domains.dns.setHosts",
            &BOBS,
            2_019_166,
            "The domain (bobs.com) doesn't seem to be associated with your account.",
        ),
        refused(&[("www", "A", "::1")], "", 2_050_900, "Invalid Address"),
        refused(
            &[("a", "A", "192.0.2.1"), ("b c", "A", "192.0.2.1")],
            "",
            2_011_288,
            "Parameter HostName2 is Invalid",
        ),
        refused(
            &[("a", "A", "192.0.2.1"), ("a", "CNAME", "example.net")],
            "",
            2_015_288,
            "Host name of CNAME record 2 is used by other records",
        ),
        refused(&[("@", "MX", "mail.example.net")], "FWD", 2_015_288, "MX record 1 needs EmailType MX"),
        refused(
            &[("@", "MXE", "192.0.2.1")],
            "MX",
            2_015_288,
            "MXE record 1 needs EmailType MXE and no other MX or MXE record",
        ),
        refused(&many, "", 4_013_288, "Too many records"),
    ]
}

const ALICES: [(&str, &str); 2] = [("SLD", "alices"), ("TLD", "com")];
const BOBS: [(&str, &str); 2] = [("SLD", "bobs"), ("TLD", "com")];
const CUSTOM: [(&str, &str); 2] = [("SLD", "custom"), ("TLD", "com")];

fn of_name_servers() -> Vec<Case> {
    let set = |list: &str, number, words: &str| {
        let params = [ALICES[0], ALICES[1], ("Nameservers", list)];
        case("namecheap.domains.dns.setCustom", &params, number, words)
    };
    let add = |host: &str, ip: &str, number, words: &str| {
        let params = [ALICES[0], ALICES[1], ("Nameserver", host), ("IP", ip)];
        case("namecheap.domains.ns.create", &params, number, words)
    };
    let foreign = [BOBS[0], BOBS[1], ("Nameservers", "ns1.example.net,ns2.example.net")];
    let foreign_host = [BOBS[0], BOBS[1], ("Nameserver", "ns1.bobs.com"), ("IP", "198.41.0.4")];
    let failed = "Nameserver registration failed due to error:";
    vec![
        case("namecheap.domains.dns.setCustom", &foreign, 2_019_166, "Domain name not found"),
        set("ns1.example.net,NS1.example.net.", 2_011_168, "Two nameservers are required"),
        set("ns1.example.net,192.0.2.1", 2_011_168, "Nameservers are not valid"),
        set("ns1.bobs.com,ns1.example.net", 3_031_166, "Not allowed host: ns1.bobs.com."),
        case("namecheap.domains.ns.create", &foreign_host, 2_019_166, "Domain name not found"),
        add(
            "ns2.alices.com",
            "127.0.0.1",
            3_024_278,
            "Parameter value policy error. IP address 127.0.0.1 is reserved.",
        ),
        add(
            "ns1.bobs.com",
            "198.41.0.4",
            3_031_510,
            &format!("{failed} Parameter value policy error;ns1.bobs.com is no host of this domain"),
        ),
        add("ns1.alices.com", "198.41.0.4", 3_031_510, &format!("{failed} Object exists;ns1.alices.com")),
    ]
}

fn of_reads() -> Vec<Case> {
    let list: Vec<String> = (0..51).map(|n| format!("free{n}.com")).collect();
    let bobs = [("DomainName", "bobs.com")];
    let other = "Cannot complete this command as this domain is not using proper DNS servers";
    vec![
        case(
            "namecheap.domains.check",
            &[("DomainList", &list.join(","))],
            2_011_169,
            "Only 50 domains are allowed in a single check command",
        ),
        case(
            "namecheap.domains.check",
            &[("DomainList", "free.com,free.nosuchtld")],
            2_030_280,
            "Tld for 'free.nosuchtld' is not found",
        ),
        case("namecheap.domains.getContacts", &bobs, 2_019_166, "Domain Name not found"),
        case("namecheap.domains.getInfo", &bobs, 2_030_166, "Domain is invalid"),
        case("namecheap.domains.dns.getHosts", &BOBS, 2_019_166, "Domain name not found"),
        case("namecheap.domains.dns.getHosts", &CUSTOM, 2_030_288, other),
        case("namecheap.domains.dns.getList", &BOBS, 2_019_166, "Domain name not found"),
        case("namecheap.domains.dns.setDefault", &BOBS, 2_019_166, "Domain name not found"),
        case(
            "namecheap.users.getPricing",
            &[("ProductType", "DOMAIN"), ("PromotionCode", "X")],
            2_011_170,
            "PromotionCode is invalid",
        ),
        case(
            "namecheap.users.getPricing",
            &[("ProductType", "HORSES")],
            2_011_298,
            "Parameter ProductType is Invalid",
        ),
    ]
}

async fn app() -> TestApp {
    let mut setup = Setup::default();
    setup
        .accounts
        .push(registrar::described::Described { opening_balance: Money::usd(90_599), ..account("poor") });
    // What spent-new.com for two years and spent-old.com for one cost.
    let spent = Money::usd(221_200 + 90_600);
    setup.accounts.push(registrar::described::Described { opening_balance: spent, ..account("spent") });
    setup.accounts.extend(accounts::under_alice());
    setup.accounts.push(registrar::described::Described { parent: Some("alice".into()), ..account("keyed") });
    let app = TestApp::start(setup).await;
    terms::prepare(&app).await;
    transfers::prepare(&app).await;
    app.register("alice", "alices.com").await;
    app.register("bob", "bobs.com").await;
    let own = ("Nameservers", "ns1.example.net,ns2.example.net");
    assert_eq!(app.create("alice", "custom.com", &[own]).await.error(), None);
    let host = [ALICES[0], ALICES[1], ("Nameserver", "ns1.alices.com"), ("IP", "198.41.0.4")];
    assert_eq!(app.call("alice", "namecheap.domains.ns.create", &host).await.error(), None);
    registered::prepare(&app).await;
    own_domains::prepare(&app).await;
    accounts::prepare(&app).await;
    privacy_of_alice(&app).await;
    certificates::prepare(&app).await;
    validation::prepare(&app).await;
    app
}

/// Every error of a call; the first is what the call is refused with.
async fn outcome(
    app: &TestApp,
    user: &str,
    command: &str,
    params: &[(String, String)],
) -> Vec<(u32, String)> {
    let params: Vec<(&str, &str)> = params.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let errors = app.call(user, command, &params).await.errors();
    assert!(!errors.is_empty(), "{command} {params:?} is not refused");
    errors
}

/// The refusals of a store that fails.
async fn of_faults(app: &TestApp) -> Vec<Had> {
    let mut had = Vec::new();
    for (command, table) in NEEDED.iter().filter_map(|(command, table)| Some((*command, (*table)?))) {
        let row = COVERED.iter().find(|row| row.command == command).expect(command);
        rows::take_away(app, table);
        let answer = app.call("alice", command, &row.success_params()).await;
        rows::bring_back(app, table);
        let (number, words) = answer.error().expect(command);
        had.push((command, number, words));
    }
    had
}

fn fits(words: &str, spec: &RefusalSpec) -> bool {
    match spec.words.split_once("{}") {
        Some((before, after)) => words.starts_with(before) && words.ends_with(after),
        // The declaration of a parameter refuses some values before the command looks at them.
        None => words == spec.words || words.ends_with(" is Invalid"),
    }
}

/// A command, and a number with its words that it was refused with.
pub type Had = (&'static str, u32, String);

/// Every refusal of a command that was had here.
pub async fn had() -> &'static [Had] {
    static HAD: OnceCell<Vec<Had>> = OnceCell::const_new();
    HAD.get_or_init(all).await
}

async fn all() -> Vec<Had> {
    let app = app().await;
    let mut had = of_faults(&app).await;
    had.push(sandbox::of_an_empty_world().await);
    had.push(state::of_many_answers().await);
    had.push(sandbox::of_too_many_faults().await);
    had.extend(dns::of_a_zone().await);
    had.extend(keys::of_lives().await);
    had.extend(allow_lists::of_lists().await);
    had.extend(merging::refused::had().await);
    let cases = [
        of_create(),
        of_set_hosts(),
        of_name_servers(),
        registered::cases(),
        own_domains::cases(),
        terms::cases(),
        of_reads(),
        accounts::cases(),
        certificates::cases(),
        allow_lists::cases(),
        dns::of_strangers(),
        keys::cases(),
        validation::cases(),
        privacy::cases(),
        transfers::cases(),
        sandbox::cases(),
        state::cases(),
        sandbox::of_what_is_in_memory(),
    ];
    for case in cases.into_iter().flatten() {
        let errors = outcome(&app, case.user, case.command, &case.params).await;
        assert_eq!(errors[0], (case.number, case.words), "{}", case.command);
        had.extend(errors.into_iter().map(|(number, words)| (case.command, number, words)));
    }
    had
}

#[tokio::test]
async fn every_declared_refusal_can_be_had() {
    let had = had().await;
    for entry in COMMANDS {
        for spec in entry.spec.refusals {
            let seen = |(command, number, words): &Had| {
                *command == entry.spec.name && *number == spec.number && fits(words, spec)
            };
            assert!(had.iter().any(seen), "{} never refused with {spec:?}", entry.spec.name);
        }
    }
}
