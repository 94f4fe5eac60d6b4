//! `namegate.sandbox.availability.set`: has the registry of a sandbox say something of names.

use wire::{Body, Command, refusals, words};

use crate::sandbox::SUB_ACCOUNT;

words! {
    /// What the registry says.
    pub enum AnswerWord {
        Available = "available",
        Taken = "taken",
        Premium = "premium",
        Refused = "refused",
        NoAnswer = "noanswer",
    }
}

/// Have the registry say something of a name, or of all names of a pattern
#[derive(Command)]
#[command(name = "namegate.sandbox.availability.set", effect = Write, response = Response)]
pub struct Request {
    /// A name (example.com), the beginning of names (shop-*), or an ending (*.shop). The nearest pattern counts: a name,
    /// then the longest.
    #[param(max = 253, subject = 941)]
    pub pattern: String,
    /// As the patterns of [sandbox.md](sandbox.md#names-with-a-meaning) have it.
    #[param(subject = 942)]
    pub answer: AnswerWord,
    /// Of a year; needed with Answer=premium, and stands with no other.
    #[param(max = 20, subject = 943)]
    pub registration_price: Option<String>,
    /// The registration price when left out.
    #[param(max = 20, subject = 944)]
    pub renewal_price: Option<String>,
    /// The registration price when left out.
    #[param(max = 20, subject = 945)]
    pub restore_price: Option<String>,
    /// The registration price when left out.
    #[param(max = 20, subject = 946)]
    pub transfer_price: Option<String>,
    /// The fee of an early-access phase; none when left out.
    #[param(max = 20, subject = 947)]
    pub eap_fee: Option<String>,
}

#[derive(Body, Debug)]
#[body(name = "SandboxAvailabilitySetResult")]
pub struct Response {
    /// In lower case.
    #[attr]
    pub pattern: String,
    #[attr]
    pub is_success: bool,
}

refusals! {
    SUB_ACCOUNT;
    NO_PATTERN = 2011941 "Parameter Pattern is Invalid";
    NO_PRICE = 2010943 "Parameter RegistrationPrice is Missing";
    STRAY_PRICE = 2015943 "Prices stand with Answer=premium only";
    BAD_PRICE = 2011943 "Parameter {} is Invalid";
    TOO_MANY = 2016941 "There are as many answers as there may be";
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::named_answers::{self, Error};
    use registrar::runner::Cx;
    use rules::money::Money;
    use rules::name_pattern::NamePattern;
    use store::{NamedAnswer, SaidOfName};

    use super::*;
    use crate::handler::{Answer, Run, Stop};

    impl Run for Request {
        fn run(&self, cx: &mut Cx<'_, '_>, _: &Caller) -> Answer<Response> {
            let pattern = NamePattern::parse(&self.pattern).ok_or(NO_PATTERN)?;
            let answer = self.answer(&pattern)?;
            named_answers::set(cx, &answer).map_err(refuse)?;
            Ok(Response { pattern: pattern.to_string(), is_success: true })
        }
    }

    impl Request {
        fn answer(&self, pattern: &NamePattern) -> Answer<NamedAnswer> {
            let prices = [
                ("RegistrationPrice", &self.registration_price),
                ("RenewalPrice", &self.renewal_price),
                ("RestorePrice", &self.restore_price),
                ("TransferPrice", &self.transfer_price),
                ("EapFee", &self.eap_fee),
            ];
            let [registration, renewal, restore, transfer, early_access] = prices.map(|(name, text)| {
                let read = |text: &String| Money::parse_usd(text).ok_or_else(|| BAD_PRICE.about(name));
                text.as_ref().map(read).transpose()
            });
            let all = [registration?, renewal?, restore?, transfer?, early_access?];
            let registration = match (self.answer, all[0]) {
                (AnswerWord::Premium, Some(registration)) => registration,
                (AnswerWord::Premium, None) => return Err(NO_PRICE.into()),
                (_, _) if all.iter().any(Option::is_some) => return Err(STRAY_PRICE.into()),
                (_, _) => Money::ZERO,
            };
            let [_, renewal, restore, transfer, early_access] = all;
            Ok(NamedAnswer {
                pattern: pattern.to_string(),
                is_name: pattern.is_name(),
                said: said(self.answer),
                registration,
                renewal: renewal.unwrap_or(registration),
                restore: restore.unwrap_or(registration),
                transfer: transfer.unwrap_or(registration),
                early_access: early_access.unwrap_or(Money::ZERO),
            })
        }
    }

    fn said(word: AnswerWord) -> SaidOfName {
        match word {
            AnswerWord::Available => SaidOfName::Available,
            AnswerWord::Taken => SaidOfName::Taken,
            AnswerWord::Premium => SaidOfName::Premium,
            AnswerWord::Refused => SaidOfName::Refused,
            AnswerWord::NoAnswer => SaidOfName::NoAnswer,
        }
    }

    fn refuse(error: Error) -> Stop {
        match error {
            Error::TooMany => TOO_MANY.into(),
            Error::Store(error) => error.into(),
        }
    }
}
