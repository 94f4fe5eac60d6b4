//! All zones that are held, swapped one at a time under their readers.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rules::name::DomainName;
use rules::resource_record::ResourceRecord;

use crate::alias::Aliases;
use crate::name::Name;
use crate::table::{Change, Table};
use crate::template::{Apex, Template, UnfitTemplate};
use crate::zone::{Unfit, Zone};

/// The zones of a name server. Clones share the zones. A zone installed is answered as soon as `install` returns.
#[derive(Clone)]
pub struct Zones {
    inner: Arc<Inner>,
}

struct Inner {
    table: Table<Zone>,
    apex: Apex,
    aliases: Aliases,
    held: AtomicUsize,
    /// Labels of the longest name of a zone: longer suffixes of a question need no look.
    deepest: AtomicUsize,
}

/// A `DomainName` has two labels or more.
const SHALLOWEST: usize = 2;

impl Zones {
    /// No zones yet; all to come share `template`.
    pub fn new(template: &Template) -> Result<Zones, UnfitTemplate> {
        let inner = Inner {
            table: Table::new(),
            apex: Apex::of(template)?,
            aliases: Aliases::new(),
            held: AtomicUsize::new(0),
            deepest: AtomicUsize::new(0),
        };
        Ok(Zones { inner: Arc::new(inner) })
    }

    /// Answers with this snapshot from now on, unless the same or a higher version of the zone, or of its removal, is
    /// known already. Returns whether it was taken.
    pub fn install(&self, zone: Zone) -> bool {
        self.replace(zone)
    }

    /// Stops answering for a zone, unless the same or a higher version of it is known already; the mark stays, so
    /// that a late `install` of an older version does not bring the zone back. Returns whether it was taken.
    pub fn remove(&self, apex: &DomainName, version: i64) -> bool {
        self.replace(Zone::gone(apex, version))
    }

    /// Answers for a zone with these records from now on, or with `None` no longer; as [`Zones::install`] and
    /// [`Zones::remove`].
    pub fn apply(
        &self,
        apex: &DomainName,
        version: i64,
        records: Option<&[ResourceRecord]>,
    ) -> Result<bool, Unfit> {
        Ok(match records {
            Some(records) => self.install(Zone::build(apex, version, records)?),
            None => self.remove(apex, version),
        })
    }

    /// The zones that are answered for, each with its version.
    pub fn held(&self) -> Vec<(DomainName, i64)> {
        let mut held = Vec::with_capacity(self.len());
        self.inner.table.each(|zone| {
            if !zone.is_gone() {
                held.extend(zone.apex_name().map(|apex| (apex, zone.version())));
            }
        });
        held
    }

    /// Number of zones that are answered for.
    pub fn len(&self) -> usize {
        self.inner.held.load(Ordering::Relaxed)
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn replace(&self, zone: Zone) -> bool {
        let inner = &*self.inner;
        let apex = zone.apex().to_vec();
        let labels = Name::read(&apex).map_or(0, |name| name.labels());
        // Before the zone can be found: a reader that does not look deep enough would miss it.
        inner.deepest.fetch_max(labels, Ordering::Release);
        let mut taken = false;
        inner.table.update(&apex, |present| {
            if present.is_some_and(|present| present.version() >= zone.version()) {
                return Change::Keep;
            }
            taken = true;
            let held = present.is_some_and(|present| !present.is_gone());
            match (held, zone.is_gone()) {
                (false, false) => _ = inner.held.fetch_add(1, Ordering::Relaxed),
                (true, true) => _ = inner.held.fetch_sub(1, Ordering::Relaxed),
                _ => {}
            }
            inner.aliases.want(zone.alias_targets(), present.into_iter().flat_map(Zone::alias_targets));
            Change::Set(zone)
        });
        taken
    }

    /// What `read` makes of the zone that `name` lies in, the deepest one held, and the number of labels of its apex;
    /// `None` when none is held.
    pub(crate) fn read<R>(&self, name: &Name, read: impl FnMut(&Zone, usize) -> R) -> Option<R> {
        self.find((SHALLOWEST..=self.deepest(name)).rev(), name, read)
    }

    /// The same of a zone above `name`, or where none is held of the zone whose apex it is: a question for DS is for the
    /// parent's side (RFC 4035 section 3.1.4.1).
    pub(crate) fn read_above<R>(&self, name: &Name, read: impl FnMut(&Zone, usize) -> R) -> Option<R> {
        let above = (SHALLOWEST..=self.deepest(name).min(name.labels().saturating_sub(1))).rev();
        self.find(above.chain([name.labels()]), name, read)
    }

    fn deepest(&self, name: &Name) -> usize {
        name.labels().min(self.inner.deepest.load(Ordering::Acquire))
    }

    fn find<R>(
        &self,
        mut apex_labels: impl Iterator<Item = usize>,
        name: &Name,
        mut read: impl FnMut(&Zone, usize) -> R,
    ) -> Option<R> {
        apex_labels.find_map(|labels| {
            let table = &self.inner.table;
            table.read(name.suffix(labels), |zone| (!zone.is_gone()).then(|| read(zone, labels)))?
        })
    }

    pub(crate) fn apex(&self) -> &Apex {
        &self.inner.apex
    }

    pub(crate) fn aliases(&self) -> &Aliases {
        &self.inner.aliases
    }
}
