//! Who may know whom: reads the imports of `src/` and fails on one that points up, on one that does
//! not name its module, and on modules that know each other in a circle.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// The layers from the bottom up: a name, its modules, and the layers right below. A module knows
/// those of its own layer and of all layers that can be reached downwards.
const LAYERS: &[(&str, &str, &str)] = &[
    ("base", "lang text error named index num", ""),
    ("codes", "code flow fund kind item vintage payer", "base"),
    ("scope", "scope", "codes"),
    ("names", "catalogue words label", "scope"),
    ("print", "raw place law finding", "codes"),
    // Print is read …
    ("read", "read disclosure narrative performance profile", "names print"),
    ("facts", "facts", "read"),
    ("check", "check", "facts"),
    ("system", "system", "base"),
    ("causes", "causes options", "check system"),
    ("report", "report reconcile", "causes"),
    // … and ledgers are printed.
    ("ledger", "ledger", "names"),
    ("sums", "rollup cube width", "ledger"),
    ("compiled", "compile restore consolidate compare", "sums read"),
    ("strategies", "strategies", "compiled report"),
];

/// What may point up all the same, and why.
const EXCEPTIONS: &[(&str, &str)] = &[
    // An error about a code names the scheme that was meant.
    ("error", "code::SchemeKind"),
];

/// Folders whose files still know each other in a circle.
const CIRCLES: &[&str] = &[];

/// A module by its path (`system::solve`).
type Module = Vec<String>;

/// The files of the library and the module that each is.
fn modules(folder: &Path, prefix: &[String], found: &mut Vec<(Module, PathBuf)>) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let module = [prefix, std::slice::from_ref(&name)].concat();
        if path.is_dir() {
            modules(&path, &module, found);
        } else if name != "lib" {
            found.push((module, path));
        }
    }
}

/// The program text of a file: without comments, and without the tests, which stand last and may
/// know everything.
fn program(source: &str) -> String {
    let lines = source.lines().take_while(|line| line.trim() != "#[cfg(test)]");
    let bare = lines.map(|line| line.split_once("//").map_or(line, |(code, _)| code));
    bare.collect::<Vec<_>>().join("\n")
}

/// The paths of a use tree: `a::{b, c::d}` is `a::b` and `a::c::d`.
fn expand(tree: &str, before: &str, paths: &mut Vec<String>) {
    let Some((head, inside)) = tree.split_once('{') else {
        let path = tree.split(" as ").next().unwrap_or_default().trim();
        if !path.is_empty() {
            paths.push(format!("{before}{path}"));
        }
        return;
    };
    let inside = inside.rsplit_once('}').map_or(inside, |(inside, _)| inside);
    let before = format!("{before}{}", head.trim());
    let (mut depth, mut start) = (0, 0);
    for (at, character) in inside.char_indices().chain([(inside.len(), ',')]) {
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                expand(inside[start..at.max(start)].trim(), &before, paths);
                start = (at + 1).min(inside.len());
            }
            _ => {}
        }
    }
}

/// All that a module names: what it imports, and paths from the root within its lines.
fn named(program: &str) -> Vec<String> {
    let mut paths = Vec::new();
    let mut rest = program;
    while let Some(at) = rest.find("use ") {
        let (before, behind) = (&rest[..at], &rest[at + 4..]);
        let begins = before.is_empty() || before.ends_with(['\n', ' ', ')']);
        let end = behind.find(';').unwrap_or(behind.len());
        if begins {
            expand(&behind[..end], "", &mut paths);
        }
        rest = &behind[end..];
    }
    for (at, _) in program.match_indices("crate::") {
        let path = program[at..].split(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':'));
        paths.push(path.into_iter().next().unwrap_or_default().trim_end_matches(':').to_owned());
    }
    paths
}

/// A path from the root, where it leads into this crate.
fn absolute(path: &str, module: &Module) -> Option<Vec<String>> {
    let mut steps: Vec<&str> = path.split("::").collect();
    let mut base = module.clone();
    match *steps.first()? {
        "crate" => base.clear(),
        "self" => {}
        "super" => drop(base.pop()),
        _ => return None,
    }
    steps.remove(0);
    while steps.first() == Some(&"super") {
        base.pop();
        steps.remove(0);
    }
    base.extend(steps.into_iter().map(str::to_owned));
    Some(base)
}

struct Import {
    from: Module,
    to: Vec<String>,
}

fn imports() -> Vec<Import> {
    let mut files = Vec::new();
    modules(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &[], &mut files);
    let mut imports = Vec::new();
    for (from, path) in files {
        let program = program(&fs::read_to_string(path).unwrap());
        for path in named(&program) {
            if let Some(to) = absolute(&path, &from) {
                imports.push(Import { from: from.clone(), to });
            }
        }
    }
    assert!(imports.len() > 500, "the imports are found");
    imports
}

/// The layer of each module, and the layers that it may know.
fn known() -> BTreeMap<&'static str, BTreeSet<&'static str>> {
    let mut reach: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut known = BTreeMap::new();
    for &(layer, modules, below) in LAYERS {
        let mut modules: BTreeSet<&str> = modules.split(' ').collect();
        let own = modules.clone();
        for below in below.split(' ').filter(|below| !below.is_empty()) {
            modules.extend(reach.get(below).unwrap_or_else(|| panic!("{below} stands below")));
        }
        reach.insert(layer, modules.clone());
        known.extend(own.into_iter().map(|module| (module, modules.clone())));
    }
    known
}

#[test]
fn no_import_points_up() {
    let known = known();
    let mut wrong = BTreeSet::new();
    for Import { from, to } in imports() {
        let module = from[0].as_str();
        if module == "guide" {
            continue;
        }
        let Some(below) = known.get(module) else {
            panic!("{module} stands in no layer of tests/layers.rs");
        };
        let Some(first) = to.first().filter(|first| known.contains_key(first.as_str())) else {
            continue;
        };
        let excepted =
            EXCEPTIONS.iter().any(|(from, path)| *from == module && to.join("::") == *path);
        if !below.contains(first.as_str()) && !excepted {
            wrong.insert(format!("{} uses {}", from.join("::"), to.join("::")));
        }
    }
    assert!(wrong.is_empty(), "these imports point up:\n{}", join(&wrong));
}

#[test]
fn every_import_names_its_module() {
    let known = known();
    let mut wrong = BTreeSet::new();
    for Import { from, to } in imports() {
        if from[0] != "guide" && to.first().is_some_and(|first| !known.contains_key(first.as_str()))
        {
            // A macro of the crate lives at its root.
            let path = to.join("::");
            wrong.insert(format!("{} uses {path}", from.join("::")));
        }
    }
    assert!(wrong.is_empty(), "these imports name the root's re-exports:\n{}", join(&wrong));
}

/// Modules side by side, at the root or in one folder. What a module knows of the folder that it
/// stands in, and the folder of it, is no circle: they are one thing in several files.
#[test]
fn no_modules_know_each_other_in_a_circle() {
    let imports = imports();
    let modules: BTreeSet<&Module> = imports.iter().map(|import| &import.from).collect();
    let mut below: BTreeMap<Module, BTreeSet<Module>> = BTreeMap::new();
    for Import { from, to } in &imports {
        let excepted =
            EXCEPTIONS.iter().any(|(module, path)| *module == from[0] && to.join("::") == *path);
        let shared = from.iter().zip(to).take_while(|(from, to)| from == to).count();
        let (Some(one), Some(other)) = (from.get(..=shared), to.get(..=shared)) else { continue };
        let known = CIRCLES.contains(&from.get(..shared).unwrap_or_default().join("::").as_str());
        if !excepted && !known && modules.iter().any(|module| module.starts_with(other)) {
            below.entry(one.into()).or_default().insert(other.into());
        }
    }
    // What knows nothing that is left is taken away, until only circles remain.
    loop {
        let left: BTreeSet<Module> = below.keys().cloned().collect();
        for modules in below.values_mut() {
            modules.retain(|module| left.contains(module));
        }
        let before = below.len();
        below.retain(|_, modules| !modules.is_empty());
        if below.len() == before {
            break;
        }
    }
    let circles: BTreeSet<String> = below
        .iter()
        .map(|(module, others)| {
            let others: Vec<String> = others.iter().map(|other| other.join("::")).collect();
            format!("{} knows {}", module.join("::"), others.join(", "))
        })
        .collect();
    assert!(circles.is_empty(), "modules in a circle:\n{}", join(&circles));
}

fn join(lines: &BTreeSet<String>) -> String {
    lines.iter().map(String::as_str).collect::<Vec<_>>().join("\n")
}
