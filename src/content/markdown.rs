//! Markdown: checked while loading, and the one place where HTML is made that is not escaped.

/// HTML that is safe as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Html {
    html: String,
    text: String,
}

impl Html {
    /// The HTML.
    pub fn as_str(&self) -> &str {
        &self.html
    }

    /// Its words alone.
    pub fn text(&self) -> &str {
        &self.text
    }
}
