//! What the TOML parser's tree no longer tells: where a key stood first, and which bracket was never
//! closed.
//!
//! Read from the parser's events, so only for files that give cause.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use toml_parser::decoder::Encoding;
use toml_parser::parser::{Event, EventKind, RecursionGuard, parse_document};

/// What was seen on a walk over a file's events.
#[derive(Debug, Default)]
pub struct TomlEvents {
    /// By the start of a key that repeats an earlier one: the earlier one.
    pub repeats: HashMap<usize, Range<usize>>,
    /// The outermost `[` or `{` that is never closed.
    pub unclosed: Option<Range<usize>>,
    /// The opening marks of the last text of several lines, which an unclosed one must be.
    pub last_long_text: Option<Range<usize>>,
}

/// As deep as the tree's parser goes.
const DEPTH_MAX: u32 = 80;

impl TomlEvents {
    /// Walks over a text.
    pub fn of(text: &str) -> Self {
        let source = toml_parser::Source::new(text);
        let mut events = Vec::new();
        let mut receive = |event| events.push(event);
        let mut receiver = RecursionGuard::new(&mut receive, DEPTH_MAX);
        parse_document(&source.lex().into_vec(), &mut receiver, &mut ());
        let mut walk = Walk::new(source);
        for event in events {
            walk.step(event);
        }
        walk.events
    }
}

struct Walk<'a> {
    source: toml_parser::Source<'a>,
    events: TomlEvents,
    /// The path that keys are relative to.
    header: String,
    /// How many elements each `[[array]]` has so far.
    elements: HashMap<String, usize>,
    declared: HashMap<String, Range<usize>>,
    /// The parts of the key being read, and where the last of them stands.
    key: Vec<String>,
    key_at: Range<usize>,
    brackets: Vec<Bracket>,
    /// The kind of the last event that was no white space.
    last: Option<EventKind>,
}

struct Bracket {
    is_table: bool,
    at: Range<usize>,
}

impl<'a> Walk<'a> {
    fn new(source: toml_parser::Source<'a>) -> Self {
        Self {
            source,
            events: TomlEvents::default(),
            header: String::new(),
            elements: HashMap::new(),
            declared: HashMap::new(),
            key: Vec::new(),
            key_at: 0..0,
            brackets: Vec::new(),
            last: None,
        }
    }

    fn step(&mut self, event: Event) {
        let span = event.span().start()..event.span().end();
        match event.kind() {
            EventKind::StdTableOpen | EventKind::ArrayTableOpen => {
                self.brackets.clear();
                self.header.clear();
                self.key.clear();
            }
            EventKind::StdTableClose => {
                self.header = self.path_of_key();
                self.declare(self.header.clone());
            }
            EventKind::ArrayTableClose => {
                let last = self.key.pop().unwrap_or_default();
                let array = format!("{}\0{last}", self.path_of_key());
                *self.elements.entry(array.clone()).or_default() += 1;
                self.header = self.newest_element(array);
            }
            EventKind::SimpleKey => self.extend_key(event, span),
            EventKind::KeyValSep => {
                let path = self.path_of_key();
                self.declare(path);
            }
            EventKind::InlineTableOpen | EventKind::ArrayOpen => {
                let is_table = event.kind() == EventKind::InlineTableOpen;
                self.brackets.push(Bracket { is_table, at: span });
            }
            EventKind::ArrayClose | EventKind::InlineTableClose => self.close(&span),
            EventKind::Scalar => {
                let encoding = event.encoding();
                if matches!(encoding, Some(Encoding::MlBasicString | Encoding::MlLiteralString)) {
                    self.events.last_long_text = Some(span.start..span.start + 3);
                }
            }
            EventKind::Newline
            | EventKind::Whitespace
            | EventKind::Comment
            | EventKind::KeySep
            | EventKind::ValueSep
            | EventKind::Error => {}
        }
        if !matches!(event.kind(), EventKind::Whitespace | EventKind::Newline | EventKind::Comment)
        {
            self.last = Some(event.kind());
        }
    }

    fn extend_key(&mut self, event: Event, span: Range<usize>) {
        if self.last != Some(EventKind::KeySep) {
            self.key.clear();
        }
        let mut name = Cow::Borrowed("");
        if let Some(raw) = self.source.get(event) {
            raw.decode_key(&mut name, &mut ());
        }
        self.key.push(name.into_owned());
        self.key_at = span;
    }

    /// Ends the key being read: its path from the root, unlike any other key's.
    fn path_of_key(&mut self) -> String {
        // A key within `{ … }` can only repeat one of the same braces.
        let innermost = self.brackets.iter().rfind(|bracket| bracket.is_table);
        let parent = match innermost {
            Some(bracket) => format!("{{{}", bracket.at.start),
            None => self.header.clone(),
        };
        let names = std::mem::take(&mut self.key);
        names.iter().fold(parent, |path, name| self.newest_element(format!("{path}\0{name}")))
    }

    /// A path below the newest element, where the path is an `[[array]]`'s.
    fn newest_element(&self, path: String) -> String {
        match self.elements.get(&path) {
            Some(count) => format!("{path}\0{count}"),
            None => path,
        }
    }

    fn declare(&mut self, path: String) {
        let at = self.key_at.clone();
        match self.declared.get(&path) {
            Some(first) => drop(self.events.repeats.insert(at.start, first.clone())),
            None => drop(self.declared.insert(path, at)),
        }
    }

    /// The parser closes what is open at the end of the file, the outermost last.
    fn close(&mut self, span: &Range<usize>) {
        if let Some(bracket) = self.brackets.pop()
            && span.is_empty()
        {
            self.events.unclosed = Some(bracket.at);
        }
    }
}
