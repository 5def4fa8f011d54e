//! What the single files contain: the site's settings, the home page, the statements.

use crate::content::model::{Home, Section, SiteSettings, Statement};
use crate::content::reader::TableReader;
use crate::content::types::addresses::{BaseUrlType, EditUrlType, EmailType, HttpsUrlType};
use crate::content::types::per_language::PerLanguageField;
use crate::content::types::texts::{Markdown, Name, Summary};
use crate::content::types::time_zone::TimeZoneType;
use crate::content::types::values::{Integer, PastDate, Table};

/// What `site.toml` contains.
pub fn site(table: &mut TableReader<'_, '_>) -> Option<SiteSettings> {
    let title = table.required("title", "The site's name", PerLanguageField(Name));
    let owner =
        table.required("owner", "The institution whose site this is", PerLanguageField(Name));
    let owner_website = table.required(
        "owner_website",
        "The institution's own website",
        PerLanguageField(HttpsUrlType),
    );
    let contact = table.required("contact", "Where visitors write to, never a person's", EmailType);
    let base_url =
        table.required("base_url", "The site's public address, without a path", BaseUrlType);
    let repository = table.optional("repository", "Where the content is kept", HttpsUrlType);
    let edit_url = table.optional(
        "edit_url",
        "Where a file is edited; `{file}` stands for its path in the repository",
        EditUrlType,
    );
    // The day for which files are read depends on it: `site::time_zone` reads it before them.
    table.optional("timezone", "Where a new day begins: a name of the IANA database", TimeZoneType);
    let stale_after_months = table.required(
        "stale_after_months",
        "From how many months on an entry's `as_of` is said to be old",
        Integer::between(1, 120, 12),
    );
    Some(SiteSettings {
        title: title?,
        owner: owner?,
        owner_website: owner_website?,
        contact: contact?,
        base_url: base_url?,
        repository,
        edit_url,
        stale_after_months: stale_after_months?,
    })
}

/// What `home.toml` contains.
pub fn home(table: &mut TableReader<'_, '_>) -> Option<Home> {
    let title = table.required("title", "The page's title", PerLanguageField(Name));
    let summary = table.required(
        "summary",
        "One plain sentence or two, for previews",
        PerLanguageField(Summary),
    );
    let introduction = table.required(
        "introduction",
        "What stands before the first section, in Markdown",
        PerLanguageField(Markdown),
    );
    let charters = table.required("charters", "The section of charters", Table(section));
    let national =
        table.required("national", "The section of national collaborations", Table(section));
    let international = table.required(
        "international",
        "The section of international collaborations",
        Table(section),
    );
    let networks = table.required("networks", "The section of networks", Table(section));
    Some(Home {
        title: title?,
        summary: summary?,
        introduction: introduction?,
        charters: charters?,
        national: national?,
        international: international?,
        networks: networks?,
    })
}

fn section(table: &mut TableReader<'_, '_>) -> Option<Section> {
    let title = table.required("title", "The section's heading", PerLanguageField(Name));
    let introduction = table.optional(
        "introduction",
        "What stands before its entries, in Markdown",
        PerLanguageField(Markdown),
    );
    Some(Section { title: title?, introduction })
}

/// What `pages/*.toml` contains.
pub fn statement(table: &mut TableReader<'_, '_>) -> Option<Statement> {
    let title = table.required("title", "The page's title", PerLanguageField(Name));
    let summary = table.required(
        "summary",
        "One plain sentence or two, for previews",
        PerLanguageField(Summary),
    );
    let body = table.required("body", "The page's text, in Markdown", PerLanguageField(Markdown));
    let as_of = table.required("as_of", "The day from which the text holds", PastDate);
    Some(Statement {
        file: table.file().to_owned(),
        title: title?,
        summary: summary?,
        body: body?,
        as_of: as_of?,
    })
}
