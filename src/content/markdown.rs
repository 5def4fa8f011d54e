//! Markdown: checked while loading, and the one place where HTML is made that is not escaped.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, LinkType, Parser, Tag, TagEnd};

use super::url::{LinkFault, check_link, https_meant};
use crate::diagnostic::rules::{self, Rule};

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

/// Something that may not be in a Markdown text.
#[derive(Debug)]
pub struct Refused {
    /// The rule it breaks.
    pub rule: Rule,
    /// The bytes of the text that break it.
    pub part: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: String,
    /// The link's address, and the one that is meant.
    pub meant: Option<(String, String)>,
}

/// Renders a text.
///
/// The HTML is safe whatever the text: what would be raw HTML is shown as text, and of images
/// and links to elsewhere only the words are left. So it needs no sanitiser behind it.
pub fn html(text: &str) -> Html {
    // For each open link or image whether its tags are kept.
    let mut kept = Vec::new();
    let events = Parser::new(text).filter_map(|event| match event {
        Event::Html(html) | Event::InlineHtml(html) => Some(Event::Text(html)),
        Event::Start(Tag::Link { .. } | Tag::Image { .. }) => {
            let is_safe = refuse(&event, 0..0).is_none();
            kept.push(is_safe);
            is_safe.then_some(event)
        }
        Event::End(TagEnd::Link | TagEnd::Image) => kept.pop().unwrap_or_default().then_some(event),
        event => Some(event),
    });
    let mut words = String::new();
    let events = events.inspect(|event| match event {
        Event::Text(text) | Event::Code(text) => words.push_str(text),
        // What can end within a word parts nothing.
        Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link) => {}
        Event::SoftBreak | Event::HardBreak | Event::End(_) => words.push(' '),
        _ => {}
    });
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, events);
    Html { html, text: words }
}

/// What may not be in a text.
pub fn refused(text: &str) -> Vec<Refused> {
    let events = Parser::new(text).into_offset_iter();
    events
        .filter_map(|(event, part)| {
            // A block's part goes on to the line after it.
            let length = text[part.clone()].trim_end().len();
            refuse(&event, part.start..part.start + length)
        })
        .collect()
}

/// What is wrong with a part of a text by itself.
fn refuse(event: &Event<'_>, part: Range<usize>) -> Option<Refused> {
    let (rule, message, help) = match event {
        Event::Start(Tag::HtmlBlock) => raw_html(None),
        Event::InlineHtml(html) => raw_html(Some(html)),
        Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) => (
            rules::LEVEL_1_HEADING,
            "a heading of level 1 is the page's own title".to_owned(),
            "begin headings with `##`",
        ),
        Event::Start(Tag::Image { dest_url, .. }) => (
            rules::IMAGE,
            format!("the image `{dest_url}` cannot be shown"),
            "leave it out, or link to it",
        ),
        Event::Start(Tag::Link { link_type, dest_url, .. }) => match check(*link_type, dest_url) {
            Ok(()) => return None,
            Err(LinkFault::Elsewhere) => (
                rules::FORBIDDEN_LINK,
                format!(
                    "the link leads to `{dest_url}`, which is neither https, an e-mail address \
                     nor this site"
                ),
                "link to an address with `https://`, to a path of this site such as `/nl/`, or \
                 to `mailto:name@example.org`",
            ),
            Err(LinkFault::Within(fault)) => (
                rules::BAD_INTERNAL_LINK,
                format!("no page of this site can be at `{dest_url}`: {fault}"),
                "copy the path from the page's address, such as `/en/networks/`",
            ),
        },
        _ => return None,
    };
    let meant = match event {
        Event::Start(Tag::Link { dest_url, .. }) if rule == rules::FORBIDDEN_LINK => {
            https_meant(dest_url).map(|meant| (dest_url.to_string(), meant))
        }
        _ => None,
    };
    let help = match &meant {
        Some((_, meant)) => format!("write `{meant}`, if that address works"),
        None => help.to_owned(),
    };
    Some(Refused { rule, part, message, help, meant })
}

/// Checks where a link leads; an address in angle brackets leads to a mail.
fn check(link_type: LinkType, destination: &str) -> Result<(), LinkFault> {
    match link_type {
        LinkType::Email => check_link(&format!("mailto:{destination}")),
        _ => check_link(destination),
    }
}

fn raw_html(tag: Option<&str>) -> (Rule, String, &'static str) {
    let message = match tag {
        Some(tag) => format!("`{tag}` is HTML, which is shown as it is written"),
        None => "this is HTML, which is shown as it is written".to_owned(),
    };
    (rules::RAW_HTML, message, "write it as Markdown; write `\\<` where the sign itself is meant")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_unsafe_is_rendered() {
        for (text, expected) in [
            ("<script>x</script>", "&lt;script&gt;x&lt;/script&gt;"),
            ("a <b>c</b>", "<p>a &lt;b&gt;c&lt;/b&gt;</p>\n"),
            ("[a](javascript:x)", "<p>a</p>\n"),
            ("![a](https://x.nl/y)", "<p>a</p>\n"),
            ("<a@b.nl>", "<p><a href=\"mailto:a@b.nl\">a@b.nl</a></p>\n"),
            ("[a](mailto:a@b.nl?body=x)", "<p>a</p>\n"),
            ("[a ![b](c)](/nl/)", "<p><a href=\"/nl/\">a b</a></p>\n"),
            ("[a](/nl/ \"x\\\"y\")", "<p><a href=\"/nl/\" title=\"x&quot;y\">a</a></p>\n"),
        ] {
            assert_eq!(html(text).as_str(), expected, "{text}");
        }
    }

    #[test]
    fn a_slip_tells_its_part_of_the_text() {
        assert_eq!(refused("One.\n\n# Two\n")[0].part, 6..11);
    }
}
