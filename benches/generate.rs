//! Large sites for benchmarks: the built-in one with as many networks as wanted.

use std::borrow::Cow;

use diversity_networks::content::files::{SiteFile, SiteFiles};
use diversity_networks::site::embedded;

/// The built-in site with so many networks in all.
pub fn site(networks: usize) -> SiteFiles {
    let mut files = embedded::files();
    let built_in = files.below("content/networks/").count();
    let themes = ["gender", "lgbt", "international", "disability", "student-success"];
    let places = ["university-wide", "leiden", "the-hague"];
    for number in built_in..networks {
        let theme = themes[number % themes.len()];
        let place = places[number % places.len()];
        let text = format!(
            "#:schema ../../schema/network.json\nname = \"Network {number}\"\n\
             audience = [\"students\", \"staff\"]\nthemes = [\"{theme}\"]\nplace = \"{place}\"\n\
             website = \"https://network-{number}.example.org\"\nsince = 2020\nas_of = 2024-05-01\n\n\
             [summary]\nnl = \"Netwerk nummer {number}, voor wie het zoekt.\"\n\
             en = \"Network number {number}, for whoever looks for it.\"\n\n\
             [description]\nnl = \"\"\"\nWe komen elke maand bij elkaar.\n\n- praten\n- eten\n\"\"\"\n\
             en = \"\"\"\nWe meet every month.\n\n- talk\n- eat\n\"\"\"\n"
        );
        let path = format!("content/networks/network-{number}.toml");
        files.insert(path, SiteFile::Read(Cow::Owned(text.into_bytes())));
    }
    files
}
