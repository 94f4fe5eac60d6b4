//! `/approve?token=…`: where whoever reads the mailbox of a domain's holder approves a certificate for it. Who has the
//! token may do so; nobody else can know it.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use registrar::certificates::approval::{self, Asked};
use registrar::sweeps;
use store::End;
use wire::Params;

use crate::app::App;
use crate::page::Page;
use crate::request_params;

const TITLE: &str = "Approve a certificate";

/// Shows what is asked.
pub async fn show(State(app): State<Arc<App>>, request: Request) -> Response {
    let token = token(&request_params::of_query(request.uri()));
    answer(app.runner.read(|cx| approval::asked(cx, &token)))
}

/// Approves.
pub async fn approve(State(app): State<Arc<App>>, request: Request) -> Response {
    let params = match request_params::read(request, |_| false).await {
        Ok(params) => params,
        Err(unreadable) => return unreadable.into_response(),
    };
    let token = token(&params);
    let approved = app.runner.write(move |cx| approval::approve(cx, &token).map(End::Commit)).await;
    if matches!(approved, Ok(Some(_))) {
        // The approval stands whatever becomes of this; the log has it.
        let _ = sweeps::certificates::run(&app.runner).await;
    }
    answer(approved)
}

fn token(params: &Params) -> String {
    params.get("token").unwrap_or_default().to_owned()
}

fn answer(asked: Result<Option<Asked>, store::Error>) -> Response {
    match asked {
        Ok(Some(asked)) => page(&asked).into_response(),
        Ok(None) => {
            let page = Page::new(StatusCode::NOT_FOUND, TITLE);
            page.paragraph("There is nothing to approve here, or a newer mail has another link.")
                .into_response()
        }
        Err(error) => {
            tracing::error!(%error, "the page of an approval cannot be shown");
            let page = Page::new(StatusCode::SERVICE_UNAVAILABLE, TITLE);
            page.paragraph("This cannot be done now. Please try again.").into_response()
        }
    }
}

fn page(asked: &Asked) -> Page {
    let names = asked.names.join(", ");
    let page = Page::new(StatusCode::OK, TITLE)
        .paragraph(&format!("Certificate {} was ordered for {names}.", asked.certificate_id));
    if asked.is_approved {
        return page.paragraph("It is approved.");
    }
    page.paragraph("Whoever ordered it can then speak for these names. Approve it only if they may.")
        .buttons("choice", &[("approve", "Approve")])
}
