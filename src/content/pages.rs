//! What the single files contain: the site's settings, the home page, the statements.

use super::links::{Base, EditUrl, Email, Https};
use super::localize::Localize;
use super::model::{Home, Section, SiteSettings, Statement};
use super::reader::Fields;
use super::shapes::{Day, Nested, Whole};
use super::texts::{Markdown, Name, Summary};

/// What `site.toml` contains.
pub fn site(fields: &mut Fields<'_, '_>) -> Option<SiteSettings> {
    let title = fields.required("title", "The site's name", Localize(Name));
    let owner = fields.required("owner", "The institution whose site this is", Localize(Name));
    let owner_website =
        fields.required("owner_website", "The institution's own website", Localize(Https));
    let contact = fields.required("contact", "Where visitors write to, never a person's", Email);
    let base_url = fields.required("base_url", "The site's public address, without a path", Base);
    let repository = fields.optional("repository", "Where the content is kept", Https);
    let edit_url = fields.optional(
        "edit_url",
        "Where a file is edited; `{file}` stands for its path in the repository",
        EditUrl,
    );
    let stale_after_months = fields.required(
        "stale_after_months",
        "From how many months on an entry's `as_of` is said to be old",
        Whole { from: 1, to: 120 },
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
pub fn home(fields: &mut Fields<'_, '_>) -> Option<Home> {
    let title = fields.required("title", "The page's title", Localize(Name));
    let summary =
        fields.required("summary", "One plain sentence or two, for previews", Localize(Summary));
    let introduction = fields.required(
        "introduction",
        "What stands before the first section, in Markdown",
        Localize(Markdown),
    );
    let charters = fields.required("charters", "The section of charters", Nested(section));
    let national =
        fields.required("national", "The section of national collaborations", Nested(section));
    let international = fields.required(
        "international",
        "The section of international collaborations",
        Nested(section),
    );
    let networks = fields.required("networks", "The section of networks", Nested(section));
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

fn section(fields: &mut Fields<'_, '_>) -> Option<Section> {
    let title = fields.required("title", "The section's heading", Localize(Name));
    let introduction = fields.optional(
        "introduction",
        "What stands before its entries, in Markdown",
        Localize(Markdown),
    );
    Some(Section { title: title?, introduction })
}

/// What `pages/*.toml` contains.
pub fn statement(fields: &mut Fields<'_, '_>) -> Option<Statement> {
    let title = fields.required("title", "The page's title", Localize(Name));
    let summary =
        fields.required("summary", "One plain sentence or two, for previews", Localize(Summary));
    let body = fields.required("body", "The page's text, in Markdown", Localize(Markdown));
    let as_of = fields.required("as_of", "The day from which the text holds", Day);
    Some(Statement {
        file: fields.file().to_owned(),
        title: title?,
        summary: summary?,
        body: body?,
        as_of: as_of?,
    })
}
