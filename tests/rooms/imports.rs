//! Which file uses which: every path after `use`, `crate::` and `super::`, led through `pub use` to
//! the file where the name is.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

type Module = Vec<String>;

/// The files that use each other in a circle: each circle's modules, by name.
pub fn circles(source: &Path) -> Vec<Vec<String>> {
    let mut code = BTreeMap::new();
    read(source, &mut Vec::new(), &mut code);
    let exports: BTreeMap<Module, Module> = code
        .iter()
        .flat_map(|(module, text)| {
            uses(text, true).into_iter().filter_map(|path| {
                let target = absolute(module, &path, &code)?;
                let name = path.last()?.clone();
                Some(([module.as_slice(), &[name]].concat(), target))
            })
        })
        .collect();
    let edges: BTreeMap<&Module, BTreeSet<Module>> = code
        .iter()
        .map(|(module, text)| {
            let targets = uses(text, false)
                .into_iter()
                .chain(inline_paths(text))
                .filter_map(|path| absolute(module, &path, &code))
                .filter_map(|path| file_of(path, &exports, &code))
                .filter(|target| target != module);
            (module, targets.collect())
        })
        .collect();
    let reached: BTreeMap<&Module, BTreeSet<&Module>> =
        code.keys().map(|module| (module, reachable(module, &edges))).collect();
    let mut circles = BTreeSet::new();
    for (module, reached_here) in &reached {
        if reached_here.contains(module) {
            let circle = reached_here.iter().filter(|other| reached[**other].contains(module));
            circles.insert(circle.map(|module| module.join("::")).collect::<Vec<_>>());
        }
    }
    circles.into_iter().collect()
}

/// The code of every file, without comments and tests, by the path of its module.
fn read(folder: &Path, module: &mut Module, code: &mut BTreeMap<Module, String>) {
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("it can be read").path();
        let name = path.file_stem().expect("it has a name").to_string_lossy().into_owned();
        if path.is_dir() {
            module.push(name);
            read(&path, module, code);
            module.pop();
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).expect("sources are text");
            let text = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
            let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
            let own = if ["mod", "lib"].contains(&name.as_str()) { None } else { Some(name) };
            let own = module.iter().cloned().chain(own).collect();
            code.insert(own, lines.collect::<Vec<_>>().join("\n"));
        }
    }
}

/// The paths of all `use` items, either the exported ones or the others.
fn uses(text: &str, is_exported: bool) -> Vec<Module> {
    let mut paths = Vec::new();
    for item in text.split(';') {
        let Some(line) = item.rfind("use ").map(|at| &item[at + 4..]) else { continue };
        let start = item.len() - line.len() - 4;
        let before = item[..start].rsplit('\n').next().unwrap_or_default().trim();
        if before.is_empty() != is_exported && (before.is_empty() || before.starts_with("pub")) {
            expand("", line, &mut paths);
        }
    }
    paths
}

/// `a::{b, c::{d}}` as `a::b` and `a::c::d`.
fn expand(before: &str, tree: &str, paths: &mut Vec<Module>) {
    let tree = tree.trim();
    let Some(open) = tree.find('{') else {
        if !tree.is_empty() {
            let path = format!("{before}{tree}");
            let path = path.split(" as ").next().unwrap_or_default();
            paths.push(path.split("::").map(|part| part.trim().to_owned()).collect());
        }
        return;
    };
    let before = format!("{before}{}", &tree[..open]);
    let inner = &tree[open + 1..tree.rfind('}').unwrap_or(tree.len())];
    let (mut depth, mut start) = (0, 0);
    for (at, sign) in inner.char_indices().chain([(inner.len(), ',')]) {
        match sign {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                expand(&before, &inner[start..at], paths);
                start = at + 1;
            }
            _ => {}
        }
    }
}

/// Paths outside of `use` that begin at the root or above.
fn inline_paths(text: &str) -> Vec<Module> {
    let is_path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    let words = text.split(|c: char| !is_path(c));
    words
        .filter(|word| word.starts_with("crate::") || word.starts_with("super::"))
        .map(|word| word.split("::").map(str::to_owned).collect())
        .collect()
}

/// A path from the root, unless it leads into another crate.
fn absolute(module: &Module, path: &Module, code: &BTreeMap<Module, String>) -> Option<Module> {
    let ups = path.iter().take_while(|part| *part == "super").count();
    let (base, rest) = match path.first()?.as_str() {
        "crate" => (&module[..0], &path[1..]),
        "self" => (&module[..], &path[1..]),
        "super" => (&module[..module.len() - ups], &path[ups..]),
        _ if code.contains_key(&[module.as_slice(), &path[..1]].concat()) => {
            (&module[..], &path[..])
        }
        _ => return None,
    };
    let rest = rest.iter().filter(|part| *part != "self").cloned();
    Some(base.iter().cloned().chain(rest).collect())
}

/// The file in which what a path names is.
fn file_of(
    mut path: Module,
    exports: &BTreeMap<Module, Module>,
    code: &BTreeMap<Module, String>,
) -> Option<Module> {
    for _ in 0..exports.len() {
        let exported = (0..=path.len()).rev().find_map(|length| {
            let (name, rest) = path.split_at(length);
            let target = exports.get(name).filter(|_| !code.contains_key(name))?;
            Some([target, rest].concat())
        });
        match exported {
            Some(target) if target != path => path = target,
            _ => break,
        }
    }
    let module = (0..=path.len()).rev().find(|&length| code.contains_key(&path[..length]))?;
    Some(path[..module].to_vec())
}

fn reachable<'a>(
    from: &Module,
    edges: &'a BTreeMap<&Module, BTreeSet<Module>>,
) -> BTreeSet<&'a Module> {
    let mut reached = BTreeSet::new();
    let mut waiting: Vec<&Module> = edges[from].iter().collect();
    while let Some(module) = waiting.pop() {
        if reached.insert(module) {
            waiting.extend(&edges[module]);
        }
    }
    reached
}
