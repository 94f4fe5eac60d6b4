//! Language codes that go with a name in another script (`IdnCode`).

/// The codes of the real API's page for domains.create, and `ice`, which its module for WHMCS sends for Icelandic where
/// the page has `isl`. In byte order.
#[rustfmt::skip]
const CODES: [&str; 113] = [
    "afr", "alb", "ara", "arg", "arm", "asm", "ast", "ave", "awa", "aze", "bak", "bal", "ban", "baq",
    "bas", "bel", "ben", "bho", "bos", "bul", "bur", "car", "cat", "che", "chi", "chv", "cop", "cos",
    "cze", "dan", "div", "doi", "dut", "eng", "est", "fao", "fij", "fin", "fre", "fry", "geo", "ger",
    "gla", "gle", "gon", "gre", "guj", "heb", "hin", "hun", "ice", "inc", "ind", "inh", "isl", "ita",
    "jav", "jpn", "kas", "kaz", "khm", "kir", "kor", "kur", "lao", "lav", "lit", "ltz", "mal", "mkd",
    "mlt", "mol", "mon", "mri", "msa", "nep", "nor", "ori", "oss", "pan", "per", "pol", "por", "pus",
    "raj", "rum", "rus", "san", "scr", "sin", "slo", "slv", "smo", "snd", "som", "spa", "srd", "srp",
    "swa", "swe", "syr", "tam", "tel", "tgk", "tha", "tib", "tur", "ukr", "urd", "uzb", "vie", "wel",
    "yid",
];

/// Whether a name may be registered with this code; letter case is no matter.
pub fn is_idn_code(text: &str) -> bool {
    CODES.binary_search(&text.to_ascii_lowercase().as_str()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_codes() {
        assert!(CODES.is_sorted(), "the search needs the order");
        for code in ["afr", "GER", "ice", "yid", "spa"] {
            assert!(is_idn_code(code), "{code}");
        }
        for code in ["", "de", "ger ", "xxx", "deutsch"] {
            assert!(!is_idn_code(code), "{code:?}");
        }
    }
}
