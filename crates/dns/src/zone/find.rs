//! Looking names up in a snapshot (RFC 1034 section 4.3.2, RFC 4592).

use super::{ALIASES, DELEGATES, WILDCARDS, Zone};
use crate::name::{Key, common_front};
use crate::record;

/// Where a name stands in a zone.
pub(crate) enum Place<'z> {
    /// At an owner of records: its own, or those of the wildcard that covers it.
    Owner(Owner<'z>),
    /// The name exists without records of its own (RFC 4592 section 2.2.2), or a wildcard without records covers it.
    Empty,
    /// At or below a delegation; `labels` is how many labels its name has below the apex.
    Delegated {
        cut: Owner<'z>,
        labels: usize,
    },
    Missing,
}

/// The records of one owner.
#[derive(Clone, Copy)]
pub(crate) struct Owner<'z> {
    /// From the number of RRsets on.
    bytes: &'z [u8],
}

/// Records of one owner and type.
#[derive(Clone, Copy)]
pub(crate) struct Rrset<'z> {
    pub(crate) rtype: u16,
    pub(crate) ttl: u32,
    records: &'z [u8],
}

impl Zone {
    /// Where the name with this key stands. `above_cut`: the question is for the parent's side of a delegation, as
    /// one for DS is (RFC 4035 section 3.1.4.1).
    pub(crate) fn locate(&self, key: &Key, above_cut: bool) -> Place<'_> {
        let key_bytes = key.as_bytes();
        if self.has(DELEGATES)
            && let Some(delegated) = self.cut_above(key_bytes, above_cut)
        {
            return delegated;
        }
        let next = match self.search(key_bytes) {
            Ok(index) => return Place::Owner(self.owner(index)),
            Err(next) => next,
        };
        if key_bytes.is_empty() || self.below(next, key_bytes) {
            return Place::Empty;
        }
        if !self.has(WILDCARDS) {
            return Place::Missing;
        }
        self.covering(key, next)
    }

    /// The records that stand exactly at this key, delegations and wildcards aside.
    pub(crate) fn at(&self, key: &Key) -> Option<Owner<'_>> {
        Some(self.owner(self.search(key.as_bytes()).ok()?))
    }

    /// The data of all ALIAS records: their targets on the wire.
    pub(crate) fn alias_targets(&self) -> impl Iterator<Item = &[u8]> {
        let owners = if self.has(ALIASES) { self.count() } else { 0 };
        (0..owners).filter_map(|index| self.owner(index).rrset(record::ALIAS)).flat_map(|rrset| rrset.data())
    }

    /// The topmost delegation on the way from the apex to `key`.
    fn cut_above(&self, key: &[u8], above_cut: bool) -> Option<Place<'_>> {
        let mut end = 0;
        let mut labels = 0;
        while let Some(&size) = key.get(end) {
            end += 1 + usize::from(size);
            labels += 1;
            if above_cut && end == key.len() {
                break;
            }
            if let Ok(index) = self.search(&key[..end]) {
                let cut = self.owner(index);
                if cut.rrset(record::NS).is_some() {
                    return Some(Place::Delegated { cut, labels });
                }
            }
        }
        None
    }

    /// What the wildcard at the closest encloser says of a name that does not exist (RFC 4592 section 3.3.1); `next`
    /// is the first owner after it.
    fn covering(&self, key: &Key, next: usize) -> Place<'_> {
        let shared = |index: usize| common_front(key.as_bytes(), self.key(index));
        let before = next.checked_sub(1).map_or(0, shared);
        let after = if next < self.count() { shared(next) } else { 0 };
        let Some(wildcard) = key.wildcard_at(before.max(after)) else { return Place::Missing };
        match self.search(wildcard.as_bytes()) {
            Ok(index) => Place::Owner(self.owner(index)),
            Err(next) if self.below(next, wildcard.as_bytes()) => Place::Empty,
            Err(_) => Place::Missing,
        }
    }

    /// Whether the owner at `index` lies below `key`, where it would be the first to do so.
    fn below(&self, index: usize, key: &[u8]) -> bool {
        index < self.count() && self.key(index).starts_with(key)
    }

    fn search(&self, key: &[u8]) -> Result<usize, usize> {
        let (mut low, mut high) = (0, self.count());
        while low < high {
            let middle = low + (high - low) / 2;
            match self.key(middle).cmp(key) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return Ok(middle),
            }
        }
        Err(low)
    }

    fn count(&self) -> usize {
        number(&self.block, self.apex_end()) as usize
    }

    fn key(&self, index: usize) -> &[u8] {
        let start = self.start(index);
        &self.block[start + 1..start + 1 + usize::from(self.block[start])]
    }

    fn owner(&self, index: usize) -> Owner<'_> {
        let start = self.start(index);
        Owner { bytes: &self.block[start + 1 + usize::from(self.block[start])..] }
    }

    fn start(&self, index: usize) -> usize {
        number(&self.block, self.apex_end() + 4 + 4 * index) as usize
    }
}

impl<'z> Owner<'z> {
    pub(crate) fn rrset(self, rtype: u16) -> Option<Rrset<'z>> {
        let mut rest = &self.bytes[1..];
        for _ in 0..self.bytes[0] {
            let (head, tail) = rest.split_at(10);
            let (records, tail) = tail.split_at(number(head, 6) as usize);
            if u16::from_be_bytes([head[0], head[1]]) == rtype {
                return Some(Rrset { rtype, ttl: number(head, 2), records });
            }
            rest = tail;
        }
        None
    }
}

impl<'z> Rrset<'z> {
    /// The data of each record.
    pub(crate) fn data(self) -> impl Iterator<Item = &'z [u8]> {
        let mut rest = self.records;
        std::iter::from_fn(move || {
            let (size, tail) = rest.split_first_chunk::<2>()?;
            let (data, tail) = tail.split_at(usize::from(u16::from_be_bytes(*size)));
            rest = tail;
            Some(data)
        })
    }
}

fn number(bytes: &[u8], at: usize) -> u32 {
    u32::from_be_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}
