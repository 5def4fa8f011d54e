//! What only a browser decides, in a real one: looks, keys, policies, cookies.

#[path = "../support/mod.rs"]
mod support;

mod access;
mod consent;
mod journeys;
mod preview;
mod visitor;
