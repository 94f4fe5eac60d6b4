//! What parameters may be given: values that fit, by the name of the parameter, and values that fit nothing.

use wire::spec::ParamSpec;

use crate::dice::Dice;

/// Names that are registered, lost, transferred and registered again. Their beginnings and TLDs lead everywhere that the
/// built-in registry and the rules lead.
pub const DOMAINS: [&str; 32] = [
    "one.com",
    "two.com",
    "three.com",
    "four.net",
    "five.org",
    "six.xyz",
    "seven.de",
    "eight.de",
    "nine.us",
    "ten.eu",
    "eleven.co.uk",
    "twelve.io",
    "thirteen.dev",
    "fourteen.ch",
    "fifteen.com",
    "sixteen.com",
    "seventeen.net",
    "eighteen.org",
    "nineteen.info",
    "twenty.co",
    "premium-a.com",
    "premium-b.net",
    "taken-a.com",
    "refused-a.com",
    "noanswer-a.com",
    "norenew-a.com",
    "norenew-b.org",
    "xn--bcher-kva.com",
    "UPPER.com",
    "nosuch.tldtldtld",
    "com",
    "a.b.com",
];

/// Types of host records with addresses of theirs.
pub const HOST_RECORDS: [(&str, &str); 18] = [
    ("A", "192.0.2.1"),
    ("A", "192.0.2.2"),
    ("AAAA", "2001:db8::1"),
    ("AAAA", "2001:DB8::2"),
    ("CNAME", "Target.example.net."),
    ("CNAME", "www.example.org"),
    ("ALIAS", "alias.example.net"),
    ("MX", "mail.example.net."),
    ("MX", "mail2.example.net"),
    ("MXE", "192.0.2.25"),
    ("NS", "ns1.example.net"),
    ("TXT", "v=spf1 -all"),
    ("TXT", "a text; \"quoted\" and ünïcode"),
    ("CAA", "0 issue \"ca.example.net\""),
    ("URL", "http://example.net/"),
    ("URL301", "https://example.net/path?a=b&c=d"),
    ("FRAME", "http://example.net/"),
    ("A", "not an address"),
];

/// What the tables of TLDs ask for, where the TLD is one of [`DOMAINS`].
pub const EXTENDED: [(&str, &str); 9] = [
    ("DEConfirmAddress", "DE"),
    ("DEAgreeDelete", "Yes"),
    ("RegistrantNexus", "C11"),
    ("RegistrantPurpose", "P3"),
    ("EUAgreeWhoisPolicy", "YES"),
    ("EUAgreeDeletePolicy", "YES"),
    ("COUKLegalType", "IND"),
    ("COUKRegisteredfor", "Ada"),
    ("Unknown", "1"),
];

/// Values that fit nothing.
fn hostile(dice: &mut Dice) -> String {
    let known = [
        "",
        " ",
        "-1",
        "0",
        "99999999999999999999",
        "2147483648",
        "\u{0}",
        "a\u{1}b\u{7f}",
        "]]><a b=\"c\">&amp;",
        "' OR 1=1 --",
        "%00%ff",
        "\u{202e}\u{feff}ü",
        "..",
        ".com",
        "*",
        "1e9",
        "NaN",
    ];
    match dice.below(known.len() + 1) {
        at if at < known.len() => known[at].to_owned(),
        _ => "ü".repeat(1 + dice.below(3_000)),
    }
}

/// Values that mean something for a parameter of a name: those that fit, and those that nearly do.
struct Known {
    fitting: &'static [&'static str],
    near: &'static [&'static str],
}

const fn known(fitting: &'static [&'static str], near: &'static [&'static str]) -> Known {
    Known { fitting, near }
}

fn of_name(name: &str) -> Known {
    match name {
        "Years" | "YearsToAdd" => known(&["1", "1", "1", "2", "3"], &["10", "11", "0"]),
        "Nameservers" => known(
            &["ns1.example.net,ns2.example.net", "ns1.example.net,ns2.example.net,ns3.example.net"],
            &["ns1.one.com,ns2.one.com", "ns1.example.net", "a b,c"],
        ),
        "IP" | "OldIP" => known(&["198.41.0.4", "198.41.0.5"], &["192.0.2.1", "10.0.0.1", "::1"]),
        "EmailAddress" | "ForwardedToEmail" | "ForwardTo" | "EmailFrom" | "AdminEmailAddress" => {
            known(&["ada@example.org", "bob@example.net"], &["no address"])
        }
        "Phone" | "Fax" => known(&["+1.5555550100", "+49.30123456"], &["5555550100"]),
        "Country" => known(&["US", "DE", "gb"], &["ZZ"]),
        "EPPCode" => known(
            &["2134562345", "1", "wrong-1", "locked-1", "rejected-1", "noanswer-1", "status-28-x"],
            &["a code that is far too long", "base64:", "base64:MTIzNA=="],
        ),
        "Password" | "OldPassword" => known(&["Correct-Horse-9", "Battery-Staple-8"], &["wrong"]),
        "NewPassword" | "NewUserPassword" => known(&["Correct-Horse-9", "Battery-Staple-8"], &["short"]),
        "NewUserName" => known(&["dora", "emil", "franz"], &["alice", "carol", "no name"]),
        "FindByValue" => known(&["carol", "dora", "one.com", "ada@example.org"], &["nobody"]),
        "Amount" => known(&["40", "25.50"], &["0", "x"]),
        "PremiumPrice" => known(&["3250.00", "3250"], &["9.06"]),
        "EapFee" => known(&["0.0", "0"], &["1"]),
        "ReturnUrl" => known(&["https://shop.example.net/paid"], &["no address"]),
        "URLPattern" => known(&["https://shop.example.net/[RESETCODE]", "[RESETCODE]"], &["no place for it"]),
        "ProductType" => known(&["DOMAIN", "SSLCERTIFICATE", "WHOISGUARD"], &["HORSES"]),
        "ProductName" => known(&["COM", "net", "de"], &["horse"]),
        "PaymentType" => known(&["creditcard", "Creditcard"], &["cash"]),
        "IdnCode" => known(&["ger"], &["xyz"]),
        "HostName" => known(&["www", "@", "*", "mail", "_dmarc", "a.b"], &["b c", "mxe"]),
        "Service" => known(&["_sip", "_xmpp", "imaps"], &["a b", ""]),
        "Protocol" => known(&["_tcp", "udp", "_tcp.voice"], &["_icmp", "a b"]),
        "Target" => known(&["sip.example.net", "."], &["no host"]),
        "csr" | "CSR" => known(
            &[include_str!("../api/certificates/rsa.pem"), include_str!("../api/certificates/wildcard.pem")],
            &[
                include_str!("../api/certificates/short-key.pem"),
                "-----BEGIN CERTIFICATE REQUEST-----",
                "no request",
            ],
        ),
        "MailBox" => known(&["info", "*", "Ada"], &["no box"]),
        "SearchTerm" => known(&["e", "one", "com"], &["%", "!"]),
        "Zip" | "PostalCode" => known(&["90001", "W1A 1AA"], &[]),
        "StateProvinceChoice" => known(&["S", "P"], &["X"]),
        "AcceptTerms" => known(&["1"], &["0"]),
        "Type" | "SSLType" | "CertificateType" => known(
            &[
                "Standard SSL",
                "positivessl",
                "PositiveSSL Wildcard",
                "SAN Certificate",
                "multi domain ssl",
                "EV SSL",
            ],
            &["rapidssl", "PositiveSSL FREE", "Horse SSL"],
        ),
        "ResetCode" => known(&["0123456789abcdef0123456789abcdef"], &[]),
        _ => known(&[], &[]),
    }
}

/// Whether a parameter names something that an answer named before.
fn names_something(name: &str) -> bool {
    name.to_ascii_lowercase().ends_with("id") || matches!(name, "ResetCode")
}

/// A value for a parameter of which the call itself says nothing. `seen` is what answers said under its name; a caller
/// who means well sends nothing that cannot be right.
pub fn of(spec: &ParamSpec, seen: &[&str], means_well: bool, dice: &mut Dice) -> String {
    if !means_well && dice.chance(10) {
        return hostile(dice);
    }
    if names_something(spec.name) && !seen.is_empty() && (means_well || dice.chance(80)) {
        return dice.pick(seen).to_owned();
    }
    if !spec.words.is_empty() {
        let word = dice.pick(spec.words);
        return if dice.chance(20) { word.to_ascii_uppercase() } else { word.to_owned() };
    }
    let Known { fitting, near } = of_name(spec.name);
    if !near.is_empty() && !means_well && dice.chance(30) {
        return dice.pick(near).to_owned();
    }
    if !fitting.is_empty() {
        return dice.pick(fitting).to_owned();
    }
    // A list of an account is looked at as one page.
    let range = if spec.name == "Domains" { Some((1, 3)) } else { spec.range };
    if let Some((least, most)) = range {
        return within(least, most, means_well, dice).to_string();
    }
    if !seen.is_empty() && dice.chance(50) {
        return dice.pick(seen).to_owned();
    }
    dice.pick(&["a", "Ada", "Example", "1", "7", "Testville", "two words"]).to_owned()
}

/// A number of a range, mostly of its beginning; or one beside it.
fn within(least: i64, most: i64, means_well: bool, dice: &mut Dice) -> i64 {
    let near = |width: usize, dice: &mut Dice| least.saturating_add(dice.below(width) as i64).min(most);
    match dice.below(20) {
        0 if !means_well => least.saturating_sub(1),
        1 if !means_well => most.saturating_add(1),
        2 if !means_well => most,
        3..6 => near(400, dice),
        _ => near(30, dice),
    }
}
