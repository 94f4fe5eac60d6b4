use super::*;

use proptest::prelude::*;

type Pairs = &'static [(&'static str, &'static str)];

fn checked(tld: &str, pairs: &[(&str, &str)]) -> Result<Vec<(String, String)>, Refusal> {
    check(tld, &|name| {
        pairs.iter().find(|(sent, _)| sent.eq_ignore_ascii_case(name)).map(|(_, value)| *value)
    })
}

/// One full set for each top level domain that asks for any.
const FULL: &[(&str, Pairs)] = &[
    ("us", &[("RegistrantNexus", "C11"), ("RegistrantPurpose", "P3")]),
    ("eu", &[("EUAgreeWhoisPolicy", "YES"), ("EUAgreeDeletePolicy", "YES")]),
    ("nu", &[("NUOrgNo", "556000-0000")]),
    (
        "ca",
        &[
            ("CIRALegalType", "RES"),
            ("CIRAWhoisDisplay", "Private"),
            ("CIRAAgreementVersion", "2.0"),
            ("CIRAAgreementValue", "Y"),
            ("CIRALanguage", "fr"),
        ],
    ),
    ("co.uk", &[("COUKLegalType", "IND"), ("COUKRegisteredfor", "Jane Doe")]),
    ("me.uk", &[("MEUKLegalType", "IND"), ("MEUKRegisteredfor", "Jane Doe")]),
    (
        "org.uk",
        &[("ORGUKLegalType", "PLC"), ("ORGUKCompanyID", "123"), ("ORGUKRegisteredfor", "Example plc")],
    ),
    ("com.au", &[("COMAURegistrantId", "51824753556"), ("COMAURegistrantIdType", "ABN")]),
    ("net.au", &[("NETAURegistrantId", "51824753556"), ("NETAURegistrantIdType", "ACN")]),
    ("org.au", &[("ORGAURegistrantId", "51824753556"), ("ORGAURegistrantIdType", "TM")]),
    (
        "es",
        &[
            ("ESRegistrantId", "X1234567L"),
            ("ESRegistrantIdType", "ALIENID"),
            ("ESLegalFormType", "Individual"),
            ("EsAdminID", "X1234567L"),
            ("ESAdminIdType", "ALIENID"),
            ("ESAcceptAgreement", "Yes"),
        ],
    ),
    (
        "com.es",
        &[
            ("COMESRegistrantId", "1"),
            ("COMESRegistrantIdType", "VATID"),
            ("COMESLegalFormType", "SavingsBank"),
        ],
    ),
    (
        "nom.es",
        &[
            ("NOMESRegistrantId", "1"),
            ("NOMESRegistrantIdType", "GENERICID"),
            ("NOMESLegalFormType", "Others"),
        ],
    ),
    (
        "org.es",
        &[
            ("ORGESRegistrantId", "1"),
            ("ORGESRegistrantIdType", "VATID"),
            ("ORGESLegalFormType", "TradeUnion"),
        ],
    ),
    ("de", &[("DEConfirmAddress", "DE"), ("DEAgreeDelete", "Yes")]),
    (
        "fr",
        &[
            ("FRLegalType", "Individual"),
            ("FRRegistrantBirthDate", "1980-02-29"),
            ("FRRegistrantBirthplace", "Lyon"),
        ],
    ),
    (
        "asia",
        &[
            ("ASIACCLocality", "JP"),
            ("ASIALegalEntityType", "naturalPerson"),
            ("ASIAIdentForm", "passport"),
            ("ASIAIdentNumber", "1"),
        ],
    ),
    ("sg", &[("SGRCBID", "1")]),
    ("com.sg", &[("COMSGAdminId", "1")]),
];

#[test]
fn a_full_set_is_accepted_as_sent() {
    for (tld, pairs) in FULL {
        let owned: Vec<(String, String)> =
            pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        assert_eq!(checked(tld, pairs), Ok(owned), "{tld}");
    }
    let tested: Vec<&str> = FULL.iter().map(|(tld, _)| *tld).collect();
    assert!(TABLES.keys().all(|tld| tested.contains(&tld.as_str())), "a table has no test");
}

/// Each full set above holds nothing but what is required, bar the language of .ca and the two optional ones of .sg.
#[test]
fn each_required_attribute_is_missed() {
    for (tld, pairs) in FULL.iter().filter(|(tld, _)| !tld.ends_with("sg")) {
        for at in 0..pairs.len() {
            let mut fewer = pairs.to_vec();
            let (name, _) = fewer.remove(at);
            if name != "CIRALanguage" {
                assert_eq!(checked(tld, &fewer), Err(Refusal::Missing(name)), "{tld}");
            }
        }
    }
}

#[test]
fn each_closed_list_is_closed() {
    for (tld, pairs) in FULL {
        for at in 0..pairs.len() {
            let mut wrong = pairs.to_vec();
            wrong[at].1 = "nonsense";
            let name = wrong[at].0;
            let attribute = names(tld).iter().find(|attribute| attribute.name == name).expect(name);
            let outcome = checked(tld, &wrong);
            match (attribute.values.is_empty(), attribute.format) {
                (false, _) => assert_eq!(outcome, Err(Refusal::NotInList(name))),
                (true, Format::Text) => assert!(outcome.is_ok(), "{name}"),
                (true, _) => assert_eq!(outcome, Err(Refusal::BadFormat(name))),
            }
        }
    }
}

#[test]
fn most_tlds_ask_for_nothing() {
    assert!(names("com").is_empty());
    assert_eq!(checked("com", &[("RegistrantNexus", "C11")]), Ok(Vec::new()));
    assert_eq!(names("US").len(), 3);
}

#[test]
fn letter_case_is_no_matter_and_the_list_decides_it() {
    let kept = checked("US", &[("registrantnexus", "c11"), ("RegistrantPurpose", " p3 ")]).expect("accepted");
    assert_eq!(kept, [("RegistrantNexus".into(), "C11".into()), ("RegistrantPurpose".into(), "P3".into())]);
    let spelt = [
        ("ESRegistrantId", "1"),
        ("ESRegistrantIdType", "vatid"),
        ("ESLegalFormType", "individual"),
        ("ESAdminId", "2"),
        ("ESAdminIdType", "genericid"),
        ("ESAcceptAgreement", "yes"),
    ];
    assert!(checked("es", &spelt).expect("accepted").contains(&("EsAdminID".into(), "2".into())));
}

#[test]
fn blank_is_missing() {
    assert_eq!(checked("nu", &[("NUOrgNo", "  ")]), Err(Refusal::Missing("NUOrgNo")));
}

#[test]
fn a_company_of_the_uk_needs_its_number() {
    for (kind, needed) in [("LTD", true), ("plc", true), ("LLP", true), ("RCHAR", true), ("IND", false)] {
        let outcome = checked("co.uk", &[("COUKLegalType", kind), ("COUKRegisteredfor", "Example")]);
        assert_eq!(outcome == Err(Refusal::Missing("COUKCompanyID")), needed, "{kind}: {outcome:?}");
    }
}

#[test]
fn only_people_of_canada_are_private() {
    let ca = |kind, display| {
        checked(
            "ca",
            &[
                ("CIRALegalType", kind),
                ("CIRAWhoisDisplay", display),
                ("CIRAAgreementVersion", "2.0"),
                ("CIRAAgreementValue", "Y"),
            ],
        )
    };
    for kind in ["CCT", "RES", "ABO", "lgr"] {
        assert!(ca(kind, "private").is_ok(), "{kind}");
    }
    assert_eq!(ca("CCO", "Private"), Err(Refusal::NotForLegalType("CIRAWhoisDisplay")));
    let kept = ca("CCO", "FULL").expect("accepted");
    assert_eq!(value_of(&kept, "CIRALanguage"), Some("en"), "the default");
}

#[test]
fn the_rules_for_deletion_in_eu_must_be_agreed_to() {
    let outcome = checked("eu", &[("EUAgreeWhoisPolicy", "YES"), ("EUAgreeDeletePolicy", "no")]);
    assert_eq!(outcome, Err(Refusal::DeletePolicyRefused("EUAgreeDeletePolicy")));
}

#[test]
fn a_company_of_france_needs_one_identifier() {
    let company = ("FRLegalType", "Company");
    assert_eq!(checked("fr", &[company]), Err(Refusal::Missing("FRRegistrantLegalId")));
    for name in
        ["FRRegistrantLegalId", "FRRegistrantTradeNumber", "FRRegistrantDunsNumber", "FRRegistrantJoNumber"]
    {
        assert!(checked("fr", &[company, (name, "1")]).is_ok(), "{name}");
    }
    let page = [company, ("FRRegistrantJoPage", "7")];
    assert_eq!(checked("fr", &page), Err(Refusal::Missing("FRRegistrantLegalId")));
}

#[test]
fn what_asia_calls_other_is_named() {
    let mut pairs = vec![
        ("ASIACCLocality", "sg"),
        ("ASIALegalEntityType", "other"),
        ("ASIAIdentForm", "other"),
        ("ASIAIdentNumber", "1"),
    ];
    assert_eq!(checked("asia", &pairs), Err(Refusal::Missing("ASIAOtherleType")));
    pairs.push(("ASIAOtherleType", "guild"));
    assert_eq!(checked("asia", &pairs), Err(Refusal::Missing("ASIAOtherIdentForm")));
    pairs.push(("ASIAOtherIdentForm", "charter"));
    assert!(checked("asia", &pairs).expect("accepted").contains(&("ASIACCLocality".into(), "SG".into())));
}

#[test]
fn formats() {
    for date in ["1980-2-29", "1981-02-29", "29/02/1980", "1980-02-29T00:00", "19800229", "-001980-02-29"] {
        assert_eq!(Format::Date.read(date), None, "{date}");
    }
    let nexus = [("RegistrantNexus", "C31"), ("RegistrantNexusCountry", "XX"), ("RegistrantPurpose", "P1")];
    assert_eq!(checked("us", &nexus), Err(Refusal::BadFormat("RegistrantNexusCountry")));
    assert_eq!(checked("nu", &[("NUOrgNo", "a\u{0}b")]), Err(Refusal::BadFormat("NUOrgNo")));
    assert_eq!(checked("nu", &[("NUOrgNo", &"é".repeat(128))]), Err(Refusal::BadFormat("NUOrgNo")));
}

proptest! {
    /// Whatever is sent is refused, or kept in a form that is accepted again unchanged.
    #[test]
    fn what_is_kept_stays(at in 0..FULL.len(), spoilt in any::<prop::sample::Index>(), value in "\\PC{0,12}|NO|other|LTD|Company") {
        let (tld, pairs) = FULL[at];
        let mut sent = pairs.to_vec();
        let index = spoilt.index(sent.len());
        sent[index].1 = &value;
        if let Ok(kept) = checked(tld, &sent) {
            let again: Vec<(&str, &str)> = kept.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            prop_assert_eq!(checked(tld, &again), Ok(kept.clone()));
        }
    }
}
