//! Parameters that no command declares, since many take them by what they do: whatever charges takes a highest price and
//! tells what it would charge; whatever writes can be sent again under a key, and happens once.

use wire::scalar::Scalar;
use wire::spec::{Field, ParamSpec};
use wire::{CommandSpec, Effect};

/// As the other parameters about prices.
const PRICE: u32 = 610;
const SUBJECT_OF_DRY_RUN: u32 = 983;
const SUBJECT_OF_KEY: u32 = 984;

pub const MAX_PRICE: ParamSpec = ParamSpec {
    name: "MaxPrice",
    max: Some(20),
    required: false,
    default: None,
    words: &[],
    range: None,
    secret: false,
    subject: PRICE,
    too_long: 2_011_000 + PRICE,
    doc: "The most that may be charged, in USD: `10.98`. A higher price is refused, and nothing is charged.",
};

pub const DRY_RUN: ParamSpec = ParamSpec {
    name: "DryRun",
    max: Some(10),
    words: bool::WORDS,
    subject: SUBJECT_OF_DRY_RUN,
    too_long: 2_011_000 + SUBJECT_OF_DRY_RUN,
    doc: "With `true` nothing is ordered: the answer is what it would cost, or the refusal.",
    ..MAX_PRICE
};

pub const IDEMPOTENCY_KEY: ParamSpec = ParamSpec {
    name: "IdempotencyKey",
    max: Some(255),
    words: &[],
    secret: true,
    subject: SUBJECT_OF_KEY,
    too_long: 2_011_000 + SUBJECT_OF_KEY,
    doc: "A text of the caller's choice, new for each call that is meant anew. Who repeats a call under it within 24 hours \
          gets the same answer, and nothing happens twice; what is secret in it is shown the first time alone.",
    ..MAX_PRICE
};

const OF_ORDERS: &[Field] =
    &[Field::Scalar(MAX_PRICE), Field::Scalar(DRY_RUN), Field::Scalar(IDEMPOTENCY_KEY)];
const OF_WRITES: &[Field] = &[Field::Scalar(IDEMPOTENCY_KEY)];

/// Those that a command takes beside its own.
pub fn of(spec: &CommandSpec) -> &'static [Field] {
    match spec.effect {
        Effect::Order => OF_ORDERS,
        Effect::Write | Effect::Advance | Effect::Slices | Effect::Replace | Effect::Control => OF_WRITES,
        Effect::Read | Effect::Scan | Effect::Inspect => &[],
    }
}

/// Every parameter that a command takes beside the global ones.
pub fn all(spec: &'static CommandSpec) -> impl Iterator<Item = &'static Field> {
    spec.fields.iter().chain(of(spec))
}

/// The refusals of these parameters, beside those of the scheme.
pub mod refusals {
    wire::refusals! {
        PRICE_ABOVE_MOST = 2515610 "The price {} is above MaxPrice";
        KEY_OF_ANOTHER_CALL = 2015984 "IdempotencyKey was sent before with other parameters";
        KEY_UNDER_WAY = 2016984 "The call of this IdempotencyKey is still under way";
    }
}

#[cfg(feature = "server")]
pub(crate) use server::Shared;

#[cfg(feature = "server")]
mod server {
    use registrar::idempotency::Sent;
    use rules::money::Money;
    use wire::param::{self, Place};
    use wire::params::GLOBAL;
    use wire::scalar::Fault;
    use wire::{Params, Refusal};

    use super::*;

    /// What a call says with these parameters.
    #[derive(Default)]
    pub(crate) struct Shared {
        pub max_price: Option<Money>,
        pub dry_run: bool,
        pub sent: Option<Sent>,
    }

    impl Shared {
        /// Reads them; `now` is real time.
        pub(crate) fn read(spec: &'static CommandSpec, params: &Params, now: i64) -> Result<Shared, Refusal> {
            let takes = |param: &ParamSpec| of(spec).iter().any(|field| field.declares(param.name));
            let mut shared = Shared::default();
            if takes(&IDEMPOTENCY_KEY) {
                let key = optional::<String>(params, &IDEMPOTENCY_KEY)?;
                shared.sent = key.map(|key| sent(spec, &key, params, now));
            }
            if takes(&MAX_PRICE) {
                shared.max_price = max_price(params)?;
                shared.dry_run = optional(params, &DRY_RUN)?.unwrap_or(false);
            }
            Ok(shared)
        }
    }

    fn optional<T: Scalar>(params: &Params, spec: &ParamSpec) -> Result<Option<T>, Refusal> {
        param::optional(params.get(spec.name), spec, Place::Plain)
    }

    fn max_price(params: &Params) -> Result<Option<Money>, Refusal> {
        let Some(text) = optional::<String>(params, &MAX_PRICE)? else { return Ok(None) };
        let invalid = || param::refuse(&MAX_PRICE, Place::Plain, Fault::Invalid);
        Money::parse_usd(&text).map(Some).ok_or_else(invalid)
    }

    /// The call without what may differ when it is sent again: its key, where it comes from.
    fn sent(spec: &CommandSpec, key: &str, params: &Params, now: i64) -> Sent {
        let is_of_call = |name: &str| {
            name != "idempotencykey" && GLOBAL.iter().all(|global| !global.eq_ignore_ascii_case(name))
        };
        let user = params.get("UserName").or_else(|| params.get("ApiUser")).unwrap_or_default();
        let user = user.to_ascii_lowercase();
        let own = params.iter().filter(|(name, value)| is_of_call(name) && !value.is_empty());
        Sent::new(spec.name, key, [("username", user.as_str())].into_iter().chain(own), now)
    }
}
