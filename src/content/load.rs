//! From files in memory to content: every file by itself, then what they say together.

use jiff::civil::Date;

use super::characters;
use super::checks::{self, ReadFile, ReadFiles};
use super::context::Context;
use super::decode::{self, open};
use super::files::{SiteFile, SiteFiles};
use super::formats::{cookies, entries, searches, site, taxonomy};
use super::layout::{self, Kind};
use super::model::{Content, Taxonomy};
use super::reader::{FileRead, Format, read};
use super::single_page::SinglePage;
use crate::diagnostic::{Finding, Source, has_errors, rules, slug, sort, whole_file};

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
    // Without any asset there is nothing to say of one.
    let assets = Some(files).filter(|files| files.below("static/").next().is_some());
    let context = Context { today, vocabulary: None, files: assets };
    let mut loading =
        Loading { sources: &sources, context, files: Vec::new(), moved: Vec::new(), findings };

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

    let is_empty = |file: &SiteFile| match file {
        SiteFile::Read(bytes) => str::from_utf8(bytes).is_ok_and(decode::is_empty),
        _ => false,
    };
    let paths = files.below("content/").filter(|(_, file)| !is_empty(file));
    let paths: Vec<_> = paths.map(|(path, _)| path).collect();
    let Loading { files, moved, mut findings, .. } = loading;
    // What was moved or renamed may have left an empty file.
    findings.retain(|finding| {
        let is_left = |path: &&str| slug(path) == slug(&finding.location.file);
        !(finding.code == rules::EMPTY_TEXT.code
            && finding.location.is_whole_file()
            && paths.iter().any(is_left))
    });
    let files = ReadFiles {
        paths,
        moved,
        files,
        base_url: site.as_ref().map(|site| site.base_url.as_str().to_owned()),
        vocabulary: vocabulary.as_ref(),
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
    moved: Vec<&'a str>,
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
        let meant = self.meant(kind, source, &read.findings);
        if let Some((meant, finding)) = meant {
            self.findings.push(finding);
            self.moved.push(source.file);
            self.files.push(ReadFile { kind: meant, source, texts: read.texts });
            return None;
        }
        if kind != Kind::KeptDeclaration {
            read.add(checks::check_texts(source, &read.texts));
            let strange = characters::check(source);
            // What the parser says of such a character is not what is to be done.
            read.findings.retain(|finding| {
                let line = finding.location.start.line;
                finding.code != rules::TOML_SYNTAX.code
                    || !strange.iter().any(|it| it.location.start.line == line)
            });
            read.findings.extend(strange);
            read.findings.extend(schema_line(kind, source));
        }
        let FileRead { value, mut findings, texts, .. } = read;
        sort(&mut findings);
        findings.truncate(FINDINGS_MAX);
        let is_without_error = kind == Kind::Taxonomy || !has_errors(&findings);
        self.findings.extend(findings);
        self.files.push(ReadFile { kind, source, texts });
        value.filter(|_| is_without_error)
    }

    /// The kind of entry that a file is meant to be where it lies in another's folder.
    fn meant(
        &self,
        kind: Kind,
        source: &Source<'_>,
        findings: &[Finding],
    ) -> Option<(Kind, Finding)> {
        let is_of_keys = |finding: &&Finding| {
            [rules::UNKNOWN_KEY.code, rules::MISSING_KEY.code].contains(&finding.code)
        };
        let entries = [Kind::Network, Kind::Charter, Kind::Collaboration];
        if !entries.contains(&kind) || !findings.iter().any(|finding| is_of_keys(&finding)) {
            return None;
        }
        let fits = |other: &Kind| {
            let read = read(source, self.context, other.format());
            *other != kind && !read.findings.iter().any(|finding| is_of_keys(&finding))
        };
        let meant = entries.into_iter().find(fits)?;
        let (folder, _) = layout::FOLDERS.into_iter().find(|(_, of)| *of == meant)?;
        let message = format!("this is the file of a {}", meant.name());
        let help = format!("move it to `{folder}{}.toml`", source.stem());
        let location = whole_file(source.file);
        let finding = Finding::new(rules::UNEXPECTED_FILE, location, message).help(help);
        Some((meant, finding.move_to(format!("{folder}{}.toml", source.stem()))))
    }
}

/// Ensures that the first line, by which an editor's program completes and checks, names the
/// schema of the file's kind.
fn schema_line(kind: Kind, source: &Source<'_>) -> Option<Finding> {
    let line = source.text.lines().next()?.trim_start_matches('\u{feff}').trim();
    let path = line.strip_prefix("#:schema")?.trim();
    let schema = path.strip_suffix(".json")?;
    let ups = "../".repeat(source.file.matches('/').count());
    let (_, named) = schema.rsplit_once("schema/")?;
    let name = kind.name();
    (named != name).then(|| {
        let start = source.text.find("#:schema").unwrap_or_default();
        let location = source.location(&(start..start + line.len()));
        let message = format!("this file is no `{named}`");
        let help = format!("write `#:schema {ups}schema/{name}.json`");
        let meant = format!("#:schema {ups}schema/{name}.json");
        Finding::new(rules::SCHEMA_LINE, location, message).help(help).replace_by(meant)
    })
}
