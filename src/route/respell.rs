//! How a mention is written anew once its file is elsewhere.

use super::references::{Located, directory, ends};
use crate::document::{self, Name};
use crate::model::RepoPath;
use crate::repo::Repo;

/// What each mention says once its file is at the path beside it; `None`
/// where it is still there. That is all of the path, or as little of it as
/// before where that still tells the file.
pub(super) fn renamed(
    repo: &Repo,
    located: &[Located],
    now: &[&RepoPath],
    source: Option<&RepoPath>,
) -> Vec<Option<String>> {
    let base = directory(source);
    let mut ways: Vec<Name> = Vec::new();
    let mut counts = Vec::new();
    for (Located { mention, path }, now) in located.iter().zip(now) {
        let before = ways.len();
        if path != *now {
            let texts = spellings(&mention.name, (path, now), base).into_iter();
            let name = |path| Name {
                path,
                ..(*mention.name).clone()
            };
            ways.extend(texts.map(name));
        }
        counts.push(ways.len() - before);
    }
    let meant = document::resolve(&ways.iter().collect::<Vec<_>>(), base, repo);
    let mut ways = ways.into_iter().zip(meant);
    let pick = |(now, count): (&&RepoPath, usize)| {
        let mut own: Vec<_> = ways.by_ref().take(count).collect();
        let fits = own
            .iter()
            .position(|(_, meant)| meant.as_ref() == Some(*now));
        let whole = || now.as_str().to_owned();
        (count > 0).then(|| fits.map_or_else(whole, |at| own.swap_remove(at).0.path))
    };
    now.iter().zip(counts).map(pick).collect()
}

/// How `new` may be written where `name` stood for `old`, shortest first.
fn spellings(name: &Name, (old, new): (&RepoPath, &RepoPath), base: Option<&str>) -> Vec<String> {
    let slashed = name.slashed();
    let said = slashed.as_deref().unwrap_or(&name.path);
    let whole = new.as_str();
    let mut found = Vec::new();
    if said != old.as_str() {
        let mut from = name.within.iter().map(String::as_str).chain(base);
        let from = from.find(|dir| document::below(dir, said).as_ref() == Some(old));
        found.extend(from.map(|dir| way(dir, new)));
        if let Some(front) = said.strip_suffix(old.as_str()) {
            found.push(format!("{front}{whole}"));
        } else if old.as_str().ends_with(said) {
            let parts = said.split('/').count();
            found.extend(
                ends(whole)
                    .find(|end| end.split('/').count() == parts)
                    .map(str::to_owned),
            );
        }
    }
    found.extend([whole.to_owned(), format!("/{whole}")]);
    if slashed.is_some() {
        for text in &mut found {
            *text = text.replace('/', "\\");
        }
    }
    found
}

/// The way from the directory `base` to `path`.
fn way(base: &str, path: &RepoPath) -> String {
    let from: Vec<&str> = base.split('/').collect();
    let to: Vec<&str> = path.as_str().split('/').collect();
    let same = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..", from.len() - same);
    let down = to[same..].iter().copied();
    up.chain(down).collect::<Vec<_>>().join("/")
}
