//! The feed of entries, newest first (Atom, RFC 4287).

use askama::Template;
use jiff::civil::Date;

use super::text::LocalizedText;
use super::{Kind, PageContext, Route};
use crate::content::model::Entry;
use crate::language::Language;

/// How many entries a feed holds.
const LENGTH: usize = 50;

#[derive(Template)]
#[template(path = "feed.xml")]
struct Feed<'a> {
    language: Language,
    title: String,
    summary: &'a str,
    owner: &'a str,
    address: String,
    home: String,
    updated: Date,
    entries: Vec<FeedEntry<'a>>,
}

struct FeedEntry<'a> {
    title: LocalizedText<'a>,
    summary: LocalizedText<'a>,
    url: String,
    updated: Date,
}

/// Where the feed in a language is.
pub fn feed_path(language: Language) -> String {
    format!("/{language}/feed.atom")
}

/// The feed in a language. An entry counts as changed on its `as_of`: the newest day on which
/// what it says is known to have been true.
///
/// # Errors
/// Fails where a value cannot be written.
pub fn feed(context: PageContext<'_>, language: Language) -> askama::Result<String> {
    let content = context.content;
    let networks = content.networks.iter().map(|it| (Kind::Network, &it.entry));
    let charters = content.charters.iter().map(|it| (Kind::Charter, &it.entry));
    let collaborations = content.collaborations.iter().map(|it| (Kind::Collaboration, &it.entry));
    let mut entries: Vec<_> = networks.chain(charters).chain(collaborations).collect();
    entries.sort_by(|(_, a), (_, b)| b.as_of.cmp(&a.as_of).then_with(|| a.slug.cmp(&b.slug)));
    entries.truncate(LENGTH);
    let view = |&(kind, entry): &(Kind, &'_ Entry)| {
        let route = Route::Entry(kind, entry.slug.as_str().into());
        context.absolute(&route.path(language))
    };
    Feed {
        language,
        title: content.site.title.get(language).value.clone(),
        summary: content.home.summary.get(language).value,
        owner: content.site.owner.get(language).value,
        address: context.absolute(&feed_path(language)),
        home: context.absolute(&Route::Home.path(language)),
        updated: entries.first().map_or(context.today, |(_, entry)| entry.as_of),
        entries: entries
            .iter()
            .map(|item| FeedEntry {
                title: LocalizedText::new(&item.1.name, language),
                summary: LocalizedText::new(&item.1.summary, language),
                url: view(item),
                updated: item.1.as_of,
            })
            .collect(),
    }
    .render()
}
