//! The mails that a sandbox keeps in the place of sending them.

use store::{Error, Mail, MailFilter};

use crate::runner::Cx;

/// A page of a list.
pub struct Page {
    pub rows: Vec<Mail>,
    /// How many the list has in all.
    pub total: i64,
}

/// A page of the inbox, counted from 1, newest first.
pub fn list(cx: &mut Cx<'_, '_>, filter: MailFilter<'_>, (page, size): (i64, i64)) -> Result<Page, Error> {
    let total = cx.tx.count_mails(filter)?;
    let offset = (page - 1).saturating_mul(size);
    let rows = if offset < total { cx.tx.list_mails(filter, size, offset)? } else { Vec::new() };
    Ok(Page { rows, total })
}

/// One mail.
pub fn get(cx: &mut Cx<'_, '_>, id: i64) -> Result<Option<Mail>, Error> {
    cx.tx.mail(id)
}
