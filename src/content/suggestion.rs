//! "Did you mean …?"

/// The candidate that a word may be a slip of, if there is one.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = word.chars().count();
    let slips_max = (length / 3).clamp(1, 4);
    candidates
        .into_iter()
        // The distance takes time and memory by the product of both lengths.
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= slips_max)
        .map(|candidate| (strsim::damerau_levenshtein(&word.to_lowercase(), candidate), candidate))
        .filter(|(distance, _)| *distance <= slips_max)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Words as an editor reads a list of them.
pub fn quoted(words: &[impl AsRef<str>]) -> String {
    let words: Vec<_> = words.iter().map(|word| format!("`{}`", word.as_ref())).collect();
    words.join(", ")
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn slips_are_recognised() {
        for (word, meant) in [
            ("nmae", Some("name")),
            ("Website", Some("website")),
            ("descriptoin", Some("description")),
            ("theme", None),
            ("n", None),
        ] {
            let keys = ["name", "website", "description", "audience"];
            assert_eq!(nearest(word, keys), meant, "{word}");
        }
    }
}
