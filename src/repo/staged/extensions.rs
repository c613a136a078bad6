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

/// The trees that the index makes, as far as git noted them. `tail` are the
/// file's last bytes: where its extensions begin is told by nothing, so they
/// are looked for from its end. What is found must be read to the last byte as
/// git writes it, and speak of as many `entries` as there are.
pub(super) fn trees(tail: &[u8], entries: u32, format: gix::hash::Kind) -> Option<Directory<'_>> {
    let sum = format.len_in_bytes();
    let end = tail.len().checked_sub(sum)?;
    let mut roots = tail[..end].find_iter(b"TREE").filter_map(|at| {
        let (_, body, after) = extension(&tail[at..end])?;
        let fits = are_optional(&tail[tail.len() - sum - after.len()..], sum);
        let (root, rest) = directory(body, format, 0)?;
        (fits && rest.is_empty() && root.name.is_empty()).then_some(root)
    });
    let root = roots.next()?;
    let is_only = roots.next().is_none();
    let is_whole = root.entries < 0 || root.entries == i64::from(entries);
    (is_only && is_whole).then_some(root)
}

/// A directory of the index.
pub(super) struct Directory<'b> {
    name: &'b [u8],
    /// How many files of the index are below it; negative where the tree does
    /// not hold any more.
    entries: i64,
    /// The tree it makes, where that still holds.
    pub(super) tree: Option<gix::ObjectId>,
    below: Vec<Directory<'b>>,
}

impl Directory<'_> {
    /// A directory in it, where git noted that.
    pub(super) fn below(&self, name: &str) -> Option<&Self> {
        let mut below = self.below.iter();
        below.find(|child| child.name == name.as_bytes())
    }
}

/// How deep directories may lie in each other.
const DEEPEST: usize = 1024;

/// `NAME NUL ENTRIES SP CHILDREN LF [ID] CHILD…`, and what follows.
fn directory(
    bytes: &[u8],
    format: gix::hash::Kind,
    depth: usize,
) -> Option<(Directory<'_>, &[u8])> {
    let nul = bytes.iter().position(|byte| *byte == 0)?;
    let (name, rest) = (&bytes[..nul], &bytes[nul + 1..]);
    let (entries, rest) = decimal(rest, b' ')?;
    let (children, mut rest) = decimal(rest, b'\n')?;
    let children = u32::try_from(children).ok()?;
    let mut tree = None;
    if entries >= 0 {
        let id = rest.get(..format.len_in_bytes())?;
        tree = Some(gix::oid::try_from_bytes(id).ok()?.to_owned());
        rest = &rest[format.len_in_bytes()..];
    }
    let mut below = Vec::new();
    for _ in 0..children {
        let depth = depth.checked_add(1).filter(|d| *d < DEEPEST)?;
        let (child, after) = directory(rest, format, depth)?;
        if child.name.is_empty() {
            return None;
        }
        below.push(child);
        rest = after;
    }
    let directory = Directory {
        name,
        entries,
        tree,
        below,
    };
    Some((directory, rest))
}

/// The number that the bytes begin with up to its `end`, and what follows that.
fn decimal(bytes: &[u8], end: u8) -> Option<(i64, &[u8])> {
    let (sign, mut rest) = match bytes {
        [b'-', rest @ ..] => (-1, rest),
        rest => (1, rest),
    };
    let mut number: i64 = 0;
    let start = rest.len();
    while let [digit @ b'0'..=b'9', after @ ..] = rest {
        number = number
            .checked_mul(10)?
            .checked_add(i64::from(digit - b'0'))?;
        rest = after;
    }
    let is_number = rest.len() < start;
    let rest = rest.strip_prefix(&[end]).filter(|_| is_number)?;
    Some((sign * number, rest))
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
