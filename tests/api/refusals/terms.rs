//! The refusals of renewals and reactivations.

use rules::calendar::DAY;
use testkit::TestApp;

use super::{Case, case};

const RENEW: &str = "namecheap.domains.renew";
const REACTIVATE: &str = "namecheap.domains.reActivate";
const PREMIUM: [(&str, &str); 2] = [("IsPremiumDomain", "true"), ("PremiumPrice", "3250.0000")];

/// Domains that expired some days ago, and domains that did not. The account `spent` has one of each kind, and no funds
/// left.
pub async fn prepare(app: &TestApp) {
    let two_years = [("Years", "2")];
    for name in ["expired.com", "expired.ac", "expired.ch", "norenew-old.com"] {
        app.register("alice", name).await;
    }
    assert_eq!(app.create("alice", "premium-old.com", &PREMIUM).await.error(), None);
    for name in ["norenew-new.com", "new.ac", "new.com"] {
        assert_eq!(app.create("alice", name, &two_years).await.error(), None);
    }
    assert_eq!(app.create("spent", "spent-new.com", &two_years).await.error(), None);
    app.register("spent", "spent-old.com").await;
    app.world_passes(370 * DAY);
    assert_eq!(app.create("alice", "premium-new.com", &PREMIUM).await.error(), None);
}

pub fn cases() -> Vec<Case> {
    [of_both(RENEW), of_both(REACTIVATE), of_one()].into_iter().flatten().collect()
}

/// For one year, unless `more` says otherwise.
fn term(command: &'static str, name: &str, more: &[(&str, &str)], number: u32, words: &str) -> Case {
    let mut params = vec![("DomainName", name)];
    if more.iter().all(|(name, _)| *name != years_of(command)) {
        params.push((years_of(command), "1"));
    }
    params.extend(more);
    case(command, &params, number, words)
}

fn years_of(command: &str) -> &'static str {
    if command == RENEW { "Years" } else { "YearsToAdd" }
}

fn of_both(command: &'static str) -> Vec<Case> {
    let years = years_of(command);
    let (regular, premium, spent, most, verb) = if command == RENEW {
        ("new.com", "premium-new.com", "spent-new.com", 9, "renewed")
    } else {
        ("expired.com", "premium-old.com", "spent-old.com", 1, "reactivated")
    };
    let of_premium = |price: &str, more: &[(&str, &str)], number, words: &str| {
        let all = [&[("IsPremiumDomain", "true"), ("PremiumPrice", price)], more].concat();
        term(command, premium, &all, number, words)
    };
    let not_held = "The domain (bobs.com) doesn't seem to be associated with your account.";
    let most = format!("Number of years should be maximum {most}");
    let one_year = format!("Premium domain can be {verb} for 1 year only");
    let no_promotion = "Promotion code is not allowed for premium domains";
    let coupon = [("PromotionCode", "X")];
    let unnamed = "Domain is premium: the premium price must be in the request";
    vec![
        term(command, "bobs.com", &[], 2_016_166, not_held),
        term(command, regular, &[(years, "10")], 2_015_167, &most),
        term(command, regular, &coupon, 2_011_170, "Promotion code is invalid"),
        term(command, regular, &PREMIUM, 2_511_623, "Domain name is not premium"),
        term(command, premium, &[], 2_515_623, unnamed),
        term(command, premium, &PREMIUM[..1], 2_515_623, unnamed),
        of_premium("0", &[], 2_015_610, "Premium prices cannot be zero for premium domains"),
        of_premium("3250.01", &[], 2_515_610, "Premium price is incorrect, it should be 3250.0000"),
        of_premium("3250", &[(years, "2")], 2_015_167, &one_year),
        of_premium("3250", &coupon, 2_015_170, no_promotion),
        Case { user: "spent", ..term(command, spent, &[], 2_528_166, "Order creation failed") },
    ]
}

fn of_one() -> Vec<Case> {
    let not_restored = "Error response from the registry while updating the domain";
    let not_renewed = "Failed to renew domain, error from the registry";
    let not_expired = "Domain has not yet expired. Please renew your domain.";
    vec![
        term(RENEW, "expired.com", &[], 2_020_166, "Domain has expired. Please reactivate your domain."),
        term(RENEW, "new.ac", &[], 2_011_280, "TLD is invalid"),
        term(RENEW, "norenew-new.com", &[], 3_028_166, not_renewed),
        term(REACTIVATE, "alices.com", &[], 2_020_166, not_expired),
        term(REACTIVATE, "expired.ac", &[], 2_011_280, "TLD is invalid"),
        term(REACTIVATE, "norenew-old.com", &[], 3_024_510, not_restored),
        term(REACTIVATE, "expired.ch", &[], 3_024_510, not_restored),
    ]
}
