//! `namecheap.ssl.editDCVMethod`: other ways to show control over the names of a certificate that waits for it. The same
//! way again asks for another look.

use wire::cdata::Cdata;
use wire::{Body, Command, Element, refusals};

use super::outcome::Outcome;

/// Change how control over names is shown
#[derive(Command)]
#[command(name = "namecheap.ssl.editDCVMethod", effect = Write, response = Response)]
pub struct Request {
    #[param(name = "CertificateID", max = 10, subject = 294, too_long = 2013294)]
    pub certificate_id: i64,
    /// Of a certificate for one name: HTTP_CSR_HASH, CNAME_CSR_HASH or the address of an approver.
    #[param(name = "DCVMethod", max = 255, subject = 784, too_long = 2013294)]
    pub dcv_method: Option<String>,
    /// Of a certificate for several: names parted by commas.
    #[param(name = "DNSNames", max = 3500, subject = 767, too_long = 2013294)]
    pub dns_names: Option<String>,
    /// A method for each, in their order.
    #[param(name = "DCVMethods", max = 3500, subject = 784, too_long = 2013294)]
    pub dcv_methods: Option<String>,
}

#[derive(Body, Debug, Default)]
#[body(name = "SSLEditDCVMethodResult")]
pub struct Response {
    #[attrs]
    pub outcome: Outcome,
    /// Left out on refusal.
    #[child(name = "HttpDCValidation")]
    pub file: Option<FileProof>,
    /// Left out on refusal.
    #[child(name = "DNSDCValidation")]
    pub record: Option<RecordProof>,
    #[child]
    pub domains: Domains,
}

/// The file, where it is looked for.
#[derive(Element, Debug)]
pub struct FileProof {
    #[attr]
    pub value_available: bool,
    #[leaf]
    pub file_name: Cdata,
    #[leaf]
    pub file_content: Cdata,
}

/// The CNAME record, where it is looked for; of the first name that is validated so.
#[derive(Element, Debug)]
pub struct RecordProof {
    #[attr]
    pub value_available: bool,
    #[leaf]
    pub host_name: Cdata,
    #[leaf]
    pub target: Cdata,
}

/// What was changed of a certificate for several names.
#[derive(Element, Debug, Default)]
pub struct Domains {
    #[child(name = "Domains")]
    pub names: Vec<Changed>,
}

/// A name whose method was set.
#[derive(Element, Debug)]
pub struct Changed {
    #[attr]
    pub name: String,
    #[attr]
    pub is_success: bool,
    #[attr(name = "DCVMethodSet")]
    pub dcv_method_set: String,
}

refusals! {
    NOT_FOUND = 2011294 "CertificateID is not Valid";
    WRONG_STATE = 2011331 "Status is Invalid";
    NOTHING_SENT = 2010784 "DCVMethod, or DNSNames and DCVMethods, are Missing";
    WANTS_NAMES = 2010784 "DNSNames or DCVMethods is Missing";
    WANTS_METHOD = 2010784 "Parameter DCVMethod is Missing";
    MIXED = 2011784 "DCVMethod does not go together with DNSNames and DCVMethods";
    LISTS_DIFFER = 2010767 "DNSNames and DCVMethods are of different length";
    UNKNOWN_NAME = 2011767 "DNSNames: the certificate is not for {}";
    METHOD_INVALID = 3011295 "DCVMethod is invalid";
    METHOD_OF_NAME_INVALID = 3011784 "DCVMethod of {} is invalid";
    NO_FILE_FOR_WILDCARD = 3011784 "HTTP_CSR_HASH is not possible for the wildcard {}";
    NOT_SAVED = 4011331 "The validation records cannot be saved";
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::certificates::activation::Waiting;
    use registrar::certificates::validation::{Change, Error, change};
    use registrar::runner::Cx;
    use rules::certificate::Method;
    use rules::contact::is_email_address;
    use wire::{Params, RefusalSpec, WriteBody};

    use super::*;
    use crate::handler::{Answer, Run, Stop};

    /// The words for the ways by file and by record. Those of activate have no underscores.
    const BY_FILE: &str = "HTTP_CSR_HASH";
    const BY_RECORD: &str = "CNAME_CSR_HASH";

    impl Run for Request {
        const FAULT: RefusalSpec = NOT_SAVED;

        fn run(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<Response> {
            let wanted = self.change()?;
            let named: Vec<String> = match &wanted {
                Change::One(_) => Vec::new(),
                Change::Each(changes) => changes.iter().map(|(name, _)| name.clone()).collect(),
            };
            let changed = change(cx, caller, self.certificate_id, wanted);
            let waiting = changed.map_err(|cause| self.refuse(cause))?;
            Ok(answer(&waiting, &named))
        }

        fn refused(_: &Params) -> Box<dyn WriteBody> {
            Box::new(Response::default())
        }
    }

    impl Request {
        fn change(&self) -> Answer<Change> {
            match (&self.dcv_method, &self.dns_names, &self.dcv_methods) {
                (None, None, None) => Err(NOTHING_SENT.into()),
                (Some(word), None, None) => Ok(Change::One(method(word).ok_or(METHOD_INVALID)?)),
                (Some(_), _, _) => Err(MIXED.into()),
                (None, Some(names), Some(methods)) => each(names, methods),
                (None, _, _) => Err(WANTS_NAMES.into()),
            }
        }

        fn refuse(&self, cause: Error) -> Stop {
            match cause {
                Error::NotFound => NOT_FOUND.into(),
                Error::State => WRONG_STATE.into(),
                Error::WantsEach => WANTS_NAMES.into(),
                Error::WantsOne => WANTS_METHOD.into(),
                Error::UnknownName(name) => UNKNOWN_NAME.about(&name).into(),
                Error::HttpForWildcard(name) => NO_FILE_FOR_WILDCARD.about(&name).into(),
                Error::NotApprover(_) if self.dcv_method.is_some() => METHOD_INVALID.into(),
                Error::NotApprover(name) => METHOD_OF_NAME_INVALID.about(&name).into(),
                Error::Store(error) => error.into(),
            }
        }
    }

    fn each(names: &str, methods: &str) -> Answer<Change> {
        let listed = |list: &str| list.split(',').map(|part| part.trim().to_owned()).collect::<Vec<_>>();
        let (names, methods) = (listed(names), listed(methods));
        if names.len() != methods.len() {
            return Err(LISTS_DIFFER.into());
        }
        let pair = |(name, word): (String, String)| match method(&word) {
            Some(method) => Ok((name, method)),
            None => Err(METHOD_OF_NAME_INVALID.about(&name).into()),
        };
        names.into_iter().zip(methods).map(pair).collect::<Answer<_>>().map(Change::Each)
    }

    fn method(word: &str) -> Option<Method> {
        match word.trim() {
            word if word.eq_ignore_ascii_case(BY_FILE) => Some(Method::Http),
            word if word.eq_ignore_ascii_case(BY_RECORD) => Some(Method::Cname),
            word if is_email_address(word) => Some(Method::Email(word.to_ascii_lowercase())),
            _ => None,
        }
    }

    fn word(method: &Method) -> String {
        match method {
            Method::Http => BY_FILE.to_owned(),
            Method::Cname => BY_RECORD.to_owned(),
            Method::Email(approver) => approver.clone(),
        }
    }

    fn answer(waiting: &Waiting, named: &[String]) -> Response {
        let proof = &waiting.proof;
        let by_file = waiting.names.iter().any(|name| name.method == Method::Http);
        let by_record = waiting.names.iter().find(|name| name.method == Method::Cname);
        let text = |is_there: bool, text: String| Cdata(if is_there { text } else { String::new() });
        let is_named = |name: &str| named.iter().any(|named| named.eq_ignore_ascii_case(name));
        let changed = waiting.names.iter().filter(|name| is_named(&name.name)).map(|name| Changed {
            name: name.name.clone(),
            is_success: true,
            dcv_method_set: word(&name.method),
        });
        Response {
            outcome: Outcome::done(waiting.certificate_id),
            file: Some(FileProof {
                value_available: by_file,
                file_name: text(by_file, proof.file_name()),
                file_content: text(by_file, proof.file_content()),
            }),
            record: Some(RecordProof {
                value_available: by_record.is_some(),
                host_name: Cdata(by_record.map(|name| proof.host(&name.name)).unwrap_or_default()),
                target: text(by_record.is_some(), proof.target()),
            }),
            domains: Domains { names: changed.collect() },
        }
    }
}
