//! What a user of namecheap-client writes.
//!
//! namecheap-client-program METHOD [ARGUMENT...]; the result on standard output, or with exit status 3 the error

use namecheap_client::{
    Client, Contact, DomainCreateRequest, EmailType, Environment, Error, HostRecord, PricingRequest,
    SetHostsRequest,
};

fn main() -> std::process::ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    match runtime.block_on(call(&words)) {
        Ok(result) => {
            println!("{result}");
            std::process::ExitCode::SUCCESS
        }
        Err(error) => {
            println!("{error}");
            std::process::ExitCode::from(3)
        }
    }
}

async fn call(words: &[&str]) -> Result<String, Error> {
    let client = Client::builder()
        .api_user("sandbox")
        .api_key("sandbox")
        .client_ip("127.0.0.1")
        .environment(Environment::Sandbox)
        .build()?;
    let (domains, users) = (client.domains(), client.users());
    Ok(match *words {
        ["check", ref names @ ..] => format!("{:?}", domains.check(names.iter().copied()).await?),
        ["create", name] => {
            let ada = Contact::new(
                "Ada",
                "Tester",
                "1 Long Lane",
                "Phoenix",
                "AZ",
                "85001",
                "US",
                "+1.6025550100",
                "ada@example.org",
            );
            format!("{:?}", domains.create(&DomainCreateRequest::new(name, 1, ada)).await?)
        }
        ["set_auto_renew", name] => format!("{:?}", domains.set_auto_renew(name, true).await?),
        ["list"] => format!("{:?}", domains.list().await?),
        ["get_hosts", sld, tld] => format!("{:?}", domains.dns().get_hosts(sld, tld).await?),
        // What was there, and one record more.
        ["add_mail", sld, tld, server] => {
            let mut records = domains.dns().get_hosts(sld, tld).await?.to_host_records();
            records.push(HostRecord::mx("@", server, 20));
            let request = SetHostsRequest::new(sld, tld, records).with_email_type(EmailType::Mx);
            format!("{:?}", domains.dns().set_hosts(&request).await?)
        }
        ["get_balances"] => format!("{:?}", users.get_balances().await?),
        ["get_pricing", tld] => {
            let request = PricingRequest::domains().action("REGISTER").tld(tld);
            format!("{:?}", users.get_pricing(&request).await?.prices())
        }
        _ => panic!("no method {words:?}"),
    })
}
