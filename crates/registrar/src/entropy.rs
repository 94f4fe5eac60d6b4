//! Randomness, handed in like time.

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

/// `2 * N` lower-case hex digits.
pub fn hex<const N: usize>(entropy: &dyn Entropy) -> String {
    let mut octets = [0; N];
    entropy.fill(&mut octets);
    octets.iter().map(|octet| format!("{octet:02x}")).collect()
}
