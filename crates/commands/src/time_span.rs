//! The parameters From and To, which bound a list in time.

use wire::RefusalSpec;

/// Sent for what is no moment.
pub const NO_FROM: RefusalSpec = RefusalSpec::new(2_011_971, "Parameter From is Invalid");
/// As [`NO_FROM`].
pub const NO_TO: RefusalSpec = RefusalSpec::new(2_011_972, "Parameter To is Invalid");

#[cfg(feature = "server")]
pub(crate) use server::read;

#[cfg(feature = "server")]
mod server {
    use rules::calendar::parse_iso8601;

    use super::*;
    use crate::handler::Answer;

    /// From the first moment on, before the second; unix seconds.
    pub(crate) fn read(from: &Option<String>, to: &Option<String>) -> Answer<(i64, i64)> {
        Ok((moment(from, i64::MIN, NO_FROM)?, moment(to, i64::MAX, NO_TO)?))
    }

    fn moment(text: &Option<String>, absent: i64, invalid: RefusalSpec) -> Answer<i64> {
        match text {
            Some(text) => Ok(parse_iso8601(text).ok_or(invalid)?),
            None => Ok(absent),
        }
    }
}
