//! The lines of a file that a finding is about.

use std::ops::Range;

use annotate_snippets::{Annotation, Snippet};

use crate::content::files::{SiteFile, SiteFiles};
use crate::diagnostic::Location;

/// The longest excerpt: the renderer takes its time for every byte, and nobody reads so far.
const MAX_BYTES: usize = 10_000;

/// Some whole lines of a file.
pub struct Excerpt<'a> {
    file: &'a str,
    text: &'a str,
    lines: Range<usize>,
    first_line: u32,
}

impl<'a> Excerpt<'a> {
    /// The lines of a location; none if it is a file as a whole, or the file is no text.
    pub fn of(location: &'a Location, files: &'a SiteFiles) -> Option<Self> {
        let Some(SiteFile::Read(bytes)) = files.get(&location.file) else { return None };
        let text = str::from_utf8(bytes).ok()?;
        if location.is_whole_file() || text.get(location.span.clone()).is_none() {
            return None;
        }
        let lines = lines(text, &location.span);
        let first_line = location.start.line;
        (lines.len() <= MAX_BYTES).then_some(Self { file: &location.file, text, lines, first_line })
    }

    /// An excerpt with the lines of both and those between; none if they are in two files, or
    /// far apart.
    pub fn joined(&self, other: &Self) -> Option<Self> {
        let lines = self.lines.start.min(other.lines.start)..self.lines.end.max(other.lines.end);
        let first_line = self.first_line.min(other.first_line);
        let is_near = self.file == other.file && lines.len() <= MAX_BYTES;
        is_near.then_some(Self { lines, first_line, ..*self })
    }

    /// A location within the lines.
    pub fn span(&self, location: &Location) -> Range<usize> {
        let within =
            |offset: usize| offset.clamp(self.lines.start, self.lines.end) - self.lines.start;
        within(location.span.start)..within(location.span.end)
    }

    /// The lines, for the renderer, under the name of their file.
    pub fn snippet(&self) -> Snippet<'a, Annotation<'a>> {
        self.lines().path(self.file)
    }

    /// The lines alone.
    pub fn lines(&self) -> Snippet<'a, Annotation<'a>> {
        Snippet::source(&self.text[self.lines.clone()]).line_start(self.first_line as usize)
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
