use super::*;

const CHECK: &str = "namecheap.domains.check";

fn fault(kind: Kind, schedule: Schedule) -> Fault {
    Fault { kind, schedule, command: None, api_user: None }
}

/// Which of the next calls, counted from 1, meet something.
fn met(faults: &Faults, calls: usize) -> Vec<usize> {
    (1..=calls).filter(|_| faults.strike(CHECK, "alice").is_some()).collect()
}

fn of(schedule: Schedule) -> Faults {
    let faults = Faults::default();
    faults.add(fault(Kind::Cut, schedule)).expect("added");
    faults
}

#[test]
fn schedules() {
    assert!(met(&Faults::default(), 3).is_empty());
    assert_eq!(met(&of(Schedule::Always), 3), [1, 2, 3]);
    assert_eq!(met(&of(Schedule::Calls(2)), 4), [1, 2]);
    assert_eq!(met(&of(Schedule::Every(3)), 7), [3, 6]);
    assert_eq!(met(&of(Schedule::Percent { share: 100, seed: 7 }), 3), [1, 2, 3]);
    assert!(met(&of(Schedule::Percent { share: 0, seed: 7 }), 100).is_empty());
}

#[test]
fn a_share_is_scattered_and_the_same_every_time() {
    let of_seed = |seed| met(&of(Schedule::Percent { share: 30, seed }), 10_000);
    let struck = of_seed(1);
    assert_eq!(struck, of_seed(1));
    assert_ne!(struck, of_seed(20_000));
    assert!((2_800..3_200).contains(&struck.len()), "{}", struck.len());
    let gaps = struck.windows(2).map(|pair| pair[1] - pair[0]);
    assert!(gaps.clone().any(|gap| gap == 1) && gaps.clone().any(|gap| gap > 8));
}

#[test]
fn a_fault_is_for_some_calls() {
    for (command, is_for) in [
        (None, true),
        (Some("namecheap.domains.check"), true),
        (Some("NameCheap.Domains"), true),
        (Some("namecheap"), true),
        (Some("namecheap.domains.ch"), false),
        (Some("namecheap.domains.check.more"), false),
        (Some("namecheap.domains."), false),
        (Some("é"), false),
        (Some(""), false),
    ] {
        let fault = Fault { command: command.map(str::to_owned), ..fault(Kind::Cut, Schedule::Always) };
        assert_eq!(fault.is_for(CHECK, "alice"), is_for, "{command:?}");
        let of_bob = Fault { api_user: Some("Bob".into()), ..fault };
        assert_eq!((of_bob.is_for(CHECK, "alice"), of_bob.is_for(CHECK, "bob")), (false, is_for));
    }
}

#[test]
fn latencies_add_up_and_the_first_other_kind_decides() {
    let faults = Faults::default();
    let second = Duration::from_secs(1);
    for kind in
        [Kind::Latency(second), Kind::Latency(second), Kind::Http500, Kind::Cut, Kind::Latency(second)]
    {
        faults.add(fault(kind, Schedule::Calls(1))).expect("added");
    }
    let struck = |id, wait, instead| Some(Struck { id, wait, instead });
    let meet = || faults.strike(CHECK, "alice");
    assert_eq!(meet(), struck(3, second * 2, Some(Kind::Http500)));
    assert_eq!(meet(), struck(4, Duration::ZERO, Some(Kind::Cut)));
    assert_eq!(meet(), struck(5, second, None));
    assert_eq!(meet(), None);
    assert_eq!(faults.live.load(Ordering::Acquire), 0, "what is used up costs nothing");
    let counts: Vec<(u64, u64)> = faults.all().iter().map(|added| (added.seen, added.struck)).collect();
    assert_eq!(counts, [(3, 1), (3, 1), (3, 1), (2, 1), (1, 1)]);
}

#[test]
fn faults_come_and_go() {
    let faults = Faults::default();
    for _ in 0..MOST_FAULTS {
        faults.add(fault(Kind::Cut, Schedule::Always)).expect("added");
    }
    assert_eq!(faults.add(fault(Kind::Cut, Schedule::Always)), Err(TooMany));
    assert!(faults.remove(2) && !faults.remove(2));
    assert_eq!(faults.add(fault(Kind::Lost, Schedule::Always)), Ok(101), "ids are not used again");
    assert_eq!(faults.clear(), MOST_FAULTS);
    assert_eq!((faults.strike(CHECK, "alice"), faults.all()), (None, Vec::new()));
}
