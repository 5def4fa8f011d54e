//! A file's text, and where in it things are.

use std::cell::OnceCell;
use std::ops::Range;

/// A stretch of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// The file, relative to the site's folder.
    pub file: String,
    /// The bytes it covers, for excerpts; empty for "the file as a whole" or "here something is
    /// missing". Always within the file and on character boundaries, where the file is text.
    pub span: Range<usize>,
    /// Where it begins.
    pub start: Position,
    /// Where it ends: the position just behind its last character.
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
    /// The line.
    pub line: u32,
    /// The character within the line.
    pub column: u32,
}

/// A file's name and text. Positions are worked out only when one is asked for: a file without
/// findings costs nothing.
#[derive(Debug)]
pub struct Source<'a> {
    /// The file, relative to the site's folder.
    pub file: &'a str,
    /// Its text, with a byte-order mark if it has one.
    pub text: &'a str,
    line_starts: OnceCell<Vec<usize>>,
    characters: OnceCell<Vec<usize>>,
    blanked: OnceCell<String>,
}

const BYTE_ORDER_MARK: char = '\u{feff}';

/// After how many bytes the characters so far are counted once for all.
const STRIDE: usize = 1024;

impl<'a> Source<'a> {
    /// A file with this text.
    pub fn new(file: &'a str, text: &'a str) -> Self {
        Self {
            file,
            text,
            line_starts: OnceCell::new(),
            characters: OnceCell::new(),
            blanked: OnceCell::new(),
        }
    }

    /// The file's name without folder and `.toml`.
    pub fn stem(&self) -> &'a str {
        stem(self.file)
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

    /// The text with some of its lines, given in order, filled with blanks, so that all else
    /// stays in its location. The answer is kept: a second call with other lines changes nothing.
    pub fn blank(&self, lines: &[Range<usize>]) -> &str {
        self.blanked.get_or_init(|| {
            let mut rest = self.text;
            let mut text = String::with_capacity(rest.len());
            for line in lines {
                let (before, after) = rest.split_at(line.start - text.len());
                let (line, after) = after.split_at(line.len());
                text.push_str(before);
                text.extend(line.bytes().map(|byte| match byte {
                    b'\r' | b'\n' => char::from(byte),
                    _ => ' ',
                }));
                rest = after;
            }
            text + rest
        })
    }

    fn position(&self, offset: usize) -> Position {
        let starts = self.line_starts();
        let line = starts.partition_point(|&start| start <= offset);
        let start = starts[line - 1];
        // Editors do not show the mark, so it is no column.
        let mark = usize::from(line == 1 && offset > 0 && self.text.starts_with(BYTE_ORDER_MARK));
        let before = self.characters_before(offset) - self.characters_before(start);
        Position { line: number(line), column: number(before - mark + 1) }
    }

    /// How many characters begin before an offset. Counting from the line's start instead would
    /// take minutes for a file that is one long line of errors.
    fn characters_before(&self, offset: usize) -> usize {
        let count = |bytes: &[u8]| {
            let is_start = |byte: &&u8| byte.cast_signed() >= -0x40;
            bytes.iter().filter(is_start).count()
        };
        let bytes = self.text.as_bytes();
        let counted = self.characters.get_or_init(|| {
            let mut total = 0;
            let chunks = bytes.chunks(STRIDE).map(|chunk| {
                total += count(chunk);
                total
            });
            std::iter::once(0).chain(chunks).collect()
        });
        let strides = offset / STRIDE;
        counted[strides] + count(&bytes[strides * STRIDE..offset])
    }

    /// Where each line begins: the first at 0, so that there is always one.
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
