//! The id in the header X-Namegate-Request: not to be guessed, and without dots, since ddclient takes the first thing
//! that looks like an address out of an answer, headers included (registrar-parts.md section 6).

use std::cell::RefCell;

use axum::http::HeaderValue;
use ring::rand::{SecureRandom, SystemRandom};

const OCTETS: usize = 16;
/// Ids that one call of the random source gives.
const BATCH: usize = 64;

thread_local! {
    static DRAWN: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// A new id: 32 hex digits.
pub fn new() -> HeaderValue {
    let octets = DRAWN.with_borrow_mut(|drawn| {
        if drawn.len() < OCTETS {
            drawn.resize(OCTETS * BATCH, 0);
            while SystemRandom::new().fill(drawn).is_err() {
                std::thread::yield_now();
            }
        }
        drawn.split_off(drawn.len() - OCTETS)
    });
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits: Vec<u8> = octets
        .iter()
        .flat_map(|octet| [DIGITS[usize::from(octet >> 4)], DIGITS[usize::from(octet & 15)]])
        .collect();
    // Hex digits are always a header value.
    HeaderValue::from_bytes(&digits).unwrap_or_else(|_| HeaderValue::from_static("unknown"))
}
