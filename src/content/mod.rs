//! The content: TOML files in, typed and checked entries out, and findings about what is wrong.
//!
//! [`load()`] is the way in. What a file may contain is said once, in a function over the keys of
//! its kind: `entries` for networks, charters and collaborations, `pages` for the single files,
//! `taxonomy`, and `cookies` with `cookie` and `script`. From these functions follow the reading,
//! the checks and the JSON Schemas alike. They are written in terms of shapes: `leaf`, `texts`,
//! `links` and `ids` for strings, `localize` for what exists per language, `shapes` for the rest.
//!
//! Nothing here reads a file or a clock.

pub mod files;
pub mod finding;
pub mod layout;
pub mod markdown;
pub mod model;
pub mod rules;
pub mod schema;

mod cookie;
mod cookies;
mod entries;
mod ids;
mod leaf;
mod links;
mod load;
mod localize;
mod names;
mod nearest;
pub mod open;
mod outline;
mod pages;
mod reader;
mod script;
mod shapes;
pub mod source;
mod syntax;
mod taxonomy;
mod texts;
pub mod translations;
mod version;

pub use ids::{is_kebab, kebab_help};
pub use leaf::TO_WRITE;
pub use load::{Loaded, load, taxonomy};
pub use reader::Key;
