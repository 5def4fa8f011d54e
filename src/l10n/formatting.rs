//! What would be missing from a page, or take it down: a message that cannot be formatted. Every part
//! of every form is looked at, also of those that are hardly ever chosen.

use std::collections::BTreeSet;
use std::ops::Range;

use fluent_syntax::ast::{
    CallArguments, Expression, Identifier, InlineExpression, Pattern, PatternElement,
};

use super::definitions::{Definition, Definitions, Part, reference};
use super::messages::{Contract, Kind};
use crate::diagnostic::{Finding, Rule, rules};

/// Beyond this many braces in one message, with those that it refers to, formatting gives up.
const PARTS_MAX: usize = 100;

/// How many references are followed to find a loop.
const REFERENCES_MAX: usize = 100;

/// The longest number that is one: a longer one cannot be reckoned with.
const DIGITS_MAX: usize = 15;

const WORDS_THEMSELVES: &str = "write the words themselves, without braces";
const WITHOUT_BRACES: &str = ", without braces";

/// A finding with what is to stand at its place.
fn write(finding: Finding, exact: String, remark: &str) -> Finding {
    finding.help(format!("write `{exact}`{remark}")).replace_by(exact)
}

/// What keeps a message or term from being formatted.
pub fn errors(
    id: &str,
    definition: &Definition<'_>,
    definitions: &Definitions<'_>,
    contract: Option<&Contract>,
) -> Vec<Finding> {
    let checked = Checked { id, definition, contract, definitions };
    let mut findings: Vec<Finding> = Vec::new();
    for finding in definition.parts().into_iter().filter_map(|part| checked.part(part)) {
        // What stands within something wrong goes with it.
        let within = |span: &Range<usize>| span.contains(&finding.location.span.start);
        if !findings.iter().any(|it| within(&it.location.span)) {
            findings.push(finding);
        }
    }
    if findings.is_empty() { checked.whole().into_iter().collect() } else { findings }
}

struct Checked<'c, 'a> {
    id: &'c str,
    definition: &'c Definition<'a>,
    /// None of terms, and of messages that only others refer to.
    contract: Option<&'c Contract>,
    definitions: &'c Definitions<'a>,
}

impl Checked<'_, '_> {
    fn finding(&self, rule: Rule, part: &str, message: String) -> Finding {
        Finding::new(rule, self.definition.source.location_of(part), message)
    }

    fn argument(&self, name: &str) -> Option<Kind> {
        let arguments = self.contract?.arguments;
        arguments.iter().find(|(argument, _)| *argument == name).map(|(_, kind)| *kind)
    }

    /// The variable that a wrong name is meant to be: the only one, or one that looks like it.
    fn meant(&self, name: &str) -> Option<&'static str> {
        let arguments = self.contract?.arguments;
        let distance = |argument: &str| strsim::damerau_levenshtein(argument, name);
        match arguments {
            [(only, _)] => Some(only),
            _ => {
                let names = arguments.iter().map(|(argument, _)| *argument);
                names.min_by_key(|it| distance(it)).filter(|it| distance(it) <= 2)
            }
        }
    }

    fn part(&self, part: Part<'_, '_>) -> Option<Finding> {
        let Part::Inline(inline) = part else { return None };
        match inline {
            InlineExpression::VariableReference { id } => self.variable(id.name),
            InlineExpression::MessageReference { id, attribute } => {
                self.reference(id.name, &reference(part)?, attribute.as_ref(), None)
            }
            InlineExpression::TermReference { id, attribute, arguments } => {
                let named = arguments.iter().flat_map(|arguments| &arguments.named);
                let told = named.map(|argument| argument.name.name).collect();
                self.reference(id.name, &reference(part)?, attribute.as_ref(), Some(told))
            }
            InlineExpression::FunctionReference { id, arguments } => {
                self.function(id.name, arguments)
            }
            InlineExpression::NumberLiteral { value } if value.len() > DIGITS_MAX => {
                let message = format!("`{value}` is too long for a number");
                let finding = self.finding(rules::BROKEN_MESSAGE, value, message);
                Some(write(finding, format!("\"{value}\""), ""))
            }
            _ => None,
        }
    }

    /// Checks what a message refers to. A term has only what it is `told` there.
    fn reference(
        &self,
        name: &str,
        target: &str,
        attribute: Option<&Identifier<&str>>,
        told: Option<Vec<&str>>,
    ) -> Option<Finding> {
        let id = self.id;
        let attribute = attribute.map(|attribute| attribute.name);
        let Some(found) = self.definitions.by_id.get(target) else {
            if self.definitions.unreadable.contains(target) {
                return None;
            }
            let whole = self.placeable(name);
            let (exact, remark) = match (self.meant(name).filter(|_| told.is_none()), whole) {
                (Some(meant), Some(_)) => (format!("{{ ${meant} }}"), ""),
                (Some(meant), None) => (format!("${meant}"), ""),
                (None, Some(_)) => (name.to_owned(), WITHOUT_BRACES),
                (None, None) => (format!("\"{name}\""), ""),
            };
            let message = format!("`{id}` refers to `{target}`, which is not there");
            let rule = if told.is_some() { rules::UNKNOWN_TERM } else { rules::BROKEN_MESSAGE };
            return Some(write(self.finding(rule, whole.unwrap_or(name), message), exact, remark));
        };
        if !found.patterns.iter().any(|(it, _)| *it == attribute) {
            let of = attribute.map(|name| format!(".{name}")).unwrap_or_default();
            let message = format!("`{id}` refers to `{target}{of}`, which is not there");
            let finding =
                self.finding(rules::BROKEN_MESSAGE, self.placeable(name).unwrap_or(name), message);
            return Some(finding.help(WORDS_THEMSELVES));
        }
        let is_told = |variable: &str| match &told {
            Some(told) => told.contains(&variable),
            None => self.contract.is_none() || self.argument(variable).is_some(),
        };
        let mut needed = BTreeSet::new();
        self.needed(target, told.is_some(), &mut BTreeSet::new(), &mut needed);
        let missing = needed.into_iter().find(|variable| !is_told(variable))?;
        let message = format!("`{target}` says `${missing}`, which `{id}` is not told");
        let part = self.placeable(name).unwrap_or(name);
        Some(self.finding(rules::BROKEN_MESSAGE, part, message).help(WORDS_THEMSELVES))
    }

    /// The variables without which a message is not whole. A term goes by its default form where
    /// it is not told what to choose by.
    fn needed<'s>(
        &'s self,
        id: &str,
        is_term: bool,
        seen: &mut BTreeSet<String>,
        needed: &mut BTreeSet<&'s str>,
    ) {
        if seen.len() > PARTS_MAX || !seen.insert(id.to_owned()) {
            return;
        }
        let Some(definition) = self.definitions.by_id.get(id) else { return };
        let parts = definition.parts();
        let chooses = |inline: &InlineExpression<&str>| {
            parts
                .iter()
                .any(|part| matches!(part, Part::Select(by, _) if std::ptr::eq(*by, inline)))
        };
        for part in &parts {
            match part {
                Part::Inline(inline @ InlineExpression::VariableReference { id })
                    if !is_term || !chooses(inline) =>
                {
                    needed.insert(id.name);
                }
                Part::Inline(InlineExpression::MessageReference { id, .. }) => {
                    self.needed(id.name, is_term, seen, needed);
                }
                _ => {}
            }
        }
    }

    /// What stands between braces and is nothing but this, with the braces, and the `$` that other
    /// formats put before them.
    fn placeable(&self, name: &str) -> Option<&str> {
        let text = self.definition.source.text;
        let at = (name.as_ptr() as usize).checked_sub(text.as_ptr() as usize)?;
        let begin = text[..at].rfind('{')?;
        let end = at + text[at..].find('}')? + 1;
        let is_alone = !text[begin + 1..at].contains('}')
            && text[begin + 1..at].trim().trim_end_matches(['-', '$']).is_empty()
            && !text[at..end].contains("->");
        let begin = if text[..begin].ends_with('$') { begin - 1 } else { begin };
        is_alone.then_some(&text[begin..end])
    }

    fn variable(&self, name: &str) -> Option<Finding> {
        if self.argument(name).is_some() || self.contract.is_none() {
            return None;
        }
        let id = self.id;
        let arguments = self.contract.map(|contract| contract.arguments).unwrap_or_default();
        let names: Vec<_> = arguments.iter().map(|(name, _)| format!("`${name}`")).collect();
        let source = self.definition.source;
        let whole = self.placeable(name).filter(|_| names.is_empty());
        let start = source.location_of(name).span.start.saturating_sub(1);
        let variable = source.text.get(start..start + 1 + name.len()).unwrap_or(name);
        let message = format!("`{id}` is not told `${name}`");
        let finding = self.finding(rules::UNKNOWN_VARIABLE, whole.unwrap_or(variable), message);
        Some(match (self.meant(name), &names[..]) {
            (Some(meant), _) => write(finding, format!("${meant}"), ""),
            (None, []) if whole.is_some() => write(finding, name.to_owned(), WITHOUT_BRACES),
            (None, []) => write(finding, format!("\"{name}\""), ""),
            (None, names) => finding.help(format!("write one of {}", names.join(", "))),
        })
    }

    /// There is one function, and it is for numbers.
    fn function(&self, name: &str, arguments: &CallArguments<&str>) -> Option<Finding> {
        let variable = match &arguments.positional[..] {
            [InlineExpression::VariableReference { id }] => Some(id.name),
            _ => None,
        };
        let is_number = match &arguments.positional[..] {
            [InlineExpression::NumberLiteral { .. }] => true,
            _ => variable.is_some_and(|name| self.argument(name) == Some(Kind::Number)),
        };
        let is_small = arguments.named.iter().all(|argument| match &argument.value {
            InlineExpression::NumberLiteral { value } => value.len() == 1,
            _ => true,
        });
        if name == "NUMBER" && is_number && is_small {
            return None;
        }
        let whole = self.placeable(name);
        let message = match name {
            "NUMBER" if is_number => "`NUMBER` is told a number that is too large".to_owned(),
            "NUMBER" => "`NUMBER` takes one number".to_owned(),
            _ => format!("`{name}` is no function that messages have"),
        };
        let finding = self.finding(rules::BROKEN_MESSAGE, whole.unwrap_or(name), message);
        Some(match (variable.filter(|name| self.argument(name).is_some()), whole) {
            (Some(name), Some(_)) => {
                write(finding, format!("{{ ${name} }}"), ", without a function")
            }
            (Some(name), None) => finding.help(format!("write `${name}`, without a function")),
            (None, _) => finding.help(WORDS_THEMSELVES),
        })
    }

    fn whole(&self) -> Option<Finding> {
        let (id, name) = (self.id, self.definition.name);
        let value = self.definition.patterns.iter().find(|(name, _)| name.is_none());
        let (message, help) = if value.is_none_or(|(_, value)| is_silent(value, true)) {
            (format!("`{id}` says nothing"), "write its words behind `=`")
        } else if value.is_some_and(|(_, value)| is_silent(value, false)) {
            (format!("`{id}` says nothing in one of its forms"), "write words in every form")
        } else if self.leads_to_itself() {
            (format!("`{id}` refers to itself"), WORDS_THEMSELVES)
        } else if weight(id, self.definitions, &mut Vec::new()) > PARTS_MAX {
            (
                format!("`{id}` has more than {PARTS_MAX} braces, with what it refers to"),
                "write the words themselves in some places",
            )
        } else {
            return None;
        };
        Some(self.finding(rules::BROKEN_MESSAGE, name, message).help(help))
    }

    fn leads_to_itself(&self) -> bool {
        let mut seen = BTreeSet::new();
        let mut waiting = vec![self.id.to_owned()];
        while let Some(id) = waiting.pop().filter(|_| seen.len() <= REFERENCES_MAX) {
            let parts = self.definitions.by_id.get(&id).map(Definition::parts).unwrap_or_default();
            for target in parts.into_iter().filter_map(reference) {
                if target == self.id {
                    return true;
                }
                if seen.insert(target.clone()) {
                    waiting.push(target);
                }
            }
        }
        false
    }
}

/// Whether there are no words in a message: in one of its forms, or in `all` of them.
fn is_silent(pattern: &Pattern<&str>, all: bool) -> bool {
    pattern.elements.iter().all(|element| match element {
        PatternElement::TextElement { value } => value.trim().is_empty(),
        PatternElement::Placeable { expression } => is_silent_part(expression, all),
    })
}

fn is_silent_part(expression: &Expression<&str>, all: bool) -> bool {
    match expression {
        Expression::Select { variants, .. } if all => {
            variants.iter().all(|variant| is_silent(&variant.value, all))
        }
        Expression::Select { variants, .. } => {
            variants.iter().any(|variant| is_silent(&variant.value, all))
        }
        Expression::Inline(InlineExpression::StringLiteral { value }) => value.trim().is_empty(),
        Expression::Inline(InlineExpression::Placeable { expression }) => {
            is_silent_part(expression, all)
        }
        Expression::Inline(_) => false,
    }
}

/// How many braces a message has, with those of what it refers to, as far as that matters. A loop
/// on the way is the finding of another message.
fn weight(id: &str, definitions: &Definitions<'_>, path: &mut Vec<String>) -> usize {
    if path.len() > PARTS_MAX {
        return path.len();
    }
    if path.iter().any(|it| it == id) {
        return 0;
    }
    path.push(id.to_owned());
    let mut sum = 0;
    let parts = definitions.by_id.get(id).map(Definition::parts).unwrap_or_default();
    for part in parts.into_iter().filter(|part| !matches!(part, Part::Text(_))) {
        sum += 1 + reference(part).map_or(0, |id| weight(&id, definitions, path));
        if sum > PARTS_MAX {
            break;
        }
    }
    path.pop();
    sum
}
