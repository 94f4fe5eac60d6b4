//! What most answers about a privacy subscription end with.

use wire::Attributes;

/// The domain of the subscription that was acted on.
#[derive(Attributes, Debug, Default)]
pub struct Outcome {
    /// Left out on refusal.
    #[attr]
    pub domain_name: Option<String>,
    #[attr]
    pub is_success: bool,
}

#[cfg(feature = "server")]
impl Outcome {
    pub(crate) fn done(domain: String) -> Self {
        Outcome { domain_name: Some(domain), is_success: true }
    }
}
