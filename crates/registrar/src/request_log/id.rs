//! The id of a call.

use std::cell::RefCell;
use std::fmt;
use std::str::FromStr;

use crate::entropy::{Entropy, SystemEntropy};

const OCTETS: usize = 16;
/// Ids that one call of the random source gives.
const BATCH: usize = 64;

/// The id of a call: not to be guessed. 32 hex digits without dots, since ddclient takes the first thing that looks like
/// an address out of an answer, headers included (registrar-parts.md section 6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequestId([u8; OCTETS]);

/// What is no id.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("an id has 32 hex digits")]
pub struct NotAnId;

thread_local! {
    static DRAWN: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

impl RequestId {
    /// A new one.
    pub fn draw() -> Self {
        DRAWN.with_borrow_mut(|drawn| {
            if drawn.len() < OCTETS {
                drawn.resize(OCTETS * BATCH, 0);
                SystemEntropy::default().fill(drawn);
            }
            let mut id = [0; OCTETS];
            id.copy_from_slice(&drawn[drawn.len() - OCTETS..]);
            drawn.truncate(drawn.len() - OCTETS);
            RequestId(id)
        })
    }

    /// Its 32 hex digits.
    pub fn digits(self) -> [u8; 2 * OCTETS] {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut digits = [0; 2 * OCTETS];
        for (pair, octet) in digits.chunks_exact_mut(2).zip(self.0) {
            pair[0] = DIGITS[usize::from(octet >> 4)];
            pair[1] = DIGITS[usize::from(octet & 15)];
        }
        digits
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|octet| write!(f, "{octet:02x}"))
    }
}

impl FromStr for RequestId {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        if text.len() != 2 * OCTETS || !text.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return Err(NotAnId);
        }
        u128::from_str_radix(text, 16).map(|id| RequestId(id.to_be_bytes())).map_err(|_| NotAnId)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_read_as_it_is_shown() {
        let id = RequestId::draw();
        let shown = id.to_string();
        assert_eq!(shown.as_bytes(), id.digits());
        assert_eq!((shown.parse(), shown.to_ascii_uppercase().parse()), (Ok(id), Ok(id)));
        assert_ne!(RequestId::draw(), id);
    }

    #[test]
    fn anything_else_is_no_id() {
        let signed = format!("+{}", "0".repeat(31));
        for text in ["", "1", "é", &"g".repeat(32), &"0".repeat(33), &signed, &"é".repeat(16)] {
            assert_eq!(text.parse::<RequestId>(), Err(NotAnId), "{text}");
        }
    }
}
