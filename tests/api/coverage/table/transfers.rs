//! The calls of commands on transfers; 800001 is alice's.

use super::{Covered, refused};

const NOT_FOUND: &str = "Domain transfer info is not available or not found.";

pub static ROWS: &[Covered] = &[
    Covered {
        command: "namecheap.domains.transfer.create",
        success: &[("DomainName", "coming.com"), ("Years", "1"), ("EPPCode", "213456234554454453")],
        with_contacts: false,
        form: "<DomainTransferCreateResult DomainName Transfer TransferID StatusID OrderID TransactionID \
            ChargedAmount StatusCode>",
        refusal: refused(
            &[("DomainName", "coming.de")],
            2_030_280,
            "TLD is not supported in API",
            "<DomainTransferCreateResult DomainName=\"coming.de\" Transfer=\"false\" TransferID=\"0\" \
             StatusID=\"0\" OrderID=\"0\" TransactionID=\"0\" ChargedAmount=\"0.00\" StatusCode=\"0\" />",
        ),
        not_held: refused(
            &[("DomainName", "bobs.com"), ("EPPCode", "1")],
            2_528_166,
            "Order creation failed",
            "<DomainTransferCreateResult DomainName=\"bobs.com\" Transfer=\"false\" TransferID=\"0\" \
             StatusID=\"0\" OrderID=\"0\" TransactionID=\"0\" ChargedAmount=\"0.00\" StatusCode=\"0\" />",
        ),
    },
    Covered {
        command: "namecheap.domains.transfer.getList",
        success: &[],
        with_contacts: false,
        form: "<TransferGetListResult><Transfer ID DomainName User TransferDate OrderID StatusID Status \
            StatusDate StatusDescription></TransferGetListResult><Paging><TotalItems><CurrentPage><PageSize>\
            </Paging>",
        refusal: refused(
            &[("PageSize", "9")],
            2_013_275,
            "Parameter PageSize is OutOfRange",
            "<TransferGetListResult /><Paging><TotalItems>0</TotalItems><CurrentPage>0</CurrentPage>\
             <PageSize>0</PageSize></Paging>",
        ),
        not_held: None,
    },
    Covered {
        command: "namecheap.domains.transfer.getStatus",
        success: &[("TransferID", "800001")],
        with_contacts: false,
        form: "<DomainTransferGetStatusResult TransferID Status StatusID StatusDate TransferOrderDate>",
        refusal: refused(
            &[("TransferID", "15")],
            4_019_329,
            NOT_FOUND,
            "<DomainTransferGetStatusResult TransferID=\"0\" StatusID=\"0\" \
             StatusDate=\"0001-01-01T00:00:00\" TransferOrderDate=\"0001-01-01T00:00:00\" />",
        ),
        not_held: None,
    },
    Covered {
        command: "namecheap.domains.transfer.updateStatus",
        success: &[("TransferID", "800001"), ("Resubmit", "true")],
        with_contacts: false,
        form: "<DomainTransferUpdateStatusResult TransferId Resubmit>",
        refusal: refused(
            &[("TransferID", "15"), ("Resubmit", "true")],
            4_019_329,
            NOT_FOUND,
            "<DomainTransferUpdateStatusResult TransferId=\"0\" Resubmit=\"false\" />",
        ),
        not_held: None,
    },
];
