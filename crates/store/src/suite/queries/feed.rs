//! What processes read to follow each other. That there is something to read is a test of the engines that are shared.

use super::{domain, insert_domain, kept_zone, with_accounts};
use crate::suite::TestEngine;
use crate::{KeptZone, Served};

pub(in crate::suite) fn what_is_answered_for_names<E: TestEngine>() {
    with_accounts::<E>(|tx| {
        for id in 1..=40 {
            insert_domain(tx, &domain(id, &format!("d{id}.example"), 100))?;
        }
        let former =
            |version| KeptZone { version, ..kept_zone(&domain(7, "d7.example", 100), Served::Never) };
        tx.insert_former_zone(7, &former(6), 10)?;
        tx.insert_former_zone(7, &former(5), 20)?;
        let names: Vec<String> = (0..=40).map(|id| format!("d{id}.example")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let mut found = tx.answered_zones(&names)?;
        found.sort_by_key(|(domain, _)| domain.id);
        let ids = found.iter().map(|(domain, _)| domain.id);
        assert!(ids.eq(1..=40), "each once, and none for a name that nobody has");
        assert_eq!(found[6], (domain(7, "d7.example", 100), former(5)), "as it was before the first change");
        let (eighth, kept) = (domain(8, "d8.example", 100), tx.zone(8)?.expect("a zone"));
        assert_eq!(found[7], (eighth.clone(), kept.clone()));
        assert_eq!(tx.answered_zones(&["d8.example"])?, [(eighth, kept)]);
        assert_eq!(tx.answered_zones(&[])?, []);
        let stamps = tx.writer_stamps()?;
        assert!(stamps.iter().all(|stamp| stamp.swept == 0), "{stamps:?}");
        assert_eq!(tx.fed_zones("nobody", (0, 9), 10)?, []);
        Ok(())
    });
}

pub(in crate::suite) fn worlds_are_counted<E: TestEngine>() {
    with_accounts::<E>(|tx| {
        assert_eq!(tx.world_number()?, 0);
        tx.count_world()?;
        tx.count_world()?;
        assert_eq!(tx.world_number()?, 2);
        Ok(())
    });
}
