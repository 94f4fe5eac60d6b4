//! Two processes over one PostgreSQL: what is written through one is answered by the other.

mod crowd;
mod following;
mod trouble;
mod wait;
