//! The refusals of commands on privacy subscriptions.

use super::{Case, case};
use crate::coverage::table::{PRIVACY_ID, PRIVACY_OFF_ID};

const BAD_ADDRESS: &str = "ForwardedToEmail is not valid";
const GONE: &str = "This feature is no longer supported. Please contact customer support for more details.";

pub fn cases() -> Vec<Case> {
    let on = |command: &'static str, id: &str, more: &[(&str, &str)], number, words: &str| {
        case(command, &[&[("WhoisguardID", id)], more].concat(), number, words)
    };
    let unknown = "whoisguard does not exists";
    let to = [("ForwardedToEmail", "ada@example.org")];
    let allot = [("DomainName", "alices.com"), ("ForwardedToEmail", "a")];
    let one = [("Years", "1")];
    vec![
        on("namecheap.whoisguard.allot", PRIVACY_ID, &allot, 2_011_369, BAD_ADDRESS),
        on(
            "namecheap.whoisguard.allot",
            "48",
            &allot[..1],
            2_029_331,
            "THE WHOISGUARD IS EITHER INVALID OR NOT ASSOCIATED WITH YOUR ACCOUNT",
        ),
        on(
            "namecheap.whoisguard.allot",
            PRIVACY_ID,
            &allot[..1],
            2_011_331,
            "whoisguard is in use by another domain",
        ),
        on("namecheap.whoisguard.changeEmailAddress", "48", &[], 2_011_331, unknown),
        on("namecheap.whoisguard.disable", "48", &[], 2_011_331, unknown),
        on("namecheap.whoisguard.disable", PRIVACY_OFF_ID, &[], 2_011_331, "whoisguard is already disabled"),
        on("namecheap.whoisguard.discard", PRIVACY_ID, &[], 3_530_407, GONE),
        on("namecheap.whoisguard.enable", "48", &to, 2_011_331, unknown),
        on("namecheap.whoisguard.enable", PRIVACY_ID, &to, 2_011_331, "whoisguard is already enabled"),
        on(
            "namecheap.whoisguard.enable",
            PRIVACY_OFF_ID,
            &[("ForwardedToEmail", "a")],
            2_011_369,
            BAD_ADDRESS,
        ),
        on(
            "namecheap.whoisguard.renew",
            PRIVACY_ID,
            &[one[0], ("PromotionCode", "X")],
            2_011_170,
            "Promotion code is invalid",
        ),
        on(
            "namecheap.whoisguard.renew",
            PRIVACY_ID,
            &[("Years", "10")],
            2_011_167,
            "Number of years should be maximum 9",
        ),
        on(
            "namecheap.whoisguard.renew",
            "48",
            &one,
            4_029_331,
            "This Whoisguard is not associate with this User . So cannot Renew.",
        ),
        on(
            "namecheap.whoisguard.renew",
            PRIVACY_OFF_ID,
            &one,
            2_029_331,
            "Renewal is not allowed before 30 days of expiry",
        ),
        on("namecheap.whoisguard.unallot", PRIVACY_ID, &[], 3_530_407, GONE),
    ]
}
