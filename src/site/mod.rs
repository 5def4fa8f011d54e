//! The site: what is loaded, held and rendered.

pub mod folder;
