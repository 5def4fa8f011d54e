//! An editor publishes by `git push`: what is pushed is public, what is broken is held back, and a
//! branch that is moved back takes the site back.

#[path = "../common/mod.rs"]
mod common;

mod chaos;
mod previews;
mod serve;
