//! Sweeps bring the store to where the world clock says it should be. Each runs in slices, and twice is as good as
//! once.

pub mod life_cycle;
pub mod purchases;
pub mod transfers;
pub mod zones;
