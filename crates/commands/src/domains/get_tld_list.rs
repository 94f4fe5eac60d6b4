//! `namecheap.domains.getTldList`: every TLD with its rules.

use wire::{Body, Command, Element, refusals};

/// All TLDs with their registration, renewal and transfer rules
#[derive(Command)]
#[command(name = "namecheap.domains.getTldList", effect = Read, response = Response)]
pub struct Request {}

#[derive(Body, Debug)]
#[body(name = "Tlds")]
pub struct Response {
    #[child(name = "Tld")]
    pub tlds: Vec<Tld>,
}

/// A TLD; the attributes in the order recorded in 2017. Those from RenewalMinDays to ReactivateMaxDays, SubType, and
/// from SupportsRegistrarLock on are left out in older answers.
#[derive(Element, Debug)]
pub struct Tld {
    #[attr]
    pub name: String,
    /// Registrations are completed later.
    #[attr]
    pub non_real_time: bool,
    #[attr]
    pub min_register_years: i64,
    #[attr]
    pub max_register_years: i64,
    #[attr]
    pub min_renew_years: i64,
    #[attr]
    pub max_renew_years: i64,
    #[attr]
    pub renewal_min_days: Option<i64>,
    #[attr]
    pub renewal_max_days: Option<i64>,
    #[attr]
    pub reactivate_max_days: Option<i64>,
    #[attr]
    pub min_transfer_years: i64,
    #[attr]
    pub max_transfer_years: i64,
    #[attr]
    pub is_api_registerable: bool,
    #[attr]
    pub is_api_renewable: bool,
    #[attr]
    pub is_api_transferable: bool,
    #[attr]
    pub is_epp_required: bool,
    #[attr]
    pub is_disable_mod_contact: bool,
    /// No privacy for this TLD.
    #[attr(name = "IsDisableWGAllot")]
    pub is_disable_wg_allot: bool,
    #[attr]
    pub is_include_in_extended_search_only: bool,
    #[attr]
    pub sequence_number: i64,
    /// GTLD or CCTLD.
    #[attr(name = "Type")]
    pub kind: String,
    #[attr]
    pub sub_type: Option<String>,
    #[attr(name = "IsSupportsIDN")]
    pub is_supports_idn: Option<bool>,
    #[attr]
    pub category: Option<String>,
    #[attr]
    pub supports_registrar_lock: Option<bool>,
    #[attr]
    pub add_grace_period_days: Option<i64>,
    #[attr]
    pub whois_verification: Option<bool>,
    #[attr]
    pub provider_api_delete: Option<bool>,
    #[attr]
    pub tld_state: Option<String>,
    #[attr]
    pub search_group: Option<String>,
    #[attr]
    pub registry: Option<String>,
    #[text]
    pub description: String,
    #[child]
    pub categories: Option<Categories>,
}

#[derive(Element, Debug)]
pub struct Categories {
    #[child(name = "TldCategory")]
    pub categories: Vec<TldCategory>,
}

#[derive(Element, Debug)]
pub struct TldCategory {
    #[attr]
    pub name: String,
    #[attr]
    pub sequence_number: i64,
}

refusals! {}

#[cfg(feature = "server")]
mod server {
    use registrar::caller::Caller;
    use registrar::runner::Cx;
    use rules::tld;

    use super::*;
    use crate::handler::{Answer, Run};

    impl Run for Request {
        fn run(&self, _: &mut Cx<'_, '_>, _: &Caller) -> Answer<Response> {
            Ok(Response { tlds: tld::all().iter().map(shown).collect() })
        }
    }

    fn shown(tld: &tld::Tld) -> Tld {
        let category = |(name, sequence_number): &(String, i64)| TldCategory {
            name: name.clone(),
            sequence_number: *sequence_number,
        };
        Tld {
            name: tld.name.clone(),
            non_real_time: tld.non_real_time,
            min_register_years: tld.min_register_years.into(),
            max_register_years: tld.max_register_years.into(),
            min_renew_years: tld.min_renew_years.into(),
            max_renew_years: tld.max_renew_years.into(),
            renewal_min_days: Some(tld.renewal_min_days.into()),
            renewal_max_days: Some(tld.renewal_max_days.into()),
            reactivate_max_days: Some(tld.reactivate_max_days.into()),
            min_transfer_years: tld.min_transfer_years.into(),
            max_transfer_years: tld.max_transfer_years.into(),
            is_api_registerable: tld.is_api_registerable,
            is_api_renewable: tld.is_api_renewable,
            is_api_transferable: tld.is_api_transferable,
            is_epp_required: tld.is_epp_required,
            is_disable_mod_contact: tld.is_disable_mod_contact,
            is_disable_wg_allot: tld.is_disable_privacy,
            is_include_in_extended_search_only: tld.is_include_in_extended_search_only,
            sequence_number: tld.sequence_number,
            kind: tld.kind.word().to_owned(),
            sub_type: Some(tld.sub_type.clone()),
            is_supports_idn: Some(tld.is_supports_idn),
            category: Some(tld.category.clone()),
            supports_registrar_lock: Some(tld.supports_registrar_lock),
            add_grace_period_days: Some(tld.add_grace_period_days.into()),
            whois_verification: Some(tld.whois_verification),
            provider_api_delete: Some(tld.provider_api_delete),
            tld_state: Some(tld.tld_state.clone()),
            search_group: Some(tld.search_group.clone()),
            registry: Some(tld.registry.clone()),
            description: tld.description.clone(),
            categories: Some(Categories { categories: tld.categories.iter().map(category).collect() }),
        }
    }
}
