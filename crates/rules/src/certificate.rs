//! Certificates: what is sold, the states a record goes through, and the spans of time that bound it (ssl-notes.md
//! sections 1, 5 and 6).

mod applicant;
mod control;
mod names;
mod price;
mod product;
mod state;
mod vetting;
mod window;

pub use applicant::{Applicant, Incorporation, Representative};
pub use control::Method;
pub use names::{BadNames, names};
pub use product::{Coverage, INCLUDED_NAMES, MOST_BOUGHT_NAMES, Named, Product, Validation, named};
pub use state::{ListType, State};
pub use vetting::{BadApplicant, Field, check};
pub use window::{
    ACTIVATION_PERIOD, LONGEST_VALIDITY, MOST_YEARS, RENEWABLE_AFTER, RENEWABLE_BEFORE, Term, is_renewable,
    term, valid_until,
};
