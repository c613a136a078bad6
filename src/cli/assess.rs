//! `resume` without a checkpoint: how things stand all the same.

use crate::cli::desk::Desk;
use crate::cli::stop::Stop;
use crate::document::{is_work_memory, newest_entry, opening, resume_point};
use crate::model::RepoPath;
use crate::report::json;
use crate::report::text::{Assessment, Telling, Told, assessment, work_memory_left};
use crate::store::Address;
use chrono::{DateTime, FixedOffset, Utc};

/// The largest document that is read for a line of it, in bytes.
const MAX_PAGE: u64 = 1 << 20;

/// What the present shipkit keeps.
const WORK_MEMORY: &str = ".shipkit/progress.json";

/// How many changed files are named at most.
const NAMED: usize = 20;

/// A document that may tell of the work, and what is read of it.
type Page = (&'static str, fn(&str) -> Told);

const PAGES: [Page; 3] = [
    (".shipkit/project-status.md", |text| {
        Told::Line(opening(text))
    }),
    (".shipkit/progress.md", |text| {
        Told::Line(newest_entry(text))
    }),
    (WORK_MEMORY, |text| match resume_point(text) {
        Some(point) => Told::Point(point),
        None => Told::Unread("it tells no resume point".to_owned()),
    }),
];

impl Desk<'_> {
    /// Says that `address` holds no checkpoint, how things stand and what to
    /// do.
    pub(crate) fn assess(&self, address: &Address) -> Stop {
        let stands = self.stands(address);
        if self.ui.json {
            self.ui
                .object(json::assessed(&stands, &|path| self.shown(path)));
        } else {
            self.ui
                .answer(&self.with_view(|view| assessment(&stands, view)));
        }
        Stop::Told(3)
    }

    /// Says of the present shipkit's own memory, if it is here, that it is left
    /// as it is.
    pub(crate) fn tell_of_work_memory(&self) {
        let path = RepoPath::new(WORK_MEMORY).ok();
        let bytes = path.and_then(|path| self.repo.read_file(&path, MAX_PAGE).ok());
        let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
        if !self.ui.json && text.is_some_and(|text| is_work_memory(&text)) {
            self.ui.tell(work_memory_left());
        }
    }

    fn stands(&self, address: &Address) -> Assessment {
        let loose = self.repo.uncommitted();
        let stashes = self.repo.stashes();
        let lists = [
            &loose.unmerged,
            &loose.modified,
            &loose.created,
            &loose.deleted,
        ];
        let names = lists.iter().copied().flatten().take(NAMED);
        Assessment {
            absent: self.instead(address),
            pages: PAGES.iter().filter_map(|page| self.telling(page)).collect(),
            names: names.cloned().collect(),
            uncommitted: vec![
                (loose.unmerged.len(), "unmerged"),
                (loose.modified.len(), "modified"),
                (loose.created.len(), "created"),
                (loose.deleted.len(), "deleted"),
            ],
            unseen: loose.unseen,
            stashes: stashes.count,
            newest_stash: stashes.newest,
            stashed_at: stashes.time.and_then(moment),
        }
    }

    /// What lies at the path of a document, if anything does.
    fn telling(&self, (path, read): &Page) -> Option<Telling> {
        let meta = self.repo.work_dir().join(path).symlink_metadata().ok()?;
        let written = meta.modified().ok().map(DateTime::<Utc>::from);
        let repo_path = RepoPath::new(*path).ok()?;
        let told = match self.repo.read_file(&repo_path, MAX_PAGE) {
            Ok(bytes) => match String::from_utf8(bytes) {
                Ok(text) => read(&text),
                Err(_) => Told::Unread("it is not UTF-8 text".to_owned()),
            },
            Err(unread) => Told::Unread(unread.why),
        };
        Some(Telling {
            path,
            written: written.map(DateTime::<FixedOffset>::from),
            told,
        })
    }
}

fn moment(seconds: i64) -> Option<DateTime<FixedOffset>> {
    DateTime::<Utc>::from_timestamp(seconds, 0).map(DateTime::<FixedOffset>::from)
}
