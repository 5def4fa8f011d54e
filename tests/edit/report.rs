//! What `report` tells an editor: where the work is.

use jiff::Span;
use jiff::civil::Date;
use serde_json::{Value as Json, json};

use crate::commands::{ACCESS, RISE, contents, said, today};
use crate::common::{SiteCopy, root, run};

/// A day so many months ago.
fn months_ago(months: i64) -> Date {
    today().checked_sub(Span::new().months(months)).expect("a day")
}

#[test]
fn report_tells_where_the_work_is() {
    let site = SiteCopy::good();
    site.edit(ACCESS, "en = \"Accessible studying\"\n", "");
    // A week more, so that neither midnight nor the end of a month makes a difference.
    let day = |months| months_ago(months).checked_sub(Span::new().days(7)).expect("a day");
    let days = [day(55), day(13), day(11), day(1), day(0)];
    for (file, before, after) in [
        (RISE, "2022-04-01", days[0]),
        (ACCESS, "2024-09-01", days[1]),
        ("content/charters/science.toml", "2023-01-31", days[2]),
        ("content/collaborations/league.toml", "2023-05-01", days[3]),
        ("content/pages/privacy.toml", "2026-11-01", days[4]),
        ("content/pages/accessibility.toml", "2026-11-01", days[4]),
    ] {
        site.edit(file, before, &after.to_string());
    }
    let (text, status) = said(&run(&["report", "--site", site.path()]));
    assert_eq!(status, Some(0));
    let lines: Vec<Vec<_>> = text.lines().map(|it| it.split_whitespace().collect()).collect();
    let line = |file: &str| {
        let found = lines.iter().position(|it| it.first() == Some(&file));
        found.unwrap_or_else(|| panic!("{file} is not in\n{text}"))
    };
    let begin =
        |file: &str| lines[line(file)].iter().take(5).copied().collect::<Vec<_>>().join(" ");
    assert_eq!(begin(RISE), format!("{RISE} {} 55! nl en", days[0]));
    assert!(begin(ACCESS).starts_with(&format!("{ACCESS} {} 13! nl", days[1])), "{text}");
    assert!(!begin(ACCESS).ends_with(" en"), "{text}");
    assert!(begin("content/charters/science.toml").contains(" 11 nl en"), "{text}");
    assert!(begin("content/pages/privacy.toml").contains(" 0 nl en"), "{text}");
    assert!(line(RISE) < line(ACCESS) && line(ACCESS) < line("content/charters/science.toml"));
    assert!(text.contains("2 of which visitors are told"), "{text}");

    let (json, status) = said(&run(&["report", "--site", site.path(), "--format", "json"]));
    assert_eq!(status, Some(0));
    let rows: Vec<Json> =
        json.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect();
    let row = |file: &str| rows.iter().find(|row| row["file"] == file).expect(file);
    for (file, as_of, months, is_stale, languages) in [
        (RISE, days[0], 55, true, json!(["nl", "en"])),
        (ACCESS, days[1], 13, true, json!(["nl"])),
        ("content/charters/science.toml", days[2], 11, false, json!(["nl", "en"])),
    ] {
        let row = row(file);
        assert_eq!(row["as_of"], as_of.to_string(), "{file}");
        assert_eq!(row["age_months"], months, "{file}");
        assert_eq!(row["is_stale"], is_stale, "{file}");
        assert_eq!(row["languages"], languages, "{file}");
    }
    let has = |file: &str, key: &str| {
        row(file)["missing"].as_array().expect("a list").iter().any(|it| it == key)
    };
    assert!(has(RISE, "university_page") && !has(RISE, "website"));
    // What a format has as optional is missing where it is not, and nothing else is.
    for (file, format, present) in [
        (ACCESS, "network", &[][..]),
        ("content/charters/science.toml", "charter", &["signed"]),
        ("content/pages/privacy.toml", "page", &[]),
    ] {
        let schema = std::fs::read_to_string(root().join(format!("schema/{format}.json")));
        let schema: Json = serde_json::from_str(&schema.expect("a schema")).expect("JSON");
        let keys = schema["properties"].as_object().expect("there are keys").keys();
        let is_required = |key: &&String| {
            schema["required"].as_array().expect("a list").iter().any(|it| it == *key)
        };
        for key in keys.filter(|key| !is_required(key)) {
            // A name in each language needs none to be told.
            let is_there = present.contains(&key.as_str()) || key == "name_language";
            assert_eq!(has(file, key), !is_there, "{file}: {key}");
        }
    }
    assert!(rows.iter().any(|row| row["term"] == "theme.gender" && row["missing"][0] == "also"));
    assert!(text.contains("without `also`") && text.contains("theme.gender"), "{text}");
}

#[test]
fn report_covers_every_file_and_works_while_some_are_broken() {
    let site = SiteCopy::good();
    site.edit(ACCESS, "en = \"Accessible studying\"\n", "");
    site.edit(RISE, "themes = ", "thmes = ");
    site.edit("content/taxonomy.toml", "[place]", "[plaats");
    let (text, status) = said(&run(&["report", "--site", site.path()]));
    assert_eq!(status, Some(0));
    for file in contents(&site.folder.join("content")) {
        let file = file.0.strip_prefix(site.path()).expect("it is in the site").to_owned();
        let is_kept = file.contains("/declarations/");
        assert_eq!(text.contains(&file[1..]), !is_kept, "{file} in {text}");
    }
    let after = |file: &str| text.split(&format!("{file} ")).nth(1).expect("the file is there");
    assert!(after(ACCESS).contains("still to be translated: name.en\n"), "{text}");
    let next = after(RISE).lines().skip(1).take(2).collect::<Vec<_>>().join("\n");
    assert!(next.starts_with("    errors: ") && next.ends_with(" confirm rise"), "{text}");
}
