//! The refusals of commands on accounts, their address books and passwords.

use registrar::described::Described;
use testkit::{CUSTOMER, PASSWORD, TestApp, account};

use super::{Case, case};
use crate::coverage::give_password;
use crate::coverage::table::{ADDRESS, FUNDS, TOKEN};

/// Accounts under alice's: what carol's and sub's passwords are is known, and mute has no mail.
pub fn under_alice() -> impl Iterator<Item = Described> {
    let under = |name| Described { parent: Some("alice".into()), api_key: None, ..account(name) };
    ["carol", "sub", "mute"].into_iter().map(under)
}

/// What the calls are made on, beside what the others need.
pub async fn prepare(app: &TestApp) {
    for name in ["carol", "sub", "bob"] {
        give_password(app, name).await;
    }
    let unreachable = [("UserName", "mute"), ("EmailAddress", "mute@example.invalid")];
    let mute = app.call("alice", "namecheap.users.update", &address(&unreachable)).await;
    assert_eq!(mute.error(), None);
    for user in ["alice", "bob"] {
        assert_eq!(app.call(user, "namecheap.users.address.create", ADDRESS).await.error(), None);
    }
}

pub fn cases() -> Vec<Case> {
    [of_addresses(), of_sub_accounts(), of_passwords(), of_resets(), of_funds()]
        .into_iter()
        .flatten()
        .collect()
}

/// The parameters of an address with others in the place of some.
fn address(other: &[(&'static str, &'static str)]) -> Vec<(&'static str, &'static str)> {
    let kept = ADDRESS.iter().filter(|(have, _)| other.iter().all(|(name, _)| name != have));
    kept.chain(other).copied().collect()
}

fn of_addresses() -> Vec<Case> {
    let phone = "The contact phone is invalid. The phone number format is +NNN.NNNNNNNNNN";
    let mut cases = Vec::new();
    for command in ["address.create", "address.update", "update"].map(|c| format!("namecheap.users.{c}")) {
        let command = commands::slice::find(&command).expect("a command").spec.name;
        for (bad, number, words) in [
            (("Phone", "5555550100"), 2_015_182, phone),
            (("Fax", "none"), 2_015_182, phone),
            (("Country", "ZZ"), 2_011_162, "Parameter Country is Invalid"),
            (("EmailAddress", "a"), 2_011_153, "Parameter EmailAddress is Invalid"),
        ] {
            cases.push(case(command, &address(&[bad]), number, words));
        }
    }
    let profile = [("AddressId", "0")];
    let bobs = [("AddressId", "600002")];
    let unknown = "User address does not exist";
    let update = "namecheap.users.address.update";
    cases.extend([
        case("namecheap.users.address.delete", &profile, 4_025_336, "Failed to delete address"),
        case("namecheap.users.address.delete", &bobs, 4_011_331, unknown),
        case("namecheap.users.address.getInfo", &bobs, 4_011_331, unknown),
        case(
            "namecheap.users.address.setDefault",
            &bobs,
            4_023_336,
            "Unable to set default for user address",
        ),
        case(update, &address(&bobs), 4_011_331, "Unable to update address"),
        case(update, &address(&profile), 4_024_336, "Failed to update address"),
    ]);
    cases
}

fn of_sub_accounts() -> Vec<Case> {
    let create = |other: (&'static str, &'static str), number, words: &str| {
        let kept = CUSTOMER.iter().filter(|(name, _)| *name != other.0);
        let params: Vec<_> = kept.chain([&other, &("IgnoreDuplicateEmailAddress", "no")]).copied().collect();
        case("namecheap.users.create", &params, number, words)
    };
    let phone = "The contact phone is invalid. The phone number format is +NNN.NNNNNNNNNN";
    vec![
        create(("NewUserName", "a b"), 2_011_103, "UserName is invalid"),
        create(("NewUserPassword", "1234567"), 2_011_305, "Parameter NewUserPassword is Invalid"),
        create(("Phone", "5555550100"), 2_015_182, phone),
        create(("Country", "ZZ"), 2_011_162, "Parameter Country is Invalid"),
        create(("EmailAddress", "a"), 2_011_153, "Parameter EmailAddress is Invalid"),
        create(("EmailAddress", "SUB@example.org"), 2_033_153, "Email address is already in use"),
        create(("NewUserName", "BOB"), 4_023_103, "User already exists"),
    ]
}

fn of_passwords() -> Vec<Case> {
    let change = |params: &[(&str, &str)], number, words: &str| {
        let all = [params, &[("NewPassword", "Battery-Staple-8")]].concat();
        case("namecheap.users.changePassword", &all, number, words)
    };
    let wrong = "The password does not match the user account or the account does not exists. Please verify both \
                 the user name and password and try again.";
    let try_it = |user: &'static str, password: &str, number, words: &str| {
        case("namecheap.users.login", &[("UserName", user), ("Password", password)], number, words)
    };
    let mismatch = "Passwords don't match or the user is currently locked.";
    let weak = [("UserName", "sub"), ("OldPassword", PASSWORD), ("NewPassword", "1234567")];
    let same = [("UserName", "sub"), ("OldPassword", PASSWORD), ("NewPassword", PASSWORD)];
    vec![
        change(&[("ResetCode", "x")], 2_015_103, "UserName and ResetCode cannot both be used"),
        change(&[], 2_010_302, "Parameter OldPassword is Missing"),
        change(&[("UserName", ""), ("OldPassword", "x")], 2_010_103, "Parameter UserName is Missing"),
        change(&[("UserName", "")], 2_010_303, "Parameter ResetCode is Missing"),
        change(&[("UserName", ""), ("ResetCode", "x")], 2_011_303, "Parameter ResetCode is Invalid"),
        change(&[("UserName", "sub"), ("OldPassword", "x")], 4_011_331, mismatch),
        case("namecheap.users.changePassword", &weak, 2_011_304, "Parameter NewPassword is Invalid"),
        case("namecheap.users.changePassword", &same, 4_022_335, "Unable to change password"),
        case("namecheap.users.login", &[("UserName", "sub")], 2_011_335, "Parameter Password is Missing"),
        try_it("alice", PASSWORD, 2_011_335, wrong),
        try_it("sub", "1", 2_011_335, wrong),
        try_it("sub", "2", 2_011_335, wrong),
        try_it("sub", "3", 2_011_335, wrong),
        try_it("sub", "4", 2_011_335, wrong),
        try_it("sub", PASSWORD, 2_017_166, "User is disabled or locked"),
    ]
}

fn of_funds() -> Vec<Case> {
    let ask = |other: (&'static str, &'static str), number, words: &str| {
        let kept = FUNDS.iter().filter(|(name, _)| *name != other.0);
        let params: Vec<_> = kept.chain([&other]).copied().collect();
        case("namecheap.users.createAddfundsRequest", &params, number, words)
    };
    vec![
        ask(("PaymentType", "Paypal"), 2_030_343, "PaymentType is unsupported"),
        ask(("Amount", "4.99"), 2_015_312, "A minimum amount should be added"),
        ask(("Amount", "100000.01"), 2_013_312, "Amount is out of range"),
        ask(("Amount", "-40"), 2_013_312, "Amount is out of range"),
        case("namecheap.users.getAddFundsStatus", &[("TokenId", TOKEN)], 2_012_342, "Tokenid mismatch"),
    ]
}

fn of_resets() -> Vec<Case> {
    let reset = |find_by: &str, value: &str, more: &[(&str, &str)], number, words: &str| {
        let all = [&[("FindBy", find_by), ("FindByValue", value)], more].concat();
        case("namecheap.users.resetPassword", &all, number, words)
    };
    let unknown = |what: &str, by: &str| {
        format!("The {what} provided does not exist or password reset by {by} is disabled.")
    };
    vec![
        reset("MOON", "sub", &[], 2_011_315, "Parameter FindBy is Invalid"),
        reset(
            "USERNAME",
            "sub",
            &[("EmailFromName", "a\nb")],
            2_011_317,
            "Parameter EmailFromName is Invalid",
        ),
        reset("USERNAME", "sub", &[("EmailFrom", "a")], 2_011_318, "Parameter EmailFrom is Invalid"),
        reset("USERNAME", "sub", &[("URLPattern", "x")], 2_011_319, "Parameter URLPattern is Invalid"),
        reset("username", "alice", &[], 4_011_331, &unknown("username", "username")),
        reset("EMAILADDRESS", "bob@example.org", &[], 4_011_331, &unknown("email address", "email address")),
        reset("DOMAINNAME", "bobs.com", &[], 4_011_331, &unknown("domain name", "domain name")),
        reset("USERNAME", "mute", &[], 4_027_153, "Failed to send email"),
    ]
}
