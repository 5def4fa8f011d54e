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
    /// What is to stand in the place of the part, where that is known exactly.
    pub replacement: Option<String>,
}

impl Slip {
    pub fn new(
        rule: Rule,
        part: Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        let (message, help) = (message.into(), help.into());
        Self { rule, part, message, help, replacement: None }
    }

    pub fn replace_by(self, text: impl Into<String>) -> Self {
        Self { replacement: Some(text.into()), ..self }
    }
}
