//! Sites in every state that the shipped content does not have, by name. Each begins as the good
//! site of `tests/content/good/`.

use std::fmt::Write as _;

use jiff::civil::{Date, date};

use super::SiteCopy;

/// The day for which tests load samples.
pub const TODAY: Date = date(2026, 11, 24);

/// What must be text wherever it stands.
pub const HOSTILE: &str = "</script>\"'&<b>{$x}]]>";

/// A word that fits no line.
pub fn long_word() -> String {
    "lang".repeat(15)
}

/// A category of the cookie declaration, with its cookies and scripts.
fn category(id: &str, parts: &[&str]) -> String {
    format!(
        "\n[[category]]\nid = \"{id}\"\nname = {{ nl = \"{id} nl\", en = \"{id} en\" }}\n\
         purpose = {{ nl = \"Waarvoor {id}.\", en = \"What {id} is for.\" }}\n{}",
        parts.concat()
    )
}

fn cookie(name: &str, party: &str) -> String {
    format!(
        "[[category.cookie]]\n{name}\nparty = \"{party}\"\nlifetime = \"1 day\"\n\
         purpose = {{ nl = \"Onthoudt iets.\", en = \"Remembers something.\" }}\n"
    )
}

/// Three optional categories: an own script, a foreign one, and both; and a script that the site
/// cannot do without.
pub fn three_categories() -> SiteCopy {
    let site = SiteCopy::good();
    for script in ["needed", "statistics", "video"] {
        site.write(&format!("static/{script}.js"), &format!("// {script}\n"));
    }
    let text = [
        category(
            "necessary",
            &[
                &cookie("name = \"consent\"", "first"),
                "[[category.script]]\nsource = \"static/needed.js\"\n",
            ],
        ),
        category(
            "statistics",
            &[
                &cookie("name = \"visit\"", "first"),
                "[[category.script]]\nsource = \"static/statistics.js\"\n\
                 attributes = { data-site = \"1\" }\n",
            ],
        ),
        category(
            "maps",
            &[
                &cookie("prefix = \"map_\"", "first"),
                &cookie("name = \"mapper\"", "third"),
                "[[category.script]]\nsource = \"https://maps.example.org/api.js\"\n\
                 load_from = [\"https://cdn.maps.example.org\"]\n\
                 connect_to = [\"https://tiles.maps.example.org\"]\n",
            ],
        ),
        category(
            "video",
            &[
                &cookie("name = \"player\"", "first"),
                "[[category.script]]\nsource = \"static/video.js\"\n",
                "[[category.script]]\nsource = \"https://video.example.org/player.js\"\n\
                 connect_to = [\"https://video.example.org\"]\n",
            ],
        ),
    ];
    site.write("content/cookies.toml", &text.concat());
    site
}

/// Nothing optional: there is nothing to ask.
pub fn nothing_optional() -> SiteCopy {
    let site = SiteCopy::good();
    let necessary = category("necessary", &[&cookie("name = \"consent\"", "first")]);
    site.write("content/cookies.toml", &necessary);
    site
}

/// A text that is hostile in both languages, and tells them apart.
fn hostile(before: &str, after: &str) -> String {
    let toml = |text: &str| text.replace('\\', "\\\\").replace('"', "\\\"");
    let text = |language: &str| toml(&format!("{before}{language} {HOSTILE}{after}"));
    format!("{{ nl = \"{}\", en = \"{}\" }}", text("nl"), text("en"))
}

/// A network, a charter and a collaboration whose every text is hostile, and so are the words
/// that they are found by, the site's own and the declaration's.
pub fn hostile_texts() -> SiteCopy {
    let site = SiteCopy::good();
    let texts = format!(
        "abbreviation = {:?}\nas_of = 2026-11-01\nname = {}\nsummary = {}\ndescription = {}\n",
        HOSTILE,
        hostile("name ", &format!(" {}", long_word())),
        hostile("summary ", ""),
        // Markdown takes it as it is within backticks only.
        hostile("description `", "`"),
    );
    let network = "audience = [\"staff\"]\nthemes = [\"gender\"]\nplace = \"university\"\n\
        website = \"https://hostile.example.org/?a=1&b=%3Cb%3E'\"\n";
    site.write("content/networks/hostile.toml", &(texts.clone() + network));
    site.write("content/charters/hostile-charter.toml", &texts);
    let partners = format!("scope = \"national\"\npartners = [{HOSTILE:?}]\n");
    site.write("content/collaborations/hostile-collaboration.toml", &(texts + &partners));
    site.edit("content/taxonomy.toml", "gender = \"Gender\"", &format!("gender = {HOSTILE:?}"));
    site.edit(
        "content/site.toml",
        "nl = \"Diversiteitsnetwerken\"\nen = \"Diversity networks\"",
        &format!("nl = {HOSTILE:?}\nen = {:?}", format!("{HOSTILE} en")),
    );
    site
}

/// How many networks there are in [`many_networks`].
pub const MANY: usize = 120;

/// The slug of a network of [`many_networks`].
pub fn slug(number: usize) -> String {
    format!("network-{number:03}")
}

/// So many networks that lists have several pages. Every third is for students, the others for
/// staff; every second is about disability, the others about gender.
pub fn many_networks() -> SiteCopy {
    let site = SiteCopy::good();
    site.remove("content/networks/rise.toml");
    site.remove("content/networks/access.toml");
    for number in 1..=MANY {
        let audience = if number % 3 == 0 { "students" } else { "staff" };
        let theme = if number % 2 == 0 { "disability" } else { "gender" };
        let text = format!(
            "name = {{ nl = \"Netwerk {number:03}\", en = \"Network {number:03}\" }}\n\
             audience = [\"{audience}\"]\nthemes = [\"{theme}\"]\nas_of = 2026-{:02}-{:02}\n\
             summary = {{ nl = \"Nummer {number}.\", en = \"Number {number}.\" }}\n",
            1 + number / 28,
            1 + number % 28,
        );
        site.write(&format!("content/networks/{}.toml", slug(number)), &text);
    }
    site
}

/// Networks in Dutch only, in English only, and with a description in Dutch only.
pub fn one_language() -> SiteCopy {
    let site = SiteCopy::good();
    let rest = "audience = [\"staff\"]\nthemes = [\"gender\"]\nas_of = 2026-11-01\n";
    for (slug, names, summaries, descriptions) in [
        ("dutch", &["nl"][..], &["nl"][..], &["nl"][..]),
        ("english", &["en"], &["en"], &["en"]),
        ("partly", &["nl", "en"], &["nl", "en"], &["nl"]),
    ] {
        let text = |name: &str, languages: &[&str]| {
            let texts = languages.iter().map(|it| format!("{it} = \"{slug} {name} in {it}\""));
            format!("{name} = {{ {} }}\n", texts.collect::<Vec<_>>().join(", "))
        };
        let texts =
            [text("name", names), text("summary", summaries), text("description", descriptions)];
        site.write(&format!("content/networks/{slug}.toml"), &(rest.to_owned() + &texts.concat()));
    }
    site
}

/// Networks as old as may be, a day older, and of [`TODAY`]; the limit is twelve months.
pub fn ages() -> SiteCopy {
    let site = SiteCopy::good();
    for (slug, as_of) in [
        ("ancient", "1999-12-31"),
        ("too-old", "2025-11-23"),
        ("just-not", "2025-11-24"),
        ("of-today", "2026-11-24"),
    ] {
        let text = format!(
            "name = {{ nl = \"{slug} nl\", en = \"{slug} en\" }}\n\
             audience = [\"staff\"]\nthemes = [\"gender\"]\nas_of = {as_of}\n\
             summary = {{ nl = \"{slug} in het kort\", en = \"{slug} in short\" }}\n"
        );
        site.write(&format!("content/networks/{slug}.toml"), &text);
    }
    site
}

/// A network, a charter and a collaboration with every optional field, and one of each with none.
pub fn full_and_bare() -> SiteCopy {
    let site = SiteCopy::good();
    let common = |name: &str| {
        let mut text = String::new();
        for key in ["name", "summary"] {
            let _ =
                writeln!(text, "{key} = {{ nl = \"{name} {key} nl\", en = \"{name} {key} en\" }}");
        }
        text
    };
    let all = "abbreviation = \"ABC\"\n\
        website = { nl = \"https://abc.example.org/nl\", en = \"https://abc.example.org/en\" }\n\
        university_page = \"https://university.example.org/abc\"\n\
        description = { nl = \"Beschrijving.\", en = \"A description.\" }\nas_of = 2026-10-01\n";
    let none = "as_of = 2026-10-02\n";
    let network = "audience = [\"students\", \"staff\"]\nthemes = [\"disability\", \"gender\"]\n";
    let more = "place = \"faculty-of-science\"\nemail = \"abc@example.org\"\nsince = 1987\n\
        languages = [\"en\"]\nstanding = \"city\"\nalso = { nl = [\"wombat\"], en = [\"numbat\"] }\n\
        join = { nl = \"Kom *langs*.\", en = \"Drop *in*.\" }\n";
    let contact = "[[contact]]\nname = { nl = \"Balie\", en = \"Desk\" }\nemail = \"desk@example.org\"\n\
        [[contact]]\nname = \"Chat\"\nurl = \"https://chat.example.org\"\n";
    let scope = "scope = \"national\"\n";
    for (file, text) in [
        ("networks/full", common("Full") + all + network + more + contact),
        ("networks/bare", common("Bare") + none + network),
        ("charters/full-charter", common("Full charter") + all + "signed = 1988\n"),
        ("charters/bare-charter", common("Bare charter") + none),
        (
            "collaborations/full-collaboration",
            common("Full collaboration")
                + all
                + scope
                + "partners = [\"One\", \"Two\"]\nsince = 1989\n"
                + contact,
        ),
        ("collaborations/bare-collaboration", common("Bare collaboration") + none + scope),
    ] {
        site.write(&format!("content/{file}.toml"), &text);
    }
    site
}
