//! The states of a certificate's record (ssl-notes.md section 5).

/// A state. That its term is over is no state: it follows from the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Bought, not yet for any name.
    NewPurchase,
    /// As [`State::NewPurchase`], to follow a certificate that ends.
    NewRenewal,
    /// With the authority, which waits for proof of control over the names.
    Purchased,
    /// The authority refused it.
    PurchaseError,
    /// Issued.
    Active,
    /// Another record of the same order took its place.
    Replaced,
    /// Revoked after it was replaced.
    Cancelled,
}

impl State {
    pub const ALL: [State; 7] = [
        State::NewPurchase,
        State::NewRenewal,
        State::Purchased,
        State::PurchaseError,
        State::Active,
        State::Replaced,
        State::Cancelled,
    ];

    /// As the answer to a purchase writes it; lists have it in lower case.
    pub const fn name(self) -> &'static str {
        match self {
            State::NewPurchase => "NewPurchase",
            State::NewRenewal => "NewRenewal",
            State::Purchased => "Purchased",
            State::PurchaseError => "PurchaseError",
            State::Active => "Active",
            State::Replaced => "Replaced",
            State::Cancelled => "Cancelled",
        }
    }

    /// Whether it waits for its activation.
    pub const fn is_new(self) -> bool {
        matches!(self, State::NewPurchase | State::NewRenewal)
    }
}

/// What a list can be narrowed to. Which states each word means is undocumented; these are the reading of ssl-notes.md
/// section 5.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListType {
    All,
    Processing,
    EmailSent,
    TechnicalProblem,
    InProgress,
    Completed,
    Deactivated,
    Active,
    Cancelled,
    NewPurchase,
    NewRenewal,
}

impl ListType {
    /// The state whose certificates a list of this type has; `None` for all.
    pub const fn state(self) -> Option<State> {
        match self {
            ListType::All => None,
            ListType::Processing | ListType::EmailSent | ListType::InProgress => Some(State::Purchased),
            ListType::TechnicalProblem => Some(State::PurchaseError),
            ListType::Completed | ListType::Active => Some(State::Active),
            ListType::Deactivated | ListType::Cancelled => Some(State::Cancelled),
            ListType::NewPurchase => Some(State::NewPurchase),
            ListType::NewRenewal => Some(State::NewRenewal),
        }
    }
}
