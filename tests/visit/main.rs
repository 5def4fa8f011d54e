//! A visitor reads pages, and looks for a network.

#[path = "../common/mod.rs"]
mod common;

mod ages;
mod answers;
mod caching;
mod cards;
mod facts;
mod fields;
mod find;
mod find_properties;
mod hostile;
mod languages;
mod long_lists;
mod machines;
mod pages;
mod questions;
mod requests;
mod shared;
mod single_pages;
mod statements;
mod values;
