//! `namegate.sandbox.seed`: domains by the thousand.

use wire::{Body, Command, refusals};

use crate::sandbox::SUB_ACCOUNT;

/// Give the account many domains, which cost nothing
#[derive(Command)]
#[command(name = "namegate.sandbox.seed", effect = Slices, response = Response)]
pub struct Request {
    /// How many.
    #[param(least = 1, most = 100_000, subject = 951)]
    pub domains: i64,
    /// Records of each: addresses.
    #[param(default = "2", least = 0, most = 1000, subject = 952)]
    pub records: i64,
    /// Days until the end of the first term.
    #[param(default = "1", least = 1, most = 3650, subject = 953)]
    pub expires_from: i64,
    /// Days until the end of the last term; terms end anywhere between.
    #[param(default = "365", least = 1, most = 3650, subject = 954)]
    pub expires_to: i64,
    /// The same number gives the same names and ends.
    #[param(default = "1", least = 0, most = 2147483647, subject = 955)]
    pub seed: i64,
}

#[derive(Body, Debug)]
#[body(name = "SandboxSeedResult")]
pub struct Response {
    /// How many were made.
    #[attr]
    pub domains: i64,
    /// How many were registered already, by whomever.
    #[attr]
    pub skipped: i64,
    /// Of all that were made together.
    #[attr]
    pub records: i64,
}

refusals! {
    SUB_ACCOUNT;
    BACKWARDS = 2015954 "ExpiresTo is before ExpiresFrom";
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::runner::Cx;
    use registrar::seeding::{self, Progress, Wish};

    use super::*;
    use crate::handler::{Answer, Slice, Slices};

    impl Slices for Request {
        type Progress = Progress;

        fn slice(
            &self,
            cx: &mut Cx<'_, '_>,
            caller: &Caller,
            progress: Progress,
        ) -> Answer<Slice<Progress, Response>> {
            if self.expires_to < self.expires_from {
                return Err(BACKWARDS.into());
            }
            let wish = Wish {
                domains: self.domains,
                records: self.records,
                expires: (self.expires_from, self.expires_to),
                seed: self.seed.unsigned_abs(),
            };
            let progress = seeding::slice(cx, caller, &wish, progress)?;
            if progress.looked_at < self.domains {
                return Ok(Slice::More(progress));
            }
            Ok(Slice::Last(Response {
                domains: progress.made,
                skipped: self.domains - progress.made,
                records: progress.made * self.records,
            }))
        }
    }
}
