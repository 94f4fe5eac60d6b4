//! The proofs of control in answers: a file or a CNAME record for each name (ssl.activate.toml).

use wire::Element;
use wire::cdata::Cdata;

/// Names for which a file is looked for.
#[derive(Element, Debug)]
pub struct FileProofs {
    #[attr]
    pub value_available: bool,
    #[child(name = "DNS")]
    pub names: Vec<FileProof>,
}

#[derive(Element, Debug)]
pub struct FileProof {
    #[attr(name = "domain")]
    pub domain: String,
    #[leaf]
    pub file_name: Cdata,
    /// Three lines.
    #[leaf]
    pub file_content: Cdata,
}

/// Names for which a CNAME record is looked for.
#[derive(Element, Debug)]
pub struct RecordProofs {
    #[attr]
    pub value_available: bool,
    #[child(name = "DNS")]
    pub names: Vec<RecordProof>,
}

#[derive(Element, Debug)]
pub struct RecordProof {
    #[attr(name = "domain")]
    pub domain: String,
    /// The owner of the record, the whole name.
    #[leaf]
    pub host_name: Cdata,
    #[leaf]
    pub target: Cdata,
}

#[cfg(feature = "server")]
mod server {
    use registrar::certificates::activation::Waiting;
    use rules::certificate::Method;

    use super::*;

    impl FileProofs {
        /// `None` where no name is validated so.
        pub fn of(waiting: &Waiting) -> Option<Self> {
            let names = waiting.names.iter().filter(|name| name.method == Method::Http);
            let proof = |name: &store::CertificateName| FileProof {
                domain: name.name.clone(),
                file_name: Cdata(waiting.proof.file_name()),
                file_content: Cdata(waiting.proof.file_content()),
            };
            let names: Vec<FileProof> = names.map(proof).collect();
            (!names.is_empty()).then_some(FileProofs { value_available: true, names })
        }
    }

    impl RecordProofs {
        /// `None` where no name is validated so.
        pub fn of(waiting: &Waiting) -> Option<Self> {
            let names = waiting.names.iter().filter(|name| name.method == Method::Cname);
            let proof = |name: &store::CertificateName| RecordProof {
                domain: name.name.clone(),
                host_name: Cdata(waiting.proof.host(&name.name)),
                target: Cdata(waiting.proof.target()),
            };
            let names: Vec<RecordProof> = names.map(proof).collect();
            (!names.is_empty()).then_some(RecordProofs { value_available: true, names })
        }
    }
}
