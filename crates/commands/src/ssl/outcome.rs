//! What most answers about a certificate begin with.

use wire::Attributes;

/// The certificate that was acted on.
#[derive(Attributes, Debug, Default)]
pub struct Outcome {
    /// 0 on refusal, but where a command says otherwise.
    #[attr(name = "ID")]
    pub id: i64,
    #[attr]
    pub is_success: bool,
}

#[cfg(feature = "server")]
impl Outcome {
    pub(crate) fn done(id: i64) -> Self {
        Outcome { id, is_success: true }
    }
}
