//! The way of a brief: a resume that asks nothing, told to a model.

use crate::credentials;
use crate::document::{self, Automatic};
use crate::drift::{Drift, PositionVerdict, Words};
use crate::error::Error;
use crate::model::{Lines, RepoPath};
use crate::repo::Repo;
use crate::report::brief::{self, Brief, Told};
use crate::route::claims;
use crate::route::compare::{Comparison, compare, seek};
use crate::route::references::{Located, locate};
use crate::route::told::damage;
use crate::route::words::words;
use crate::store::{Address, Credentials, Loaded, Store};
use chrono::{DateTime, FixedOffset};
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;

/// What a model needs to go on with the checkpoint at `address`, in at most
/// that many tokens; `None` where there is none.
pub fn brief(
    repo: &Repo,
    store: &Store<'_>,
    address: &Address,
    now: DateTime<FixedOffset>,
    env: &dyn Fn(&str) -> Option<OsString>,
    tokens: usize,
) -> Result<Option<Brief>, Error> {
    let Some(loaded) = store.load(address)? else {
        return Ok(None);
    };
    let mut compared = compare(repo, &loaded, now)?;
    seek(repo, &mut compared, env);
    let words = words(store, &loaded)?;
    let view = View {
        repo,
        loaded: &loaded,
        words: words.as_ref(),
        now,
        masks: store.credentials() != Credentials::Ignored,
    };
    Ok(Some(view.told(&compared, tokens)))
}

/// What a brief is made from.
struct View<'a> {
    repo: &'a Repo,
    loaded: &'a Loaded,
    /// Of when its words are, where its last save was automatic.
    words: Option<&'a Words>,
    now: DateTime<FixedOffset>,
    /// Whether credentials stay out of it.
    masks: bool,
}

impl View<'_> {
    fn told(&self, compared: &Comparison, tokens: usize) -> Brief {
        let loaded = self.loaded;
        let (drift, located) = self.drift(compared);
        let prose = self.masked(up_to_date(&loaded.prose, &located, &drift));
        let prose = document::sealed_again(&loaded.prose, prose);
        let order: Vec<Position> = located.iter().filter_map(position).collect();
        let written = written(&loaded.prose, &located);
        let section = Automatic::of(&prose);
        let whole = section.as_ref().map(|section| &section.whole);
        let news = news(&prose, section.as_ref());
        let address = &loaded.address;
        let spelled = spelled(address);
        let document = address.name.document();
        let damage = damage(loaded);
        let content = document::read(&prose);
        let unread = document::unread(&prose, whole);
        let told = Told {
            name: spelled.as_deref(),
            document: &document,
            saved_at: loaded.record.as_ref().map(|record| record.saved_at),
            words: self.words,
            now: self.now,
            edited: loaded.record.is_some() && loaded.is_edited(),
            damage: damage.as_deref(),
            content: &content,
            unread: &unread,
            news: &news,
            order: &order,
            written: &written,
            drift: &drift,
        };
        let texts = brief::wanted(&told).into_iter();
        let texts = texts.filter_map(|path| Some((path.clone(), self.text(&path)?)));
        let texts: BTreeMap<RepoPath, String> = texts.collect();
        brief::brief(&told, &texts, tokens)
    }

    /// The drift with what became of each claim, and what the document names,
    /// in its order.
    fn drift(&self, compared: &Comparison) -> (Drift, Vec<Located>) {
        let loaded = self.loaded;
        let record = &compared.record;
        let located = if loaded.is_edited() {
            locate(
                self.repo,
                &loaded.prose,
                record.source.as_ref(),
                Some(record),
            )
        } else {
            claims::located(self.repo, &document::find(&loaded.prose), record)
        };
        let mut drift = compared.drift.clone();
        if drift.is_clean() {
            claims::tell_files(&loaded.prose, &located, &mut drift);
        }
        (drift, located)
    }

    /// A file's text as it is now, but for what no one should see.
    fn text(&self, path: &RepoPath) -> Option<String> {
        if self.repo.is_ignored(path) {
            return None;
        }
        let bytes = self.repo.text_at(path)?;
        Some(self.masked(String::from_utf8_lossy(&bytes).into_owned()))
    }

    fn masked(&self, text: String) -> String {
        if !self.masks {
            return text;
        }
        let found = credentials::find(text.as_bytes());
        if found.is_empty() {
            return text;
        }
        let mut out = String::with_capacity(text.len());
        let mut from = 0;
        for one in found {
            out.push_str(&text[from..one.range.start]);
            out.push_str(credentials::MASK);
            // lines must keep their numbers
            out.push_str(&"\n".repeat(text[one.range.clone()].matches('\n').count()));
            from = one.range.end;
        }
        out + &text[from..]
    }
}

/// A position that the document names.
type Position = (RepoPath, Lines);

fn position(one: &Located) -> Option<Position> {
    Some((one.path.clone(), one.mention.lines()?))
}

/// The positions that stand outside of the machine's section.
fn written(prose: &str, located: &[Located]) -> BTreeSet<Position> {
    let own = Automatic::of(prose).map(|section| section.body);
    let is_own = |at: usize| own.as_ref().is_some_and(|own| own.contains(&at));
    let theirs = located.iter();
    let theirs = theirs.filter(|one| !is_own(one.mention.span.start));
    theirs.filter_map(position).collect()
}

/// What the machine's section lists.
fn news(prose: &str, section: Option<&Automatic>) -> Vec<String> {
    let lines = section
        .iter()
        .flat_map(|section| prose[section.body.clone()].lines());
    let items = lines.filter(|line| line.starts_with("- "));
    items.map(str::to_owned).collect()
}

/// The document with the numbers that its lines have now, where they moved
/// within their file.
fn up_to_date(prose: &str, located: &[Located], drift: &Drift) -> String {
    let moved = located.iter().filter_map(|Located { mention, path }| {
        let at = drift.files.binary_search_by(|file| file.path.cmp(path));
        let positions = &drift.files[at.ok()?].positions;
        let lines = mention.lines()?;
        let position = positions.iter().find(|position| position.lines == lines)?;
        match (&position.verdict, &position.path) {
            (PositionVerdict::Moved { to }, None) => mention.with_lines(*to),
            _ => None,
        }
    });
    document::rewrite(prose, &moved.collect::<Vec<_>>())
}

/// What to type for a checkpoint; `None` for the current one.
fn spelled(address: &Address) -> Option<String> {
    let name = address.name.as_deref();
    match &address.worktree {
        Some(id) => Some(format!("{id}:{}", name.unwrap_or_default())),
        None => name.map(str::to_owned),
    }
}
