//! `/addfunds?tokenid=…`: where a customer pays, or declines to, what users.createaddfundsrequest asked for. Who has the
//! token may do either; nobody else can know it.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use registrar::add_funds::{self, Choice, Page as Shown, State as Payment};
use store::End;
use wire::Params;

use crate::app::App;
use crate::page::Page;
use crate::request_params;

const TITLE: &str = "Add funds";
/// The parameter that says which button was pressed, and its values.
const CHOICE: &str = "choice";
const PAY: &str = "pay";
const DECLINE: &str = "decline";

/// Shows a request and how far it is.
pub async fn show(State(app): State<Arc<App>>, request: Request) -> Response {
    let token = token(&request_params::of_query(request.uri()));
    answer(app.runner.read(|cx| add_funds::page(cx, &token)))
}

/// Ends a request by one of its buttons, if it still waits, and shows it.
pub async fn choose(State(app): State<Arc<App>>, request: Request) -> Response {
    let params = match request_params::read(request, |_| false).await {
        Ok(params) => params,
        Err(unreadable) => return unreadable.into_response(),
    };
    let choice = match params.get(CHOICE) {
        Some(PAY) => Choice::Pay,
        Some(DECLINE) => Choice::Decline,
        _ => {
            return Page::new(StatusCode::BAD_REQUEST, TITLE)
                .paragraph("No button was pressed.")
                .into_response();
        }
    };
    let token = token(&params);
    answer(app.runner.write(move |cx| add_funds::choose(cx, &token, choice).map(End::Commit)).await)
}

fn token(params: &Params) -> String {
    params.get("tokenid").unwrap_or_default().to_owned()
}

fn answer(found: Result<Option<Shown>, store::Error>) -> Response {
    match found {
        Ok(Some(shown)) => page(&shown).into_response(),
        Ok(None) => {
            Page::new(StatusCode::NOT_FOUND, TITLE).paragraph("There is no such request.").into_response()
        }
        Err(error) => {
            tracing::error!(%error, "the payment page cannot be shown");
            let page = Page::new(StatusCode::SERVICE_UNAVAILABLE, TITLE);
            page.paragraph("This cannot be done now. Nothing was paid; please try again.").into_response()
        }
    }
}

fn page(shown: &Shown) -> Page {
    let amount = format!("{} {}", shown.amount.two_decimals(), shown.amount.currency.code());
    let page =
        Page::new(StatusCode::OK, TITLE).paragraph(&format!("{amount} for the account {}.", shown.user_name));
    let page = match shown.state {
        Payment::Created => return page.buttons(CHOICE, &[(PAY, "Pay"), (DECLINE, "Decline")]),
        Payment::Completed { .. } => page.paragraph("The payment was made."),
        Payment::Failed => page.paragraph("The payment was declined."),
        Payment::Expired => page.paragraph("The request has expired. Nothing was paid."),
    };
    page.link(&shown.return_url, "Back to where you came from")
}
