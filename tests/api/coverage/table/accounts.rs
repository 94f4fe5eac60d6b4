//! The calls of commands on accounts, their address books and passwords.

use testkit::{CUSTOMER, PASSWORD};

use super::{Covered, Refused, refused};

/// The first entry of an address book, which alice has.
pub const ADDRESS_ID: &str = "600001";
/// An entry of an address book.
pub const ADDRESS: &[(&str, &str)] = &[
    ("AddressName", "Office"),
    ("EmailAddress", "ada@example.org"),
    ("FirstName", "Ada"),
    ("LastName", "Example"),
    ("Address1", "1 Test Street"),
    ("City", "Testville"),
    ("StateProvince", "CA"),
    ("StateProvinceChoice", "S"),
    ("Zip", "90001"),
    ("Country", "US"),
    ("Phone", "+1.5555550100"),
    ("AddressId", ADDRESS_ID),
];
/// A request to add funds.
pub const FUNDS: &[(&str, &str)] =
    &[("PaymentType", "creditcard"), ("Amount", "40"), ("ReturnUrl", "https://shop.example.net/paid")];
/// The token of one that alice has made.
pub const TOKEN: &str = "0123456789abcdef0123456789abcdef";
const UNKNOWN_ADDRESS: &[(&str, &str)] = &[("AddressId", "48")];

pub static ROWS: &[Covered] = &[
    Covered {
        command: "namecheap.users.address.create",
        success: ADDRESS,
        with_contacts: false,
        form: "<AddressCreateResult Success AddressId AddressName>",
        refusal: refused(ADDRESS.split_at(1).1, 2_010_320, "Parameter AddressName is Missing", ""),
        not_held: None,
    },
    Covered {
        command: "namecheap.users.address.delete",
        success: &[("AddressId", ADDRESS_ID)],
        with_contacts: false,
        form: "<AddressDeleteResult Success ProfileId UserName>",
        refusal: refused(UNKNOWN_ADDRESS, 4_011_331, "User address does not exist", ""),
        not_held: None,
    },
    Covered {
        command: "namecheap.users.address.getInfo",
        success: &[("AddressId", ADDRESS_ID)],
        with_contacts: false,
        form: "<GetAddressInfoResult><AddressId><UserName><AddressName><Default_YN><FirstName><LastName>\
            <JobTitle><Organization><Address1><Address2><City><StateProvince><StateProvinceChoice><Zip>\
            <Country><Phone><PhoneExt><EmailAddress></GetAddressInfoResult>",
        refusal: refused(UNKNOWN_ADDRESS, 4_011_331, "User address does not exist", ""),
        not_held: None,
    },
    Covered {
        command: "namecheap.users.address.getList",
        success: &[],
        with_contacts: false,
        form: "<AddressGetListResult><List AddressId AddressName IsDefault></AddressGetListResult>",
        refusal: Some(Refused {
            params: &[],
            without_table: Some("address"),
            number: 4_011_331,
            words: "Unable to list addresses",
            body: "",
        }),
        not_held: None,
    },
    Covered {
        command: "namecheap.users.address.setDefault",
        success: &[("AddressId", ADDRESS_ID)],
        with_contacts: false,
        form: "<AddressSetDefaultResult Success AddressId>",
        refusal: refused(UNKNOWN_ADDRESS, 4_023_336, "Unable to set default for user address", ""),
        not_held: None,
    },
    Covered {
        command: "namecheap.users.address.update",
        success: ADDRESS,
        with_contacts: false,
        form: "<AddressUpdateResult Success AddressId AddressName>",
        refusal: refused(&[], 2_010_277, "Parameter AddressId is Missing", ""),
        not_held: None,
    },
    Covered {
        command: "namecheap.users.createAddfundsRequest",
        success: FUNDS,
        with_contacts: false,
        form: "<Createaddfundsrequestresult TokenID ReturnURL RedirectURL>",
        refusal: refused(&[], 2_010_343, "Parameter PaymentType is Missing", ""),
        not_held: None,
    },
    Covered {
        command: "namecheap.users.getAddFundsStatus",
        success: &[("TokenId", TOKEN)],
        with_contacts: false,
        form: "<GetAddFundsStatusResult TransactionID Amount Status>",
        refusal: refused(
            &[("TokenId", "42a0c4f484c74d09a2edaa5cb0fe2800")],
            2_012_342,
            "Tokenid mismatch",
            "<GetAddFundsStatusResult TransactionID=\"0\" Amount=\"0\" />",
        ),
        not_held: None,
    },
    Covered {
        command: "namecheap.users.changePassword",
        success: &[("UserName", "carol"), ("OldPassword", PASSWORD), ("NewPassword", "Battery-Staple-8")],
        with_contacts: false,
        form: "<UserChangePasswordResult Success UserId>",
        refusal: refused(&[("OldPassword", PASSWORD)], 2_010_304, "Parameter NewPassword is Missing", ""),
        not_held: None,
    },
    Covered {
        command: "namecheap.users.create",
        success: CUSTOMER,
        with_contacts: false,
        form: "<UserCreateResult Success UserId>",
        refusal: refused(
            &[],
            2_010_306,
            "Parameter NewUserName is Missing",
            "<UserCreateResult Success=\"false\" UserId=\"0\" />",
        ),
        not_held: None,
    },
    Covered {
        command: "namecheap.users.login",
        success: &[("UserName", "carol"), ("Password", PASSWORD)],
        with_contacts: false,
        form: "<UserLoginResult UserName LoginSuccess UserID IsInTargetGroup IsPasswordOld IsTwoFaEnabled>",
        refusal: refused(
            &[("UserName", "carol")],
            2_011_335,
            "Parameter Password is Missing",
            "<UserLoginResult LoginSuccess=\"false\" UserID=\"0\" IsInTargetGroup=\"0\" IsPasswordOld=\"0\" \
             IsTwoFaEnabled=\"0\" />",
        ),
        not_held: None,
    },
    Covered {
        command: "namecheap.users.resetPassword",
        success: &[("FindBy", "USERNAME"), ("FindByValue", "carol")],
        with_contacts: false,
        form: "<UserResetPasswordResult Success><Email></UserResetPasswordResult>",
        refusal: refused(
            &[("FindBy", "USERNAME"), ("FindByValue", "bob")],
            4_011_331,
            "The username provided does not exist or password reset by username is disabled.",
            "<UserResetPasswordResult Success=\"false\" />",
        ),
        not_held: None,
    },
    Covered {
        command: "namecheap.users.update",
        success: ADDRESS,
        with_contacts: false,
        form: "<UserUpdateResult Success UserId>",
        refusal: refused(&[], 2_010_151, "Parameter FirstName is Missing", ""),
        not_held: None,
    },
];
