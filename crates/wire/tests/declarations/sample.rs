//! A command that has every kind of field.

use wire::text::{Amount, Date, OrEmpty};
use wire::{Attributes, Block, Body, Command, Element, Params, Row, refusals, words};

words! {
    pub enum Size { Small = "SMALL", Large = "LARGE" }
}

/// A command for tests
#[derive(Command)]
#[command(name = "sample.Do", effect = Write, response = Response)]
pub struct Request {
    /// What it is about.
    #[param(name = "ID", max = 5, subject = 100)]
    pub id: String,
    #[block]
    pub amounts: Amounts<9>,
    #[param(subject = 102)]
    pub size: Option<Size>,
    #[numbered]
    pub rows: Vec<Line>,
    #[block(prefix = "Owner", subject = 110)]
    pub owner: Person,
    #[block(prefix = "Payer", subject = 111)]
    pub payer: Option<Person>,
    #[extended]
    pub extended: Params,
}

/// Declared once for several commands, each with a most of its own.
#[derive(Block)]
pub struct Amounts<const MOST: i64> {
    #[param(default = "3", least = 1, most = MOST, subject = 101)]
    pub count: i64,
    #[param(max = 3, subject = 103)]
    pub unit: String,
}

#[derive(Row)]
pub struct Line {
    #[param(subject = 120)]
    pub key: String,
    #[param(subject = 121)]
    pub note: Option<String>,
}

#[derive(Block)]
pub struct Person {
    #[param(max = 10, subject = 130, too_long = 2013130)]
    pub name: String,
    #[param(subject = 131)]
    pub is_known: Option<bool>,
}

#[derive(Body, Debug, PartialEq)]
pub struct Response {
    #[child(name = "Result")]
    pub result: Done,
    #[child]
    pub more: Option<Nothing>,
}

#[derive(Element, Debug, PartialEq)]
pub struct Done {
    #[attr(name = "ID")]
    pub id: i64,
    #[attrs]
    pub charge: Charge,
    #[attr]
    pub until: OrEmpty<Date>,
    #[leaf(name = "Tag")]
    pub tags: Vec<String>,
    #[leaf]
    pub is_late: Option<bool>,
    #[child(name = "part")]
    pub parts: Vec<Part>,
}

/// Attributes that more than one element has.
#[derive(Attributes, Debug, PartialEq)]
pub struct Charge {
    #[attr]
    pub price: Option<Amount<2>>,
    #[attr]
    pub order: i64,
}

#[derive(Element, Debug, PartialEq)]
pub struct Part {
    #[attr]
    pub kind: String,
    #[text]
    pub words: String,
}

#[derive(Element, Debug, PartialEq)]
pub struct Nothing {}

/// An answer that is one element.
#[derive(Body, Debug, PartialEq)]
#[body(name = "Whole")]
pub struct Whole {
    #[attr]
    pub done: bool,
}

refusals! {
    NOT_FOUND = 2019100 "{} is not there";
}
