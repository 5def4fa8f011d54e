//! What a check of one text finds.

use std::ops::Range;

use crate::diagnostic::rules::Rule;

/// Something wrong in a part of a text.
#[derive(Debug)]
pub struct Slip {
    pub rule: Rule,
    /// The bytes of the text that break it.
    pub part: Range<usize>,
    pub message: String,
    pub help: String,
}

impl Slip {
    pub fn new(
        rule: Rule,
        part: Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self { rule, part, message: message.into(), help: help.into() }
    }
}
