//! Links of texts to pages of this site.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag};

use super::files::ReadFiles;
use crate::content::layout::{self, FOLDERS, Kind};
use crate::content::model::Facet;
use crate::content::reader::{Role, Text};
use crate::content::single_page::SinglePage;
use crate::content::suggestion::{nearest, quoted};
use crate::content::url::check_link;
use crate::diagnostic::rules::{self, Rule};
use crate::diagnostic::{Finding, slug};
use crate::language::Language;

/// The ids that pages have besides those of the home page's sections.
const ANCHORS: [&str; 12] = [
    "content",
    "choice",
    "results",
    "glance",
    "charters",
    "national",
    "international",
    "networks",
    "declaration-title",
    "policy-title",
    "versions-title",
    "your-choice-title",
];

/// Ensures that every link within the site leads to a page, an anchor and a condition that exist,
/// in the language of the text.
pub fn lead_somewhere(files: &ReadFiles<'_>, findings: &mut Vec<Finding>) {
    let pages = Pages::new(files);
    for file in files.files.iter().filter(|file| file.kind != Kind::KeptDeclaration) {
        for text in file.texts.iter().filter(|text| text.role == Role::Markdown) {
            for (part, destination) in links(text) {
                if let Err(Broken { rule, message, help, meant }) =
                    pages.check(&destination, text.language)
                {
                    let source = file.source;
                    let span = text.span_of(&part, source.text);
                    let written = source.text[span.clone()].find(&destination);
                    let edit = meant.zip(written).map(|(meant, at)| {
                        let at = span.start + at;
                        (source.location(&(at..at + destination.len())), meant)
                    });
                    let finding = Finding::new(rule, source.location(&span), message).help(help);
                    findings.push(match edit {
                        Some(edit) => finding.edits(vec![edit]),
                        None => finding,
                    });
                }
            }
        }
    }
}

/// Where the links of a text stand, and where they lead.
fn links(text: &Text) -> Vec<(Range<usize>, String)> {
    let events = Parser::new(&text.value).into_offset_iter();
    events
        .filter_map(|(event, part)| match event {
            Event::Start(Tag::Link { dest_url, .. }) => Some((part, dest_url.into_string())),
            _ => None,
        })
        .collect()
}

struct Broken {
    rule: Rule,
    message: String,
    help: String,
    /// The address that is meant.
    meant: Option<String>,
}

/// The pages there are.
struct Pages<'a> {
    files: &'a ReadFiles<'a>,
    paths: BTreeSet<String>,
}

impl<'a> Pages<'a> {
    fn new(files: &'a ReadFiles<'a>) -> Self {
        let mut paths = BTreeSet::new();
        for language in Language::ALL {
            let words = language.paths();
            let mut add = |below: String| paths.insert(format!("/{language}/{below}"));
            add(String::new());
            add(format!("{}/", words.cookies));
            for list in [words.networks, words.charters, words.collaborations] {
                add(format!("{list}/"));
            }
            for path in &files.paths {
                let slug = slug(path);
                // One that lies in a wrong folder or has a wrong ending is said there.
                let all = [words.networks, words.charters, words.collaborations, words.cookies];
                let lists = match FOLDERS.into_iter().find(|(folder, _)| path.starts_with(folder)) {
                    Some((_, Kind::Network)) if !files.moved.contains(path) => &all[..1],
                    Some((_, Kind::Charter)) if !files.moved.contains(path) => &all[1..2],
                    Some((_, Kind::Collaboration)) if !files.moved.contains(path) => &all[2..3],
                    Some((_, Kind::KeptDeclaration)) => &all[3..],
                    _ => &all[..3],
                };
                for list in lists {
                    add(format!("{list}/{slug}/"));
                }
                if let Some(page) = SinglePage::of_file(path) {
                    add(format!("{}/", page.path(language)));
                }
            }
        }
        for file in ["/", "/sitemap.xml", "/robots.txt", "/.well-known/security.txt"] {
            paths.insert(file.to_owned());
        }
        Self { files, paths }
    }

    fn check(&self, destination: &str, language: Option<Language>) -> Result<(), Broken> {
        if check_link(destination).is_err() {
            // Said where the text was read.
            return Ok(());
        }
        let own = self.files.base_url.as_deref();
        let own_path = own.and_then(|own| destination.strip_prefix(own));
        let own_path = own_path.filter(|path| path.is_empty() || path.starts_with(['/', '?', '#']));
        let path = match own_path {
            Some(path) => path,
            None if destination.starts_with('/') => destination,
            None => return Ok(()),
        };
        let path = if path.starts_with('/') { path.to_owned() } else { format!("/{path}") };
        self.check_path(&path, language)?;
        if own_path.is_some() {
            let message = format!("`{destination}` is a page of this site");
            let help = format!("write `{path}`, which holds wherever the site is");
            return Err(Broken { rule: rules::BROKEN_LINK, message, help, meant: Some(path) });
        }
        Ok(())
    }

    fn check_path(&self, address: &str, language: Option<Language>) -> Result<(), Broken> {
        let (rest, anchor) = address.split_once('#').unwrap_or((address, ""));
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        let broken_but =
            |message, help, meant| Err(Broken { rule: rules::BROKEN_LINK, message, help, meant });
        let broken = |message, help| broken_but(message, help, None);
        // A file, and a feed or dataset beside the pages.
        let name = path.rsplit('/').next().unwrap_or_default();
        let is_file = path.starts_with("/static/") || name.contains('.');
        let with_slash = if path.ends_with('/') { path.to_owned() } else { format!("{path}/") };
        if !is_file && !self.paths.contains(&with_slash) && !self.paths.contains(path) {
            let near = nearest(&with_slash, self.paths.iter().map(String::as_str));
            let message = format!("there is no page at `{path}`");
            return match near
                .filter(|near| near.matches('/').count() > 2 || path.matches('/').count() < 4)
            {
                Some(near) => {
                    let meant = Some(address.replacen(path, near, 1));
                    broken_but(message, format!("did you mean `{near}`?"), meant)
                }
                None => broken(
                    message,
                    "copy the path from the page's address; if the page is gone, take the link out"
                        .into(),
                ),
            };
        }
        if !anchor.is_empty() && !ANCHORS.contains(&anchor) {
            let help = format!("write `{rest}`, which leads to the page");
            let message = format!("no page of this site has the anchor `#{anchor}`");
            return broken_but(message, help, Some(rest.to_owned()));
        }
        for (key, value) in url::form_urlencoded::parse(query.as_bytes()) {
            if key == "q" || key == "page" {
                continue;
            }
            let Some(facet) = Facet::ALL.into_iter().find(|facet| facet.name() == key) else {
                let names = Facet::ALL.map(Facet::name);
                let help = format!("the conditions of the finder are {} and `q`", quoted(&names));
                return broken(format!("the finder knows no `{key}`"), help);
            };
            let Some(vocabulary) = self.files.vocabulary else { continue };
            let ids: Vec<_> = vocabulary.terms(facet).iter().map(|(id, _)| id.as_str()).collect();
            if !ids.contains(&value.as_ref()) {
                let message = format!("`{value}` is no `{key}` of {}", layout::TAXONOMY);
                return match nearest(&value, ids.iter().copied()) {
                    Some(near) => {
                        let written = format!("{key}={value}");
                        let meant = address.replacen(&written, &format!("{key}={near}"), 1);
                        broken_but(message, format!("did you mean `{key}={near}`?"), Some(meant))
                    }
                    None => broken(message, format!("write one of {}", quoted(&ids))),
                };
            }
        }
        let target = path.split('/').nth(1).and_then(Language::from_code);
        match (language, target) {
            (Some(own), Some(target)) if own != target && !is_file => {
                let (name, other) = (own.english_name(), target.english_name());
                let message = format!("this {name} text leads to a page in {other}");
                let help = format!("link to the page that begins with `/{own}/`");
                Err(Broken { rule: rules::LINK_LANGUAGE, message, help, meant: None })
            }
            _ => Ok(()),
        }
    }
}
