//! What follows the entries of an index (gitformat-index(5)): extensions, and
//! among them the trees that its directories make, which git keeps so that it
//! need not make them again.

use gix::bstr::ByteSlice as _;

/// The length of what begins an index.
pub(super) const HEADER: usize = 12;

/// What begins an index.
#[derive(Clone, Copy)]
pub(super) struct Header {
    pub(super) version: u32,
    pub(super) entries: u32,
}

/// Reads the beginning; `None` where this is no index.
pub(super) fn header(bytes: &[u8]) -> Option<Header> {
    let bytes = bytes.strip_prefix(b"DIRC")?;
    Some(Header {
        version: number(bytes)?,
        entries: number(bytes.get(4..)?)?,
    })
}

/// Whether `bytes`, which begin where the entries end, are extensions that
/// may be passed over, and a checksum of `sum` bytes.
pub(super) fn are_optional(bytes: &[u8], sum: usize) -> bool {
    let Some(end) = bytes.len().checked_sub(sum) else {
        return false;
    };
    let mut rest = &bytes[..end];
    while !rest.is_empty() {
        let Some((name, _, after)) = extension(rest) else {
            return false;
        };
        if !name[0].is_ascii_uppercase() {
            return false; // a split or a sparse index, or what we do not know
        }
        rest = after;
    }
    true
}

/// What git noted of the tree that the whole index makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Noted {
    /// It is this one.
    Tree(gix::ObjectId),
    /// It is none that is known.
    Stale,
    /// Nothing, as far as was looked.
    Nothing,
}

/// The tree that the whole index makes, where git noted it and it still holds.
/// `tail` are the file's last bytes: where its extensions begin is told by
/// nothing, so they are looked for from its end. What is found must be read to
/// the last byte as git writes it, and speak of as many `entries` as there are.
pub(super) fn whole_tree(tail: &[u8], entries: u32, format: gix::hash::Kind) -> Noted {
    let sum = format.len_in_bytes();
    let Some(end) = tail.len().checked_sub(sum) else {
        return Noted::Nothing;
    };
    let mut roots = tail[..end].find_iter(b"TREE").filter_map(|at| {
        let (_, body, after) = extension(&tail[at..end])?;
        let fits = are_optional(&tail[tail.len() - sum - after.len()..], sum);
        let (root, rest) = node(body, format, 0)?;
        (fits && rest.is_empty() && root.name.is_empty()).then_some(root)
    });
    let (root, is_only) = (roots.next(), roots.next().is_none());
    let Some(root) = root.filter(|_| is_only) else {
        return Noted::Nothing;
    };
    let holds = root.entries == i64::from(entries);
    root.tree
        .filter(|_| holds)
        .map_or(Noted::Stale, Noted::Tree)
}

/// A directory among the trees.
struct Node<'b> {
    name: &'b [u8],
    /// How many files of the index are below it; negative where the tree does
    /// not hold any more.
    entries: i64,
    tree: Option<gix::ObjectId>,
}

/// How deep directories may lie in each other.
const DEEPEST: usize = 1024;

/// `NAME NUL ENTRIES SP CHILDREN LF [ID] CHILD…`, and what follows.
fn node(bytes: &[u8], format: gix::hash::Kind, depth: usize) -> Option<(Node<'_>, &[u8])> {
    let nul = bytes.iter().position(|byte| *byte == 0)?;
    let (name, rest) = (&bytes[..nul], &bytes[nul + 1..]);
    let line = rest.iter().take(32).position(|byte| *byte == b'\n')?;
    let (counts, mut rest) = (std::str::from_utf8(&rest[..line]).ok()?, &rest[line + 1..]);
    let (entries, children) = counts.split_once(' ')?;
    let (entries, children): (i64, u32) = (entries.parse().ok()?, children.parse().ok()?);
    let mut tree = None;
    if entries >= 0 {
        let id = rest.get(..format.len_in_bytes())?;
        tree = Some(gix::oid::try_from_bytes(id).ok()?.to_owned());
        rest = &rest[format.len_in_bytes()..];
    }
    for _ in 0..children {
        let (child, after) = node(rest, format, depth.checked_add(1).filter(|d| *d < DEEPEST)?)?;
        if child.name.is_empty() {
            return None;
        }
        rest = after;
    }
    Some((
        Node {
            name,
            entries,
            tree,
        },
        rest,
    ))
}

/// An extension's name and body, and what follows.
fn extension(bytes: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let (name, rest) = bytes.split_at_checked(4)?;
    let size = usize::try_from(number(rest)?).ok()?;
    let (body, after) = rest.get(4..)?.split_at_checked(size)?;
    Some((name, body, after))
}

fn number(bytes: &[u8]) -> Option<u32> {
    Some(u32::from_be_bytes(*bytes.first_chunk()?))
}
