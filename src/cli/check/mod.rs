//! `check`: drift of any Markdown document, without a save.

mod fix;
mod read;

use crate::cli::args::{CheckArgs, FormatArg};
use crate::cli::desk::Desk;
use crate::cli::stop::Stop;
use crate::drift::{Drift, FileDrift, Severity};
use crate::error::Error;
use crate::repo::Toil;
use crate::report::text::{self, Annotation};
use crate::report::{Style, json};
use crate::route::{self, Checked};
use fix::Fixed;
use read::Paper;

/// A document and what became of it.
pub(crate) struct Answer {
    paper: Paper,
    checked: Checked,
    fixed: Option<Fixed>,
}

pub(crate) fn run(desk: &Desk<'_>, args: &CheckArgs) -> Result<u8, Stop> {
    if args.fix {
        desk.repo.run_its_programs();
    }
    let mut all = examined(desk, args)?;
    let from = args.severity.map_or(Severity::Elsewhere, Severity::from);
    if args.format == FormatArg::Github {
        annotate(desk, &all, from);
    } else if !desk.ui.json {
        tell(desk, &all);
    }
    for answer in all.iter_mut().filter(|_| args.fix) {
        answer.fixed = Some(fix::run(
            desk,
            &answer.paper,
            &answer.checked,
            args.dry_run,
        )?);
    }
    if desk.ui.json {
        tell(desk, &all);
    }
    let codes: Result<Vec<u8>, Error> = all.iter().map(|one| left(desk, one, from)).collect();
    let codes = codes?;
    let worst = [1, 2].into_iter().find(|code| codes.contains(code));
    Ok(worst.unwrap_or(0))
}

/// The documents and what became of them; nothing is fixed yet.
pub(crate) fn examined(desk: &Desk<'_>, args: &CheckArgs) -> Result<Vec<Answer>, Error> {
    let mut all = Vec::new();
    let papers = papers(desk, args)?;
    let many = papers.len();
    for (at, paper) in papers.into_iter().enumerate() {
        if many > 1 {
            desk.repo.at_work(Toil::Checking, at, many);
        }
        let checked = check(desk, &paper)?;
        all.push(Answer {
            paper,
            checked,
            fixed: None,
        });
    }
    desk.repo.at_work(Toil::Checking, many, many);
    Ok(all)
}

/// Tells what became of them, to people or to programs.
pub(crate) fn tell(desk: &Desk<'_>, all: &[Answer]) {
    if desk.ui.json {
        tell_programs(desk, all);
    } else {
        tell_people(desk, all);
    }
}

fn check(desk: &Desk<'_>, paper: &Paper) -> Result<Checked, Error> {
    let env = |key: &str| desk.world.env(key).cloned();
    route::check(&desk.repo, &paper.page(), &env)
}

/// The documents, each once.
fn papers(desk: &Desk<'_>, args: &CheckArgs) -> Result<Vec<Paper>, Error> {
    let mut papers: Vec<Paper> = Vec::new();
    for file in &args.files {
        let paper = Paper::read(desk, file)?;
        if args.fix {
            fix::refuse(&paper)?;
        }
        if !papers.iter().any(|one| one.is(&paper)) {
            papers.push(paper);
        }
    }
    Ok(papers)
}

/// The exit code of one document, as it reads now.
fn left(desk: &Desk<'_>, answer: &Answer, from: Severity) -> Result<u8, Error> {
    if !answer.fixed.as_ref().is_some_and(|fixed| fixed.written) {
        return Ok(exit_code(&answer.checked.drift, from));
    }
    let paper = Paper::read(desk, &answer.paper.given)?;
    let checked = check(desk, &paper)?;
    Ok(exit_code(&checked.drift, from))
}

/// As [`Drift::exit_code`], but less than `from` is no drift.
fn exit_code(drift: &Drift, from: Severity) -> u8 {
    if drift.changed() > 0 && drift.severity >= from {
        1
    } else if drift.files.iter().any(FileDrift::is_untold) {
        2
    } else {
        0
    }
}

fn tell_people(desk: &Desk<'_>, all: &[Answer]) {
    let reports: Vec<String> = all
        .iter()
        .map(|Answer { paper, checked, .. }| {
            let shown = crate::model::quoted(&paper.given);
            desk.with_view(|view| {
                text::check(&text::Check {
                    words: None,
                    document: Some(if paper.path.is_some() {
                        &shown
                    } else {
                        "The document"
                    }),
                    since: paper.record.is_none().then_some(&checked.since),
                    drift: &checked.drift,
                    view: *view,
                })
            })
        })
        .collect();
    desk.ui.tell(&reports.join("\n"));
}

fn tell_programs(desk: &Desk<'_>, all: &[Answer]) {
    let told = all.iter().map(|answer| {
        let (checked, now) = (&answer.checked, desk.world.now);
        let told = json::check(&answer.paper.given, checked.saved_at, now, &checked.drift);
        match &answer.fixed {
            Some(Fixed { fix, diff, written }) => {
                let left = fix.left.iter().map(|one| (one.told.line, &one.told.file));
                json::fixed(
                    told,
                    &json::Fixed {
                        written: *written,
                        diff,
                        healed: &fix.healed,
                        left: &left.collect::<Vec<_>>(),
                    },
                )
            }
            None => told,
        }
    });
    let told: Vec<serde_json::Value> = told.collect();
    match &told[..] {
        [one] => desk.ui.object(one.clone()),
        many => {
            let drifts: Vec<&Drift> = all.iter().map(|one| &one.checked.drift).collect();
            desk.ui.object(json::checks(many, &drifts));
        }
    }
}

fn annotate(desk: &Desk<'_>, all: &[Answer], from: Severity) {
    for Answer { paper, checked, .. } in all {
        let notes: Vec<Annotation<'_>> = checked
            .told
            .iter()
            .map(|told| Annotation {
                document: paper.path.as_ref().map(crate::model::RepoPath::as_str),
                line: told.line,
                file: &told.file,
                saved: paper.record.is_some(),
                counts: checked.drift.severity >= from,
            })
            .collect();
        let text = desk.with_view(|view| {
            let view = text::View {
                style: Style::new(false),
                width: None,
                links: None,
                ..*view
            };
            text::annotations(&notes, &view)
        });
        desk.ui.answer(&text);
    }
}
