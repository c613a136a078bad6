//! What a place lends to the names and lines below it: the directory or file
//! that a heading, a label or an item names.

use super::bare::separates;
use super::candidate::inside;
use super::leaf::{Block, Leaf, Leaves, Piece, Role};
use super::target::is_url;
use super::tree::Entry;
use std::collections::HashMap;

/// How a leaf lends the file it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    /// Not at all.
    None,
    /// It ends in a colon: to the list or code it announces.
    Announced,
    /// It is a label with its file, `**Backend:** path`, or starts with one
    /// in bold.
    Labelled,
    /// It is one that says "file": `**File:** path`.
    File,
}

/// The words for a file, as labels have them.
const FILE: [&str; 40] = [
    "file",
    "files",
    "filename",
    "file path",
    "files modified",
    "files changed",
    "modified files",
    "affected files",
    "main file",
    "target file",
    "filepath",
    "path",
    "location",
    "source",
    "module",
    "where",
    "datei",
    "pfad",
    "ort",
    "fichier",
    "chemin",
    "emplacement",
    "archivo",
    "fichero",
    "ruta",
    "ubicación",
    "arquivo",
    "ficheiro",
    "caminho",
    "local",
    "percorso",
    "bestand",
    "plik",
    "файл",
    "путь",
    "파일",
    "경로",
    "文件",
    "ファイル",
    "tệp",
];

const DECORATION: [char; 8] = [' ', '*', '_', '`', '(', '[', '（', '\t'];

/// How a leaf lends; `first` is where its first path starts.
pub(super) fn label(prose: &str, leaf: &Leaf, first: Option<usize>) -> Label {
    let plain = matches!(leaf.role, Role::Plain | Role::FileLine);
    let (Some(start), Some(end)) = (leaf.start(), leaf.end()) else {
        return Label::None;
    };
    if !plain {
        return Label::None;
    }
    let decorated = prose[start..end].trim_end_matches([' ', '*', '_', '\n', '\r']);
    let announces = decorated.ends_with([':', '：']);
    let word = |text: &str| {
        text.trim_matches(|c: char| !c.is_alphanumeric())
            .to_lowercase()
    };
    let Some(first) = first else {
        return match () {
            () if announces && FILE.contains(&&*word(decorated)) => Label::File,
            () if announces => Label::Announced,
            () => Label::None,
        };
    };
    let before = prose[start.min(first)..first].rsplit('\n').next();
    let before = before.unwrap_or_default().trim_end_matches(DECORATION);
    let short = before.len() <= 80;
    if short && FILE.contains(&&*word(before)) {
        return Label::File;
    }
    let head = &prose[start.min(first)..first];
    let bold = (head.contains("**") || prose[..start].ends_with("**"))
        && !head.contains(char::is_alphabetic);
    if short && before.ends_with([':', '：']) || bold {
        return Label::Labelled;
    }
    if announces {
        Label::Announced
    } else {
        Label::None
    }
}

/// The directories that a leaf names, in source order, and where each starts.
pub(super) fn directories(prose: &str, leaf: &Leaf) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    if leaf.role == Role::Fenced {
        return found;
    }
    let heading = matches!(leaf.role, Role::Heading(_));
    for piece in &leaf.pieces {
        match piece {
            Piece::Code(range) => {
                let text = &prose[inside(prose, range)];
                let base = text.rsplit('/').next().unwrap_or_default();
                let unended =
                    heading && text.contains('/') && !text.starts_with('/') && !base.contains('.');
                found.extend(directory(text, unended).map(|dir| (range.start, dir)));
            }
            Piece::Text(range) => {
                let text = &prose[range.clone()];
                let mut start = range.start;
                for whole in text.split_inclusive(separates) {
                    let word = whole.trim_end_matches(separates);
                    let word = word.trim_matches(['*', '_', '(', ')', ':', '.']);
                    found.extend(directory(word, false).map(|dir| (start, dir)));
                    start += whole.len();
                }
            }
            Piece::Target(_) => {}
        }
    }
    found
}

fn directory(text: &str, unended: bool) -> Option<String> {
    if text.len() > 500 || !(unended || text.ends_with(['/', '\\'])) || is_url(text) {
        return None;
    }
    let strange = |c: char| c.is_whitespace() || "{}<>$*?\"'`|,;:".contains(c);
    let text = text.trim_end_matches(['/', '\\']).replace('\\', "/");
    let text = text.strip_prefix("./").unwrap_or(&text);
    let fine = text.contains(char::is_alphanumeric) && !text.contains(strange);
    fine.then(|| text.to_owned())
}

/// Whether a leaf starts with what stands at `at`, after its label.
pub(super) fn leads(prose: &str, leaf: &Leaf, at: usize) -> bool {
    let start = leaf.start().unwrap_or(at).min(at);
    let before = prose[start..at].trim_end_matches(DECORATION);
    let named = prose[at..]
        .split([' ', '\n', ':', '：'])
        .next()
        .unwrap_or_default();
    let announces = prose[at + named.len()..].starts_with([':', '：']);
    let short = before.len() <= 80 && !before.contains('\n');
    before.is_empty() || short && (announces || before.ends_with([':', '：']))
}

/// The directories lent at the place being read.
#[derive(Default)]
pub(super) struct Lent {
    /// By the headings above, and by a label below the last of them.
    headings: Vec<(u8, Vec<String>)>,
    /// By the items and rows that have named one.
    items: HashMap<usize, Vec<String>>,
}

/// The level of a label, below every heading.
pub(super) const LABEL: u8 = 7;

/// How many directories are lent at most.
const MOST: usize = 4;

impl Lent {
    /// A heading ends what those as deep as it have lent.
    pub(super) fn heading(&mut self, role: Role) {
        if let Role::Heading(level) = role {
            self.headings.retain(|(other, _)| *other < level);
        }
    }

    /// What is lent to a leaf in `scope` that names the directories `own`.
    pub(super) fn at(&self, leaves: &Leaves, scope: usize, own: Option<&str>) -> Vec<String> {
        let around = leaves
            .around(scope)
            .find_map(|scope| self.items.get(&scope));
        let lent = around.or_else(|| self.headings.last().map(|(_, lent)| lent));
        let lent = lent.map_or(&[][..], Vec::as_slice);
        own.map_or_else(|| lent.to_vec(), |own| joined(lent, own))
    }

    /// What is lent to an entry of a tree, and whether it lies there or
    /// nowhere.
    pub(super) fn nested(lent: &[String], entry: &Entry) -> (Vec<String>, bool) {
        let Entry { above, root, .. } = entry;
        if above.is_empty() {
            return (lent.to_vec(), false);
        }
        let mut within = joined(lent, above);
        let below = root
            .as_ref()
            .map(|root| above[root.len()..].trim_start_matches('/'));
        let Some(below) = below else {
            return (within, true);
        };
        if below.is_empty() {
            within.extend(lent.iter().cloned());
        } else {
            within.extend(joined(lent, below));
        }
        (within, !below.is_empty())
    }

    /// Takes note of what a leaf lends.
    pub(super) fn take(&mut self, leaves: &Leaves, leaf: &Leaf, label: Label, own: Option<&str>) {
        if own.is_none() {
            return;
        }
        let within = self.at(leaves, leaf.scope, own);
        let item = leaves.around(leaf.scope).find(|scope| {
            let block = leaves.scopes[*scope].block;
            matches!(block, Block::Item | Block::Row)
        });
        match (leaf.role, item) {
            (Role::Heading(level), _) => self.headings.push((level, within)),
            (_, Some(item)) => drop(self.items.entry(item).or_insert(within)),
            (Role::Plain, None) if label != Label::None => {
                self.headings.retain(|(level, _)| *level < LABEL);
                self.headings.push((LABEL, within));
            }
            _ => {}
        }
    }
}

/// The directory `own`, first below those that are lent.
pub(super) fn joined(lent: &[String], own: &str) -> Vec<String> {
    let below = lent.iter().filter(|_| !own.starts_with('/'));
    let all = below.map(|dir| format!("{dir}/{own}"));
    let short = all.filter(|dir| dir.len() < 4096).take(MOST - 1);
    short.chain([own.to_owned()]).collect()
}
