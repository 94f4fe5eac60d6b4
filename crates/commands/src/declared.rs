//! The declarations of all commands, handed to those that tell of commands: they stand in the list themselves.

use registrar::request_log::Call;
use wire::{CommandSpec, RefusalSpec};

/// A command as it is declared.
pub struct Declaration {
    pub spec: &'static CommandSpec,
    /// Sent when the store fails.
    pub fault: RefusalSpec,
}

/// Every declaration, in the order of the list.
#[derive(Clone, Copy)]
pub struct Declared(pub &'static [Declaration]);

impl Declared {
    /// The declaration of a name in any letter case.
    pub fn find(self, name: &str) -> Option<&'static CommandSpec> {
        self.iter().find(|spec| spec.name.eq_ignore_ascii_case(name))
    }

    /// The declaration of the command that a call named.
    pub fn of(self, call: &Call) -> Option<&'static CommandSpec> {
        call.command.and_then(|name| self.find(name))
    }

    pub fn iter(self) -> impl Iterator<Item = &'static CommandSpec> {
        self.0.iter().map(|declaration| declaration.spec)
    }
}

/// What the names of commands begin with that the real service has not.
const OWN: &str = "namegate.";

/// Whether the real service has no such command.
pub fn is_own(spec: &CommandSpec) -> bool {
    spec.name.starts_with(OWN)
}
