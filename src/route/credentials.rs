//! Credentials in what is about to be saved: told, and masked where that is
//! wanted.

use crate::credentials::{self, Credential, Exposed};
use crate::document::seal;
use crate::model::RepoPath;
use crate::report::as_argument;
use crate::route::save::{Made, NotKept, Wish};
use crate::route::site::Site;
use crate::route::stated::Stated;
use crate::store::Credentials;

/// How many are told one by one.
const MOST: usize = 8;

/// Masks what a wish says, where that is wanted.
pub(super) fn mask(site: &Site<'_>, wish: &mut Wish<'_>) -> Vec<Exposed> {
    if site.settings.credentials != Credentials::Masked {
        return Vec::new();
    }
    wish.state = wish.state.take().map(Stated::masked);
    let mut told = std::mem::take(&mut wish.masked);
    if let Some((id, found)) = wish.task_id.as_deref().and_then(credentials::mask) {
        wish.task_id = Some(id);
        told.extend(found.into_iter().map(|one| Credential { line: 0, ..one }));
    }
    if let Some((prose, found)) = credentials::mask(&wish.prose) {
        wish.prose = prose;
        let is_told = |one: &Credential| {
            let same = |known: &Credential| (known.line, known.kind) == (one.line, one.kind);
            told.iter().any(same)
        };
        let anew: Vec<_> = found.into_iter().filter(|one| !is_told(one)).collect();
        told.extend(anew);
    }
    told.sort_by_key(|one| if one.line == 0 { usize::MAX } else { one.line });
    told.iter()
        .map(|one| Exposed::of(one, None, true))
        .collect()
}

/// Looks over what a save would write, and takes out of the snapshot what is
/// not to be kept.
pub(super) fn look_over(site: &Site<'_>, made: &mut Made) {
    let policy = site.settings.credentials;
    if policy == Credentials::Ignored {
        return;
    }
    if made.exposed.iter().any(|one| one.line == 0) {
        let record = line_of_record(made);
        let beside = made.exposed.iter_mut().filter(|one| one.line == 0);
        beside.for_each(|one| one.line = record);
    }
    let found = credentials::find(made.prose.as_bytes());
    made.exposed
        .extend(found.iter().map(|one| Exposed::of(one, None, false)));
    let masked = policy == Credentials::Masked;
    // unmasked, the record has little but what the document has
    if masked || made.exposed.is_empty() {
        made.exposed.extend(in_record(made));
    }
    let Made {
        snapshot,
        exposed,
        not_kept,
        ..
    } = made;
    snapshot.retain(|(path, bytes)| {
        let found = credentials::find(bytes);
        exposed.extend(found.iter().map(|one| Exposed::of(one, Some(path), masked)));
        let leaves = masked && !found.is_empty();
        if let (true, Some(first)) = (leaves, found.first()) {
            not_kept.push(NotKept {
                path: path.clone(),
                why: format!(
                    "it holds a credential in line {} ({})",
                    first.line, first.kind
                ),
            });
        }
        !leaves
    });
}

/// The record has what the document has not: a state that Markdown does not
/// carry, a branch, paths.
fn in_record(made: &Made) -> Vec<Exposed> {
    let record = &made.record;
    let texts = [&record.state, &record.task_id, &record.branch]
        .into_iter()
        .flatten();
    let texts = texts.map(String::as_str);
    let found = texts.chain(record.files.keys().map(RepoPath::as_str));
    let found = found.flat_map(|text| credentials::find(text.as_bytes()));
    let found: Vec<Credential> = found.collect();
    if found.is_empty() {
        return Vec::new();
    }
    let line = line_of_record(made);
    let found = found.into_iter();
    found
        .map(|one| Exposed::of(&Credential { line, ..one }, None, false))
        .collect()
}

/// The line of the file, 1-based, that the record begins in.
fn line_of_record(made: &Made) -> usize {
    let file = seal(&made.prose, &made.record);
    let below = file.strip_prefix(&made.prose).unwrap_or_default();
    let record = below.trim_start_matches(['\r', '\n']).len();
    file[..file.len() - record].matches('\n').count() + 1
}

/// Says what was found, and what can be done about it.
pub fn tell(site: &Site<'_>, made: &Made) {
    let exposed = &made.exposed;
    for one in exposed.iter().take(MOST) {
        let place = match &one.file {
            Some(path) => site.shown(path),
            None => site.name.document(),
        };
        let Exposed {
            line, kind, begins, ..
        } = one;
        let begins = match *begins {
            "" => String::new(),
            begins => format!(", {begins}…"),
        };
        let done = match (one.masked, &one.file) {
            (false, None) => "",
            (false, Some(_)) => ", and its bytes are kept with this save",
            (true, None) => "; it is masked",
            (true, Some(_)) => "; only the file's hash is kept",
        };
        site.warn(&format!(
            "'{place}' holds a credential in line {line} ({kind}{begins}){done}"
        ));
    }
    if exposed.len() > MOST {
        site.warn(&format!(
            "there are {} more credentials",
            exposed.len() - MOST
        ));
    }
    if exposed.iter().any(|one| !one.masked) && site.settings.credentials == Credentials::Told {
        site.warn(&format!(
            "to mask credentials, and keep the bytes of such files out: {}",
            command(site, "checkpoint", "--redact")
        ));
    }
}

/// Says how to be rid of what earlier saves hold, after one that `masked`.
/// The save holds whatever comes of it.
pub(super) fn tell_of_earlier(site: &Site<'_>, made: &Made, number: u64) {
    if !made.exposed.iter().any(|one| one.masked) {
        return;
    }
    let erase = command(site, "clear", "--purge");
    let erase = format!("to erase the whole history: {erase}, then git gc --prune=now");
    match site.store().holding_credentials(&site.address(), number) {
        Ok(entries) if entries.is_empty() => {}
        Ok(entries) => {
            let entries: Vec<String> = entries.iter().map(u64::to_string).collect();
            let entries = entries.join(", ");
            site.warn(&format!(
                "the history still holds credentials (entry {entries}); {erase}"
            ));
        }
        Err(error) => site.warn(&format!(
            "whether the history holds credentials cannot be told: {error}; {erase}"
        )),
    }
}

fn command(site: &Site<'_>, verb: &str, flag: &str) -> String {
    match site.name.as_deref() {
        Some(name) => format!("git shipkit {verb} {} {flag}", as_argument(name)),
        None => format!("git shipkit {verb} {flag}"),
    }
}
