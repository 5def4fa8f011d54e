//! The entries of all kinds, as one list.

use super::model::{Charter, Collaboration, Content, Entry, Network};
use crate::language::Language;
use crate::variants::variants;

variants! {
    /// What an entry is, in the order of the home page.
    pub enum EntryKind {
        Charter,
        Collaboration,
        Network,
    }
}

impl EntryKind {
    /// Its folder below `content/`.
    pub const fn folder(self) -> &'static str {
        match self {
            Self::Charter => "charters",
            Self::Collaboration => "collaborations",
            Self::Network => "networks",
        }
    }

    /// What messages know it by.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Charter => "charter",
            Self::Collaboration => "collaboration",
            Self::Network => "network",
        }
    }

    /// The segment in front of an entry's slug in URLs.
    pub const fn path(self, language: Language) -> &'static str {
        let paths = language.paths();
        match self {
            Self::Charter => paths.charters,
            Self::Collaboration => paths.collaborations,
            Self::Network => paths.networks,
        }
    }
}

/// An entry with what its kind has of its own.
#[derive(Clone, Copy)]
pub enum EntryRef<'a> {
    Charter(&'a Charter),
    Collaboration(&'a Collaboration),
    /// A network, and its place in [`Content::networks`].
    Network(usize, &'a Network),
}

impl<'a> EntryRef<'a> {
    pub const fn kind(self) -> EntryKind {
        match self {
            Self::Charter(_) => EntryKind::Charter,
            Self::Collaboration(_) => EntryKind::Collaboration,
            Self::Network(..) => EntryKind::Network,
        }
    }

    pub const fn entry(self) -> &'a Entry {
        match self {
            Self::Charter(charter) => &charter.entry,
            Self::Collaboration(collaboration) => &collaboration.entry,
            Self::Network(_, network) => &network.entry,
        }
    }
}

impl Content {
    /// All entries, by kind and slug.
    pub fn entries(&self) -> impl Iterator<Item = EntryRef<'_>> {
        let charters = self.charters.iter().map(EntryRef::Charter);
        let collaborations = self.collaborations.iter().map(EntryRef::Collaboration);
        let networks = self.networks.iter().enumerate();
        let networks = networks.map(|(number, network)| EntryRef::Network(number, network));
        charters.chain(collaborations).chain(networks)
    }

    /// The entry of a kind with this slug.
    pub fn entry(&self, kind: EntryKind, slug: &str) -> Option<EntryRef<'_>> {
        match kind {
            EntryKind::Charter => {
                let number = find(&self.charters, slug, |it| &it.entry)?;
                self.charters.get(number).map(EntryRef::Charter)
            }
            EntryKind::Collaboration => {
                let number = find(&self.collaborations, slug, |it| &it.entry)?;
                self.collaborations.get(number).map(EntryRef::Collaboration)
            }
            EntryKind::Network => {
                let number = find(&self.networks, slug, |it| &it.entry)?;
                self.networks.get(number).map(|network| EntryRef::Network(number, network))
            }
        }
    }
}

/// The place of the entry with this slug; entries stand by slug.
fn find<T>(entries: &[T], slug: &str, entry: fn(&T) -> &Entry) -> Option<usize> {
    entries.binary_search_by(|it| entry(it).slug.as_str().cmp(slug)).ok()
}
