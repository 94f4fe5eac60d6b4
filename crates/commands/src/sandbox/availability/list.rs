//! `namegate.sandbox.availability.list`: what the registry of a sandbox was asked to say.

use wire::text::AmountOrZero;
use wire::{Body, Command, Element, refusals};

use crate::sandbox::SUB_ACCOUNT;

/// What the registry was asked to say of names, by their patterns
#[derive(Command)]
#[command(name = "namegate.sandbox.availability.list", effect = Scan, response = Response)]
pub struct Request {}

#[derive(Body, Debug)]
#[body(name = "SandboxAvailabilityListResult")]
pub struct Response {
    #[child(name = "Name")]
    pub names: Vec<Name>,
}

/// Prices are 0 unless it is premium.
#[derive(Element, Debug)]
pub struct Name {
    #[attr]
    pub pattern: String,
    /// A word of `namegate.sandbox.availability.set`.
    #[attr]
    pub answer: String,
    #[attr]
    pub registration_price: AmountOrZero,
    #[attr]
    pub renewal_price: AmountOrZero,
    #[attr]
    pub restore_price: AmountOrZero,
    #[attr]
    pub transfer_price: AmountOrZero,
    #[attr]
    pub eap_fee: AmountOrZero,
}

refusals! {
    SUB_ACCOUNT;
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::named_answers;
    use registrar::runner::Cx;
    use rules::money::Money;
    use store::{NamedAnswer, SaidOfName};

    use super::*;
    use crate::handler::{Answer, Run};
    use crate::sandbox::availability::set::AnswerWord;

    impl Run for Request {
        fn run(&self, cx: &mut Cx<'_, '_>, _: &Caller) -> Answer<Response> {
            Ok(Response { names: named_answers::list(cx)?.into_iter().map(shown).collect() })
        }
    }

    fn shown(answer: NamedAnswer) -> Name {
        let price = |money: Money| {
            AmountOrZero(Some(money.ten_thousandths).filter(|_| answer.said == SaidOfName::Premium))
        };
        let word = match answer.said {
            SaidOfName::Available => AnswerWord::Available,
            SaidOfName::Taken => AnswerWord::Taken,
            SaidOfName::Premium => AnswerWord::Premium,
            SaidOfName::Refused => AnswerWord::Refused,
            SaidOfName::NoAnswer => AnswerWord::NoAnswer,
        };
        Name {
            answer: word.word().to_owned(),
            registration_price: price(answer.registration),
            renewal_price: price(answer.renewal),
            restore_price: price(answer.restore),
            transfer_price: price(answer.transfer),
            eap_fee: price(answer.early_access),
            pattern: answer.pattern,
        }
    }
}
