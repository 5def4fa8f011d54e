//! A field that holds the name of a time zone.

use jiff::tz::TimeZone;

use super::strings::{Fault, StringType};
use crate::content::context::Context;
use crate::diagnostic::rules;

#[derive(Clone, Copy)]
pub struct TimeZoneType;

impl StringType for TimeZoneType {
    type Value = TimeZone;

    const EXAMPLE: &'static str = "\"Europe/Amsterdam\"";

    fn parse(&self, text: &str, _: &Context<'_>) -> Result<TimeZone, Fault> {
        TimeZone::get(text).map_err(|_| {
            let predicate = format!("cannot be `{text}`: there is no such time zone");
            Fault::of_key(rules::UNKNOWN_VALUE, predicate, "write it like `Europe/Amsterdam`")
        })
    }

    fn expected(&self) -> &'static str {
        "the name of a time zone"
    }
}
