//! A file's text, and where in it things are.

use std::cell::OnceCell;
use std::ops::Range;

/// A stretch of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// Relative to the site's folder.
    pub file: String,
    /// The bytes it covers, for excerpts; empty for "the file as a whole" or "here something is
    /// missing". Always within the file and on character boundaries, where the file is text.
    pub span: Range<usize>,
    pub start: Position,
    /// The position just behind its last character.
    pub end: Position,
}

impl Location {
    /// Whether it stands for the file as a whole, so that there is nothing to underline.
    pub fn is_whole_file(&self) -> bool {
        self.span == (0..0)
    }
}

/// A position in a text, as editors count: from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    pub line: u32,
    pub column: u32,
}

/// A file's name and text. Where lines begin is worked out only when a location is asked for: a
/// file without findings costs nothing.
#[derive(Debug)]
pub struct Source<'a> {
    /// Relative to the site's folder.
    pub file: &'a str,
    /// With a byte-order mark if the file has one.
    pub text: &'a str,
    line_starts: OnceCell<Vec<usize>>,
}

const BYTE_ORDER_MARK: char = '\u{feff}';

impl<'a> Source<'a> {
    pub fn new(file: &'a str, text: &'a str) -> Self {
        Self { file, text, line_starts: OnceCell::new() }
    }

    /// The file's name without folder and `.toml`.
    pub fn stem(&self) -> &'a str {
        stem(self.file)
    }

    /// The text without the byte-order mark that some editors begin it with.
    pub fn text_without_mark(&self) -> &'a str {
        self.text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(self.text)
    }

    /// Where a part of the text stands in it.
    pub fn location_of(&self, part: &str) -> Location {
        let start = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        self.location(&(start..start + part.len()))
    }

    /// The location of a span of bytes, put right where it leaves the text or cuts a character.
    pub fn location(&self, span: &Range<usize>) -> Location {
        let start = self.text.floor_char_boundary(span.start);
        let end = self.text.ceil_char_boundary(span.end.max(start));
        Location {
            file: self.file.to_owned(),
            span: start..end,
            start: self.position(start),
            end: self.position(end),
        }
    }

    /// The lines that a span touches, as bytes.
    pub fn lines(&self, span: &Range<usize>) -> Range<usize> {
        let starts = self.line_starts();
        let start = starts.partition_point(|&start| start <= span.start) - 1;
        let after = starts.partition_point(|&start| start <= span.end);
        starts[start]..starts.get(after).copied().unwrap_or(self.text.len())
    }

    fn position(&self, offset: usize) -> Position {
        let starts = self.line_starts();
        let line = starts.partition_point(|&start| start <= offset);
        let before = &self.text[starts[line - 1]..offset];
        // Editors do not show the mark, so it is no column.
        let before = match line {
            1 => before.strip_prefix(BYTE_ORDER_MARK).unwrap_or(before),
            _ => before,
        };
        Position { line: number(line), column: number(before.chars().count() + 1) }
    }

    /// The first at 0, so that there is always one.
    fn line_starts(&self) -> &[usize] {
        self.line_starts.get_or_init(|| {
            let breaks = self.text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n');
            std::iter::once(0).chain(breaks.map(|(index, _)| index + 1)).collect()
        })
    }
}

/// The location of a file as a whole, of which there may be no text.
pub fn whole_file(file: &str) -> Location {
    let start = Position { line: 1, column: 1 };
    Location { file: file.to_owned(), span: 0..0, start, end: start }
}

/// A file's name without folder and `.toml`.
pub fn stem(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.strip_suffix(".toml").unwrap_or(name)
}

/// A file's name up to its first point: what it would be called with the right ending.
pub fn slug(file: &str) -> &str {
    file.rsplit('/').next().and_then(|name| name.split('.').next()).unwrap_or(file)
}

/// Files are at most a megabyte, so this never saturates.
fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn position(text: &str, offset: usize) -> (u32, u32) {
        let start = Source::new("x.toml", text).location(&(offset..offset)).start;
        (start.line, start.column)
    }

    #[test]
    fn columns_count_characters() {
        assert_eq!(position("é = 1", 3), (1, 3));
        assert_eq!(position("a\r\nbc", 4), (2, 2));
        assert_eq!(position("a\n", 2), (2, 1));
        assert_eq!(position("", 0), (1, 1));
    }

    #[test]
    fn the_byte_order_mark_is_no_column() {
        assert_eq!(position("\u{feff}name", 3), (1, 1));
    }

    #[test]
    fn a_span_is_put_on_character_boundaries_within_the_text() {
        assert_eq!(Source::new("x.toml", "é").location(&(1..9)).span, 0..2);
    }

    #[test]
    fn lines_are_whole() {
        let source = Source::new("x.toml", "one\ntwo\nthree");
        assert_eq!(source.lines(&(5..6)), 4..8);
        assert_eq!(source.lines(&(2..9)), 0..13);
    }
}
