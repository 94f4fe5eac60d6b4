//! `namecheap.domains.transfer.*`

pub mod create;
pub mod get_list;
pub mod get_status;
pub mod update_status;
