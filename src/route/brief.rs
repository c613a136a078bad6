//! The way of a brief: a resume that asks nothing, told to a model.

use crate::document;
use crate::error::Error;
use crate::repo::Repo;
use crate::report::Style;
use crate::report::brief::{self, Brief};
use crate::report::text::{self, View};
use crate::route::compare::compare;
use crate::store::{Address, Store};
use chrono::{DateTime, FixedOffset};
use std::ffi::OsString;

/// What a model needs to go on with the checkpoint at `address`, in at most
/// that many tokens; `None` where there is none.
pub fn brief(
    repo: &Repo,
    store: &Store<'_>,
    address: &Address,
    now: DateTime<FixedOffset>,
    _env: &dyn Fn(&str) -> Option<OsString>,
    tokens: usize,
) -> Result<Option<Brief>, Error> {
    let Some(loaded) = store.load(address)? else {
        return Ok(None);
    };
    let compared = compare(repo, &loaded, now)?;
    let text = text::resume(&text::Resume {
        name: address.name.as_deref(),
        saved_at: loaded.record.as_ref().map(|record| record.saved_at),
        content: &document::read(&loaded.prose),
        edited: loaded.record.is_some() && loaded.is_edited(),
        asks: true,
        drift: &compared.drift,
        view: View {
            style: Style::new(false),
            width: None,
            now,
            display: &|path| path.as_str().to_owned(),
        },
    });
    Ok(Some(brief::brief(&text, tokens)))
}
