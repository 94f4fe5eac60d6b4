//! What lists share that show a page at a time.

use wire::{Block, Element};

/// The page that is asked for, of `LEAST` to `MOST` rows.
#[derive(Block, Clone, Copy, Debug)]
pub struct Page<const LEAST: i64, const MOST: i64 = 100> {
    /// Counts from 1; beyond the last page the list is empty.
    #[param(name = "Page", max = 10, default = "1", least = 1, most = 2147483647, subject = 274)]
    pub number: i64,
    /// Rows of a page.
    #[param(name = "PageSize", max = 10, default = "20", least = LEAST, most = MOST, subject = 275)]
    pub size: i64,
}

/// The page that is shown; all is 0 on refusal.
#[derive(Element, Debug, Default)]
pub struct Paging {
    /// Rows of the whole list.
    #[leaf]
    pub total_items: i64,
    /// As asked for, also beyond the last page.
    #[leaf]
    pub current_page: i64,
    #[leaf]
    pub page_size: i64,
}

impl<const LEAST: i64, const MOST: i64> Page<LEAST, MOST> {
    /// Number and size of the page.
    pub fn asked(self) -> (i64, i64) {
        (self.number, self.size)
    }

    /// What is told of it with a list of so many rows.
    pub fn of(self, total_items: i64) -> Paging {
        Paging { total_items, current_page: self.number, page_size: self.size }
    }
}
