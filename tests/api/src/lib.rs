//! The public API as a listing: what is public in the sources of a crate, by file.
//!
//! The lint `unreachable_pub` sees to it that
//! `pub` in the source is public outside; so every `pub` item of `src/` is listed, by file, along with
//! the traits that are implemented and, as they stand, the macros that make items.

use std::{fmt::Write, fs, path::Path};

use quote::ToTokens;
use syn::{ImplItem, Item, Visibility};

/// All source files but the generated tables, by name.
fn sources(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") && !path.ends_with("generated.rs")
        {
            found.push(path);
        }
    }
}

/// Tokens with few spaces.
fn plain(tokens: &impl ToTokens) -> String {
    let mut text = tokens.to_token_stream().to_string();
    for (spaced, tight) in [
        (" :: ", "::"),
        (" : ", ": "),
        (" ,", ","),
        (" (", "("),
        ("( ", "("),
        (" )", ")"),
        (" < ", "<"),
        ("< ", "<"),
        (" >", ">"),
        ("& ", "&"),
        (" ;", ";"),
        ("# [", "#["),
        (" !", "!"),
        ("' ", "'"),
    ] {
        text = text.replace(spaced, tight);
    }
    text
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// The attributes that are a part of the contract.
fn contract(attributes: &[syn::Attribute]) -> String {
    let kept = attributes.iter().filter(|attribute| {
        ["cfg", "derive", "cfg_attr", "non_exhaustive", "must_use"]
            .iter()
            .any(|name| attribute.path().is_ident(name))
    });
    kept.map(|attribute| plain(attribute) + " ").collect()
}

/// Whether an item is for tests only.
fn is_test(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| plain(attribute) == "#[cfg(test)]")
}

fn list(items: &[Item], indent: &str, out: &mut Vec<String>) {
    for item in items {
        let mut put = |attributes: &[syn::Attribute], text: String| {
            out.push(format!("{indent}{}{text}", contract(attributes)));
        };
        match item {
            Item::Const(i) if is_public(&i.vis) => {
                put(&i.attrs, format!("const {}: {}", i.ident, plain(&i.ty)));
            }
            Item::Type(i) if is_public(&i.vis) => put(&i.attrs, plain(&stripped(i))),
            Item::Fn(i) if is_public(&i.vis) => put(&i.attrs, plain(&i.sig)),
            Item::Use(i) if is_public(&i.vis) => put(&i.attrs, plain(&i.tree)),
            Item::Struct(i) if is_public(&i.vis) => {
                put(&i.attrs, format!("struct {}{}", i.ident, plain(&i.generics)));
                for field in i.fields.iter().filter(|field| is_public(&field.vis)) {
                    let name = field.ident.as_ref().map_or("0".into(), ToString::to_string);
                    put(&[], format!("    {name}: {}", plain(&field.ty)));
                }
            }
            Item::Enum(i) if is_public(&i.vis) => {
                put(&i.attrs, format!("enum {}{}", i.ident, plain(&i.generics)));
                for variant in &i.variants {
                    let fields = variant.fields.iter().map(|field| match &field.ident {
                        Some(name) => format!("{name}: {}", plain(&field.ty)),
                        None => plain(&field.ty),
                    });
                    let fields: Vec<String> = fields.collect();
                    let fields = if fields.is_empty() {
                        String::new()
                    } else {
                        format!("({})", fields.join(", "))
                    };
                    put(&[], format!("    {}{fields}", variant.ident));
                }
            }
            Item::Trait(i) if is_public(&i.vis) => {
                put(&i.attrs, format!("trait {}: {}", i.ident, plain(&i.supertraits)));
                for item in &i.items {
                    put(&[], format!("    {}", plain(item).split('{').next().unwrap_or_default()));
                }
            }
            Item::Impl(i) => {
                let mut public = Vec::new();
                for item in &i.items {
                    match item {
                        ImplItem::Fn(f) if is_public(&f.vis) => {
                            public.push(format!("{}{}", contract(&f.attrs), plain(&f.sig)));
                        }
                        ImplItem::Const(c) if is_public(&c.vis) => {
                            public.push(format!("const {}: {}", c.ident, plain(&c.ty)));
                        }
                        _ => {}
                    }
                }
                let of = plain(&i.self_ty);
                match &i.trait_ {
                    Some((_, path, _)) => put(&i.attrs, format!("impl {} for {of}", plain(path))),
                    None if !public.is_empty() => put(&i.attrs, format!("impl {of}")),
                    None => {}
                }
                for line in public {
                    put(&[], format!("    {line}"));
                }
            }
            Item::Macro(i) if i.ident.is_none() => put(&i.attrs, plain(&i.mac)),
            Item::Mod(i) if !is_test(&i.attrs) => {
                if is_public(&i.vis) {
                    put(&i.attrs, format!("mod {}", i.ident));
                }
                if let Some((_, items)) = &i.content {
                    list(items, &format!("{indent}    "), out);
                }
            }
            _ => {}
        }
    }
}

/// A type alias without its documentation.
fn stripped(item: &syn::ItemType) -> syn::ItemType {
    let mut item = item.clone();
    item.attrs.clear();
    item
}

/// The listing of a crate.
///
/// # Panics
/// If a source cannot be read or is no Rust.
pub fn listing(root: &Path) -> String {
    let mut paths = Vec::new();
    sources(&root.join("src"), &mut paths);
    let mut text = String::new();
    for path in paths {
        let file = syn::parse_file(&fs::read_to_string(&path).unwrap()).unwrap();
        let mut lines = Vec::new();
        list(&file.items, "", &mut lines);
        if !lines.is_empty() {
            let name = path.strip_prefix(root).unwrap().display().to_string().replace('\\', "/");
            writeln!(text, "== {name}\n{}\n", lines.join("\n")).unwrap();
        }
    }
    text
}
