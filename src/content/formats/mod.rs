//! What each kind of file contains.

pub mod cookie;
pub mod cookies;
pub mod entries;
pub mod script;
pub mod searches;
pub mod site;
pub mod taxonomy;
