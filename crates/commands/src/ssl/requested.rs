//! What activate and reissue answer: a certificate that waits at the authority.

use wire::Element;

use super::control_proof::{FileProofs, RecordProofs};
use super::outcome::Outcome;

/// A certificate that was asked for, and how control over its names is to be shown.
#[derive(Element, Debug, Default)]
pub struct Requested {
    #[attrs]
    pub outcome: Outcome,
    /// Where a name is validated by a file.
    #[child(name = "HttpDCValidation")]
    pub files: Option<FileProofs>,
    /// Where a name is validated by a CNAME record.
    #[child(name = "DNSDCValidation")]
    pub records: Option<RecordProofs>,
}

#[cfg(feature = "server")]
mod server {
    use registrar::certificates::activation::Waiting;

    use super::*;

    impl Requested {
        pub(crate) fn of(waiting: &Waiting) -> Self {
            Requested {
                outcome: Outcome::done(waiting.certificate_id),
                files: FileProofs::of(waiting),
                records: RecordProofs::of(waiting),
            }
        }
    }
}
