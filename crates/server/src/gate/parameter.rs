//! The refusal of a global parameter.

use commands::execute::NotAdmitted;
use registrar::request_log::Check;
use wire::RefusalSpec;
use wire::scalar::Fault;

pub(super) fn faulty(name: &str, fault: Fault, refusal: RefusalSpec) -> NotAdmitted {
    NotAdmitted::by(Check::Parameter { name: name.to_owned(), fault: fault.word() }, refusal)
}
