//! The name server asked through real sockets; its answers are read with the crate `domain`.

mod alias;
mod answers;
mod asker;
mod edns;
mod hostile;
mod knot;
mod master_file;
mod model;
mod tcp;
mod versions;
