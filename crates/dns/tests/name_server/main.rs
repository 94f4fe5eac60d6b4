//! The name server asked through real sockets; its answers are read with the crate `domain`.

mod alias;
mod answers;
mod asker;
mod edns;
mod hostile;
mod tcp;
mod versions;
