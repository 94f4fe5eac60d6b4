//! What a registrar may and must do. Pure: no clock, no SQL, no wire words, no error numbers.

pub mod address;
pub mod calendar;
pub mod certificate;
pub mod contact;
pub mod country;
pub mod csr;
pub mod dcv;
pub mod extended_attribute;
pub mod host_record;
pub mod idn_code;
pub mod life_cycle;
pub mod money;
pub mod name;
pub mod name_pattern;
pub mod password;
pub mod pkcs7;
pub mod price;
pub mod publish;
pub mod registration;
pub mod renewal;
pub mod resource_record;
pub mod srv_record;
pub mod tld;
pub mod transfer;
pub mod user_name;
pub mod zone;
