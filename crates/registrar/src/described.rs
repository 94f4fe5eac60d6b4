//! Accounts as settings describe them.

use rules::money::Money;
use store::AccountState;

/// An account as settings describe it.
#[derive(Clone, Debug)]
pub struct Described {
    pub user_name: String,
    /// The user name of the account under which it is opened.
    pub parent: Option<String>,
    pub api_key: Option<String>,
    pub state: AccountState,
    /// Networks from which it may be called, apart by blanks.
    pub allowed: String,
    /// Its funds when it is opened first.
    pub opening_balance: Money,
}
