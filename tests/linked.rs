//! What a document links to is there: every relative link, picture and anchor
//! of the Markdown that people read, and every file of ours that it names.
//! The latter is what `git shipkit check` is for, so it is asked.

use crate::support::{Sandbox, documents, from_root, skipped};
use pulldown_cmark::{BrokenLink, Event, LinkType, Options, Parser, Tag, TagEnd};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};

/// A document, as far as links go.
struct Page {
    /// Where it leads, as written.
    links: Vec<String>,
    /// What of it can be linked to.
    anchors: Vec<String>,
}

fn page(text: &str) -> Page {
    let (mut links, mut anchors) = (Vec::new(), Vec::new());
    let mut heading: Option<String> = None;
    let mut undefined = Vec::new();
    let note = |link: BrokenLink<'_>| {
        if link.link_type == LinkType::Reference {
            undefined.push(link.reference.into_string());
        }
        None
    };
    let options = Options::ENABLE_TABLES;
    for event in Parser::new_with_broken_link_callback(text, options, Some(note)) {
        match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                links.push(dest_url.into_string());
            }
            Event::Html(html) | Event::InlineHtml(html) => links.extend(in_html(&html)),
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::End(TagEnd::Heading(_)) => anchors.extend(heading.take().as_deref().map(anchor)),
            Event::Text(text) | Event::Code(text) => {
                if let Some(heading) = &mut heading {
                    heading.push_str(&text);
                }
            }
            _ => {}
        }
    }
    links.extend(undefined);
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for anchor in &mut anchors {
        let before = seen.entry(anchor.clone()).or_default();
        if *before > 0 {
            *anchor = format!("{anchor}-{before}");
        }
        *before += 1;
    }
    Page { links, anchors }
}

/// Where a piece of HTML leads: `href`, `src` and `srcset`.
fn in_html(html: &str) -> Vec<String> {
    let leads = ["href=\"", "src=\"", "srcset=\""];
    let found = leads.iter().flat_map(|name| html.split(name).skip(1));
    let values = found.filter_map(|rest| rest.split('"').next());
    values.map(str::to_owned).collect()
}

/// The anchor that GitHub gives a heading: small letters, no punctuation, a
/// hyphen for a blank.
fn anchor(heading: &str) -> String {
    let small = heading.to_lowercase();
    let kept = small
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}

/// Where a link leads to within the repository, and the anchor there; nothing
/// for what lies elsewhere.
fn target(from: &Path, link: &str) -> Option<(PathBuf, Option<String>)> {
    if link.contains("://") || link.starts_with("mailto:") {
        return None;
    }
    let (path, anchor) = match link.split_once('#') {
        Some((path, anchor)) => (path, Some(anchor.to_owned())),
        None => (link, None),
    };
    if path.is_empty() {
        return Some((from.to_owned(), anchor));
    }
    let mut to = from.parent().expect("a document lies somewhere").to_owned();
    for part in Path::new(path).components() {
        match part {
            Component::ParentDir => assert!(to.pop(), "{link} leads out of everything"),
            Component::CurDir => {}
            part => to.push(part),
        }
    }
    Some((to, anchor))
}

/// What is wrong with one link.
fn wrong(pages: &BTreeMap<PathBuf, Page>, from: &Path, link: &str) -> Option<String> {
    let (to, anchor) = target(from, link)?;
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let why = if !to.starts_with(root) {
        "leads out of the repository"
    } else if !pages.contains_key(&to) && !to.exists() {
        "leads nowhere"
    } else {
        let anchors = &pages.get(&to)?.anchors;
        let is_there = anchor.is_none_or(|anchor| anchors.contains(&anchor));
        if is_there {
            return None;
        }
        "has no such heading there"
    };
    Some(format!("{}: {link} {why}", from_root(from)))
}

#[test]
fn every_link_leads_somewhere() {
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).expect("a document can be read");
        (path, page(&text))
    };
    let pages: BTreeMap<PathBuf, Page> = documents().into_iter().map(read).collect();
    let all = pages
        .iter()
        .flat_map(|(from, page)| page.links.iter().map(move |link| (from, link)));
    let relative = all
        .clone()
        .filter(|(from, link)| target(from, link).is_some());
    assert!(relative.count() > 5, "the links were not found");
    let broken: Vec<String> = all
        .filter_map(|(from, link)| wrong(&pages, from, link))
        .collect();
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn every_page_is_in_the_index() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    let index = docs.join("README.md");
    let text = fs::read_to_string(&index).expect("the index can be read");
    let linked = page(&text).links;
    let mut pages = documents();
    pages.retain(|path| path.parent() == Some(&docs) && *path != index);
    assert!(pages.len() > 5, "the pages were not found: {pages:?}");
    let is_in = |path: &PathBuf| linked.iter().any(|link| docs.join(link) == *path);
    pages.retain(|path| !is_in(path));
    assert!(pages.is_empty(), "not in the index: {pages:?}");
}

#[test]
fn a_link_that_leads_nowhere_is_seen() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let from = root.join("docs/x.md");
    let text = "# What `it` is: 1\n## Again\n## Again\n<img src=\"p.svg\" alt=\"\">\n\n[a](#again-1) [b][c]\n";
    let it = page(text);
    assert_eq!(it.anchors, ["what-it-is-1", "again", "again-1"]);
    assert_eq!(it.links, ["p.svg", "#again-1", "c"]);
    let pages = BTreeMap::from([(from.clone(), it)]);
    let told = |link: &str| wrong(&pages, &from, link).unwrap_or_default();
    for right in [
        "#again-1",
        "https://x.example/y",
        "../README.md",
        "x.md#again",
    ] {
        assert_eq!(told(right), "");
    }
    assert_eq!(
        told("#other"),
        "docs/x.md: #other has no such heading there"
    );
    assert_eq!(told("p.svg"), "docs/x.md: p.svg leads nowhere");
    assert_eq!(
        told("../../x"),
        "docs/x.md: ../../x leads out of the repository"
    );
}

/// The files that `git shipkit check` finds named and gone, of these documents.
fn gone(s: &Sandbox, documents: &[String]) -> Vec<String> {
    let mut asked = vec!["check".to_owned(), "--json".to_owned()];
    asked.extend_from_slice(documents);
    let told = s.directly(&asked).json();
    let told = told["documents"].as_array().cloned().unwrap_or(vec![told]);
    let mut gone = Vec::new();
    for document in &told {
        for file in document["files"].as_array().expect("a list of files") {
            let verdict = file["verdict"].as_str().expect("a verdict");
            if ["deleted", "renamed", "missing"].contains(&verdict) {
                let (document, path) = (&document["document"], &file["path"]);
                gone.push(format!("{document} names {path}: {verdict}"));
            }
        }
    }
    gone
}

#[test]
fn no_document_names_a_file_that_is_gone() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    if !root.join(".git").exists() {
        return skipped("this is no clone, so nothing is known of what is gone");
    }
    let s = Sandbox::new();
    s.git(&["config", "--global", "safe.directory", "*"]);
    s.cd(root);
    let documents: Vec<String> = documents().iter().map(|path| from_root(path)).collect();
    let gone = gone(&s, &documents);
    assert!(gone.is_empty(), "{}", gone.join("\n"));
}

#[test]
fn a_file_that_is_gone_is_seen() {
    let s = Sandbox::new();
    s.sh("echo 'See `a` and `b`.' >x.md; echo two >b; git add .; git commit -qm d; git rm -q a");
    let told = gone(&s, &["x.md".to_owned()]);
    assert_eq!(told, ["\"x.md\" names \"a\": deleted"]);
}
