//! What the answers about personal name servers share.

use wire::{Attributes, Element};

/// What a registry that refused has said.
#[derive(Attributes, Debug, Default)]
pub struct RegistryError {
    /// Only when the registry refused.
    #[attr]
    pub error_no: Option<String>,
    /// Only when the registry refused.
    #[attr]
    pub description: Option<String>,
}

/// A host that was changed or deleted.
#[derive(Element, Debug, Default)]
pub struct HostOutcome {
    #[attr]
    pub domain: String,
    /// Empty on refusal.
    #[attr]
    pub nameserver: String,
    #[attr]
    pub is_success: bool,
    #[attrs]
    pub registry: RegistryError,
}

#[cfg(feature = "server")]
mod server {
    use registrar::hosts::Host;

    use super::*;

    impl RegistryError {
        pub(crate) fn said(number: &str, words: &str) -> Self {
            RegistryError { error_no: Some(number.to_owned()), description: Some(words.to_owned()) }
        }
    }

    impl HostOutcome {
        pub(crate) fn done(host: Host) -> Self {
            HostOutcome {
                domain: host.domain.name,
                nameserver: host.name.to_string(),
                is_success: true,
                registry: RegistryError::default(),
            }
        }

        /// Recorded 2015: number and words of the registry are there, and empty.
        pub(crate) fn refused_by_registry(domain: &str) -> Self {
            let registry = RegistryError::said("", "");
            HostOutcome { domain: domain.to_owned(), registry, ..HostOutcome::default() }
        }
    }
}
