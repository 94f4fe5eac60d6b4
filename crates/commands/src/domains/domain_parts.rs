//! The name of a domain in two parts, as the commands about its name servers and records take it.

use wire::Block;

/// The domain that a command is about.
#[derive(Block, Clone, Debug)]
pub struct DomainParts {
    /// The name without the TLD.
    #[param(name = "SLD", max = 70, subject = 166)]
    pub sld: String,
    /// The TLD; it may hold a dot (co.uk).
    #[param(name = "TLD", max = 63, subject = 280)]
    pub tld: String,
}

impl DomainParts {
    /// The whole name.
    pub fn name(&self) -> String {
        format!("{}.{}", self.sld, self.tld)
    }
}
