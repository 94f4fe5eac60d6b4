//! The refusals of commands that only a sandbox has.

use rules::calendar::DAY;
use testkit::{Setup, TestApp};

use super::{Case, case};

const ADVANCE: &str = "namegate.sandbox.clock.advance";
const GET: &str = "namegate.sandbox.clock.get";
const SET: &str = "namegate.sandbox.clock.set";

pub fn cases() -> Vec<Case> {
    let to = |time: &str, number, words: &str| case(SET, &[("Time", time)], number, words);
    let on = |params: &[(&str, &str)], number, words: &str| case(ADVANCE, params, number, words);
    let of_sub = |command, params: &[(&str, &str)]| Case {
        user: "keyed",
        ..case(command, params, 1_016_103, "Parameter UserName is unauthorized")
    };
    let backwards = "The clock never goes backwards: it is 2027-06-21T12:00:00Z";
    let too_far = "The clock goes no further than the year 2999";
    vec![
        of_sub(ADVANCE, &[("Days", "1")]),
        of_sub(GET, &[]),
        of_sub(SET, &[("Time", "2027-06-21T12:00:00Z")]),
        to("2027-06-20T11:59:59Z", 2_015_901, backwards),
        to("0001-01-01T00:00:00Z", 2_015_901, backwards),
        to("2027-06-21", 2_011_901, "Parameter Time is Invalid"),
        to("3000-01-01T00:00:01Z", 2_013_901, "Parameter Time is OutOfRange"),
        on(&[], 2_010_902, "Days, Hours, Seconds or To=next-event is needed"),
        on(&[("To", "next-event"), ("Hours", "1")], 2_015_905, "To stands without Days, Hours and Seconds"),
        on(&[("Days", "365000")], 2_015_902, too_far),
        on(&[("Days", "365000"), ("Hours", "8760000"), ("Seconds", "31536000000")], 2_015_902, too_far),
    ]
}

/// The refusal in a world without anything that ends.
pub async fn of_an_empty_world() -> (&'static str, u32, String) {
    let app = TestApp::start(Setup::default()).await;
    app.world_passes(DAY);
    let answer = app.call("alice", ADVANCE, &[("To", "next-event")]).await;
    let (number, words) = answer.error().expect(ADVANCE);
    assert_eq!((number, words.as_str()), (2_019_905, "Nothing is going to happen by itself"));
    (ADVANCE, number, words)
}
