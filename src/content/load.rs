//! From files in memory to content: every file by itself, then what they say together.

use jiff::civil::Date;

use super::checks::{self, ReadFile, ReadFiles};
use super::context::Context;
use super::decode::open;
use super::files::SiteFiles;
use super::formats::{cookies, entries, searches, site, taxonomy};
use super::layout::{self, Kind};
use super::model::{Content, Taxonomy};
use super::reader::{FileRead, Format, read};
use super::single_page::SinglePage;
use crate::diagnostic::{Finding, Source, has_errors, sort};

/// What a site's files turned out to be.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// There exactly when no finding is an error.
    pub content: Option<Content>,
    /// All findings of all files, by file and place.
    pub findings: Vec<Finding>,
}

/// How many findings of a file are reported: nobody repairs more in one go.
const FINDINGS_MAX: usize = 100;

/// Reads and checks all content files, as on the day `today`.
pub fn load(files: &SiteFiles, today: Date) -> Loaded {
    let mut findings = Vec::new();
    let sources = open(files, &mut findings);
    let context = Context { today, vocabulary: None, files: Some(files) };
    let mut loading = Loading { sources: &sources, context, files: Vec::new(), findings };

    // The other files name what it lists, and are held to it even where it has errors.
    let taxonomy_source = source(&sources, layout::TAXONOMY);
    let taxonomy =
        taxonomy_source.and_then(|source| loading.read(Kind::Taxonomy, source, taxonomy::taxonomy));
    let vocabulary = taxonomy.as_ref().zip(taxonomy_source);
    let vocabulary = vocabulary.map(|(taxonomy, source)| taxonomy.vocabulary(source));
    loading.context.vocabulary = vocabulary.as_ref();

    let site = loading.file(layout::SITE, site::site);
    let home = loading.file(layout::HOME, site::home);
    let pages = SinglePage::ALL.into_iter().filter_map(|page| {
        let statement = loading.file(&page.file(), site::statement)?;
        Some((page, statement))
    });
    let pages = pages.collect();
    let declaration = loading.file(layout::COOKIES, cookies::declaration);
    let networks = loading.folder(Kind::Network, entries::network);
    let charters = loading.folder(Kind::Charter, entries::charter);
    let collaborations = loading.folder(Kind::Collaboration, entries::collaboration);
    let searches = loading.file(layout::SEARCHES, searches::searches);
    let searches = searches.zip(source(&sources, layout::SEARCHES));
    let searches = searches.map_or_else(Vec::new, |(read, source)| read.searches(source));
    // A script that is declared no more may be gone.
    loading.context.files = None;
    let kept_declarations = loading.folder(Kind::KeptDeclaration, cookies::declaration);

    let Loading { files, mut findings, .. } = loading;
    let files = ReadFiles {
        files,
        declaration: declaration.as_ref(),
        kept_declarations,
        searches: &searches,
    };
    checks::check(&files, &mut findings);
    sort(&mut findings);
    let content = || {
        let without_source = |(source, it): (&Source<'_>, _)| (source.stem().to_owned(), it);
        Some(Content {
            kept_declarations: files.kept_declarations.into_iter().map(without_source).collect(),
            site: site?,
            home: home?,
            taxonomy: taxonomy?.taxonomy(),
            networks: networks.into_iter().map(|(_, network)| network).collect(),
            charters: charters.into_iter().map(|(_, charter)| charter).collect(),
            collaborations: collaborations.into_iter().map(|(_, it)| it).collect(),
            pages,
            declaration: declaration.clone()?,
            searches: searches.clone(),
        })
    };
    let content = if has_errors(&findings) { None } else { content() };
    Loaded { content, findings }
}

/// The taxonomy alone, as far as it can be read: for commands that list its ids, which must not
/// wait until all else is in order.
pub fn taxonomy(files: &SiteFiles) -> Taxonomy {
    let sources = open(files, &mut Vec::new());
    let source = source(&sources, layout::TAXONOMY);
    let taxonomy = source.and_then(|source| read(source, Context::ALONE, taxonomy::taxonomy).value);
    taxonomy.map(|taxonomy| taxonomy.taxonomy()).unwrap_or_default()
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
    files: Vec<ReadFile<'a>>,
    findings: Vec<Finding>,
}

impl<'a> Loading<'a> {
    /// Reads a single file, if it could be opened.
    fn file<T>(&mut self, file: &str, format: Format<T>) -> Option<T> {
        let index = self.sources.binary_search_by(|(_, source)| source.file.cmp(file)).ok()?;
        let (kind, source) = self.sources.get(index)?;
        self.read(*kind, source, format)
    }

    /// Reads the files of a kind, by slug. Their paths have another order: `a-b.toml` before
    /// `a.toml`.
    fn folder<T>(&mut self, kind: Kind, format: Format<T>) -> Vec<(&'a Source<'a>, T)> {
        let of_kind = self.sources.iter().filter(|(of, _)| *of == kind);
        let mut sources: Vec<_> = of_kind.map(|(_, source)| source).collect();
        sources.sort_by_key(|source| source.stem());
        let read = |source| Some((source, self.read(kind, source, format)?));
        sources.into_iter().filter_map(read).collect()
    }

    /// Reads a file; what it says counts only if it says it without error.
    fn read<T>(&mut self, kind: Kind, source: &'a Source<'a>, format: Format<T>) -> Option<T> {
        let mut read = read(source, self.context, format);
        read.add(checks::check_texts(source, &read.texts));
        let FileRead { value, mut findings, texts, .. } = read;
        sort(&mut findings);
        findings.truncate(FINDINGS_MAX);
        let is_without_error = kind == Kind::Taxonomy || !has_errors(&findings);
        self.findings.extend(findings);
        self.files.push(ReadFile { kind, source, texts });
        value.filter(|_| is_without_error)
    }
}
