//! The content: TOML files in, typed and checked entries out, and findings about what is wrong.
//!
//! [`load()`] is the way in. What a file may contain is said once, in a function over the keys of
//! its kind: `entries` for networks, charters and collaborations, `pages` for the single files,
//! `taxonomy`, and `cookies` with `cookie` and `script`. From these functions follow the reading,
//! the checks and the JSON Schemas alike. They are written in terms of shapes: `leaf`, `texts`,
//! `links` and `ids` for strings, `localize` for what exists per language, `shapes` for the rest.
//!
//! Nothing here reads a file or a clock.

pub mod decode;
mod duplicate_names;
pub mod files;
mod formats;
pub mod layout;
mod load;
pub mod markdown;
pub mod model;
mod reader;
pub mod schema;
mod suggestion;
mod syntax;
mod toml_events;
pub mod translations;
mod types;
mod version;

pub use load::{Loaded, load, taxonomy};
pub use reader::Key;
pub use types::ids::{is_kebab, kebab_help};
pub use types::strings::TO_WRITE;
