//! Prints the references of a document, one JSON object a line.
//!
//! `cargo run --example references -- DOCUMENT PATHS [WHERE]`: PATHS is a file
//! with the repository's paths, one a line, as `git ls-files` prints them;
//! WHERE is the document's own path in it, where its relative links start.

use git_shipkit::document::{self, Catalog};
use git_shipkit::model::RepoPath;
use std::collections::HashMap;
use std::error::Error;
use std::io::Write;
use std::{env, fs, io};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [document, paths, rest @ ..] = &arguments[..] else {
        return Err("usage: references DOCUMENT PATHS [WHERE]".into());
    };
    let prose = String::from_utf8(fs::read(document)?)?;
    let paths = fs::read_to_string(paths)?;
    let base = rest.first().and_then(|path| path.rsplit_once('/'));
    let base = base.map(|(directory, _)| directory);
    let files = Catalog::new(paths.lines().filter_map(|path| RepoPath::new(path).ok()));

    let found = document::find(&prose);
    let names: Vec<_> = found.names().collect();
    let meant = document::resolve(&names, base, &files);
    let meant: HashMap<_, _> = names.into_iter().zip(meant).collect();
    let file = |name: &document::Name| meant.get(name).and_then(Option::as_ref);

    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut line = 1;
    let mut at = 0;
    for mention in found.mentions(&|name| file(name).is_some()) {
        let Some(path) = file(&mention.name) else {
            continue;
        };
        line += prose[at..mention.span.start].matches('\n').count();
        at = mention.span.start;
        let lines = mention.lines();
        let told = serde_json::json!({
            "path": path.as_str(),
            "doc_line": line,
            "start": lines.map(git_shipkit::model::Lines::start),
            "end": lines.map(git_shipkit::model::Lines::end),
            "span": &prose[mention.span.clone()],
        });
        writeln!(out, "{told}")?;
    }
    Ok(())
}
