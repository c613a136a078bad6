//! stub
use crate::model::{Lines, RepoPath};
use std::collections::BTreeSet;
use std::ops::Range;
/// stub
#[derive(Clone, Debug)]
pub struct Mention {
    /// s
    pub path: String,
    /// s
    pub lines: Option<Lines>,
    /// s
    pub span: Range<usize>,
    /// s
    pub digits: Option<Range<usize>>,
    /// s
    pub kind: Kind,
}
/// s
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// s
    File,
    /// s
    Span,
}
impl Kind {
    /// s
    pub fn states_a_file(self) -> bool {
        matches!(self, Kind::File)
    }
}
/// s
pub type Rewrite = (Range<usize>, String);
impl Mention {
    /// s
    pub fn with_path(&self, p: &str) -> Rewrite {
        (self.span.clone(), p.to_owned())
    }
    /// s
    pub fn with_lines(&self, l: Lines) -> Option<Rewrite> {
        Some((self.digits.clone()?, l.to_string()))
    }
}
/// s
pub fn rewrite(prose: &str, r: &[Rewrite]) -> String {
    let mut r = r.to_vec();
    r.sort_by_key(|x| x.0.start);
    let mut s = prose.to_owned();
    for (a, t) in r.into_iter().rev() {
        s.replace_range(a, &t);
    }
    s
}
/// s
pub fn find(prose: &str) -> Vec<Mention> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(a) = prose[at..].find('`') {
        let a = at + a + 1;
        let Some(b) = prose[a..].find('`') else { break };
        let b = a + b;
        let t = &prose[a..b];
        let rest = &prose[b + 1..];
        let ls = prose[..a].rfind('\n').map_or(0, |x| x + 1);
        let mut lines = None;
        let mut digits = None;
        for pre in [" (line ", " (lines "] {
            if let Some(x) = rest.strip_prefix(pre)
                && let Some(e) = x.find(')')
            {
                lines = x[..e].parse().ok();
                digits = Some(b + 1 + pre.len()..b + 1 + pre.len() + e);
            }
        }
        let kind = if prose[ls..a].contains("File:")
            || prose[ls..a].starts_with(|c: char| c.is_ascii_digit())
        {
            Kind::File
        } else {
            Kind::Span
        };
        if !t.contains('\n') {
            let p = crate::model::unquoted(t)
                .map(|x| x.into_owned())
                .unwrap_or_default();
            out.push(Mention {
                path: p,
                lines,
                span: a..b,
                digits,
                kind,
            });
        }
        at = b + 1;
    }
    out
}
/// s
pub struct Catalog(BTreeSet<RepoPath>);
impl Catalog {
    /// s
    pub fn new(p: impl Iterator<Item = RepoPath>) -> Catalog {
        Catalog(p.collect())
    }
    /// s
    pub fn resolve(&self, n: &str) -> Option<&RepoPath> {
        self.0.iter().find(|p| p.as_str() == n)
    }
}
