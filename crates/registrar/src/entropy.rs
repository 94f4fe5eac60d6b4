//! Randomness, handed in like time.

use std::sync::{Mutex, PoisonError};

use ring::digest::{SHA256, digest};
use ring::rand::{SecureRandom, SystemRandom};

/// A source of random octets.
pub trait Entropy: Send + Sync {
    /// Fills the buffer. The operating system's source does not fail once a program runs; see `getrandom(2)`.
    fn fill(&self, buffer: &mut [u8]);
}

/// The random source of the operating system.
pub struct SystemEntropy(SystemRandom);

impl Default for SystemEntropy {
    fn default() -> Self {
        SystemEntropy(SystemRandom::new())
    }
}

impl Entropy for SystemEntropy {
    fn fill(&self, buffer: &mut [u8]) {
        while self.0.fill(buffer).is_err() {
            std::thread::yield_now();
        }
    }
}

/// Octets that follow from a number: the hashes of it with a count behind it. For sandboxes that are to do the same
/// twice; who knows the number knows every octet.
pub struct SeededEntropy {
    seed: u64,
    /// Hashes that were taken.
    taken: Mutex<u64>,
}

impl SeededEntropy {
    pub fn new(seed: u64) -> Self {
        SeededEntropy { seed, taken: Mutex::new(0) }
    }
}

impl Entropy for SeededEntropy {
    fn fill(&self, buffer: &mut [u8]) {
        // Nothing panics under this lock.
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        for part in buffer.chunks_mut(SHA256.output_len()) {
            let mut hashed = [0; 16];
            hashed[..8].copy_from_slice(&self.seed.to_be_bytes());
            hashed[8..].copy_from_slice(&taken.to_be_bytes());
            part.copy_from_slice(&digest(&SHA256, &hashed).as_ref()[..part.len()]);
            *taken += 1;
        }
    }
}

/// `2 * N` lower-case hex digits.
pub fn hex<const N: usize>(entropy: &dyn Entropy) -> String {
    let mut octets = [0; N];
    entropy.fill(&mut octets);
    octets.iter().map(|octet| format!("{octet:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_number_gives_the_same_octets() {
        let octets = |seed| {
            let entropy = SeededEntropy::new(seed);
            (hex::<16>(&entropy), hex::<40>(&entropy), hex::<16>(&entropy))
        };
        let first = octets(7);
        assert_eq!(first, octets(7));
        assert_ne!(first, octets(8));
        assert_ne!(first.0, first.2);
        assert_ne!(first.1[..32], first.1[32..64]);
    }
}
