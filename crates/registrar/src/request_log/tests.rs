use std::net::{IpAddr, Ipv4Addr};
use std::time::Duration;

use super::pairs::{MOST_CHARACTERS, MOST_PARAMETERS};
use super::*;

fn call(params: &[(&str, &str)]) -> Call {
    Call {
        id: RequestId::draw(),
        world_time: 0,
        real_time: 0,
        address: IpAddr::from(Ipv4Addr::LOCALHOST),
        params: Pairs::of(params.iter().copied()),
        command: None,
        http_status: Some(200),
        duration: Duration::ZERO,
        refused: None,
        fault: None,
    }
}

fn names(page: &Page) -> Vec<&str> {
    page.calls.iter().map(|call| call.param("command").unwrap_or_default()).collect()
}

#[test]
fn pages_begin_with_the_newest_and_show_what_is_in_view() {
    let log = RequestLog::default();
    for (user, command) in [("alice", "1"), ("bob", "2"), ("ALICE", "3"), ("alice", "4"), ("", "5")] {
        log.add(call(&[("apiuser", user), ("command", command)]));
    }
    let page = |view, page| log.page(view, |_| true, page);
    assert_eq!(names(&page(View::Everything, (0, 2))), ["5", "4"]);
    assert_eq!(names(&page(View::Everything, (1, 2))), ["3", "2"]);
    assert_eq!(page(View::Everything, (9, 2)).total, 5);
    let of_alice = page(View::Of("alice"), (0, 20));
    assert_eq!((names(&of_alice), of_alice.total), (vec!["4", "3", "1"], 3));
    let wanted = log.page(View::Of("alice"), |call| call.param("command") == Some("3"), (0, 20));
    assert_eq!((names(&wanted), wanted.total), (vec!["3"], 1));
    let bobs = page(View::Of("bob"), (0, 1)).calls[0].id;
    assert!(log.get(View::Of("bob"), bobs).is_some() && log.get(View::Everything, bobs).is_some());
    assert!(log.get(View::Of("alice"), bobs).is_none());
    log.clear();
    assert_eq!(page(View::Everything, (0, 20)).total, 0);
}

#[test]
fn the_oldest_calls_go_first() {
    let log = RequestLog::default();
    for n in 0..MOST_CALLS + 5 {
        log.add(call(&[("command", &n.to_string())]));
    }
    let page = log.page(View::Everything, |_| true, (MOST_CALLS - 1, 1));
    assert_eq!((names(&page), page.total), (vec!["5"], MOST_CALLS));
}

#[test]
fn calls_that_are_large_push_out_more() {
    let log = RequestLog::default();
    let value = "x".repeat(MOST_CHARACTERS);
    let names: Vec<String> = (0..MOST_PARAMETERS).map(|n| format!("n{n:04}")).collect();
    let params: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), value.as_str())).collect();
    for _ in 0..MOST_CALLS / 10 {
        log.add(call(&params));
    }
    let kept = log.kept();
    assert!(kept.octets <= MOST_OCTETS && kept.octets > MOST_OCTETS / 2);
    assert_eq!(kept.octets, kept.calls.iter().map(|(call, _)| call.octets()).sum::<usize>());
}
