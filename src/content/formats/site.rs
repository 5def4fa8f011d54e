//! What the single files contain: the site's settings, the home page, the statements.

use crate::content::model::{Controller, Home, Section, Signature, SiteSettings, Statement};
use crate::content::reader::TableReader;
use crate::content::types::addresses::{BaseUrlType, EditUrlType, EmailType, HttpsUrlType};
use crate::content::types::as_of::{AsOfDate, PastDate};
use crate::content::types::ids::OneOf;
use crate::content::types::per_language::PerLanguageField;
use crate::content::types::texts::{Markdown, Name, Prose, Summary};
use crate::content::types::time_zone::TimeZoneType;
use crate::content::types::values::{Integer, Table};

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
    let controller = "What only the institution can say about visitors' data";
    let controller = table.optional("controller", controller, Table(data_controller));
    Some(SiteSettings {
        title: title?,
        owner: owner?,
        owner_website: owner_website?,
        contact: contact?,
        base_url: base_url?,
        repository,
        edit_url,
        stale_after_months: stale_after_months?,
        controller,
    })
}

fn data_controller(table: &mut TableReader<'_, '_>) -> Option<Controller> {
    let address = table.required("address", "The institution's postal address", Name);
    let officer = "The mailbox of the data protection officer, never a person's";
    let officer = table.required("data_protection_officer", officer, EmailType);
    let basis = "The legal basis of what is done without consent";
    let basis = table.required("legal_basis", basis, PerLanguageField(Prose));
    let recipients = "Who gets to see data, and in which country";
    let recipients = table.required("recipients", recipients, PerLanguageField(Prose));
    let mail = "How long mail is kept";
    let mail = table.required("mail_retention", mail, PerLanguageField(Prose));
    let authority = "The authority that takes complaints";
    let authority = table.required("authority", authority, PerLanguageField(HttpsUrlType));
    Some(Controller {
        address: address?,
        data_protection_officer: officer?,
        legal_basis: basis?,
        recipients: recipients?,
        mail_retention: mail?,
        authority: authority?,
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
    let as_of = "The day from which the text holds, or how old what it says is";
    let as_of = table.required("as_of", as_of, AsOfDate);
    let signed = "What the signed accessibility statement says, once there is one";
    let signature = table.optional("signature", signed, Table(signature));
    Some(Statement {
        file: table.file().to_owned(),
        title: title?,
        summary: summary?,
        body: body?,
        as_of: as_of?,
        signature,
    })
}

const STATUSES: [(&str, &str); 4] = [("A", "A"), ("B", "B"), ("C", "C"), ("D", "D")];

fn signature(table: &mut TableReader<'_, '_>) -> Option<Signature> {
    let status = table.required("status", "From A, fully compliant, to D", OneOf(&STATUSES));
    let by = "The office of whoever signed, never a name";
    let by = table.required("by", by, PerLanguageField(Name));
    let on = table.required("on", "The day of signing", PastDate);
    Some(Signature { status: status?, by: by?, on: on? })
}
