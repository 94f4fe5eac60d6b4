//! Mail by SMTP (RFC 5321), to one server that takes all of it.

use std::time::Duration;

use lettre::message::header::ContentType;
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, CertificateStore, Tls, TlsParameters};
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use store::Mail;

use super::mail_transport::{Handing, MailTransport, Undelivered};

/// How long a server may take with each step.
const PATIENCE: Duration = Duration::from_secs(60);

/// How what is said is hidden from who listens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encryption {
    /// TLS from the first octet (RFC 8314 section 3.3).
    Implicit,
    /// STARTTLS, without which nothing is sent (RFC 3207).
    StartTls,
    None,
}

/// The server and how to talk to it. It holds a password, so there is no `Debug`.
pub struct Settings {
    pub host: String,
    pub port: u16,
    pub encryption: Encryption,
    /// User name and password.
    pub credentials: Option<(String, String)>,
    /// The address that mails come from, with the sender they name in Reply-To; that sender where none is set.
    pub sender: Option<String>,
    /// Certificates in PEM, one of which must have signed the server's; those that the system trusts where none are set.
    pub roots: Option<Vec<u8>>,
}

/// Why the settings are of no use.
#[derive(Debug, thiserror::Error)]
pub enum Unfit {
    #[error("the sender is no address")]
    Sender,
    #[error("TLS cannot be set up: {0}")]
    Tls(String),
}

/// A way to the server. Each mail has a connection of its own.
pub struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    sender: Option<Address>,
}

impl Smtp {
    pub fn new(settings: Settings) -> Result<Smtp, Unfit> {
        let sender = settings.sender.as_deref().map(str::parse).transpose().map_err(|_| Unfit::Sender)?;
        let tls = || parameters(&settings).map_err(|error| Unfit::Tls(error.to_string()));
        let tls = match settings.encryption {
            Encryption::Implicit => Tls::Wrapper(tls()?),
            Encryption::StartTls => Tls::Required(tls()?),
            Encryption::None => Tls::None,
        };
        let transport = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&settings.host)
            .port(settings.port)
            .tls(tls)
            .timeout(Some(PATIENCE));
        let transport = match settings.credentials {
            Some((user_name, password)) => transport.credentials(Credentials::new(user_name, password)),
            None => transport,
        };
        Ok(Smtp { transport: transport.build(), sender })
    }

    /// The message of a mail (RFC 5322). Its id stays with it, so that who is sent it twice can tell.
    fn message(&self, mail: &Mail) -> Result<Message, Undelivered> {
        let unfit = |what: &str| Undelivered::Refused(format!("its {what} fits no message"));
        let name = Some(mail.sender_name.clone()).filter(|name| !name.is_empty());
        let author: Address = mail.sender.parse().map_err(|_| unfit("sender"))?;
        let recipient: Address = mail.recipient.parse().map_err(|_| unfit("recipient"))?;
        let builder = match &self.sender {
            None => Message::builder().from(Mailbox::new(name, author.clone())),
            Some(own) => Message::builder()
                .from(Mailbox::new(name.clone(), own.clone()))
                .reply_to(Mailbox::new(name, author.clone())),
        };
        let domain = self.sender.as_ref().unwrap_or(&author).domain();
        let message = builder
            .to(Mailbox::new(None, recipient))
            .subject(mail.subject.clone())
            .message_id(Some(format!("<{}.{}@{domain}>", mail.id, mail.created)))
            .header(ContentType::TEXT_PLAIN)
            .body(mail.body.clone());
        message.map_err(|_| unfit("content"))
    }
}

fn parameters(settings: &Settings) -> Result<TlsParameters, lettre::transport::smtp::Error> {
    let parameters = TlsParameters::builder(settings.host.clone());
    let parameters = match &settings.roots {
        Some(roots) => parameters
            .certificate_store(CertificateStore::None)
            .add_root_certificate(Certificate::from_pem(roots)?),
        None => parameters,
    };
    parameters.build_rustls()
}

impl MailTransport for Smtp {
    fn hand_over<'a>(&'a self, mail: &'a Mail) -> Handing<'a> {
        Box::pin(async move {
            let message = self.message(mail)?;
            self.transport.send(message).await.map(drop).map_err(|error| undelivered(&error))
        })
    }
}

/// The words of a server may hold an address, so its code must do.
fn undelivered(error: &lettre::transport::smtp::Error) -> Undelivered {
    match error.status() {
        Some(code) if error.is_permanent() => Undelivered::Refused(format!("the server said {code}")),
        Some(code) => Undelivered::NotNow(format!("the server said {code}")),
        None => Undelivered::NotNow(error.to_string()),
    }
}
