//! What the registry of a sandbox is to say of some names.

use rules::money::Money;

use crate::engine::Row;
use crate::error::Error;
use crate::ledger::money;
use crate::tx::Tx;

/// The table of answers. Prices are those of a premium name.
pub(crate) const TABLES: &[&str] = &["CREATE TABLE named_answer (
        pattern text NOT NULL PRIMARY KEY,
        is_name boolean NOT NULL,
        answer text NOT NULL,
        registration bigint NOT NULL,
        renewal bigint NOT NULL,
        restore bigint NOT NULL,
        transfer bigint NOT NULL,
        early_access bigint NOT NULL,
        currency text NOT NULL) {clustered}"];

/// What is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaidOfName {
    Available,
    Taken,
    Premium,
    Refused,
    NoAnswer,
}

const WORDS: [(SaidOfName, &str); 5] = [
    (SaidOfName::Available, "available"),
    (SaidOfName::Taken, "taken"),
    (SaidOfName::Premium, "premium"),
    (SaidOfName::Refused, "refused"),
    (SaidOfName::NoAnswer, "noanswer"),
];

impl SaidOfName {
    fn word(self) -> &'static str {
        WORDS.iter().find(|(said, _)| *said == self).map_or("available", |(_, word)| word)
    }

    pub(crate) fn from_word(word: &str) -> Option<Self> {
        WORDS.iter().find(|(_, have)| *have == word).map(|(said, _)| *said)
    }
}

/// An answer for a name or a pattern of names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedAnswer {
    pub pattern: String,
    /// It is for one name only.
    pub is_name: bool,
    pub said: SaidOfName,
    /// Of a year, if premium.
    pub registration: Money,
    pub renewal: Money,
    pub restore: Money,
    pub transfer: Money,
    pub early_access: Money,
}

macro_rules! select {
    ($rest:expr) => {
        concat!(
            "SELECT pattern, is_name, answer, registration, renewal, restore, transfer, early_access, currency
             FROM named_answer ",
            $rest
        )
    };
}

impl Tx<'_> {
    /// The answer for this name and those for patterns, some of which may be for it too.
    pub fn answers_for(&mut self, name: &str) -> Result<Vec<NamedAnswer>, Error> {
        self.many(select!("WHERE NOT is_name OR pattern = $1"), &[name.into()], named_answer)
    }

    /// Every answer, by their patterns.
    pub fn named_answers(&mut self) -> Result<Vec<NamedAnswer>, Error> {
        self.many(select!("ORDER BY pattern"), &[], named_answer)
    }

    /// Sets the answer for its pattern.
    pub fn set_named_answer(&mut self, answer: &NamedAnswer) -> Result<(), Error> {
        self.execute(
            "INSERT INTO named_answer (pattern, is_name, answer, registration, renewal, restore, transfer,
                                       early_access, currency)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
             ON CONFLICT (pattern) DO UPDATE SET answer = excluded.answer, registration = excluded.registration,
                 renewal = excluded.renewal, restore = excluded.restore, transfer = excluded.transfer,
                 early_access = excluded.early_access, currency = excluded.currency",
            &[
                (&answer.pattern).into(),
                answer.is_name.into(),
                answer.said.word().into(),
                answer.registration.ten_thousandths.into(),
                answer.renewal.ten_thousandths.into(),
                answer.restore.ten_thousandths.into(),
                answer.transfer.ten_thousandths.into(),
                answer.early_access.ten_thousandths.into(),
                answer.registration.currency.code().into(),
            ],
        )?;
        Ok(())
    }

    /// Takes the answer for a pattern back; whether there was one.
    pub fn delete_named_answer(&mut self, pattern: &str) -> Result<bool, Error> {
        Ok(self.execute("DELETE FROM named_answer WHERE pattern = $1", &[pattern.into()])? == 1)
    }
}

fn named_answer(row: &dyn Row) -> Result<NamedAnswer, Error> {
    Ok(NamedAnswer {
        pattern: row.text(0)?,
        is_name: row.bool(1)?,
        said: SaidOfName::from_word(row.text_ref(2)?).ok_or_else(|| Error::corrupt("answer for a name"))?,
        registration: money(row, 3, 8)?,
        renewal: money(row, 4, 8)?,
        restore: money(row, 5, 8)?,
        transfer: money(row, 6, 8)?,
        early_access: money(row, 7, 8)?,
    })
}
