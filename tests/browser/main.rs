//! What only a browser decides, in a real one: looks, keys, policies, cookies.

#[path = "../house/mod.rs"]
mod house;
#[path = "../serving/mod.rs"]
mod serving;
#[path = "../support/mod.rs"]
mod support;

mod access;
mod consent;
mod journeys;
mod preview;
mod proxied;
mod visitor;
