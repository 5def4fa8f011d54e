//! The lines of a file that a finding is about.

use std::ops::Range;

use annotate_snippets::{Annotation, Snippet};

use crate::content::files::{SiteFile, SiteFiles};
use crate::content::finding::Place;

/// Some whole lines of a file.
pub struct Excerpt<'a> {
    file: &'a str,
    text: &'a str,
    lines: Range<usize>,
    first_line: u32,
}

impl<'a> Excerpt<'a> {
    /// The lines of a place; none if it is a file as a whole, or the file is no text.
    pub fn of(place: &'a Place, files: &'a SiteFiles) -> Option<Self> {
        let Some(SiteFile::Read(bytes)) = files.get(&place.file) else { return None };
        let text = str::from_utf8(bytes).ok()?;
        let is_within = text.get(place.span.clone()).is_some();
        (is_within && !place.is_whole_file()).then(|| Self {
            file: &place.file,
            text,
            lines: lines(text, &place.span),
            first_line: place.start.line,
        })
    }

    /// Takes the lines of another place in, and those between.
    pub fn widen(&mut self, other: &Place) {
        if self.text.get(other.span.clone()).is_none() {
            return;
        }
        let lines = lines(self.text, &other.span);
        self.lines = self.lines.start.min(lines.start)..self.lines.end.max(lines.end);
        self.first_line = self.first_line.min(other.start.line);
    }

    /// A place within the lines.
    pub fn span(&self, place: &Place) -> Range<usize> {
        let within =
            |offset: usize| offset.clamp(self.lines.start, self.lines.end) - self.lines.start;
        within(place.span.start)..within(place.span.end)
    }

    /// The lines, for the renderer.
    pub fn snippet(&self) -> Snippet<'a, Annotation<'a>> {
        Snippet::source(&self.text[self.lines.clone()])
            .path(self.file)
            .line_start(self.first_line as usize)
    }
}

/// The whole lines that a span touches, without the last line break and without a byte-order
/// mark, which is no column of the first line.
fn lines(text: &str, span: &Range<usize>) -> Range<usize> {
    let start = text[..span.start].rfind('\n').map_or(0, |index| index + 1);
    let end = text[span.end..].find(['\r', '\n']).map_or(text.len(), |index| span.end + index);
    let mark = if start == 0 && text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    (start + mark).min(end)..end
}
