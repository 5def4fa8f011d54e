//! What only a browser decides, in a real one: looks, keys, policies, cookies.

#[path = "../common/mod.rs"]
mod common;

mod access;
mod consent;
mod firefox;
mod history;
mod journeys;
mod layout;
mod pictures;
mod preview;
mod previews;
mod proxied;
mod visitor;
