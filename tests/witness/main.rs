//! Declarations, recorded answers and recorded requests against the reference, and the documents made of the
//! declarations. What is not as the reference has it stands with its reason in docs/divergences.md, and nothing else
//! does. The reference lies beside the repository; without it only the documents are tested.

mod command_page;
mod command_types;
mod declarations;
mod declared;
mod difference;
mod facts;
mod generated;
mod presets_page;
mod readme_table;
mod recorded_answers;
mod recorded_requests;
mod reference;
mod request_hashes;
mod tree;
