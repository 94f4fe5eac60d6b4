//! How an applicant shows control over a name (ssl-notes.md section 3).

/// The way chosen for one name (CA/Browser Forum Baseline Requirements, section 3.2.2.4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Method {
    /// A file below `/.well-known/pki-validation/` of the name.
    Http,
    /// A CNAME record at or above the name.
    Cname,
    /// Whoever reads this mailbox approves.
    Email(String),
}
