//! What the university's own page of 2018 says, fact by fact, on the page of ours where it belongs.

use std::collections::BTreeSet;

use crate::common::{Page, Program, words};

/// A path after the language, and what must be read there.
type Fact = (&'static str, &'static [&'static str]);

const DUTCH: &[Fact] = &[
    ("", &["uitwisselingen", "partnerschappen", "deelt haar kennis", "nieuwe programma's"]),
    ("", &["charters ondertekend", "Talent naar de Top", "Charter Diversiteit", "Erasmus Charter"]),
    ("", &["lid van verschillende platforms en netwerken", "horen bij de universiteit"]),
    (
        "",
        &[
            "initiatiefnemer en oprichter",
            "serieuze gesprekspartner",
            "Onderwijs, Cultuur en Wetenschap",
        ],
    ),
    ("", &["(UNL, tot november 2021 VSNU)", "(LNVH)", "Platform Diversiteit in de Wetenschap"]),
    ("", &["Erasmus Universiteit Rotterdam", "Vrije Universiteit Amsterdam"]),
    ("", &["LERU Gender Working Group", "Harvard University", "King's College"]),
    ("", &["Diversity Office houdt nauw contact", "internationale en interculturele studentenorg"]),
    ("", &["uit de hele wereld naar Nederland zijn gekomen"]),
    ("handvesten/erasmus-charter/", &["De Universiteit Leiden heeft dit Europese charter"]),
    (
        "samenwerkingen/diversity-officers/",
        &["initiatiefnemer en oprichter", "gesprekspartner", "VSNU"],
    ),
    (
        "samenwerkingen/future-is-diversity/",
        &["instroom en het studiesucces", "leer- en werkomgev"],
    ),
    ("samenwerkingen/future-is-diversity/", &["training en begeleiding", "arbeidsmarkt"]),
    (
        "samenwerkingen/leru-gender/",
        &["Oxford", "University College London (UCL)", "Lund", "Zürich"],
    ),
    ("samenwerkingen/international-contacts/", &["contact met diversiteitsdeskundigen"]),
    ("netwerken/sounding-board/", &["jonge alumni", "vrijwilligers", "kritisch", "zichtbaarheid"]),
    ("netwerken/luden/", &["inclusievere werk- en leeromgeving", "elkaar kruisen"]),
    ("netwerken/lumc-vitaal/", &["academisch opgeleide vrouwen", "medische of wetenschappelijke"]),
    ("netwerken/lu-pride/", &["vertegenwoordigt", "queer", "vrienden", "zonder winstoogmerk"]),
    ("netwerken/leiden-united/", &["Internationale studentenvereniging", "uitwisselingsstudenten"]),
    ("netwerken/rise/", &["vrouwelijke bètawetenschappers", "Wiskunde en Natuurwetenschappen"]),
    ("netwerken/asa/", &["zwarte studenten in Den Haag", "workshops, bijeenkomsten en sociale"]),
    ("netwerken/mena/", &["Midden-Oosten", "geloof of stroming", "stereotypen", "inclusief beeld"]),
    ("netwerken/fel/", &["tweetalige lezingen", "nieuwsbrief", "boeken", "feminisme kan groeien"]),
    ("netwerken/star/", &["ras, racisme en afkomst", "veilige(re) plekken", "elkaar steunen"]),
    ("netwerken/popcorner/", &["Sociale Wetenschappen", "Geesteswetenschappen", "lezingen"]),
    ("netwerken/lgbt-network/", &["Platform voor alle lesbische", "niet-binaire"]),
    (
        "netwerken/sophia/",
        &["eerste vrouwelijke hoogleraar", "gelijke kansen", "beter werkklimaat"],
    ),
    ("netwerken/asp/", &["ervaringsdeskundigen", "inclusieve en toegankelijke", "nodigt iedereen"]),
    ("diversity-office/", &["Expertisebureau Diversiteit & Inclusie", "Sinds 2014", "symposium"]),
];

const ENGLISH: &[Fact] = &[
    ("", &["exchanges", "partnerships", "shares what it knows", "new programmes"]),
    ("", &["signed a number of charters", "Talent to the Top", "Diversity Charter", "Erasmus"]),
    ("", &["member of various platforms and networks", "belong to the university"]),
    (
        "",
        &["initiated and founded", "serious discussion partner", "Ministry of Education, Culture"],
    ),
    ("", &["(UNL, until November 2021 VSNU)", "(LNVH)", "Platform for Diversity in Science"]),
    ("", &["Erasmus University Rotterdam", "Vrije Universiteit Amsterdam"]),
    ("", &["LERU Gender Working Group", "Harvard University", "King's College"]),
    (
        "",
        &["Diversity Office keeps in close contact", "international and intercultural student org"],
    ),
    ("", &["have come to the Netherlands from all over the world"]),
    ("charters/erasmus-charter/", &["Leiden University holds this European charter"]),
    (
        "collaborations/diversity-officers/",
        &["initiated and founded", "discussion partner", "VSNU"],
    ),
    ("collaborations/future-is-diversity/", &["intake and study success", "inclusive place"]),
    ("collaborations/future-is-diversity/", &["training and support", "labour market"]),
    (
        "collaborations/leru-gender/",
        &["Oxford", "University College London (UCL)", "Lund", "Zurich"],
    ),
    ("collaborations/international-contacts/", &["in contact with many diversity experts"]),
    ("networks/sounding-board/", &["young alumni", "volunteer", "critical", "more visible"]),
    ("networks/luden/", &["more inclusive place to work and learn"]),
    ("networks/lumc-vitaal/", &["university-educated women", "medical or scientific career"]),
    ("networks/lu-pride/", &["represents", "queer", "friends", "non-profit"]),
    ("networks/leiden-united/", &["international student association", "exchange students"]),
    ("networks/rise/", &["women in the natural sciences", "Faculty of Science"]),
    ("networks/asa/", &["black students in The Hague", "workshops, gatherings and social events"]),
    (
        "networks/mena/",
        &["Middle Eastern culture", "religion or movement", "stereotypes", "inclusive"],
    ),
    ("networks/fel/", &["bilingual lectures", "newsletter", "book talks", "feminism can grow"]),
    ("networks/star/", &["race, racism and heritage", "safe(r)", "support each other"]),
    ("networks/popcorner/", &["Social and Behavioural Sciences", "Humanities", "lectures"]),
    ("networks/lgbt-network/", &["platform for all lesbian", "non-binary"]),
    (
        "networks/sophia/",
        &["first woman professor", "equal opportunities", "better working climate"],
    ),
    ("networks/asp/", &["experts by experience", "inclusive and accessible", "invites everyone"]),
    ("diversity-office/", &["Diversity & Inclusion Expertise Office", "since 2014", "symposium"]),
];

#[test]
fn every_fact_of_the_source_is_on_its_page() {
    let server = Program::start();
    assert_eq!(DUTCH.len(), ENGLISH.len());
    for (language, facts) in [("nl", DUTCH), ("en", ENGLISH)] {
        for (path, parts) in facts {
            let page = Page::get(&server, &format!("/{language}/{path}"));
            let text = words(page.one("main"));
            for part in *parts {
                assert!(text.contains(part), "`{part}` on /{language}/{path}");
            }
        }
    }
}

#[test]
fn a_network_says_first_how_to_take_part_and_each_label_once() {
    let server = Program::start();
    for path in DUTCH.iter().chain(ENGLISH).map(|(path, _)| *path).collect::<BTreeSet<_>>() {
        let language = if DUTCH.iter().any(|(dutch, _)| *dutch == path) { "nl" } else { "en" };
        let page = Page::get(&server, &format!("/{language}/{path}"));
        let labels: Vec<_> = page.all("dt").into_iter().map(words).collect();
        let once: BTreeSet<_> = labels.iter().collect();
        assert_eq!(labels.len(), once.len(), "{path}: {labels:?}");
        for heading in page.all("main h2") {
            assert!(!words(heading).is_empty(), "{path}: a heading without words");
        }
        for list in page.all("main dl, main ul, main ol") {
            assert!(list.children().any(|it| it.value().is_element()), "{path}: an empty list");
        }
        if path.starts_with("net") {
            let headings: Vec<_> = page.all("main h2").into_iter().map(words).collect();
            let first = headings.first().map(String::as_str);
            assert!(
                matches!(first, Some("Zo doe je mee" | "How to take part")),
                "{path}: {first:?}"
            );
        }
        for href in page.attributes("a[href]", "href") {
            let host = href.split('/').nth(2).unwrap_or_default();
            assert!(!host.ends_with(".example"), "{path}: {href} is a placeholder");
        }
        for address in page.text.split("mailto:").skip(1) {
            let address = address.split(['"', '?']).next().unwrap_or_default();
            assert!(!address.contains(['\u{ad}', '\u{2011}']), "{path}: {address}");
        }
    }
}
