//! Groups of commands by their names.

/// Whether a command is the one that is named, or one of the group that is: `namecheap.domains` names
/// `namecheap.domains.check`. Letter case does not matter.
pub fn is_within(command: &str, named: &str) -> bool {
    let Some((start, rest)) = command.split_at_checked(named.len()) else { return false };
    !named.is_empty() && start.eq_ignore_ascii_case(named) && (rest.is_empty() || rest.starts_with('.'))
}
