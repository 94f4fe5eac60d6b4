//! The calls. `alice` makes them; she holds alices.com, bob holds bobs.com.

mod accounts;
mod allow_lists;
mod certificates;
mod dns;
mod keys;
mod own_domains;
mod privacy;
mod registered;
mod sandbox;
mod state;
mod transfers;
mod validation;

use std::sync::LazyLock;

pub use accounts::{ADDRESS, ADDRESS_ID, FUNDS, TOKEN};
pub use certificates::{ACTIVE_ID, CSR, NEW_ID};
pub use keys::KEY_ID;
pub use own_domains::AUTH_CODE;
pub use privacy::{PRIVACY_ID, PRIVACY_OFF_ID};
pub use registered::SERVICE_OF_MAIL;
pub use sandbox::CALL_ID;
pub use state::{MAIL_ID, NAMED};
pub use validation::{REPLACED_ID, WAITING_ID};

/// A command with its calls.
pub struct Covered {
    pub command: &'static str,
    pub success: &'static [(&'static str, &'static str)],
    /// The contacts go along.
    pub with_contacts: bool,
    /// The form of the answer, as [`crate::body::form`] writes it; empty for a command that does nothing but refuse.
    pub form: &'static str,
    /// `None` for a command that nothing but the gate can refuse.
    pub refusal: Option<Refused>,
    /// A domain of somebody else; `None` for a command that names no domain that is held.
    pub not_held: Option<Refused>,
}

/// A call that is refused.
pub struct Refused {
    pub params: &'static [(&'static str, &'static str)],
    /// The store lacks this table.
    pub without_table: Option<&'static str>,
    pub number: u32,
    pub words: &'static str,
    /// What CommandResponse holds.
    pub body: &'static str,
}

impl Covered {
    pub fn success_params(&self) -> Vec<(&str, &str)> {
        self.complete(self.success)
    }

    pub fn refused_params(&self, refused: &Refused) -> Vec<(&str, &str)> {
        self.complete(refused.params)
    }

    fn complete(&self, params: &[(&'static str, &'static str)]) -> Vec<(&str, &str)> {
        let contacts = if self.with_contacts { CONTACTS.as_slice() } else { &[] };
        let contacts = contacts.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let contacts = contacts.filter(|(have, _)| params.iter().all(|(name, _)| name != have));
        contacts.chain(params.iter().copied()).collect()
    }
}

static CONTACTS: LazyLock<Vec<(String, String)>> = LazyLock::new(testkit::contacts);

const fn refused(
    params: &'static [(&'static str, &'static str)],
    number: u32,
    words: &'static str,
    body: &'static str,
) -> Option<Refused> {
    Some(Refused { params, without_table: None, number, words, body })
}

const ALICES: &[(&str, &str)] = &[("SLD", "alices"), ("TLD", "com")];
const BOBS: &[(&str, &str)] = &[("SLD", "bobs"), ("TLD", "com")];
const NO_SLD: &[(&str, &str)] = &[("TLD", "com")];
const MISSING_SLD: &str = "Parameter SLD is Missing";
const NOT_FOUND: &str = "Domain name not found";
const ZERO_INFO: &str = "<DomainGetInfoResult ID=\"0\" IsOwner=\"false\" IsPremium=\"false\">\
    <DomainDetails><NumYears>0</NumYears></DomainDetails><LockDetails /><Whoisguard><ID>0</ID></Whoisguard>\
    <PremiumDnsSubscription><UseAutoRenew>false</UseAutoRenew><SubscriptionId>-1</SubscriptionId>\
    <CreatedDate>0001-01-01T00:00:00</CreatedDate><ExpirationDate>0001-01-01T00:00:00</ExpirationDate>\
    <IsActive>false</IsActive></PremiumDnsSubscription>\
    <DnsDetails IsUsingOurDNS=\"false\" HostCount=\"0\" DynamicDNSStatus=\"false\" IsFailover=\"false\" />\
    <Modificationrights /></DomainGetInfoResult>";

/// The calls of every command.
pub static COVERED: LazyLock<Vec<&'static Covered>> = LazyLock::new(|| {
    let more = [
        registered::ROWS,
        transfers::ROWS,
        certificates::ROWS,
        accounts::ROWS,
        allow_lists::ROWS,
        dns::ROWS,
        keys::ROWS,
        privacy::ROWS,
        own_domains::ROWS,
        sandbox::ROWS,
        state::ROWS,
        validation::ROWS,
    ];
    ROWS.iter().chain(more.into_iter().flatten()).collect()
});

static ROWS: &[Covered] = &[
    Covered {
        command: "namecheap.domains.check",
        success: &[("DomainList", "free.com,bobs.com")],
        with_contacts: false,
        form: "<DomainCheckResult Domain Available ErrorNo Description IsPremiumName \
            PremiumRegistrationPrice PremiumRenewalPrice PremiumRestorePrice PremiumTransferPrice \
            IcannFee EapFee>",
        refusal: refused(&[], 2_010_169, "Parameter DomainList is Missing", ""),
        not_held: None,
    },
    Covered {
        command: "namecheap.domains.create",
        success: &[("DomainName", "free.com"), ("Years", "2")],
        with_contacts: true,
        form: "<DomainCreateResult Domain Registered ChargedAmount DomainID OrderID TransactionID \
            WhoisguardEnable FreePositiveSSL NonRealTimeDomain>",
        refusal: refused(
            &[("DomainName", "Free.com"), ("Years", "11")],
            2_015_167,
            "Number of years should be maximum 10",
            "<DomainCreateResult Domain=\"free.com\" Registered=\"false\" ChargedAmount=\"0\" DomainID=\"0\" \
             OrderID=\"0\" TransactionID=\"0\" WhoisguardEnable=\"false\" FreePositiveSSL=\"false\" \
             NonRealTimeDomain=\"false\" />",
        ),
        not_held: refused(
            &[("DomainName", "bobs.com"), ("Years", "1")],
            3_031_166,
            "Domain name not available",
            "<DomainCreateResult Domain=\"bobs.com\" Registered=\"false\" ChargedAmount=\"0\" DomainID=\"0\" \
             OrderID=\"*\" TransactionID=\"*\" WhoisguardEnable=\"false\" FreePositiveSSL=\"false\" \
             NonRealTimeDomain=\"false\" />",
        ),
    },
    Covered {
        command: "namecheap.domains.getContacts",
        success: &[("DomainName", "alices.com")],
        with_contacts: false,
        form: "<DomainContactsResult Domain domainnameid><Registrant ReadOnly><OrganizationName><JobTitle>\
            <FirstName><LastName><Address1><Address2><City><StateProvince><StateProvinceChoice>\
            <PostalCode><Country><Phone><Fax><EmailAddress><PhoneExt></Registrant><Tech ReadOnly>\
            <OrganizationName><JobTitle><FirstName><LastName><Address1><Address2><City><StateProvince>\
            <StateProvinceChoice><PostalCode><Country><Phone><Fax><EmailAddress><PhoneExt></Tech><Admin \
            ReadOnly><OrganizationName><JobTitle><FirstName><LastName><Address1><Address2><City>\
            <StateProvince><StateProvinceChoice><PostalCode><Country><Phone><Fax><EmailAddress>\
            <PhoneExt></Admin><AuxBilling ReadOnly><OrganizationName><JobTitle><FirstName><LastName>\
            <Address1><Address2><City><StateProvince><StateProvinceChoice><PostalCode><Country><Phone>\
            <Fax><EmailAddress><PhoneExt></AuxBilling><CurrentAttributes></DomainContactsResult>",
        refusal: refused(
            &[],
            2_010_166,
            "Parameter DomainName is Missing",
            "<DomainContactsResult Domain=\"\" domainnameid=\"\" />",
        ),
        not_held: refused(
            &[("DomainName", "bobs.com")],
            2_019_166,
            "Domain Name not found",
            "<DomainContactsResult Domain=\"\" domainnameid=\"\" />",
        ),
    },
    Covered {
        command: "namecheap.domains.getInfo",
        success: &[("DomainName", "alices.com")],
        with_contacts: false,
        form: "<DomainGetInfoResult Status ID DomainName OwnerName IsOwner IsPremium><DomainDetails>\
            <CreatedDate><ExpiredDate><NumYears></DomainDetails><LockDetails><Whoisguard Enabled><ID>\
            </Whoisguard><PremiumDnsSubscription><UseAutoRenew><SubscriptionId><CreatedDate>\
            <ExpirationDate><IsActive></PremiumDnsSubscription><DnsDetails ProviderType IsUsingOurDNS \
            HostCount EmailType DynamicDNSStatus IsFailover><Nameserver></DnsDetails>\
            <Modificationrights All></DomainGetInfoResult>",
        refusal: refused(&[], 2_010_166, "Parameter DomainName is Missing", ZERO_INFO),
        not_held: refused(&[("DomainName", "bobs.com")], 2_030_166, "Domain is invalid", ZERO_INFO),
    },
    Covered {
        command: "namecheap.domains.getList",
        success: &[],
        with_contacts: false,
        form: "<DomainGetListResult><Domain ID Name User Created Expires IsExpired IsLocked AutoRenew \
            WhoisGuard IsPremium IsOurDNS></DomainGetListResult><Paging><TotalItems><CurrentPage>\
            <PageSize></Paging>",
        refusal: refused(
            &[("PageSize", "9")],
            2_013_275,
            "Parameter PageSize is OutOfRange",
            "<DomainGetListResult /><Paging><TotalItems>0</TotalItems><CurrentPage>0</CurrentPage>\
             <PageSize>0</PageSize></Paging>",
        ),
        not_held: None,
    },
    Covered {
        command: "namecheap.domains.getTldList",
        success: &[],
        with_contacts: false,
        form: "<Tlds><Tld Name NonRealTime MinRegisterYears MaxRegisterYears MinRenewYears MaxRenewYears \
            RenewalMinDays RenewalMaxDays ReactivateMaxDays MinTransferYears MaxTransferYears \
            IsApiRegisterable IsApiRenewable IsApiTransferable IsEppRequired IsDisableModContact \
            IsDisableWGAllot IsIncludeInExtendedSearchOnly SequenceNumber Type SubType IsSupportsIDN \
            Category SupportsRegistrarLock AddGracePeriodDays WhoisVerification ProviderApiDelete \
            TldState SearchGroup Registry><Categories></Tld><Tld Name NonRealTime MinRegisterYears \
            MaxRegisterYears MinRenewYears MaxRenewYears RenewalMinDays RenewalMaxDays \
            ReactivateMaxDays MinTransferYears MaxTransferYears IsApiRegisterable IsApiRenewable \
            IsApiTransferable IsEppRequired IsDisableModContact IsDisableWGAllot \
            IsIncludeInExtendedSearchOnly SequenceNumber Type SubType IsSupportsIDN Category \
            SupportsRegistrarLock AddGracePeriodDays WhoisVerification ProviderApiDelete TldState \
            SearchGroup Registry><Categories><TldCategory Name SequenceNumber></Categories></Tld></Tlds>",
        refusal: None,
        not_held: None,
    },
    Covered {
        command: "namecheap.domains.dns.getHosts",
        success: ALICES,
        with_contacts: false,
        form: "<DomainDNSGetHostsResult Domain EmailType IsUsingOurDNS><host HostId Name Type Address \
            MXPref TTL AssociatedAppTitle FriendlyName IsActive IsDDNSEnabled></DomainDNSGetHostsResult>",
        refusal: refused(
            NO_SLD,
            2_010_166,
            MISSING_SLD,
            "<DomainDNSGetHostsResult IsUsingOurDNS=\"false\" />",
        ),
        not_held: refused(BOBS, 2_019_166, NOT_FOUND, "<DomainDNSGetHostsResult IsUsingOurDNS=\"false\" />"),
    },
    Covered {
        command: "namecheap.domains.dns.getList",
        success: ALICES,
        with_contacts: false,
        form: "<DomainDNSGetListResult Domain IsUsingOurDNS IsPremiumDNS IsUsingFreeDNS><Nameserver>\
            </DomainDNSGetListResult>",
        refusal: refused(NO_SLD, 2_010_166, MISSING_SLD, ""),
        not_held: refused(BOBS, 2_019_166, NOT_FOUND, ""),
    },
    Covered {
        command: "namecheap.domains.dns.setCustom",
        success: &[("SLD", "alices"), ("TLD", "com"), ("Nameservers", "ns1.example.net,ns2.example.net")],
        with_contacts: false,
        form: "<DomainDNSSetCustomResult Domain Updated>",
        refusal: refused(
            &[("SLD", "alices"), ("TLD", "com"), ("Nameservers", "ns1.example.net")],
            2_011_168,
            "Two nameservers are required",
            "<DomainDNSSetCustomResult Domain=\"\" Updated=\"\" />",
        ),
        not_held: refused(
            &[("SLD", "bobs"), ("TLD", "com"), ("Nameservers", "ns1.example.net,ns2.example.net")],
            2_019_166,
            NOT_FOUND,
            "<DomainDNSSetCustomResult Domain=\"\" Updated=\"\" />",
        ),
    },
    Covered {
        command: "namecheap.domains.dns.setDefault",
        success: ALICES,
        with_contacts: false,
        form: "<DomainDNSSetDefaultResult Domain Updated>",
        refusal: refused(NO_SLD, 2_010_166, MISSING_SLD, ""),
        not_held: refused(BOBS, 2_019_166, NOT_FOUND, ""),
    },
    Covered {
        command: "namecheap.domains.dns.setHosts",
        success: &[
            ("SLD", "alices"),
            ("TLD", "com"),
            ("HostName1", "www"),
            ("RecordType1", "A"),
            ("Address1", "192.0.2.1"),
            ("MXPref1", "10"),
            ("TTL1", "300"),
            ("EmailType", "NONE"),
        ],
        with_contacts: false,
        form: "<DomainDNSSetHostsResult Domain EmailType IsSuccess><Warnings></DomainDNSSetHostsResult>",
        refusal: refused(
            &[
                ("SLD", "alices"),
                ("TLD", "com"),
                ("HostName1", "www"),
                ("RecordType1", "A"),
                ("Address1", "x"),
            ],
            2_050_900,
            "Invalid Address",
            "<DomainDNSSetHostsResult Domain=\"alices.com\" EmailType=\"\" IsSuccess=\"false\"><Warnings />\
             </DomainDNSSetHostsResult>",
        ),
        not_held: refused(
            &[("SLD", "bobs"), ("TLD", "com"), ("HostName1", "www"), ("RecordType1", "A"), ("Address1", "x")],
            2_019_166,
            "The domain (bobs.com) doesn't seem to be associated with your account.",
            "<DomainDNSSetHostsResult Domain=\"bobs.com\" EmailType=\"\" IsSuccess=\"false\"><Warnings />\
             </DomainDNSSetHostsResult>",
        ),
    },
    Covered {
        command: "namecheap.domains.ns.create",
        success: &[("SLD", "alices"), ("TLD", "com"), ("Nameserver", "ns1.alices.com"), ("IP", "198.41.0.4")],
        with_contacts: false,
        form: "<DomainNSCreateResult Domain Nameserver IP IsSuccess>",
        refusal: refused(
            &[("SLD", "alices"), ("TLD", "com"), ("Nameserver", "ns1.alices.com"), ("IP", "10.0.0.1")],
            3_024_278,
            "Parameter value policy error. IP address 10.0.0.1 is reserved.",
            "<DomainNSCreateResult Domain=\"alices.com\" Nameserver=\"\" IsSuccess=\"false\" ErrorNo=\"200\" \
             Description=\"Command completed successfully\" />",
        ),
        not_held: refused(
            &[("SLD", "bobs"), ("TLD", "com"), ("Nameserver", "ns1.bobs.com"), ("IP", "198.41.0.4")],
            2_019_166,
            NOT_FOUND,
            "<DomainNSCreateResult Domain=\"\" Nameserver=\"\" IsSuccess=\"false\" />",
        ),
    },
    Covered {
        command: "namecheap.users.getBalances",
        success: &[],
        with_contacts: false,
        form: "<UserGetBalancesResult Currency AvailableBalance AccountBalance EarnedAmount \
            WithdrawableAmount FundsRequiredForAutoRenew>",
        refusal: Some(Refused {
            params: &[],
            without_table: Some("ledger_entry"),
            number: 4_022_312,
            words: "Balance information is not available",
            body: "",
        }),
        not_held: None,
    },
    Covered {
        command: "namecheap.users.getPricing",
        success: &[("ProductType", "DOMAIN"), ("ProductName", "com")],
        with_contacts: false,
        form: "<UserGetPricingResult><ProductType Name><ProductCategory Name><Product Name><Price Duration \
            DurationType Price PricingType AdditionalCost RegularPrice RegularPriceType \
            RegularAdditionalCost RegularAdditionalCostType YourPrice YourPriceType YourAdditonalCost \
            YourAdditonalCostType PromotionPrice Currency></Product></ProductCategory></ProductType>\
            </UserGetPricingResult>",
        refusal: refused(&[("ProductType", "HORSES")], 2_011_298, "Parameter ProductType is Invalid", ""),
        not_held: None,
    },
];
