//! What attributes ask for at a path, before a byte of it is read.

use super::ByGix;
use super::filter::Filters;
use crate::model::RepoPath;
use crate::platform::reason;
use crate::repo::Repo;
use crate::repo::files::attribute_paths::OnTheWay;
use crate::repo::files::line_ends::has_crlf;
use crate::repo::hand::{AsItLies, Trouble};
use gix::attrs::StateRef;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

/// The attributes that decide how a file is stored (gitattributes(5)), in the
/// order in which `Plan` reads them.
pub(super) const ATTRIBUTES: [&str; 6] = [
    "filter",
    "ident",
    "working-tree-encoding",
    "text",
    "eol",
    "crlf",
];

/// What the attributes ask for at one path.
#[derive(Default)]
pub(super) struct Plan {
    /// The filter's name.
    pub(super) driver: Option<String>,
    /// Whether `$Id$` is folded.
    pub(super) ident: bool,
    /// Whether it is text in another encoding than UTF-8.
    pub(super) encoding: bool,
    /// What becomes of CRLF.
    pub(super) line_endings: LineEndings,
}

/// What becomes of CRLF.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum LineEndings {
    /// It stays.
    #[default]
    Kept,
    /// It may become LF in what looks like text.
    IfText,
    /// It may become LF.
    Converted,
}

impl ByGix {
    /// Has every directory on the way looked at again: time went by, and a link
    /// may be there now.
    pub(super) fn look_at_the_way_again(&self) {
        if let Some(filters) = &mut *self.filters.borrow_mut() {
            filters.attributes.leave_all();
        }
    }

    /// On what condition the file at `path` is stored as it lies.
    pub(super) fn kept_as_it_lies(
        &self,
        repo: &Repo,
        path: &RepoPath,
        met: &mut Vec<OnTheWay>,
    ) -> Option<AsItLies> {
        let mut slot = self.filters.borrow_mut();
        if slot.is_none() {
            *slot = Filters::new(self, repo).ok();
        }
        let filters = slot.as_mut()?;
        let plan = filters.plan((self, repo), path, met);
        let is_plain = plan.driver.is_none() && !plan.ident && !plan.encoding;
        (is_plain && filters.attributes.is_beyond_no_link()).then_some(match plan.line_endings {
            LineEndings::Kept => AsItLies::Always,
            LineEndings::IfText | LineEndings::Converted => AsItLies::WithoutCrlf,
        })
    }
}

impl Filters {
    /// What is asked for at `path`, by the directories that were `met` and, where
    /// there are others on the way, by those.
    pub(super) fn plan(
        &mut self,
        hand: (&ByGix, &Repo),
        path: &RepoPath,
        met: &mut Vec<OnTheWay>,
    ) -> Plan {
        self.attributes.read_for(hand, path, met);
        let unless_said = if self.converts_eol {
            LineEndings::IfText
        } else {
            LineEndings::Kept
        };
        let mut plan = Plan {
            line_endings: unless_said,
            ..Plan::default()
        };
        if !self.attributes.say_anything() || !self.attributes.find(path, &mut self.matches) {
            return plan;
        }
        let found = self.matches.iter_selected();
        let states: Vec<StateRef<'_>> = found.map(|found| found.assignment.state).collect();
        if let [filter, ident, encoding, text, eol, crlf] = states[..] {
            if let StateRef::Value(name) = filter {
                plan.driver = Some(name.as_bstr().to_string());
            }
            plan.ident = ident.is_set();
            plan.encoding = match encoding {
                StateRef::Unspecified => false,
                StateRef::Value(name) => !is_utf8(name.as_bstr()),
                StateRef::Set | StateRef::Unset => true, // git refuses these
            };
            plan.line_endings = line_endings(text, eol, crlf).unwrap_or(unless_said);
        }
        plan
    }
}

/// What these three attributes say; `text` is asked before `crlf` (convert.c,
/// convert_attrs).
fn line_endings(text: StateRef<'_>, eol: StateRef<'_>, crlf: StateRef<'_>) -> Option<LineEndings> {
    use StateRef::{Unset, Unspecified};
    match (text, crlf) {
        (Unset, _) | (Unspecified, Unset) => Some(LineEndings::Kept),
        (Unspecified, Unspecified) if eol == Unspecified => None,
        (StateRef::Value(text), _) if text.as_bstr() == "auto" && eol == Unspecified => {
            Some(LineEndings::IfText)
        }
        _ => Some(LineEndings::Converted),
    }
}

/// git takes these two for what it stores anyway (convert.c, same_utf_encoding).
fn is_utf8(name: &gix::bstr::BStr) -> bool {
    name.eq_ignore_ascii_case(b"UTF-8") || name.eq_ignore_ascii_case(b"UTF8")
}

/// Whether line-ending rules leave a file alone that is too large to hold: it
/// has no CRLF, or a NUL where only text is converted. Reads a buffer at a
/// time, and leaves the file at its start.
pub(super) fn keeps_line_endings(file: &mut File, auto: bool) -> Result<bool, Trouble> {
    let unreadable = |error| Trouble::Unknown(reason(error));
    let mut buffer = vec![0; 64 * 1024];
    let (mut after_cr, mut crlf, mut binary) = (false, false, false);
    loop {
        let n = file.read(&mut buffer).map_err(unreadable)?;
        if n == 0 || binary || (crlf && !auto) {
            break;
        }
        crlf |= (after_cr && buffer[0] == b'\n') || has_crlf(&buffer[..n]);
        binary |= auto && buffer[..n].contains(&0);
        after_cr = buffer[n - 1] == b'\r';
    }
    file.seek(SeekFrom::Start(0)).map_err(unreadable)?;
    Ok(binary || !crlf)
}
