//! From files in memory to content: every file by itself, then what they say together.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::decode::open;
use super::duplicate_names::DuplicateNames;
use super::files::SiteFiles;
use super::formats::taxonomy::{self, TaxonomyWritten, Vocabulary};
use super::formats::{cookies, entries, site};
use super::layout::{self, Kind};
use super::model::{Content, Declaration, Taxonomy};
use super::reader::{Context, Format, Read, Text, read};
use crate::diagnostic::rules;
use crate::diagnostic::{Finding, Severity, sort};
use crate::diagnostic::{Source, whole_file};

/// What a site's files turned out to be.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The content: there exactly when no finding is an error.
    pub content: Option<Content>,
    /// All findings of all files, by file and place.
    pub findings: Vec<Finding>,
}

/// Reads and checks all content files, as on the day `today`.
pub fn load(files: &SiteFiles, today: Date) -> Loaded {
    let mut findings = Vec::new();
    let sources = open(files, &mut findings);
    let context = Context { today, vocabulary: None, files: Some(files) };

    // The other files name what it lists, and are held to it even where it has errors.
    let source = source(&sources, layout::TAXONOMY);
    let taxonomy = source.and_then(|source| {
        let read = read(source, context, taxonomy::taxonomy);
        findings.extend(read.findings);
        read.value
    });
    let written = taxonomy.as_ref().zip(source);
    let vocabulary = written.map(|(written, source)| Vocabulary::new(source, written));
    let context = Context { vocabulary: vocabulary.as_ref(), ..context };
    let mut loading = Loading { sources: &sources, context, findings };
    let content = loading.content(taxonomy.as_ref());

    let mut findings = loading.findings;
    sort(&mut findings);
    Loaded { content: content.filter(|_| !has_errors(&findings)), findings }
}

fn has_errors(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.severity == Severity::Error)
}

/// The taxonomy alone, as far as it can be read: for commands that list its ids, which must not
/// wait until all else is in order.
pub fn taxonomy(files: &SiteFiles) -> Taxonomy {
    let sources = open(files, &mut Vec::new());
    let context = Context { today: Date::MAX, vocabulary: None, files: None };
    let source = source(&sources, layout::TAXONOMY);
    let written = source.and_then(|source| read(source, context, taxonomy::taxonomy).value);
    written.map(|written| written.taxonomy()).unwrap_or_default()
}

/// The file with a path, if it could be opened.
fn source<'s, 'a>(sources: &'s [(Kind, Source<'a>)], file: &str) -> Option<&'s Source<'a>> {
    let index = sources.binary_search_by(|(_, source)| source.file.cmp(file)).ok()?;
    sources.get(index).map(|(_, source)| source)
}

/// The loading of one site, while it lasts.
struct Loading<'a> {
    sources: &'a [(Kind, Source<'a>)],
    context: Context<'a>,
    findings: Vec<Finding>,
}

impl<'a> Loading<'a> {
    /// Everything but the taxonomy. All is read before anything is given up.
    fn content(&mut self, taxonomy: Option<&TaxonomyWritten>) -> Option<Content> {
        let site = self.file(layout::SITE, site::site);
        let home = self.file(layout::HOME, site::home);
        let accessibility = self.file(layout::ACCESSIBILITY, site::statement);
        let privacy = self.file(layout::PRIVACY, site::statement);
        let declaration = self.file(layout::COOKIES, cookies::declaration);
        let kept_declarations = self.kept_declarations(declaration.as_ref());
        let networks = self.entries(Kind::Network, entries::network);
        let charters = self.entries(Kind::Charter, entries::charter);
        let collaborations = self.entries(Kind::Collaboration, entries::collaboration);
        Some(Content {
            site: site?,
            home: home?,
            taxonomy: taxonomy?.taxonomy(),
            networks,
            charters,
            collaborations,
            accessibility: accessibility?,
            privacy: privacy?,
            declaration: declaration?,
            kept_declarations,
        })
    }

    /// Reads one file, if it could be opened.
    fn file<T>(&mut self, file: &str, format: Format<T>) -> Option<T> {
        self.read(source(self.sources, file)?, format).0
    }

    /// Reads a file; what it says counts only if it says it without error.
    fn read<T>(&mut self, source: &'a Source<'a>, format: Format<T>) -> (Option<T>, Vec<Text<'a>>) {
        let Read { value, findings, texts } = read(source, self.context, format);
        let value = value.filter(|_| !has_errors(&findings));
        self.findings.extend(findings);
        (value, texts)
    }

    /// The files of a kind, by slug. Their paths have another order: `a-b.toml` before `a.toml`.
    fn sources_of(&self, kind: Kind) -> Vec<&'a Source<'a>> {
        let of_kind = self.sources.iter().filter(|(of, _)| *of == kind);
        let mut sources: Vec<_> = of_kind.map(|(_, source)| source).collect();
        sources.sort_by_key(|source| source.stem());
        sources
    }

    /// Reads all entries of a kind.
    fn entries<T>(&mut self, kind: Kind, format: Format<T>) -> Vec<T> {
        let mut entries = Vec::new();
        let mut names = DuplicateNames::default();
        for source in self.sources_of(kind) {
            let (entry, texts) = self.read(source, format);
            self.findings.extend(names.add(source, &texts));
            entries.extend(entry);
        }
        entries
    }

    /// Reads the declarations that were kept, and ensures that the present one is among them
    /// and that none was changed: a visitor's answer was given to what they said (GDPR 7(1)).
    fn kept_declarations(
        &mut self,
        present: Option<&Declaration>,
    ) -> BTreeMap<String, Declaration> {
        // A script that is declared no more may be gone.
        let files = self.context.files.take();
        let mut kept = BTreeMap::new();
        for source in self.sources_of(Kind::KeptDeclaration) {
            let Some(declaration) = self.read(source, cookies::declaration).0 else { continue };
            let (stem, version) = (source.stem(), &declaration.version);
            if stem != version {
                let says = format!("`{stem}` is not the version of what it says: `{version}`");
                let location = whole_file(source.file);
                let mut finding = Finding::new(rules::DECLARATION_ALTERED, location, says);
                finding.help("bring it back as it was; a new declaration is a file of its own");
                self.findings.push(finding);
            }
            kept.insert(stem.to_owned(), declaration);
        }
        self.context.files = files;
        if let Some(Declaration { version, .. }) = present
            && !kept.contains_key(version)
        {
            let says = format!(
                "the present declaration, version `{version}`, is not in `{}`",
                layout::DECLARATIONS
            );
            let location = whole_file(layout::COOKIES);
            let mut finding = Finding::new(rules::DECLARATION_NOT_KEPT, location, says);
            finding.help("run `diversity-networks declare` once the declaration is final");
            self.findings.push(finding);
        }
        kept
    }
}
