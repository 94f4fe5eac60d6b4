//! Parameters without their secrets, for the request log.

use crate::Params;
use crate::spec::Field;

/// What stands in the place of a secret.
pub const MASK: &str = "***";

/// Every pair, by name in lower case, with the values of secrets masked: of parameters that `fields` declare as such, and
/// of any whose name sounds like one, since a misspelt password is still a password.
pub fn masked<'a>(params: &'a Params, fields: &'a [Field]) -> impl Iterator<Item = (&'a str, &'a str)> {
    let hiding: Vec<&Field> = fields.iter().filter(|field| field.has_secret()).collect();
    let is_declared =
        move |name: &str| hiding.iter().filter_map(|field| field.declaration(name)).any(|param| param.secret);
    params.iter().map(move |(name, value)| {
        let is_secret = sounds_secret(name) || is_declared(name);
        (name, if is_secret && !value.is_empty() { MASK } else { value })
    })
}

/// Whether a name in lower case holds a word that names of secrets hold: ApiKey, EPPCode, OldPassword, ResetCode. One
/// pass, since every parameter of every call is looked at.
fn sounds_secret(name: &str) -> bool {
    let name = name.as_bytes();
    (0..name.len()).any(|at| {
        let rest = &name[at..];
        match rest[0] {
            b'k' => rest.starts_with(b"key"),
            b'e' => rest.starts_with(b"epp"),
            b'p' => [b"pas", b"psw", b"pwd"].iter().any(|word| rest.starts_with(*word)),
            b'r' => rest.starts_with(b"resetcode"),
            b's' => rest.starts_with(b"secret"),
            b't' => rest.starts_with(b"token"),
            _ => false,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scalar::Scalar;
    use crate::secret::Secret;
    use crate::spec::ParamSpec;

    const HIDDEN: ParamSpec = ParamSpec {
        name: "Hidden",
        max: None,
        required: true,
        default: None,
        words: &[],
        range: None,
        secret: Secret::IS_SECRET,
        subject: 0,
        too_long: 0,
        doc: "",
    };
    const SHOWN: ParamSpec = ParamSpec { name: "Shown", secret: String::IS_SECRET, ..HIDDEN };

    #[test]
    fn secrets_are_masked_by_declaration_and_by_name() {
        let fields = [
            Field::Scalar(SHOWN),
            Field::Scalar(HIDDEN),
            Field::Numbered(&[HIDDEN]),
            Field::Block { prefix: "Of", required: true, subject: None, params: &[SHOWN, HIDDEN] },
        ];
        let names =
            ["Shown", "OfShown", "DomainName", "Kex", "Pages", "Hidden", "hidden7", "OFHIDDEN", "ApiKey"];
        let more =
            ["OldPasword", "NewPsword", "EPPCode", "ResetCode", "SecretAnswer", "Token", "pwd", "Keyy"];
        let pairs = names.iter().chain(&more).map(|name| (name, "v"));
        let params = Params::of(pairs);
        let kept: Vec<(&str, &str)> = masked(&params, &fields).collect();
        let shown: Vec<&str> =
            kept.iter().filter(|(_, value)| *value == "v").map(|(name, _)| *name).collect();
        assert_eq!(shown, ["domainname", "kex", "ofshown", "pages", "shown"]);
        let empty = Params::of([("ApiKey", "")]);
        assert!(masked(&empty, &fields).eq([("apikey", "")]), "an empty value is none");
        assert_eq!(kept.len(), names.len() + more.len());
        assert!(kept.iter().all(|(_, value)| *value == "v" || *value == MASK));
    }
}
