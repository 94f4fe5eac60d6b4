//! NAPTR (RFC 3403 section 4).

use super::{Unfit, short, target};
use crate::presentation::Token;

pub(super) fn naptr(fields: &[Token<'_>]) -> Result<Vec<u8>, Unfit> {
    let [order, preference, flags, services, pattern, replacement] = fields else {
        return Err(Unfit("NAPTR is order, preference, flags, services, regexp and replacement"));
    };
    if !flags.octets.iter().all(u8::is_ascii_alphanumeric) {
        return Err(Unfit("its flags are not letters and digits"));
    }
    let mut data = [short(order)?, short(preference)?].concat();
    for string in [flags, services, pattern] {
        let size =
            u8::try_from(string.octets.len()).map_err(|_| Unfit("a string has more than 255 octets"))?;
        data.push(size);
        data.extend(&string.octets);
    }
    data.extend(target(replacement)?);
    Ok(data)
}
