//! A file's bytes as `git add` would store them: line endings, ident and
//! clean filters, by gix and without loading the index.

use super::ByGix;
use super::attributes::Attributes;
use super::plan::{ATTRIBUTES, LineEndings, keeps_line_endings};
use crate::model::RepoPath;
use crate::platform;
use crate::repo::Repo;
use crate::repo::files::line_ends::has_crlf;
use crate::repo::hand::{Hand, Stored, Trouble};
use gix::bstr::ByteSlice;
use gix::filter::plumbing;
use gix::filter::plumbing::driver::{Operation, Process};
use gix::filter::plumbing::eol::AutoCrlf;
use gix::filter::plumbing::pipeline::convert::ToGitOutcome;
use std::cell::RefCell;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// What stays set up from file to file: the long-running filters, and the
/// attribute files read so far.
pub(super) struct Filters {
    pipeline: plumbing::Pipeline,
    drivers: Vec<plumbing::Driver>,
    /// The attribute files read so far.
    pub(super) attributes: Attributes,
    /// Where one path's attributes are put.
    pub(super) matches: gix::attrs::search::Outcome,
    /// Whether `core.autocrlf` converts files without any attribute.
    pub(super) converts_eol: bool,
}

impl ByGix {
    /// How `git add` would store `file` of `len` bytes, which lies at `path`.
    pub(super) fn as_stored(
        &self,
        repo: &Repo,
        path: &RepoPath,
        file: &mut File,
        len: u64,
    ) -> Result<Stored, Trouble> {
        let mut slot = self.filters.borrow_mut();
        let mut filters = match slot.take() {
            Some(filters) => filters,
            None => Filters::new(self, repo).map_err(Trouble::Unknown)?,
        };
        let stored = filters.convert((self, repo), path, file, len);
        if matches!(stored, Ok(_) | Err(Trouble::AskGit { filter: None, .. })) {
            *slot = Some(filters); // after a failure nobody knows what its process will say next
        }
        stored
    }

    /// The filter that the attributes of `path` name.
    pub(super) fn driver_of(&self, repo: &Repo, path: &RepoPath) -> Option<String> {
        let mut slot = self.filters.borrow_mut();
        if slot.is_none() {
            *slot = Filters::new(self, repo).ok();
        }
        let plan = slot.as_mut()?.plan((self, repo), path, &mut Vec::new());
        plan.driver
    }
}

impl Filters {
    /// Everything that filters need, with nothing started.
    pub(super) fn new(gix: &ByGix, repo: &Repo) -> Result<Filters, String> {
        let trouble = |error: gix::Error| format!("the filters cannot be set up: {error}");
        let mut options = gix::filter::Pipeline::options(&gix.gix).map_err(trouble)?;
        options.crlf_roundtrip_check = plumbing::pipeline::CrlfRoundTripCheck::Skip;
        // Gix takes a key without a value for no key at all, git for true; and
        // to git `Input` is `input`.
        let autocrlf = gix.string("core.autocrlf");
        if autocrlf.is_some_and(|value| value.eq_ignore_ascii_case("input")) {
            options.eol_config.auto_crlf = AutoCrlf::Input;
        } else if let Some(on) = gix.boolean("core.autocrlf") {
            options.eol_config.auto_crlf = if on {
                AutoCrlf::Enabled
            } else {
                AutoCrlf::Disabled
            };
        }
        let converts_eol = options.eol_config.auto_crlf != AutoCrlf::Disabled;
        for driver in &mut options.drivers {
            let key = format!("filter.{}.required", driver.name);
            driver.required = gix.boolean(&key).unwrap_or(driver.required);
        }
        let drivers = options.drivers.clone();
        let context = gix.gix.command_context().map_err(trouble)?;
        let attributes = Attributes::new(gix, repo);
        Ok(Filters {
            pipeline: plumbing::Pipeline::new(context, repo.format, options),
            drivers,
            matches: attributes.outcome(&ATTRIBUTES),
            attributes,
            converts_eol,
        })
    }

    fn convert(
        &mut self,
        (gix, repo): (&ByGix, &Repo),
        path: &RepoPath,
        file: &mut File,
        len: u64,
    ) -> Result<Stored, Trouble> {
        let plan = self.plan((gix, repo), path, &mut Vec::new());
        if plan.encoding {
            return Err(ask_git("working-tree-encoding", None)); // encodings differ in names, byte-order marks and code pages
        }
        let driver = match &plan.driver {
            Some(name) => self.driver(repo, name, path)?,
            None => None,
        };
        if let Some(driver) = driver.as_ref().filter(|driver| differs_in_percent(driver)) {
            return Err(ask_git("its filter's command", Some(driver.name.as_ref())));
        }
        let mut read = Vec::new();
        if driver.is_none() && !plan.ident {
            match settle(repo, file, len, plan.line_endings)? {
                Settled::Stored(stored) => return Ok(stored),
                Settled::HasCrlf(bytes) => read = bytes,
            }
        }
        let source: &mut dyn Read = if read.is_empty() {
            file
        } else {
            &mut read.as_slice()
        };
        match self.run(repo, path, source) {
            Ok(Stored::AsIs) if !read.is_empty() => Ok(Stored::Bytes(read)),
            Ok(stored) => Ok(stored),
            Err(Failed::Index(why)) => Err(Trouble::Unknown(why)),
            Err(Failed::Conversion(why)) => Err(match driver {
                Some(driver) => ask_git("its filter failed", Some(driver.name.as_ref())),
                None => Trouble::Unknown(why),
            }),
        }
    }

    /// The driver of that name, if it may be run.
    fn driver(
        &mut self,
        repo: &Repo,
        name: &str,
        path: &RepoPath,
    ) -> Result<Option<plumbing::Driver>, Trouble> {
        match repo.refused_filter(name) {
            Some(why) => Err(Trouble::Unknown(why)),
            None => self.usable_driver(name, path),
        }
    }

    /// The configured driver of that name, if it cleans. A required one that
    /// does not is a failure to git (convert.c, convert_to_git), which gix
    /// does not tell.
    fn usable_driver(
        &mut self,
        name: &str,
        path: &RepoPath,
    ) -> Result<Option<plumbing::Driver>, Trouble> {
        let Some(driver) = self.drivers.iter().find(|driver| driver.name == name) else {
            return Ok(None);
        };
        let failed = || Trouble::Filter(name.to_owned());
        if !driver.required {
            let any = driver.clean.is_some() || driver.process.is_some();
            return Ok(any.then(|| driver.clone()));
        }
        if driver.process.is_some() {
            let state = self.pipeline.driver_state_mut();
            let launched = state.maybe_launch_process(
                driver,
                Operation::Clean,
                path.as_str().as_bytes().as_bstr(),
            );
            let cleans = match launched {
                Ok(Some(Process::MultiFile { client, .. })) => {
                    client.capabilities().contains("clean")
                }
                _ => false,
            };
            return if cleans {
                Ok(Some(driver.clone()))
            } else {
                Err(ask_git("its filter failed", Some(name.into())))
            };
        }
        match driver.clean {
            Some(_) => Ok(Some(driver.clone())),
            None => Err(failed()),
        }
    }

    fn run(
        &mut self,
        repo: &Repo,
        path: &RepoPath,
        source: &mut dyn Read,
    ) -> Result<Stored, Failed> {
        let trouble = RefCell::new(None);
        let attributes = &self.attributes;
        let outcome = self.pipeline.convert_to_git(
            source,
            Path::new(path.as_str()),
            &mut |_, found| {
                attributes.find(path, found);
            },
            &mut |buffer| {
                staged_bytes(repo, path, buffer).map_err(|why| {
                    *trouble.borrow_mut() = Some(why.clone());
                    gix::Error::from_error(std::io::Error::other(why))
                })
            },
        );
        let failed = |why: String| match trouble.borrow_mut().take() {
            Some(why) => Failed::Index(why),
            None => Failed::Conversion(why),
        };
        match outcome {
            Ok(ToGitOutcome::Unchanged(_)) => Ok(Stored::AsIs),
            Ok(ToGitOutcome::Buffer(bytes)) => Ok(Stored::Bytes(bytes.to_vec())),
            Ok(ToGitOutcome::Process(mut read)) => {
                let mut bytes = Vec::new();
                let read = read.read_to_end(&mut bytes);
                read.map(|_| Stored::Bytes(bytes))
                    .map_err(|error| failed(error.to_string()))
            }
            Err(error) => Err(failed(error.to_string())),
        }
    }
}

/// To git `%%` in a command is one `%` (convert.c, apply_single_file_filter);
/// gix knows `%f` alone.
fn differs_in_percent(driver: &plumbing::Driver) -> bool {
    let clean = driver.clean.as_ref();
    driver.process.is_none() && clean.is_some_and(|command| command.contains_str("%%"))
}

/// A file for which there are line-ending rules alone.
enum Settled {
    /// None of them changes it.
    Stored(Stored),
    /// One may; its bytes, unless it is too large to hold.
    HasCrlf(Vec<u8>),
}

/// Most files have no CRLF, and then no rule need be worked out.
fn settle(repo: &Repo, file: &mut File, len: u64, rule: LineEndings) -> Result<Settled, Trouble> {
    if rule == LineEndings::Kept {
        return Ok(Settled::Stored(Stored::AsIs));
    }
    if len > repo.max_file_size {
        let kept = keeps_line_endings(file, rule == LineEndings::IfText)?;
        return Ok(if kept {
            Settled::Stored(Stored::AsIs)
        } else {
            Settled::HasCrlf(Vec::new())
        });
    }
    let read = platform::read(file, len).map_err(Trouble::Unknown)?;
    Ok(if has_crlf(&read) {
        Settled::HasCrlf(read)
    } else {
        Settled::Stored(Stored::Bytes(read))
    })
}

fn ask_git(why: &'static str, filter: Option<&gix::bstr::BStr>) -> Trouble {
    let filter = filter.map(ToString::to_string);
    Trouble::AskGit { why, filter }
}

/// The bytes of the file as the index has it, for git's rule that line endings
/// which are CRLF in the index stay so (convert.c, `has_crlf_in_index`).
fn staged_bytes(repo: &Repo, path: &RepoPath, buffer: &mut Vec<u8>) -> Result<Option<()>, String> {
    let Some(staged) = repo.staged(path)? else {
        return Ok(None);
    };
    match repo.blob(&staged.id) {
        Ok(Some(bytes)) => {
            buffer.clear();
            buffer.extend_from_slice(&bytes);
            Ok(Some(()))
        }
        Ok(None) => Err("the file's content in the index is not in this repository".to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

enum Failed {
    Index(String),
    Conversion(String),
}
