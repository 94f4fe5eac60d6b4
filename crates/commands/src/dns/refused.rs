//! How the causes of the use cases about records are refused.

use registrar::records::Error;
use rules::record_kind::RecordKind;
use rules::zone_edit::{Refused, Sent};
use wire::Refusal;

use super::{
    BAD_NAME, BAD_TEXT, BAD_VALUE, BESIDE_CNAME, EXISTS, MIXED_MAIL, MOVED_ON, NO_RECORD, NO_VERSION,
    TOO_MANY, TypeWord,
};
use crate::domains::DOMAIN_NOT_FOUND;
use crate::handler::Stop;

/// `place` puts what a change is about in front of what is wrong with it.
pub(super) fn refuse(cause: Error, place: impl Fn(usize) -> String) -> Stop {
    match cause {
        Error::NotHeld => DOMAIN_NOT_FOUND.into(),
        Error::Moved(version) => MOVED_ON.about(&version.to_string()).into(),
        Error::NoVersion(version) => NO_VERSION.about(&version.to_string()).into(),
        Error::Refused { at, why } => {
            let place = at.map(place).unwrap_or_default();
            refused(&why, &place).into()
        }
        Error::Text(faulty) => BAD_TEXT.about(&faulty.to_string()).into(),
        Error::Store(error) => error.into(),
    }
}

fn refused(why: &Refused, place: &str) -> Refusal {
    let about = format!("{place}{why}");
    match why {
        Refused::Name | Refused::ServiceName | Refused::OfTheParent => BAD_NAME.about(&about),
        Refused::Value | Refused::Data(_) | Refused::Several => BAD_VALUE.about(&about),
        Refused::Exists(_) => EXISTS.about(&about),
        Refused::NoSuch => NO_RECORD.about(&about),
        Refused::TooMany => TOO_MANY.into(),
        Refused::CnameBesideOthers(name) => BESIDE_CNAME.about(name),
        Refused::MixedMail => MIXED_MAIL.into(),
    }
}

/// Of a command that makes one change.
pub(super) fn of_one(cause: Error) -> Stop {
    refuse(cause, |_| String::new())
}

/// A record as it is sent; declarations keep the numbers within their range.
pub(super) fn sent(name: &str, kind: TypeWord, value: &str, mx_pref: Option<i64>, ttl: Option<i64>) -> Sent {
    Sent {
        name: name.to_owned(),
        kind: kind.into(),
        value: value.to_owned(),
        preference: mx_pref.and_then(|preference| u16::try_from(preference).ok()),
        ttl: ttl.and_then(|ttl| u32::try_from(ttl).ok()),
    }
}

impl From<TypeWord> for RecordKind {
    fn from(word: TypeWord) -> Self {
        use rules::host_record::RecordType;
        use rules::other_type::OtherType;
        match word {
            TypeWord::A => RecordKind::Host(RecordType::A),
            TypeWord::Aaaa => RecordKind::Host(RecordType::Aaaa),
            TypeWord::Alias => RecordKind::Host(RecordType::Alias),
            TypeWord::Caa => RecordKind::Host(RecordType::Caa),
            TypeWord::Cname => RecordKind::Host(RecordType::Cname),
            TypeWord::Ds => RecordKind::Other(OtherType::Ds),
            TypeWord::Frame => RecordKind::Host(RecordType::Frame),
            TypeWord::Https => RecordKind::Other(OtherType::Https),
            TypeWord::Loc => RecordKind::Other(OtherType::Loc),
            TypeWord::Mx => RecordKind::Host(RecordType::Mx),
            TypeWord::Mxe => RecordKind::Host(RecordType::Mxe),
            TypeWord::Naptr => RecordKind::Other(OtherType::Naptr),
            TypeWord::Ns => RecordKind::Host(RecordType::Ns),
            TypeWord::Srv => RecordKind::Service,
            TypeWord::Sshfp => RecordKind::Other(OtherType::Sshfp),
            TypeWord::Svcb => RecordKind::Other(OtherType::Svcb),
            TypeWord::Tlsa => RecordKind::Other(OtherType::Tlsa),
            TypeWord::Txt => RecordKind::Host(RecordType::Txt),
            TypeWord::Url => RecordKind::Host(RecordType::Url),
            TypeWord::Url301 => RecordKind::Host(RecordType::Url301),
        }
    }
}
