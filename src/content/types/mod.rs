//! The types of values.

pub mod addresses;
pub mod also;
pub mod as_of;
pub mod ids;
pub mod names;
pub mod per_language;
pub mod strings;
pub mod texts;
pub mod time_zone;
pub mod values;
