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

const ADD: &str = "namegate.sandbox.faults.add";

pub fn of_what_is_in_memory() -> Vec<Case> {
    let add = |params: &[(&str, &str)], number, words: &str| case(ADD, params, number, words);
    let of_sub = |command, params: &[(&str, &str)]| Case {
        user: "keyed",
        ..case(command, params, 1_016_103, "Parameter UserName is unauthorized")
    };
    let of_id = |command, id: &str, number, words: &str| case(command, &[("Id", id)], number, words);
    let (explain, get) = ("namegate.explain", "namegate.sandbox.requests.get");
    let nothing = "00000000000000000000000000000000";
    let not_together = "Calls, Every and Percent do not stand together";
    vec![
        of_sub(ADD, &[("Kind", "cut")]),
        of_sub("namegate.sandbox.faults.clear", &[]),
        of_sub("namegate.sandbox.faults.list", &[]),
        of_sub("namegate.sandbox.faults.remove", &[("FaultId", "1")]),
        of_sub("namegate.sandbox.oddities.get", &[]),
        of_sub("namegate.sandbox.oddities.set", &[("FoldedMx", "yes")]),
        case("namegate.sandbox.oddities.set", &[], 2_010_971, "A switch or PropagationDelay is needed"),
        of_sub(get, &[("Id", nothing)]),
        of_sub("namegate.sandbox.requests.list", &[]),
        add(
            &[("Kind", "cut"), ("OfCommand", "namecheap.domain")],
            2_011_911,
            "Parameter OfCommand is Invalid",
        ),
        add(
            &[("Kind", "cut"), ("OfCommand", "namegate.explain")],
            2_011_911,
            "Parameter OfCommand is Invalid",
        ),
        add(&[("Kind", "cut"), ("Calls", "1"), ("Every", "2")], 2_015_913, not_together),
        add(&[("Kind", "cut"), ("Percent", "1"), ("Every", "2")], 2_015_913, not_together),
        add(&[("Kind", "cut"), ("Seed", "1")], 2_015_910, "Parameter Seed has no meaning here"),
        add(&[("Kind", "cut"), ("Text", "x")], 2_015_910, "Parameter Text has no meaning here"),
        add(
            &[("Kind", "error"), ("Number", "4"), ("Milliseconds", "1")],
            2_015_910,
            "Parameter Milliseconds has no meaning here",
        ),
        add(&[("Kind", "latency")], 2_010_917, "Parameter Milliseconds is Missing"),
        add(&[("Kind", "error")], 2_010_918, "Parameter Number is Missing"),
        add(&[("Kind", "error"), ("Number", "987654")], 2_010_919, "Parameter Text is Missing"),
        case(
            "namegate.sandbox.faults.remove",
            &[("FaultId", "77")],
            2_019_923,
            "There is no fault of this FaultId",
        ),
        of_id(get, nothing, 2_019_920, "There is no call of this Id"),
        of_id(get, "none", 2_011_920, "Parameter Id is Invalid"),
        of_id(explain, nothing, 2_019_920, "There is no call of this Id"),
        of_id(explain, "none", 2_011_920, "Parameter Id is Invalid"),
    ]
}

/// The refusal of one fault more than there may be.
pub async fn of_too_many_faults() -> (&'static str, u32, String) {
    let app = TestApp::start(Setup::default()).await;
    let add = async || app.call("alice", ADD, &[("Kind", "cut")]).await.error();
    for _ in 0..registrar::faults::MOST_FAULTS {
        assert_eq!(add().await, None);
    }
    let (number, words) = add().await.expect(ADD);
    assert_eq!((number, words.as_str()), (2_016_910, "There are as many faults as there may be"));
    (ADD, number, words)
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
