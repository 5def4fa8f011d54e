//! The content: TOML files in, typed and checked entries out, and findings about what is wrong.
//!
//! [`load()`] is the way in. What a file may contain is said once, in a function of `formats` over
//! the keys of its kind; from it follow the reading, the checks and the JSON Schemas alike. `types`
//! are the types of values; `checks` holds the rules over texts and over several files.
//!
//! Nothing here reads a file or a clock.

pub mod as_of;
pub mod characters;
mod checks;
mod context;
pub mod decode;
pub mod entries;
mod explanations;
mod facets;
mod file_read;
pub mod files;
mod formats;
mod key;
mod key_paths;
pub mod layout;
mod load;
pub mod markdown;
mod meant;
pub mod model;
mod reader;
pub mod schema;
pub mod single_page;
pub(crate) mod suggestion;
mod syntax;
mod syntax_lines;
mod text;
mod toml_events;
pub mod translations;
mod types;
mod url;
mod version;

pub use checks::check_texts;
pub use load::{Loaded, load, taxonomy};
pub use reader::{Key, keys};
pub use text::{Role, Text};
pub use types::ids::{is_kebab, kebab_help};
pub use types::strings::TO_WRITE;
