//! What our name servers say of themselves in every zone (RFC 1035 section 3.3.13). Times are seconds.

/// The primary name server.
pub const PRIMARY: &str = "dns1.registrar-servers.com";
/// The mailbox of who answers for the zones, its `@` a dot.
pub const MAILBOX: &str = "hostmaster.registrar-servers.com";
pub const REFRESH: u32 = 43_200;
pub const RETRY: u32 = 3_600;
pub const EXPIRE: u32 = 604_800;
/// How long the lack of a record may be remembered (RFC 2308 section 4).
pub const MINIMUM: u32 = 3_601;
pub const SOA_TTL: u32 = 3_601;
/// The TTL of the name servers at the apex.
pub const NS_TTL: u32 = 1_800;
