//! Looks for the proofs of control that certificates wait for, and has those issued for which all is shown. What is
//! looked up outside is looked up between transactions; what counts is what the record says when the answer is there.

use std::time::Duration;

use rules::certificate::{Method, State};
use rules::dcv::{Proof, authorizing};
use store::{Certificate, CertificateName, End};
use tokio::task::JoinSet;

use crate::certificates::activation::proof;
use crate::certificates::issue::{self, Ready};
use crate::ports::ca::{Issued, Refused};
use crate::runner::{Cx, Runner};

/// Certificates that are looked at side by side.
const SLICE: i64 = 32;
/// How long one certificate's look outside may take. What was found by then is kept.
const PATIENCE: Duration = Duration::from_secs(20);

/// What a sweep did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    pub issued: usize,
    pub refused: usize,
    /// Those that go on waiting.
    pub waiting: usize,
}

/// Looks at every certificate whose time has come.
pub async fn run(runner: &Runner) -> Result<Swept, store::Error> {
    let mut swept = Swept::default();
    // By then all that are due now have been looked at: what is looked at is due again later.
    let now = runner.now();
    loop {
        let due = runner.read(|cx| cx.tx.certificates_to_check(now, SLICE))?;
        if due.is_empty() {
            return Ok(swept);
        }
        let mut looking = JoinSet::new();
        for certificate in due {
            let runner = runner.clone();
            looking.spawn(async move { look_at(&runner, certificate).await });
        }
        while let Some(looked) = looking.join_next().await {
            match looked.unwrap_or(Err(store::Error::Panicked))? {
                Some(State::Active) => swept.issued += 1,
                Some(State::PurchaseError) => swept.refused += 1,
                Some(_) => swept.waiting += 1,
                None => {}
            }
        }
    }
}

/// When a certificate is next looked at.
pub fn next(cx: &mut Cx<'_, '_>) -> Result<Option<i64>, store::Error> {
    cx.tx.next_certificate_check()
}

/// The state that a certificate is in then; `None` if it did not wait any more.
async fn look_at(runner: &Runner, certificate: Certificate) -> Result<Option<State>, store::Error> {
    let id = certificate.id;
    let names = runner.read(|cx| cx.tx.certificate_names(id))?;
    let shown = look_outside(runner, &certificate, &names).await;
    let noted = runner.write(move |cx| note(cx, id, &shown).map(End::Commit)).await?;
    let ready = match noted {
        Noted::Ready(ready) => ready,
        Noted::Waits(state) => return Ok(state),
    };
    let answer = runner.authority().issue(&ready.order).await;
    runner.write(move |cx| settle(cx, id, &ready, answer.clone()).map(End::Commit)).await
}

/// Each name with the method by which control over it is shown, as far as that can be looked up.
async fn look_outside(
    runner: &Runner,
    certificate: &Certificate,
    names: &[CertificateName],
) -> Vec<CertificateName> {
    let unseen = names.iter().filter(|name| name.validated.is_none());
    if runner.settings().approve_at_once {
        return unseen.cloned().collect();
    }
    let mut shown = Vec::new();
    let Some(Ok(proof)) = certificate.request.as_ref().map(proof) else { return shown };
    let looking = async {
        for name in unseen.filter(|name| !issue::is_by_mail(name)) {
            if !is_shown(runner, &proof, name).await {
                // All of them must be shown, so the others can wait.
                break;
            }
            shown.push(name.clone());
        }
    };
    if tokio::time::timeout(PATIENCE, looking).await.is_err() {
        tracing::debug!(certificate = certificate.id, "looking for proof of control took too long");
    }
    shown
}

async fn is_shown(runner: &Runner, proof: &Proof, name: &CertificateName) -> bool {
    match name.method {
        Method::Http => {
            let file = runner.outbound().file(&name.name, &proof.path()).await;
            file.is_ok_and(|file| proof.is_file(&file))
        }
        Method::Cname => {
            for parent in authorizing(&name.name) {
                let found = runner.outbound().canonical_name(&proof.host(parent)).await;
                if found.is_ok_and(|found| found.is_some_and(|target| proof.is_target(&target))) {
                    return true;
                }
            }
            false
        }
        Method::Email(_) => false,
    }
}

enum Noted {
    Ready(Box<Ready>),
    Waits(Option<State>),
}

/// Notes what was shown and is still wanted, and says whether that is all.
fn note(cx: &mut Cx<'_, '_>, id: i64, shown: &[CertificateName]) -> Result<Noted, store::Error> {
    let Some(certificate) = waiting(cx, id)? else { return Ok(Noted::Waits(None)) };
    let mut names = cx.tx.certificate_names(id)?;
    for name in names.iter_mut().filter(|name| name.validated.is_none()) {
        // Another method may have been chosen meanwhile.
        if shown.iter().any(|shown| shown.name == name.name && shown.method == name.method) {
            cx.tx.set_name_validated(id, &name.name, cx.now)?;
            name.validated = Some(cx.now);
        }
    }
    if names.iter().any(|name| name.validated.is_none()) {
        let again = cx.now.saturating_add(pause(&certificate, cx.now));
        cx.tx.set_certificate_check(id, Some(again))?;
        return Ok(Noted::Waits(Some(certificate.state)));
    }
    match issue::ready(cx, &certificate, &names)? {
        Some(ready) => Ok(Noted::Ready(Box::new(ready))),
        None => {
            issue::refused(cx, certificate, Refused::Policy, cx.now)?;
            Ok(Noted::Waits(Some(State::PurchaseError)))
        }
    }
}

/// A record that waits for the authority. A sweep beside this one may have moved it on, and then it is looked at no more.
fn waiting(cx: &mut Cx<'_, '_>, id: i64) -> Result<Option<Certificate>, store::Error> {
    let found = cx.tx.certificate(id)?.filter(|certificate| certificate.state == State::Purchased);
    if found.is_none() {
        cx.tx.set_certificate_check(id, None)?;
    }
    Ok(found)
}

fn settle(
    cx: &mut Cx<'_, '_>,
    id: i64,
    ready: &Ready,
    answer: Result<Issued, Refused>,
) -> Result<Option<State>, store::Error> {
    let Some(certificate) = waiting(cx, id)? else { return Ok(None) };
    match answer {
        Ok(issued) => issue::settle(cx, certificate, ready, issued)?,
        Err(refused) => {
            let again = cx.now.saturating_add(pause(&certificate, cx.now));
            issue::refused(cx, certificate, refused, again)?;
        }
    }
    Ok(cx.tx.certificate(id)?.map(|certificate| certificate.state))
}

/// From one look to the next, in seconds: who has just ordered is about to show control, who has not for days may have
/// forgotten.
fn pause(certificate: &Certificate, now: i64) -> i64 {
    const HOUR: i64 = 3_600;
    let since = certificate.request.as_ref().map_or(now, |request| request.activated);
    let waited = now.saturating_sub(since);
    if waited < HOUR {
        15
    } else if waited < 24 * HOUR {
        600
    } else {
        6 * HOUR
    }
}
