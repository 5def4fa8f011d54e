//! What readers would stumble over: what a message leaves out, what shows only beside the other
//! language, and signs that are shown as they are typed.

use fluent_syntax::ast::InlineExpression;

use super::definitions::{Definition, Definitions, Part, key, reference};
use super::messages::{Contract, Kind};
use crate::diagnostic::{Finding, rules};

/// Checks a message that can be formatted.
pub fn warnings(definition: &Definition<'_>, contract: Option<&Contract>) -> Vec<Finding> {
    let of_contract = contract.into_iter().flat_map(|contract| {
        [unused_variable(definition, contract), missing_plural(definition, contract)]
    });
    as_typed(definition, contract).into_iter().chain(of_contract.flatten()).collect()
}

/// The messages that two languages say with the same words, and with so many that it is no name.
pub fn same(one: &Definitions<'_>, other: &Definitions<'_>) -> Vec<Finding> {
    let is_small = |word: &str| word.len() > 1 && word.starts_with(char::is_lowercase);
    let of_sentences = |definition: &Definition<'_>| {
        definition.texts().any(|text| {
            text.split_whitespace().count() > 1 && text.split_whitespace().any(is_small)
        })
    };
    let pairs = one.by_id.iter().filter_map(|(id, it)| Some((id, it, other.by_id.get(id)?)));
    let same = pairs.filter(|(_, it, other)| it.texts().eq(other.texts()) && of_sentences(it));
    let finding = |(id, definition, other): (&String, &Definition<'_>, &Definition<'_>)| {
        let message = format!("`{id}` has the same words in both languages");
        Finding::new(rules::SAME_IN_BOTH_LANGUAGES, definition.location(), message)
            .help("translate it in one of the two")
            .related(other.location(), "these are the same words")
    };
    same.map(finding).collect()
}

/// Ensures that a message says what it is told.
fn unused_variable(definition: &Definition<'_>, contract: &Contract) -> Option<Finding> {
    let refers = definition.parts().into_iter().any(|part| reference(part).is_some());
    let is_used = |name: &str| refers || definition.variables().any(|it| it == name);
    let (name, _) = contract.arguments.iter().find(|(name, _)| !is_used(name))?;
    let message = format!("`{}` does not say `${name}`", contract.id);
    let texts: Vec<_> = definition.texts().collect();
    // What looks like a variable is said to be one.
    if texts.iter().any(|text| sign(text).is_some_and(|(_, _, it)| it == *name || it.is_empty())) {
        return None;
    }
    let (location, help) = match (&texts[..], definition.parts().len()) {
        ([text], 1) => (
            definition.source.location_of(text.trim_end()),
            format!("write `{} {{ ${name} }}`, with it where it belongs", text.trim_end()),
        ),
        _ => (definition.location(), format!("put `{{ ${name} }}` where it belongs")),
    };
    Some(Finding::new(rules::UNUSED_VARIABLE, location, message).help(help))
}

/// Ensures that what counts things has a form for one.
fn missing_plural(definition: &Definition<'_>, contract: &Contract) -> Option<Finding> {
    let is_number = |selector: &InlineExpression<&str>| match selector {
        InlineExpression::VariableReference { id } => contract
            .arguments
            .iter()
            .any(|(argument, kind)| *argument == id.name && *kind == Kind::Number),
        _ => false,
    };
    let other = definition.parts().into_iter().find_map(|part| match part {
        Part::Select(selector, forms) if is_number(selector) => {
            let has = |name: &str| forms.iter().any(|form| key(&form.key) == name);
            let other = forms.iter().find(|form| key(&form.key) == "other")?;
            (!has("one") && !has("1")).then(|| key(&other.key))
        }
        _ => None,
    })?;
    let source = definition.source;
    let at = source.location_of(other).span.end;
    let words = source.text[at..].lines().next().unwrap_or_default().trim_start_matches(']').trim();
    let message = format!("`{}` has no form for one", contract.id);
    let help = format!("add the line `[one] {words}` above `*[other]`, with the words for one");
    Some(Finding::new(rules::MISSING_PLURAL, definition.location(), message).help(help))
}

/// Finds signs of other formats, which readers would see.
fn as_typed(definition: &Definition<'_>, contract: Option<&Contract>) -> Vec<Finding> {
    let source = definition.source;
    let texts: Vec<_> = definition.texts().collect();
    let ends = texts.first().zip(texts.last());
    let first = ends.map(|(first, _)| first.trim_start()).unwrap_or_default();
    let last = ends.map(|(_, last)| last.trim_end()).unwrap_or_default();
    let quotes = first.starts_with('"') && last.ends_with('"');
    let marks: usize = texts.iter().map(|text| text.matches('"').count()).sum();
    let mut findings = Vec::new();
    if quotes && marks == 2 {
        let begin = source.location_of(&first[..1]);
        let end = source.location_of(&last[last.len() - 1..]);
        let location = source.location(&(begin.span.start..end.span.end));
        let words = source.text.get(begin.span.end..end.span.start).unwrap_or_default();
        let message = "the quotation marks are shown: a message needs none";
        let finding = Finding::new(rules::MESSAGE_AS_TYPED, location, message);
        findings.push(finding.help(format!("write `{words}`")).replace_by(words));
    }
    for text in texts {
        if let Some((at, length, name)) = sign(text) {
            let written = &text[at..at + length];
            let message = format!("`{written}` is shown as it is typed");
            let only = match contract.map(|contract| contract.arguments) {
                Some([(only, _)]) => only,
                _ => "name",
            };
            let name = if name.is_empty() { only } else { name };
            let meant = format!("{{ ${name} }}");
            let location = source.location_of(written);
            let finding = Finding::new(rules::MESSAGE_AS_TYPED, location, message);
            findings.push(finding.help(format!("write `{meant}`")).replace_by(meant));
        }
    }
    findings
}

/// Whether a message has a sign of another format.
pub fn has_sign(definition: &Definition<'_>) -> bool {
    definition.texts().any(|text| sign(text).is_some())
}

/// The first `%name%`, `$name` or `%s`: where it begins, its length, and the variable's name.
fn sign(text: &str) -> Option<(usize, usize, &str)> {
    let name_of = |rest: &'_ str| {
        rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len())
    };
    text.match_indices(['%', '$']).find_map(|(at, sign)| {
        let rest = &text[at + 1..];
        let name = &rest[..name_of(rest)];
        let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic());
        match sign {
            "$" if is_name => Some((at, name.len() + 1, name)),
            "%" if is_name && rest[name.len()..].starts_with('%') => {
                Some((at, name.len() + 2, name))
            }
            "%" if matches!(name, "s" | "d") => Some((at, 2, "")),
            _ => None,
        }
    })
}
