//! The feed of entries, newest first (Atom, RFC 4287).

use askama::Template;
use jiff::civil::Date;

use super::entry::{Contact, language_names, reach};
use super::text::{LocalizedText, join};
use super::well_known::feed_path;
use super::{PageContext, Route};
use crate::content::entries::EntryRef;
use crate::content::markdown::Html;
use crate::l10n::Messages;
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
    id: String,
    address: String,
    home: String,
    updated: Date,
    entries: Vec<FeedEntry<'a>>,
}

struct FeedEntry<'a> {
    title: LocalizedText<'a>,
    summary: LocalizedText<'a>,
    id: String,
    url: String,
    updated: Date,
    content: String,
}

/// How to take part in an entry and how to reach it, as a reader of feeds shows it.
#[derive(Template)]
#[template(path = "feed_entry.html")]
struct FeedContent<'a> {
    t: &'a Messages,
    summary: LocalizedText<'a>,
    join: Option<LocalizedText<'a, Html>>,
    reach: Vec<Contact<'a>>,
    languages: String,
}

/// The name of a thing in a feed, which stays when the site moves to another host (RFC 4151): by
/// the mailbox of those who write it.
fn tag(context: PageContext<'_>, path: &str) -> String {
    format!("tag:{},2026:{path}", context.content.site.contact)
}

/// The feed in a language. An entry counts as changed on its `as_of`: the newest day on which
/// what it says is known to have been true.
pub fn feed<'a>(context: PageContext<'a>, language: Language) -> askama::Result<String> {
    let content = context.content;
    let newest_first = |a: &EntryRef<'_>, b: &EntryRef<'_>| {
        let (a, b) = (a.entry(), b.entry());
        b.as_of.last_day().cmp(&a.as_of.last_day()).then_with(|| a.slug.cmp(&b.slug))
    };
    let mut entries: Vec<_> = content.entries().collect();
    entries.sort_by(newest_first);
    entries.truncate(LENGTH);
    let view = |item: EntryRef<'a>| {
        let entry = item.entry();
        Ok(FeedEntry {
            title: LocalizedText::new(&entry.name, language),
            summary: LocalizedText::new(&entry.summary, language),
            id: tag(context, &Route::of(item).path(language)),
            url: context.absolute(&Route::of(item).path(language)),
            updated: entry.as_of.last_day(),
            content: feed_content(context, item, language)?,
        })
    };
    Feed {
        language,
        title: content.site.title.get(language).value.clone(),
        summary: content.home.summary.get(language).value,
        owner: content.site.owner.get(language).value,
        id: tag(context, &feed_path(language)),
        address: context.absolute(&feed_path(language)),
        home: context.absolute(&Route::Home.path(language)),
        updated: entries.first().map_or(context.today, |newest| newest.entry().as_of.last_day()),
        entries: entries.into_iter().map(view).collect::<askama::Result<_>>()?,
    }
    .render()
}

fn feed_content(
    context: PageContext<'_>,
    item: EntryRef<'_>,
    language: Language,
) -> askama::Result<String> {
    let t = context.t(language);
    let (join_text, languages) = match item {
        EntryRef::Network(_, network) => (network.join.as_ref(), network.languages.as_slice()),
        EntryRef::Charter(_) | EntryRef::Collaboration(_) => (None, [].as_slice()),
    };
    let names = language_names(languages, t);
    FeedContent {
        t,
        summary: LocalizedText::new(&item.entry().summary, language),
        join: join_text.map(|join| LocalizedText::html(join, language)),
        reach: reach(item, language, t),
        languages: join(names.iter().map(String::as_str)),
    }
    .render()
}
