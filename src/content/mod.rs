//! The content: TOML files in, typed and checked entries out, and findings about what is wrong.

pub mod files;
pub mod finding;
pub mod markdown;
pub mod model;
pub mod rules;

mod outline;
mod source;
mod syntax;
