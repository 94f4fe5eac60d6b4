//! `namecheap.domains.create`: registers a domain and charges the account. An order.

use wire::text::AmountOrZero;
use wire::{Body, Command, Params, refusals};

use super::contact_block::{BillingBlock, COUNTRY_INVALID, ContactBlock, EMAIL_INVALID, PHONE_INVALID};

/// Register a domain and charge the account
#[derive(Command)]
#[command(name = "namecheap.domains.create", effect = Order, response = Response)]
pub struct Request {
    /// The whole name, TLD and all.
    #[param(max = 70, subject = 166)]
    pub domain_name: String,
    /// As many as the TLD allows, see domains.getTldList.
    #[param(max = 2, subject = 167)]
    pub years: i64,
    /// A coupon; none is known.
    #[param(max = 20, subject = 170)]
    pub promotion_code: Option<String>,
    #[block(prefix = "Registrant", subject = 324)]
    pub registrant: ContactBlock,
    #[block(prefix = "Tech", subject = 325)]
    pub tech: ContactBlock,
    #[block(prefix = "Admin", subject = 326)]
    pub admin: ContactBlock,
    #[block(prefix = "AuxBilling", subject = 323)]
    pub aux_billing: ContactBlock,
    #[block(prefix = "Billing", subject = 323)]
    pub billing: Option<BillingBlock>,
    /// The language of an internationalised name; such names only.
    #[param(max = 100, subject = 280)]
    pub idn_code: Option<String>,
    /// Attributes that the TLD asks for.
    #[extended]
    pub extended: Params,
    /// Host names parted by commas; ours when left out.
    #[param(subject = 168)]
    pub nameservers: Option<String>,
    /// Adds a privacy subscription.
    #[param(max = 10, default = "no", subject = 407)]
    pub add_free_whoisguard: bool,
    /// Switches privacy on.
    #[param(name = "WGEnabled", max = 10, default = "no", subject = 407)]
    pub wg_enabled: bool,
    /// Must be said of a premium name, and of no other.
    #[param(max = 10, default = "false", subject = 610)]
    pub is_premium_domain: bool,
    /// The registration price of a premium name, as domains.check tells it.
    #[param(max = 20, subject = 610)]
    pub premium_price: Option<String>,
    /// The fee of an early-access phase, as domains.check tells it.
    #[param(max = 20, subject = 610)]
    pub eap_fee: Option<String>,
}

#[derive(Body, Debug)]
#[body(name = "DomainCreateResult")]
pub struct Response {
    #[attr]
    pub domain: String,
    #[attr]
    pub registered: bool,
    /// The ICANN fee in it.
    #[attr]
    pub charged_amount: AmountOrZero,
    /// 0 on refusal.
    #[attr(name = "DomainID")]
    pub domain_id: i64,
    #[attr(name = "OrderID")]
    pub order_id: i64,
    #[attr(name = "TransactionID")]
    pub transaction_id: i64,
    #[attr]
    pub whoisguard_enable: bool,
    /// Left out in answers of 2019 and later clients' tests.
    #[attr(name = "FreePositiveSSL")]
    pub free_positive_ssl: Option<bool>,
    /// Registration is completed later.
    #[attr]
    pub non_real_time_domain: bool,
}

refusals! {
    PRIVACY_WITHOUT_SUBSCRIPTION = 2033407 "Cannot enable domain privacy when AddWhoisguard is set as NO";
    PHONE_INVALID;
    COUNTRY_INVALID;
    EMAIL_INVALID;
    DELETE_POLICY_REFUSED = 2015267 "EUAgreeDelete option should not be set as NO";
    PROMOTION_CODE_INVALID = 2011170 "Promotion code is invalid";
    NO_PRIVACY_FOR_TLD = 2011170 "This TLD '{}' does not support adding or enabling Free whoisguard";
    TLD_UNKNOWN = 2011280 "TLD is invalid";
    YEARS_INVALID = 2015167 "Number of years should be maximum {}";
    TLD_NOT_SOLD = 2030280 "TLD is not supported in API";
    NAME_SERVERS_INVALID = 2011168 "Nameservers are not valid";
    ATTRIBUTES_INVALID = 2011322 "Extended Attributes are not Valid: {}";
    IDN_CODE_INVALID = 2011280 "IdnCode is not valid";
    NAME_INVALID = 2011166 "Parameter DomainName is Invalid";
    NO_FUNDS = 2528166 "Order creation failed";
    PRICE_MISMATCH = 2515610 "Prices do not match";
    PREMIUM_MISMATCH = 2515623 "Domain is premium while considered regular or is regular while considered premium";
    TAKEN = 3031166 "Domain name not available";
    REGISTRY_REFUSED = 3028166 "Error from the registry";
    REGISTRY_SILENT = 3031900 "Unknown response from provider";
    FAILED = 4023166 "Error occurred while adding domain";
}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::orders::{Ended, Opened};
    use registrar::ports::registry::Refused;
    use registrar::registration::{self, Error, PremiumOffer};
    use registrar::runner::Cx;
    use registrar::{domains, name_servers};
    use rules::contact::Contacts;
    use rules::extended_attribute;
    use rules::money::Money;
    use rules::registration::{Examined, Problem, Wish, examine};
    use rules::tld::Tld;
    use wire::{Refusal, RefusalSpec, WriteBody};

    use super::*;
    use crate::domains::contact_block;
    use crate::handler::{Answer, Order, Stop};

    impl Order for Request {
        const FAULT: RefusalSpec = FAILED;

        fn open(&self, cx: &mut Cx<'_, '_>, caller: &Caller) -> Answer<(Opened, Option<Ended>)> {
            let request = self.examined()?;
            let (opened, refused) = registration::open(cx, caller, &request).map_err(refuse)?;
            Ok((opened, refused.map(Err)))
        }

        fn answer(&self, cx: &mut Cx<'_, '_>, opened: Opened, ended: Ended) -> Answer<Response> {
            let unregistered = unregistered(&self.domain_name, opened.purchase_id, opened.transaction_id);
            if let Err(refused) = ended {
                let spec = match refused {
                    Refused::Taken => TAKEN,
                    Refused::Policy => REGISTRY_REFUSED,
                    Refused::NoAnswer => REGISTRY_SILENT,
                };
                return Err(Stop::Refused(Refusal::from(spec).with_body(unregistered)));
            }
            let domain = domains::registered(cx, &self.domain_name)?.ok_or(FAILED)?;
            Ok(Response {
                registered: true,
                charged_amount: AmountOrZero(Some(opened.amount.ten_thousandths)),
                domain_id: domain.id,
                whoisguard_enable: self.wg_enabled,
                non_real_time_domain: self.is_non_real_time(),
                ..unregistered
            })
        }

        fn refused(params: &Params) -> Box<dyn WriteBody> {
            let domain = params.get("DomainName").unwrap_or_default();
            Box::new(unregistered(domain, 0, 0))
        }
    }

    fn unregistered(domain: &str, order_id: i64, transaction_id: i64) -> Response {
        Response {
            domain: domain.to_ascii_lowercase(),
            registered: false,
            charged_amount: AmountOrZero(None),
            domain_id: 0,
            order_id,
            transaction_id,
            whoisguard_enable: false,
            free_positive_ssl: Some(false),
            non_real_time_domain: false,
        }
    }

    impl Request {
        fn is_non_real_time(&self) -> bool {
            rules::name::DomainName::parse(&self.domain_name)
                .as_ref()
                .and_then(rules::tld::split)
                .is_some_and(|(_, tld)| tld.non_real_time)
        }

        /// The request as far as it can be judged without the store.
        fn examined(&self) -> Answer<registration::Request> {
            let wish = Wish {
                name: &self.domain_name,
                years: self.years,
                idn_code: self.idn_code.as_deref(),
                promotion_code: self.promotion_code.as_deref(),
            };
            let examined = examine(&wish).map_err(refuse_name)?;
            let attributes = self.attributes(&examined)?;
            let privacy = self.privacy(examined.tld)?;
            let name_servers = match &self.nameservers {
                Some(list) => name_servers::parse(list).map_err(|_| NAME_SERVERS_INVALID)?,
                None => Vec::new(),
            };
            let premium = self.premium_offer()?;
            let contacts = self.contacts()?;
            Ok(registration::Request { examined, contacts, attributes, name_servers, privacy, premium })
        }

        fn contacts(&self) -> Answer<Contacts> {
            let blocks = [&self.registrant, &self.tech, &self.admin, &self.aux_billing];
            Ok(contact_block::checked(blocks)?)
        }

        fn attributes(&self, examined: &Examined) -> Answer<Vec<(String, String)>> {
            let sent = |name: &str| self.extended.get(name);
            extended_attribute::check(&examined.tld.name, &sent).map_err(|cause| match cause {
                extended_attribute::Refusal::DeletePolicyRefused(_) => DELETE_POLICY_REFUSED.into(),
                extended_attribute::Refusal::Missing(_)
                | extended_attribute::Refusal::NotInList(_)
                | extended_attribute::Refusal::BadFormat(_)
                | extended_attribute::Refusal::NotForLegalType(_) => {
                    ATTRIBUTES_INVALID.about(&cause.to_string()).into()
                }
            })
        }

        fn privacy(&self, tld: &Tld) -> Answer<Option<bool>> {
            match (self.add_free_whoisguard, self.wg_enabled) {
                (false, true) => Err(PRIVACY_WITHOUT_SUBSCRIPTION.into()),
                (false, false) => Ok(None),
                (true, _) if tld.is_disable_privacy => Err(NO_PRIVACY_FOR_TLD.about(&tld.name).into()),
                (true, enabled) => Ok(Some(enabled)),
            }
        }

        fn premium_offer(&self) -> Answer<Option<PremiumOffer>> {
            if !self.is_premium_domain {
                return Ok(None);
            }
            let amount = |text: &Option<String>| match text {
                Some(text) => Money::parse_usd(text).ok_or(PRICE_MISMATCH),
                None => Ok(Money::ZERO),
            };
            Ok(Some(PremiumOffer {
                price: amount(&self.premium_price)?,
                early_access: amount(&self.eap_fee)?,
            }))
        }
    }

    fn refuse_name(problem: Problem) -> Stop {
        match problem {
            Problem::Name => NAME_INVALID.into(),
            Problem::UnknownTld => TLD_UNKNOWN.into(),
            Problem::NotSold => TLD_NOT_SOLD.into(),
            Problem::Years { most } => YEARS_INVALID.about(&most.to_string()).into(),
            Problem::IdnCode => IDN_CODE_INVALID.into(),
            Problem::PromotionCode => PROMOTION_CODE_INVALID.into(),
        }
    }

    fn refuse(cause: Error) -> Stop {
        match cause {
            Error::PremiumMismatch => PREMIUM_MISMATCH.into(),
            Error::PriceMismatch => PRICE_MISMATCH.into(),
            Error::Insufficient => NO_FUNDS.into(),
            Error::NameServers(name_servers::Error::Store(error)) | Error::Store(error) => error.into(),
            Error::NameServers(_) => NAME_SERVERS_INVALID.into(),
        }
    }
}
